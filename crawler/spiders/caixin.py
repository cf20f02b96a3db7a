"""财新网, by its list of the newest: headlines and summaries."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields


class Caixin(OutletSpider):
    """财新: what names the zone; the articles are paid for, so that headline and summary are all that is kept."""

    name = "caixin"
    source = Source(
        id="caixin",
        outlet="财新网",
        family="caixin",
        kind="media",
        side="both",
        language="zh-Hans",
        hosts=("gateway.caixin.com", "*.caixin.com"),
        entry_points=(
            Search(
                url="https://gateway.caixin.com/api/dataplatform/scroll/index",
                fields=SearchFields(
                    records="data.articleList",
                    url="url",
                    title="title",
                    text="summary",
                    published_at="time",
                    text_is_full=True,
                ),
                only_mentioning=True,
            ),
        ),
        every=timedelta(hours=1),
        example="https://opinion.caixin.com/2026-08-19/102475562.html",
        article_url=r"https?://[\w]+\.caixin\.com/\d{4}-\d{2}-\d{2}/\d+\.html",
        expects=Expects(newest_within=timedelta(days=1)),
        terms="paid articles: only headline and summary are kept",
        robots="no page is fetched",
        remarks="The list as public code of 2026 reads it; not seen live.",
    )
