"""深圳政府在线, by its columns, its disclosures and its search."""

from __future__ import annotations

from datetime import timedelta

from crawler.families import guangdong
from crawler.outlet import OutletSpider
from crawler.source import Source

_ARTICLE = r"https?://www\.sz\.gov\.cn/(?:gkmlpt/content/\d+/\d+|(?:cn|en_szgov|jp_szgov)/[\w/]+/content)/m?post_\d+\.html(?:#\d+)?"


class SzGov(OutletSpider):
    """The portal of the city: what the government and its bureaus do."""

    name = "sz_gov"
    source = Source(
        id="sz_gov",
        outlet="深圳政府在线",
        family="shenzhen_government",
        kind="official",
        side="shenzhen",
        language="zh-Hans",
        hosts=("www.sz.gov.cn", "search.gd.gov.cn"),
        entry_points=(
            guangdong.column("https://www.sz.gov.cn/cn/xxgk/zfxxgj/zwdt/", _ARTICLE),
            guangdong.column("https://www.sz.gov.cn/cn/xxgk/zfxxgj/bmdt/", _ARTICLE),
            guangdong.column("https://www.sz.gov.cn/cn/xxgk/zfxxgj/tzgg/", _ARTICLE),
            guangdong.disclosures("http://www.sz.gov.cn", "755001"),
            guangdong.found("755001"),
        ),
        every=timedelta(hours=1),
        example="https://www.sz.gov.cn/cn/xxgk/zfxxgj/zwdt/content/post_12712072.html",
        article_url=_ARTICLE,
        selectors=guangdong.SELECTORS,
        delay=4.0,
        terms="not seen",
        robots="no refusal known",
        remarks=(
            "Columns, article form and selectors from public crawlers of 2026; the site's number from "
            "their lists. Some hosts of the city have old TLS."
        ),
    )
