"""CGTN, by its feeds of China and of technology."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Feed, Source

_FEEDS = "https://www.cgtn.com/subscribe/rss/section"


class Cgtn(OutletSpider):
    """CGTN, in English: what names the zone."""

    name = "cgtn"
    source = Source(
        id="cgtn",
        outlet="CGTN",
        family="china_media_group",
        kind="media",
        side="both",
        language="en",
        hosts=("www.cgtn.com", "news.cgtn.com"),
        entry_points=(
            Feed(url=f"{_FEEDS}/china.xml", only_mentioning=True),
            Feed(url=f"{_FEEDS}/tech-sci.xml", only_mentioning=True),
        ),
        every=timedelta(hours=1),
        example="https://news.cgtn.com/news/2026-05-19/China-advances-space-solar-power-breakthrough-1NgRg7RgnpC/p.html",
        article_url=r"https?://news\.cgtn\.com/news/\d{4}-\d{2}-\d{2}/[\w\-]+/p\.html",
        expects=Expects(newest_within=timedelta(days=2)),
        terms="not seen",
        robots="not seen",
        remarks="The items have a teaser to judge by. Feeds from public code of 2026; no selector is attested.",
    )
