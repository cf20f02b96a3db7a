"""广东省发展和改革委员会, by its disclosures."""

from __future__ import annotations

from datetime import timedelta

from crawler.families import guangdong
from crawler.outlet import OutletSpider
from crawler.source import Expects, Source

_ARTICLE = guangdong.article_url("drc.gd.gov.cn")


class DrcGd(OutletSpider):
    """The province's commission for development and reform, home of its Bay Area office."""

    name = "drc_gd"
    source = Source(
        id="drc_gd",
        outlet="广东省发展和改革委员会",
        family="guangdong_government",
        kind="official",
        side="shenzhen",
        language="zh-Hans",
        hosts=("drc.gd.gov.cn",),
        entry_points=(guangdong.disclosures_of("https://drc.gd.gov.cn"),),
        every=timedelta(hours=3),
        example="https://drc.gd.gov.cn/gkmlpt/content/3/3466/post_3466564.html",
        article_url=_ARTICLE,
        selectors=guangdong.SELECTORS,
        expects=Expects(newest_within=timedelta(days=14)),
        delay=4.0,
        terms="not seen",
        robots="not seen",
        remarks="The platform on this host from a public crawler of July 2026.",
    )
