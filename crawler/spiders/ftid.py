"""福田投控, by its news."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source

_ARTICLE = r"https?://(?:www\.)?ftid\.com\.cn/\w+/\d{6}/content_\d+_\d+\.html"


class Ftid(OutletSpider):
    """Futian Investment, the district company that builds and lets in the Shenzhen park."""

    name = "ftid"
    source = Source(
        id="ftid",
        outlet="福田投控",
        family="futian_investment",
        kind="official",
        side="shenzhen",
        language="zh-Hans",
        hosts=("ftid.com.cn", "www.ftid.com.cn"),
        entry_points=(Listing(url="https://ftid.com.cn/zxdt/", article_url=_ARTICLE),),
        every=timedelta(hours=4),
        example="https://ftid.com.cn/zxdt/202409/content_02_32925.html",
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=30)),
        delay=4.0,
        terms="not seen",
        robots="not seen",
        remarks=(
            "One article of 2024 is attested, the path of the list is inferred from it; title and text by "
            "the generic reader."
        ),
    )
