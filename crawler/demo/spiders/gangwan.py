"""港灣時報 (fictional): Traditional, Big5-HKSCS, by a news sitemap."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Sitemap, Source


class Gangwan(OutletSpider):
    """A Hong Kong paper with characters of its own."""

    name = "gangwan"
    source = Source(
        id="gangwan",
        outlet="港灣時報",
        family="gangwan",
        language="zh-Hant",
        hosts=("gangwan.example",),
        entry_points=(Sitemap(url="http://gangwan.example/sitemap.xml"),),
        every=timedelta(minutes=10),
        example="http://gangwan.example/news/mou.html",
        remarks="Fictional; served on loopback by `hetao demo`.",
    )
