"""香港政府新聞網, by its feeds."""

from __future__ import annotations

from datetime import timedelta

from crawler.families import hong_kong_government
from crawler.outlet import OutletSpider
from crawler.source import Expects, Source

_ARTICLE = r"https?://(?:sc\.news\.gov\.hk/TuniS/)?www\.news\.gov\.hk/(?:chi|tc|eng|en)/[\w/]*\d{4}/\d{2}/\d{8}/\d{8}_\d{6}_\d{3}\.html"
_FEEDS = "https://www.news.gov.hk/tc/categories"


class NewsGovHk(OutletSpider):
    """The government's news site, by top stories and by subject."""

    name = "news_gov_hk"
    source = Source(
        id="news_gov_hk",
        outlet="香港政府新聞網",
        family="hksar_government",
        kind="official",
        side="hongkong",
        language="zh-Hant",
        hosts=("www.news.gov.hk", "sc.news.gov.hk"),
        entry_points=(
            *hong_kong_government.feeds(
                "https://www.news.gov.hk/tc/common/html/topstories.rss.xml",
                f"{_FEEDS}/admin/html/articlelist.rss.xml",
                f"{_FEEDS}/finance/html/articlelist.rss.xml",
                f"{_FEEDS}/infrastructure/html/articlelist.rss.xml",
            ),
        ),
        every=timedelta(minutes=30),
        example="https://www.news.gov.hk/chi/2026/09/20260917/20260917_180421_271.html",
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=3)),
        terms="open",
        robots="open; no statement of theirs is known",
        remarks=(
            "All feeds answered in September 2026 with 20 items each; where the text stands on a page is "
            "not attested, so the generic reader finds it. The address carries the moment."
        ),
    )
