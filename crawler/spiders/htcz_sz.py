"""河套深圳园区发展署, by its home page."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Listing, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://htcz\.sz\.gov\.cn/[\w/]+/content/m?post_\d+\.html"


class HtczSz(OutletSpider):
    """The authority of the Shenzhen park: every item concerns the zone."""

    name = "htcz_sz"
    source = Source(
        id="htcz_sz",
        outlet="河套深圳园区发展署",
        family="shenzhen_government",
        language="zh-Hans",
        hosts=("htcz.sz.gov.cn",),
        entry_points=(
            Listing(url="https://htcz.sz.gov.cn/", links="a[href*='/content/post_']", article_url=_ARTICLE),
        ),
        every=timedelta(hours=1),
        example="https://htcz.sz.gov.cn/rz/tb/kctsfw/content/post_11582038.html",
        article_url=_ARTICLE,
        # the meta names of the shared government CMS are read without selectors
        selectors=Selectors(text=("div.news_cont_d_wrap", "div.article-content")),
        delay=4.0,
        remarks="Only the home page and one article path are attested; selectors of the shared CMS.",
    )
