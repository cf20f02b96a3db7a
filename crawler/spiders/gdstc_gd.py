"""广东省科学技术厅, by its disclosures."""

from __future__ import annotations

from datetime import timedelta

from crawler.families import guangdong
from crawler.outlet import OutletSpider
from crawler.source import Expects, Source

_ARTICLE = guangdong.article_url("gdstc.gd.gov.cn")


class GdstcGd(OutletSpider):
    """The province's department of science and technology."""

    name = "gdstc_gd"
    source = Source(
        id="gdstc_gd",
        outlet="广东省科学技术厅",
        family="guangdong_government",
        kind="official",
        side="shenzhen",
        language="zh-Hans",
        hosts=("gdstc.gd.gov.cn",),
        entry_points=(guangdong.disclosures_of("https://gdstc.gd.gov.cn"),),
        every=timedelta(hours=3),
        example="https://gdstc.gd.gov.cn/gkmlpt/content/4/4646/post_4646913.html",
        article_url=_ARTICLE,
        selectors=guangdong.SELECTORS,
        expects=Expects(newest_within=timedelta(days=14)),
        delay=4.0,
        terms="not seen",
        robots="not seen",
        remarks="The platform on this host from a public crawler of July 2026.",
    )
