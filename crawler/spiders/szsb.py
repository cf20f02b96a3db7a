"""深圳商报, by its printed edition."""

from __future__ import annotations

from datetime import timedelta

from crawler.families import founder
from crawler.outlet import OutletSpider
from crawler.source import Expects, Source

_ARTICLE = founder.article_url("szsb.sznews.com")


class Szsb(OutletSpider):
    """深圳商报, the business paper of the city, as it is printed."""

    name = "szsb"
    source = Source(
        id="szsb",
        outlet="深圳商报（数字报）",
        family="shenzhen_press_group",
        kind="media",
        side="shenzhen",
        language="zh-Hans",
        hosts=("szsb.sznews.com",),
        entry_points=(founder.newest("https://szsb.sznews.com/PC/layout", _ARTICLE),),
        every=timedelta(hours=3),
        example="https://szsb.sznews.com/MB/content/202005/19/content_860511.html",
        article_url=_ARTICLE,
        selectors=founder.SELECTORS,
        expects=Expects(newest_within=timedelta(days=2)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "A sister paper of 深圳特区报 on the same platform, with an article of 2020; its index page by "
            "analogy."
        ),
    )
