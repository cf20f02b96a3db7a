"""河套深圳园区发展署, by its home page."""

from __future__ import annotations

from datetime import timedelta

from crawler.families import guangdong
from crawler.outlet import OutletSpider
from crawler.source import Expects, Source

_ARTICLE = r"https?://htcz\.sz\.gov\.cn/[\w/]+/content/m?post_\d+\.html"


class HtczSz(OutletSpider):
    """The authority of the Shenzhen park: every item concerns the zone."""

    name = "htcz_sz"
    source = Source(
        id="htcz_sz",
        outlet="河套深圳园区发展署",
        family="shenzhen_government",
        kind="official",
        side="shenzhen",
        language="zh-Hans",
        hosts=("htcz.sz.gov.cn",),
        entry_points=(guangdong.column("https://htcz.sz.gov.cn/", _ARTICLE),),
        every=timedelta(hours=1),
        example="https://htcz.sz.gov.cn/rz/tb/kctsfw/content/post_11582038.html",
        article_url=_ARTICLE,
        selectors=guangdong.SELECTORS,
        expects=Expects(newest_within=timedelta(days=21)),
        delay=4.0,
        terms="not seen",
        robots="not seen",
        remarks=(
            "Only the home page and one article path are attested; selectors of the shared CMS. Whether "
            "it runs the disclosure platform is not known."
        ),
    )
