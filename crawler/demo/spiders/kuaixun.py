"""湾畔快讯 (fictional): a JSON search that answers with whole articles."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Search, Source
from pipelines.discovery import SearchFields


class Kuaixun(OutletSpider):
    """A news service for readers in a hurry, asked by POST."""

    name = "kuaixun"
    source = Source(
        id="kuaixun",
        outlet="湾畔快讯",
        family="kuaixun",
        language="zh-Hans",
        hosts=("kuaixun.example",),
        entry_points=(
            Search(
                url="http://kuaixun.example/api/search",
                body='{"key": "{query}", "page": 1}',
                queries=("河套",),
                fields=SearchFields(
                    records="data.records",
                    text="content",
                    published_at="displayTime",
                    outlet="source",
                    text_is_full=True,
                ),
            ),
        ),
        every=timedelta(minutes=10),
        example="http://kuaixun.example/news/appoint.html",
        remarks="Fictional; served on loopback by `hetao demo`.",
    )
