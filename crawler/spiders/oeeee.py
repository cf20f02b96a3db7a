"""南方都市报, by the channels of its site."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Lookup, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors

_ARTICLE = r"https?://m\.mp\.oeeee\.com/a/BAA\w+\.html"
_API = "https://www.oeeee.com/api/channel.php"
_FIELDS = SearchFields(
    records="data", url="linkurl", title="title", text="summary", published_at="datetime", author="author"
)


class Oeeee(OutletSpider):
    """南方都市报 and its street-level reporters in Futian."""

    name = "oeeee"
    source = Source(
        id="oeeee",
        outlet="南方都市报",
        family="nanfang_media_group",
        kind="media",
        side="shenzhen",
        language="zh-Hans",
        hosts=("www.oeeee.com", "m.mp.oeeee.com"),
        entry_points=(
            Search(url=f"{_API}?m=Js4channelNews&a=newLatest&cid=170", fields=_FIELDS),
            Lookup(
                url=f"{_API}?s=/index/index/channel/sz",
                pattern=r"OECID\D{1,12}(?P<cid>\d+)",
                then=Search(url=f"{_API}?m=Js4channelNews&a=newLatest&cid={{cid}}", fields=_FIELDS),
            ),
        ),
        every=timedelta(minutes=30),
        example="https://m.mp.oeeee.com/a/BAAFRD0000202505261089569.html",
        article_url=_ARTICLE,
        selectors=Selectors(
            title=("h1",),
            published_at=(".introduce",),
            text=(".post-cont", ".content", ".article-conten"),
            drop=(".taglist", ".sourcelist-box", "#shareContain", ".buyCopyright", ".article-info"),
        ),
        expects=Expects(newest_within=timedelta(days=2)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "API and selectors are in use by a public reader (2026), which says that a channel's page "
            "holds its number as OECID; the page of Shenzhen (sz) by analogy with that of Guangzhou (gz)."
        ),
    )
