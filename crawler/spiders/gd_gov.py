"""广东省人民政府, by its news and its column on 河套."""

from __future__ import annotations

from datetime import timedelta

from crawler.families import guangdong
from crawler.outlet import OutletSpider
from crawler.source import Source

_ARTICLE = guangdong.article_url("www.gd.gov.cn")


class GdGov(OutletSpider):
    """The province: its news, and its special on the platforms of the Bay Area with a column on the zone."""

    name = "gd_gov"
    source = Source(
        id="gd_gov",
        outlet="广东省人民政府",
        family="guangdong_government",
        kind="official",
        side="shenzhen",
        language="zh-Hans",
        hosts=("www.gd.gov.cn", "search.gd.gov.cn"),
        entry_points=(
            guangdong.column("https://www.gd.gov.cn/gdywdt/gdyw/", _ARTICLE),
            guangdong.column("https://www.gd.gov.cn/gdywdt/zwzt/ygadwq/zdhzpt/ht/", _ARTICLE),
            guangdong.disclosures("https://www.gd.gov.cn", "2"),
            guangdong.found("2"),
        ),
        every=timedelta(hours=2),
        example="https://www.gd.gov.cn/gdywdt/zwzt/ygadwq/zdhzpt/ht/content/post_4444845.html",
        article_url=_ARTICLE,
        selectors=guangdong.SELECTORS,
        delay=4.0,
        terms="not seen",
        robots="the host resets clients that do not look like a browser (2026); we do not dress up",
        remarks=(
            "The column on 河套 is attested by the path of one article; where the host resets us, the "
            "search of the province still names its pages."
        ),
    )
