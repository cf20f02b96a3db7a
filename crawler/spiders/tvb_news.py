"""無綫新聞, by the lists that its pages load."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields

_LISTS = "https://inews-api.tvb.com/news/entry/category?lang=tc&page=1&limit=50&country=HK&id="


def _of(category: str) -> Search:
    return Search(
        url=f"{_LISTS}{category}",
        fields=SearchFields(
            records="content",
            url=f"https://news.tvb.com/tc/{category}/{{id}}",
            title="title",
            text="desc",
            published_at="publish_datetime",
            text_is_full=True,
        ),
        only_mentioning=True,
    )


class TvbNews(OutletSpider):
    """無綫新聞: what names the zone; the lists carry the whole of the short items."""

    name = "tvb_news"
    source = Source(
        id="tvb_news",
        outlet="無綫新聞",
        family="tvb",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("inews-api.tvb.com", "news.tvb.com"),
        entry_points=(_of("local"), _of("greaterchina"), _of("finance")),
        every=timedelta(minutes=30),
        example="https://news.tvb.com/tc/local/68a889be6d225b36177c77e3",
        article_url=r"https?://news\.tvb\.com/(?:tc|sc)/\w+/[0-9a-f]+(?:/[^\s?#]*)?",
        expects=Expects(newest_within=timedelta(hours=12)),
        terms="not seen",
        robots="no refusal known",
        remarks="No page is fetched. Constructed from public code; not seen live.",
    )
