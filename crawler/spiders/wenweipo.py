"""香港文匯網, by its instant news."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://www\.wenweipo\.com/a/\d{6}/\d{2}/AP[0-9a-f]{24}\.html"


class Wenweipo(OutletSpider):
    """香港文匯網: instant news of Hong Kong and of the mainland."""

    name = "wenweipo"
    source = Source(
        id="wenweipo",
        outlet="香港文匯網",
        family="takungwenwei",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("www.wenweipo.com",),
        entry_points=(
            Listing(
                url="https://www.wenweipo.com/immed/hongkong",
                links="div.story-item-title a",
                article_url=_ARTICLE,
            ),
            Listing(
                url="https://www.wenweipo.com/immed/inland",
                links="div.story-item-title a",
                article_url=_ARTICLE,
            ),
        ),
        every=timedelta(minutes=30),
        example="https://www.wenweipo.com/a/202610/03/AP6ac0c97ae4b01d54a285c0d5.html",
        article_url=_ARTICLE,
        selectors=Selectors(
            title=(".title-bar h1",),
            published_at=(".title-bar .info-bar span.time",),
            text=("#richTextContainer",),
        ),
        expects=Expects(newest_within=timedelta(hours=12)),
        terms="not seen",
        robots="no refusal known",
        remarks="Headlines do not tell, so that both lists are fetched whole. Constructed from public code of 2026.",
    )
