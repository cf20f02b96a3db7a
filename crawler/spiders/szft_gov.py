"""福田政府在线, by its columns and disclosures."""

from __future__ import annotations

from datetime import timedelta

from crawler.families import guangdong
from crawler.outlet import OutletSpider
from crawler.source import Source

_ARTICLE = guangdong.article_url("www.szft.gov.cn")


class SzftGov(OutletSpider):
    """The district of the Shenzhen park, with its bureaus for science and industry."""

    name = "szft_gov"
    source = Source(
        id="szft_gov",
        outlet="福田政府在线",
        family="shenzhen_government",
        kind="official",
        side="shenzhen",
        language="zh-Hans",
        hosts=("www.szft.gov.cn",),
        entry_points=(
            guangdong.column("https://www.szft.gov.cn/ftxx/xwdt/", _ARTICLE),
            guangdong.column("https://www.szft.gov.cn/bmxx/qkjj/tzgg/index.html", _ARTICLE),
            guangdong.column("https://www.szft.gov.cn/bmxx/qgxj/tzgg/", _ARTICLE),
            guangdong.disclosures_of("http://www.szft.gov.cn"),
        ),
        every=timedelta(hours=1),
        example="https://www.szft.gov.cn/ftxx/xwdt/bmgzdt/content/post_10401675.html",
        article_url=_ARTICLE,
        selectors=guangdong.SELECTORS,
        delay=4.0,
        terms="not seen",
        robots="no refusal known",
        remarks=(
            "Columns and the platform from public crawlers; a page on the zone (post_10723091) shows "
            "信息提供日期 and 来源."
        ),
    )
