"""央广网广东, by its page."""

from __future__ import annotations

from datetime import timedelta

from crawler.families import trs
from crawler.outlet import OutletSpider
from crawler.source import Expects, Source

_ARTICLE = r"https?://www\.cnr\.cn/gd/\w+/\d{8}/t\d{8}_\d+\.shtml"


class CnrGd(OutletSpider):
    """The Guangdong page of 央广网."""

    name = "cnr_gd"
    source = Source(
        id="cnr_gd",
        outlet="央广网广东",
        family="china_media_group",
        kind="media",
        side="shenzhen",
        language="zh-Hans",
        hosts=("www.cnr.cn",),
        entry_points=(trs.column("https://www.cnr.cn/gd/", _ARTICLE),),
        every=timedelta(hours=2),
        example="https://www.cnr.cn/gd/dishidongtai/20260806/t20260806_527750982.shtml",
        article_url=_ARTICLE,
        selectors=trs.SELECTORS,
        expects=Expects(newest_within=timedelta(days=3)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "List and article form from a public crawler with tests (August 2026); the selector of the "
            "text is a guess of the CMS."
        ),
    )
