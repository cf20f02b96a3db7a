"""China Daily, by its search and by the Hong Kong page of its Hong Kong edition."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors

_HONG_KONG = r"https?://(?:www\.)?chinadailyhk\.com/(?:hk/)?article/\d+"


class Chinadaily(OutletSpider):
    """China Daily and China Daily Hong Kong, in English."""

    name = "chinadaily"
    source = Source(
        id="chinadaily",
        outlet="China Daily",
        family="china_daily",
        kind="media",
        side="both",
        language="en",
        hosts=("*.chinadaily.com.cn", "www.chinadailyhk.com", "chinadailyhk.com"),
        entry_points=(
            Search(
                url=(
                    "https://newssearch.chinadaily.com.cn/rest/en/search"
                    "?keywords={query}&sort=dp&page=0&curType=story&type=&channel=&source="
                ),
                queries=("Hetao", "Lok Ma Chau Loop"),
                fields=SearchFields(
                    records="content",
                    url="url",
                    title="title",
                    text="plainText",
                    published_at="publishTime",
                    outlet="source",
                    text_is_full=True,
                ),
                only_mentioning=True,
            ),
            Listing(
                url="https://www.chinadailyhk.com/hk", links="a[href*='/article/']", article_url=_HONG_KONG
            ),
        ),
        every=timedelta(hours=2),
        example="https://chinadailyhk.com/hk/article/581241",
        article_url=_HONG_KONG
        + r"|https?://(?:www|global|govt)\.chinadaily\.com\.cn/a/\d{6}/\d{2}/WS[0-9a-f]+\.html",
        selectors=Selectors(text=("#Content",)),
        expects=Expects(newest_within=timedelta(days=2)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "The search answers with plain texts, newest first; words of a query may be sought one by one, so that only what "
            "names the zone is taken. Its feeds and sitemap are years old. The page of the Hong Kong edition has bare "
            "headlines and is fetched whole. Constructed from public code."
        ),
    )
