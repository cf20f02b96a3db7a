"""東網, by its lists of Hong Kong and of both sides of the strait."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://hk\.on\.cc/hk/bkn/cnt/\w+/\d{8}/bkn-\d{17}-\d{4}_\d{5}_\d{3}\.html"


class Oncc(OutletSpider):
    """東網 on.cc: Hong Kong and both sides of the strait."""

    name = "oncc"
    source = Source(
        id="oncc",
        outlet="東網",
        family="oriental_press",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("hk.on.cc",),
        entry_points=(
            Listing(url="https://hk.on.cc/hk/news/index.html", links="#focusNews a", article_url=_ARTICLE),
            Listing(url="https://hk.on.cc/hk/cnnews/index.html", links="#focusNews a", article_url=_ARTICLE),
        ),
        every=timedelta(hours=1),
        example="https://hk.on.cc/hk/bkn/cnt/news/20260816/bkn-20260816162505197-0816_00822_001.html",
        article_url=_ARTICLE,
        selectors=Selectors(text=("div.breakingNewsContent",)),
        expects=Expects(newest_within=timedelta(hours=12)),
        delay=5.0,
        terms="not seen",
        robots="no refusal known",
        remarks="Headlines do not tell, so that both lists are fetched whole, slowly. Constructed from public code.",
    )
