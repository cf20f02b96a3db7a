"""界面新闻, by its search, its channel of the Greater Bay Area and its feed."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Feed, Listing, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://(?:www|m)\.jiemian\.com/article/\w+\.html"


class Jiemian(OutletSpider):
    """界面新闻: hits of the search, all of the channel of the Greater Bay Area, what names the zone of the feed."""

    name = "jiemian"
    source = Source(
        id="jiemian",
        outlet="界面新闻",
        family="shanghai_united_media",
        kind="media",
        side="both",
        language="zh-Hans",
        hosts=("www.jiemian.com", "m.jiemian.com", "a.jiemian.com"),
        entry_points=(
            Listing(
                url="https://a.jiemian.com/index.php?m=search&a=index&msg={query}&type=news",
                queries=("河套深港", "河套合作区"),
                links=".news-header h3 a, .news-view h3 a",
                article_url=_ARTICLE,
            ),
            Listing(url="https://www.jiemian.com/lists/680.html", article_url=_ARTICLE),
            Feed(url="https://a.jiemian.com/index.php?m=article&a=rss", only_mentioning=True),
        ),
        every=timedelta(hours=1),
        example="https://www.jiemian.com/article/3159662.html",
        article_url=_ARTICLE,
        selectors=Selectors(
            title=("div.article-header h1",), text=("div.article-content",), drop=("p.report-view",)
        ),
        expects=Expects(newest_within=timedelta(days=1)),
        terms="not seen",
        robots="no refusal known",
        remarks="List 680 is 大湾区. Search, list and feed as public code reads them; not seen live.",
    )
