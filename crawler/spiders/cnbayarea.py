"""粤港澳大湾区门户网, by its news and its special on the zone."""

from __future__ import annotations

from datetime import timedelta

from crawler.families import guangdong
from crawler.outlet import OutletSpider
from crawler.source import Source
from pipelines.values import Selectors

_ARTICLE = r"https?://www\.cnbayarea\.org\.cn/[\w/]+/content/post_\d+\.html"


class Cnbayarea(OutletSpider):
    """The portal of the Bay Area, kept by the province."""

    name = "cnbayarea"
    source = Source(
        id="cnbayarea",
        outlet="粤港澳大湾区门户网",
        family="guangdong_government",
        kind="official",
        side="shenzhen",
        language="zh-Hans",
        hosts=("www.cnbayarea.org.cn",),
        entry_points=(
            guangdong.column("https://www.cnbayarea.org.cn/news/focus/index.html", _ARTICLE),
            guangdong.column("https://www.cnbayarea.org.cn/news/special/hshs/ttxw/", _ARTICLE),
            guangdong.column("https://www.cnbayarea.org.cn/city/shenzhen/zxdt/", _ARTICLE),
            guangdong.column("https://www.cnbayarea.org.cn/english/News/index.html", _ARTICLE),
        ),
        every=timedelta(hours=1),
        example="https://www.cnbayarea.org.cn/english/News/content/post_1318990.html",
        article_url=_ARTICLE,
        selectors=Selectors(title=("h1.article_t",), text=("div.article_con",)),
        terms="not seen",
        robots="read by several public crawlers; one of 2026 wanted TLS verification off, which we keep on",
        remarks=(
            "The lists in Chinese and English and the article selectors are in use by public crawlers "
            "(2026); the special and the column on Shenzhen by path only."
        ),
    )
