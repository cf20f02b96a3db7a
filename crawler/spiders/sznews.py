"""深圳新闻网, by its news listing and its ranking of the day."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors

_ARTICLE = r"https?://(?:www|news)\.sznews\.com/(?:[\w/]*?)content/(?:mb/)?\d{4}-\d{2}/\d{2}/content_\d+\.htm"


class Sznews(OutletSpider):
    """深圳新闻网, which also carries 深圳特区报 and 读特."""

    name = "sznews"
    source = Source(
        id="sznews",
        outlet="深圳新闻网",
        family="shenzhen_press_group",
        kind="media",
        side="shenzhen",
        language="zh-Hans",
        hosts=("www.sznews.com", "news.sznews.com"),
        entry_points=(
            Listing(url="https://www.sznews.com/news/", links="a[href*='/content/']", article_url=_ARTICLE),
            Search(
                url="https://www.sznews.com/ranking/{yyyy}-{mm}-{dd}.json",
                fields=SearchFields(records="data", url="URL", title="TITLE"),
            ),
        ),
        every=timedelta(minutes=30),
        example="https://www.sznews.com/news/content/2025-12/21/content_31823207.htm",
        article_url=_ARTICLE,
        selectors=Selectors(
            title=("h1.h1-news", "h1.con_title"),
            published_at=(".a_time", "div.share-date"),
            text=(".article-content", "div#con_arc_content"),
            outlet=(".a_source",),
            drop=("#qrcodeWrap", ".pages"),
        ),
        expects=Expects(newest_within=timedelta(days=2)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "Ranking and selectors are in use by a public reader (2026), the listing by another. Articles "
            "may begin and end with a machine-written summary block."
        ),
    )
