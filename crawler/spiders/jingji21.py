"""21世纪经济报道, by its column on the Bay Area."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://(?:www|m)\.21jingji\.com/article/\d{8}/(?:\w+/)?[0-9a-f]{32}(?:_\w+)?\.html"


class Jingji21(OutletSpider):
    """The business paper of the Bay Area's south."""

    name = "jingji21"
    source = Source(
        id="jingji21",
        outlet="21世纪经济报道",
        family="nanfang_media_group",
        kind="media",
        side="shenzhen",
        language="zh-Hans",
        hosts=("www.21jingji.com", "m.21jingji.com"),
        entry_points=(
            Listing(url="https://www.21jingji.com/channel/GHM_GreaterBay/", article_url=_ARTICLE),
            Listing(
                url="https://www.21jingji.com/channel/politics/", article_url=_ARTICLE, only_mentioning=True
            ),
        ),
        every=timedelta(hours=1),
        example="https://www.21jingji.com/article/20260306/herald/f6848b36f3159e53760a88ee6bcae88a.html",
        article_url=_ARTICLE,
        selectors=Selectors(
            title=("div.titleHead h1",),
            published_at=("div.author-infos",),
            text=("div.main_content", "div.txtContent"),
            drop=("div.rela-box", "div.copyright"),
        ),
        expects=Expects(newest_within=timedelta(days=5)),
        terms="not seen",
        robots="its API hands out tokens; we read its pages instead",
        remarks=(
            "Article form and selectors are in use by a public reader (2026), the page of the channel by "
            "several."
        ),
    )
