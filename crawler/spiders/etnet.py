"""經濟通, by its feed and its newest."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Feed, Listing, Source

_NEWS = "https://www.etnet.com.hk/www/tc/news"
_ARTICLE = (
    r"https?://www\.etnet\.com\.hk/www/(?:tc|sc)/news/[\w\-]+\.php\?(?:[^\s#]*&)?newsid=\w+(?:&[^\s#]*)?"
)


class Etnet(OutletSpider):
    """經濟通, the wire of 香港經濟日報: what names the zone of the feed and of the newest."""

    name = "etnet"
    source = Source(
        id="etnet",
        outlet="經濟通",
        family="hket",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("www.etnet.com.hk",),
        entry_points=(
            Feed(url=f"{_NEWS}/rss.php?section=editor", only_mentioning=True),
            Listing(
                url=f"{_NEWS}/categorized_news.php?category=latest",
                article_url=_ARTICLE,
                only_mentioning=True,
            ),
        ),
        every=timedelta(minutes=30),
        example="https://www.etnet.com.hk/www/tc/news/news-article.php?category=market&newsid=20260925993&section=categorized",
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=3)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "The feed is 精選新聞. The list of the newest has bare headlines of many shares, of which those that name the zone are "
            "fetched. Feed and list from public code, the address from 2026; no selector is attested."
        ),
    )
