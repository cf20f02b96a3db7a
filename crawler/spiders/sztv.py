"""深圳广电 壹深圳, by its news."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Listing, Source

_ARTICLE = r"https?://www\.sztv\.com\.cn/ysz/[\w/]+/\d+\.shtml"


class Sztv(OutletSpider):
    """The city's broadcaster; many items are video only."""

    name = "sztv"
    source = Source(
        id="sztv",
        outlet="深圳广电",
        family="shenzhen_media_group",
        kind="media",
        side="shenzhen",
        language="zh-Hans",
        hosts=("www.sztv.com.cn",),
        entry_points=(Listing(url="https://www.sztv.com.cn/ysz/zx/zbsz/", article_url=_ARTICLE),),
        every=timedelta(hours=2),
        example="https://www.sztv.com.cn/ysz/zx/zbsz/80611955.shtml",
        article_url=_ARTICLE,
        delay=4.0,
        terms="not seen",
        robots="not seen",
        remarks="One article path is attested, the list is its folder; title and text by the generic reader.",
    )
