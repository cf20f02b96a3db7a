"""国家发展改革委, by its news."""

from __future__ import annotations

from datetime import timedelta

from crawler.families import trs
from crawler.outlet import OutletSpider
from crawler.source import Expects, Source

_ARTICLE = r"https?://www\.ndrc\.gov\.cn/[\w/]+/\d{6}/t\d{8}_\d+(?:_ext)?\.html"


class Ndrc(OutletSpider):
    """The national commission that plans the Bay Area."""

    name = "ndrc"
    source = Source(
        id="ndrc",
        outlet="国家发展改革委",
        family="central_government",
        kind="official",
        side="both",
        language="zh-Hans",
        hosts=("www.ndrc.gov.cn",),
        entry_points=(trs.column("https://www.ndrc.gov.cn/xwdt/xwfb/", _ARTICLE, links=".u-list li a"),),
        every=timedelta(hours=4),
        example="https://www.ndrc.gov.cn/xwdt/xwfb/202608/t20260819_1407047.html",
        article_url=_ARTICLE,
        selectors=trs.SELECTORS,
        expects=Expects(newest_within=timedelta(days=10)),
        delay=4.0,
        terms="not seen",
        robots="not seen",
        remarks=(
            "List and selectors are in use by a public reader (2026); title, date and origin stand in "
            "meta elements."
        ),
    )
