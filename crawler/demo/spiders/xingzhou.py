"""星洲日讯 (fictional): Simplified, UTF-8, by RSS, with JSON-LD on its pages."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Feed, Source


class Xingzhou(OutletSpider):
    """A mainland daily that does everything right."""

    name = "xingzhou"
    source = Source(
        id="xingzhou",
        outlet="星洲日讯",
        family="xingzhou",
        language="zh-Hans",
        hosts=("xingzhou.example",),
        entry_points=(Feed(url="http://xingzhou.example/rss.xml"),),
        every=timedelta(minutes=10),
        example="http://xingzhou.example/news/opening.html",
        remarks="Fictional; served on loopback by `hetao demo`.",
    )
