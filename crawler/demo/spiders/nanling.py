"""南岭晚报 (fictional): GBK pages that declare UTF-8, by a listing with paging."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Listing, Source
from pipelines.values import Selectors


class Nanling(OutletSpider):
    """An evening paper whose templates were converted, but not its texts."""

    name = "nanling"
    source = Source(
        id="nanling",
        outlet="南岭晚报",
        family="nanling",
        language="zh-Hans",
        hosts=("nanling.example",),
        entry_points=(
            Listing(
                url="http://nanling.example/list.html",
                links="ul.news a",
                article_url=r"http://[^/]+/(?:news|private)/[\w-]+\.html",
                next_page="a.next",
                pages=3,
            ),
        ),
        every=timedelta(minutes=10),
        example="http://nanling.example/news/lease.html",
        article_url=r"http://[^/]+/news/[\w-]+\.html",
        selectors=Selectors(
            title=("h1.headline",), text=("div.body",), published_at=("span.when",), outlet=("span.from",)
        ),
        remarks="Fictional; served on loopback by `hetao demo`.",
    )
