"""第一财经, by its search and its newest."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors

_REFERER = (("Referer", "https://www.yicai.com/"),)


class Yicai(OutletSpider):
    """第一财经: hits of the search, what names the zone of the newest."""

    name = "yicai"
    source = Source(
        id="yicai",
        outlet="第一财经",
        family="yicai",
        kind="media",
        side="both",
        language="zh-Hans",
        hosts=("www.yicai.com", "m.yicai.com"),
        entry_points=(
            Search(
                url="https://www.yicai.com/api/ajax/getSearchResult?page=0&pagesize=20&keys={query}",
                queries=("河套深港", "河套合作区"),
                fields=SearchFields(
                    records="results.docs", url="url", title="title", text="desc", outlet="source"
                ),
                headers=_REFERER,
            ),
            Search(
                url="https://www.yicai.com/api/ajax/getlatest?page=1&pagesize=30",
                fields=SearchFields(
                    url="url",
                    title="NewsTitle",
                    text="NewsNotes",
                    published_at="CreateDate",
                    outlet="NewsSource",
                ),
                headers=_REFERER,
                only_mentioning=True,
            ),
        ),
        every=timedelta(hours=1),
        example="https://www.yicai.com/news/103268423.html",
        article_url=r"https?://(?:www|m)\.yicai\.com/(?:vip/)?(?:news|brief)/\d+\.html",
        selectors=Selectors(
            text=(".multiText", "#multi-text", ".m-text", ".txt"),
            drop=("h1", ".u-btn6", ".m-smallshare", ".topic-hot"),
        ),
        expects=Expects(newest_within=timedelta(days=1)),
        terms="not seen",
        robots="no refusal known",
        remarks=(
            "Both answers come only with the Referer that the search page sends. The search shows times as 昨天 09:15, which "
            "are not read. Constructed from public code of 2026."
        ),
    )
