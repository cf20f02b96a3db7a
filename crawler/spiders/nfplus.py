"""南方+, by the lists of its app."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors

_ARTICLE = r"https?://(?:(?:pc\.nfapp\.southcn|(?:pc|m)\.nfnews)\.com/\d+/\d+\.html|static\.(?:nfapp\.southcn|nfnews)\.com/content/\d{6}/\d{2}/c\d+\.html|www\.nfnews\.com/content/\w+\.html)(?:\?.*)?"
_API = "https://api.nfapp.southcn.com/nfplus-manuscript-web/article/list"
_FIELDS = SearchFields(
    records="data.list",
    url="https://pc.nfapp.southcn.com/{columnId}/{articleId}.html",
    title="title",
    text="summary",
    published_at="releaseTime|updateTime",
)


def _column(number: int) -> Search:
    return Search(
        url=f"{_API}?columnId={number}&nfhSubCount=1&pageNum=1&pageSize=20",
        headers=(("Referer", "https://m.nfapp.southcn.com/"),),
        fields=_FIELDS,
    )


class Nfplus(OutletSpider):
    """The app of 南方日报; its lists answer JSON."""

    name = "nfplus"
    source = Source(
        id="nfplus",
        outlet="南方+",
        family="nanfang_media_group",
        kind="media",
        side="shenzhen",
        language="zh-Hans",
        hosts=(
            "api.nfapp.southcn.com",
            "pc.nfapp.southcn.com",
            "static.nfapp.southcn.com",
            "pc.nfnews.com",
            "m.nfnews.com",
            "static.nfnews.com",
            "www.nfnews.com",
        ),
        entry_points=(
            _column(14),
            _column(38),
        ),
        every=timedelta(minutes=30),
        example="https://www.nfnews.com/content/WyjqAqBEo0.html",
        article_url=_ARTICLE,
        selectors=Selectors(
            outlet=("meta[name=author]::attr(content)",),
            text=("#content",),
            drop=(".article-nfh-icon", ".article-crumb", ".article-share", ".article-copyright"),
        ),
        expects=Expects(newest_within=timedelta(days=2)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "The API and the article page are in use by a public reader (2026). Columns 14 (front) and 38 "
            "(广州) are attested; the number of 深圳 stands at m.nfapp.southcn.com/column/all, which nobody "
            "has stored."
        ),
    )
