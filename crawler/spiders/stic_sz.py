"""深圳市科技创新局, by its notices and disclosures."""

from __future__ import annotations

from datetime import timedelta

from crawler.families import guangdong
from crawler.outlet import OutletSpider
from crawler.source import Expects, Source

_ARTICLE = guangdong.article_url("stic.sz.gov.cn")


class SticSz(OutletSpider):
    """The city's bureau for science and technology."""

    name = "stic_sz"
    source = Source(
        id="stic_sz",
        outlet="深圳市科技创新局",
        family="shenzhen_government",
        kind="official",
        side="shenzhen",
        language="zh-Hans",
        hosts=("stic.sz.gov.cn",),
        entry_points=(
            guangdong.column("https://stic.sz.gov.cn/xxgk/tzgg/", _ARTICLE),
            guangdong.disclosures_of("http://stic.sz.gov.cn"),
        ),
        every=timedelta(hours=2),
        example="https://stic.sz.gov.cn/xxgk/tzgg/content/post_12851896.html",
        article_url=_ARTICLE,
        selectors=guangdong.SELECTORS,
        expects=Expects(newest_within=timedelta(days=10)),
        delay=4.0,
        terms="not seen",
        robots="a plain client was answered in 2026",
        remarks="List, platform and article form from public crawlers of 2026; selectors of the shared CMS.",
    )
