"""金羊网, by its lists in JSON."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors

_ARTICLE = r"https?://(?:\w+\.ycwb\.com/\d{4}-\d{2}/\d{2}/content_\d+\.htm|ep\.ycwb\.com/epaper/\w+/html/\d{4}-\d{2}/\d{2}/content_\d+_\d+\.htm)"
_FIELDS = SearchFields(
    records="artiles", url="PUBURL", title="TITLE", text="ABSTRACT", published_at="PUBTIME"
)


def _node(number: int) -> Search:
    return Search(
        url=f"https://6api.ycwb.com/app_if/jy/getArticles?nodeid={number}&pagesize=15", fields=_FIELDS
    )


class Ycwb(OutletSpider):
    """羊城晚报: the Bay Area, politics and economy, the rolling news of the province."""

    name = "ycwb"
    source = Source(
        id="ycwb",
        outlet="金羊网 羊城晚报",
        family="yangcheng_evening_news",
        kind="media",
        side="shenzhen",
        language="zh-Hans",
        hosts=("6api.ycwb.com", "news.ycwb.com", "*.ycwb.com"),
        entry_points=(
            _node(100418),
            _node(13074),
            _node(12212),
            _node(22),
        ),
        every=timedelta(hours=1),
        example="https://news.ycwb.com/2024-11/16/content_53061759.htm",
        article_url=_ARTICLE,
        selectors=Selectors(
            title=("h1",),
            published_at=("div.source",),
            outlet=("#source_baidu",),
            text=(".main_article",),
            drop=(".space10", ".ddf"),
        ),
        expects=Expects(newest_within=timedelta(days=2)),
        terms="not seen",
        robots="not seen",
        remarks="API (its list is spelt artiles), columns and selectors are in use by a public reader (2026).",
    )
