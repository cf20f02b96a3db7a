"""深圳特区报, by its printed edition."""

from __future__ import annotations

from datetime import timedelta

from crawler.families import founder
from crawler.outlet import OutletSpider
from crawler.source import Expects, Source

_ARTICLE = founder.article_url("sztqb.sznews.com")


class Sztqb(OutletSpider):
    """深圳特区报, the paper of the city, as it is printed."""

    name = "sztqb"
    source = Source(
        id="sztqb",
        outlet="深圳特区报（数字报）",
        family="shenzhen_press_group",
        kind="media",
        side="shenzhen",
        language="zh-Hans",
        hosts=("sztqb.sznews.com",),
        entry_points=(founder.newest("https://sztqb.sznews.com/PC/layout", _ARTICLE),),
        every=timedelta(hours=3),
        example="https://sztqb.sznews.com/PC/layout/202510/08/node_A04.html?link=content_3388741.html",
        article_url=_ARTICLE,
        selectors=founder.SELECTORS,
        expects=Expects(newest_within=timedelta(days=2)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "Layout and article selectors from public crawlers of 2017 to 2025; pages were called A01 … "
            "until 2025 and 02 in February 2026, so that the index page of the platform is asked for the "
            "first one."
        ),
    )
