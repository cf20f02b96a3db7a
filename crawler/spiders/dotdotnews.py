"""點新聞, by its instant news."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source

_ARTICLE = r"https?://(?:www|english)\.dotdotnews\.com/a/\d{6}/\d{2}/AP[0-9a-f]{20,24}\.html"


class Dotdotnews(OutletSpider):
    """點新聞: instant news of Hong Kong and of both sides of the strait."""

    name = "dotdotnews"
    source = Source(
        id="dotdotnews",
        outlet="點新聞",
        family="takungwenwei",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("www.dotdotnews.com", "english.dotdotnews.com"),
        entry_points=(
            Listing(
                url="https://www.dotdotnews.com/immed/hknews", links="div.text h2 a", article_url=_ARTICLE
            ),
            Listing(
                url="https://www.dotdotnews.com/immed/bothsides", links="div.text h2 a", article_url=_ARTICLE
            ),
        ),
        every=timedelta(minutes=30),
        example="https://www.dotdotnews.com/a/202508/19/AP68a4029ee4b08d2905336a8d.html",
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=1)),
        terms="not seen",
        robots="no refusal known",
        remarks=(
            "Headlines do not tell, so that both lists are fetched whole. No selector of the articles is attested. Constructed "
            "from public code."
        ),
    )
