"""披露易, by titles of filings."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields

_ARTICLE = (
    r"https?://www1?\.hkexnews\.hk/listedco/listconews/(?:sehk|gem)/\d{4}/\d{4}/\d{13,16}(?:_c)?\.(?:pdf|htm)"
)
_PARAMETERS = (
    "sortDir=0&sortByOptions=DateTime&category=0&market=SEHK&stockId=-1&documentType=-1&fromDate={yyyy}0101"
    "&toDate={yyyy}{mm}{dd}&title={query}&searchType=1&t1code=-2&t2Gcode=-2&t2code=-2&rowRange=100"
)
_FIELDS = SearchFields(
    records="result",
    url="FILE_LINK",
    title="TITLE",
    text="TITLE",
    text_is_full=True,
    published_at="DATE_TIME",
    date_format="%d/%m/%Y %H:%M",
    outlet="STOCK_NAME",
)


def _titles(language: str, *words: str) -> Search:
    url = f"https://www1.hkexnews.hk/search/titleSearchServlet.do?{_PARAMETERS}&lang={language}"
    return Search(url=url, queries=words, fields=_FIELDS)


class Hkexnews(OutletSpider):
    """Filings of companies listed in Hong Kong whose title names the zone. They are PDF: the title is read."""

    name = "hkexnews"
    source = Source(
        id="hkexnews",
        outlet="港交所披露易",
        family="hkex",
        kind="disclosure",
        side="hongkong",
        language="zh-Hant",
        hosts=("www1.hkexnews.hk",),
        entry_points=(
            _titles("zh", "河套", "港深創新及科技園"),
            _titles("E", "Hetao"),
        ),
        every=timedelta(hours=6),
        example="https://www1.hkexnews.hk/listedco/listconews/sehk/2026/0604/2026060402521.pdf",
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=180)),
        terms="market data may not be redistributed; we keep title and address",
        robots="public readers back off when it refuses, and so do we",
        remarks=(
            "Parameters, and that the list stands as JSON inside a string, from several public crawlers "
            "(2026)."
        ),
    )
