"""有線新聞, by the search of its WordPress."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields


class Icable(OutletSpider):
    """有線新聞: hits of the search, which answers with whole articles."""

    name = "icable"
    source = Source(
        id="icable",
        outlet="有線新聞",
        family="icable",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("www.i-cable.com",),
        entry_points=(
            Search(
                url="https://www.i-cable.com/wp-json/wp/v2/posts?per_page=20&search={query}",
                queries=("河套", "港深創科園", "落馬洲"),
                fields=SearchFields(
                    url="link",
                    title="title.rendered",
                    text="content.rendered",
                    published_at="date",
                    text_is_full=True,
                ),
                only_mentioning=True,
            ),
        ),
        every=timedelta(minutes=30),
        example=(
            "https://www.i-cable.com/%E6%96%B0%E8%81%9E%E8%B3%87%E8%A8%8A/364566/%E6%9D%8E%E5%A4%8F%E8%8C%B5%E7%8D%B2%E4%BB%BB"
            "%E7%82%BA%E9%86%AB%E7%AE%A1%E5%B1%80%E8%A1%8C%E6%94%BF%E7%B8%BD%E8%A3%81-8%E6%9C%88%E7%94%9F%E6%95%88-%E4%BB%BB"
            "%E6%9C%9F%E4%B8%89%E5%B9%B4"
        ),
        article_url=r"https?://www\.i-cable\.com/[^\s?#]+/\d+/[^\s?#]*",
        expects=Expects(newest_within=timedelta(days=30)),
        terms="not seen",
        robots="no refusal known",
        remarks=(
            "WordPress REST, newest first: date is in the time of the site, search a standard parameter. No page is fetched. "
            "Constructed from public code."
        ),
    )
