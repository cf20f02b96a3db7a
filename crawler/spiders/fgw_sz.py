"""深圳市发展和改革委员会, by its disclosures."""

from __future__ import annotations

from datetime import timedelta

from crawler.families import guangdong
from crawler.outlet import OutletSpider
from crawler.source import Expects, Source

_ARTICLE = guangdong.article_url("fgw.sz.gov.cn")


class FgwSz(OutletSpider):
    """The city's commission for development and reform, which plans the zone."""

    name = "fgw_sz"
    source = Source(
        id="fgw_sz",
        outlet="深圳市发展和改革委员会",
        family="shenzhen_government",
        kind="official",
        side="shenzhen",
        language="zh-Hans",
        hosts=("fgw.sz.gov.cn",),
        entry_points=(guangdong.disclosures_of("http://fgw.sz.gov.cn"),),
        every=timedelta(hours=3),
        example="https://fgw.sz.gov.cn/gkmlpt/content/12/12853/post_12853584.html",
        article_url=_ARTICLE,
        selectors=guangdong.SELECTORS,
        expects=Expects(newest_within=timedelta(days=14)),
        delay=4.0,
        terms="not seen",
        robots="not seen",
        remarks=(
            "The platform on this host from a public crawler of 2026, which found the number of the site "
            "on its index page."
        ),
    )
