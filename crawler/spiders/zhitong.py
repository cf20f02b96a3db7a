"""智通财经, by its lists in JSON."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors

_ARTICLE = r"https?://www\.zhitongcaijing\.com/content/detail/\d+\.html"
_FIELDS = SearchFields(
    records="data.data",
    title="title",
    text="digest",
    published_at="create_time|original_time",
    author="author_info.author_name",
)


def _list(name: str) -> Search:
    url = f"https://www.zhitongcaijing.com/content/{name}.html?data_type=1&page=1"
    return Search(url=url, fields=_FIELDS, only_mentioning=True)


class Zhitong(OutletSpider):
    """News on companies listed in Hong Kong."""

    name = "zhitong"
    source = Source(
        id="zhitong",
        outlet="智通财经",
        family="zhitong",
        kind="aggregator",
        side="both",
        language="zh-Hans",
        hosts=("www.zhitongcaijing.com",),
        entry_points=(
            _list("recommend"),
            _list("hkstock"),
            _list("ct"),
        ),
        every=timedelta(hours=1),
        example="https://www.zhitongcaijing.com/content/detail/1498343.html",
        article_url=_ARTICLE,
        selectors=Selectors(text=(".news-body-content",), drop=("#subscribe-vip-box", "#news-content")),
        expects=Expects(newest_within=timedelta(days=3)),
        terms="not seen",
        robots="not seen",
        remarks="Lists, fields and selectors are in use by a public reader (2026).",
    )
