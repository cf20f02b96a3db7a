"""世界日報, by its search."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://www\.worldjournal\.com/wj/story/\d+/\d+(?:\?from=[\w\-]+)?"


class Worldjournal(OutletSpider):
    """世界日報 of North America: hits of the search."""

    name = "worldjournal"
    source = Source(
        id="worldjournal",
        outlet="世界日報",
        family="udn",
        kind="media",
        side="both",
        language="zh-Hant",
        hosts=("www.worldjournal.com",),
        entry_points=(
            Listing(
                url="https://www.worldjournal.com/search/word/8877/{query}",
                queries=("河套 深圳", "河套 香港"),
                article_url=_ARTICLE,
            ),
        ),
        every=timedelta(hours=4),
        example="https://www.worldjournal.com/wj/story/121341/9216915",
        article_url=_ARTICLE,
        selectors=Selectors(text=(".article-content__paragraph",)),
        expects=Expects(newest_within=timedelta(days=60)),
        terms="not seen",
        robots="no refusal known",
        remarks="The form of the search is attested by public code of 2025; not seen live.",
    )
