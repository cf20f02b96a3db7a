"""南華早報, by its feeds: headlines and summaries."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Feed, Source


class Scmp(OutletSpider):
    """South China Morning Post: what names the zone; the pages are metered, so that the feed's summary is all that is kept."""

    name = "scmp"
    source = Source(
        id="scmp",
        outlet="South China Morning Post",
        family="scmp",
        kind="media",
        side="hongkong",
        language="en",
        hosts=("www.scmp.com",),
        entry_points=(
            Feed(url="https://www.scmp.com/rss/2/feed", full_text=True, only_mentioning=True),
            Feed(url="https://www.scmp.com/rss/4/feed", full_text=True, only_mentioning=True),
            Feed(url="https://www.scmp.com/rss/36/feed", full_text=True, only_mentioning=True),
            Feed(url="https://www.scmp.com/rss/92/feed", full_text=True, only_mentioning=True),
        ),
        every=timedelta(minutes=30),
        example=(
            "https://www.scmp.com/tech/policy/article/3233755/hong-kong-science-park-opens-branch-shenzhen-neighbouring-cities-"
            "move-forward-collaboration-tech-hub"
        ),
        article_url=r"https?://www\.scmp\.com/(?:[\w\-]+/)+article/\d+/[\w\-]+(?:\?.*)?",
        expects=Expects(newest_within=timedelta(hours=12)),
        terms="official feeds (www.scmp.com/rss); the pages are metered and not fetched",
        robots="no page is fetched; the topic API wants the site's key and is not asked",
        remarks="2 Hong Kong, 4 China, 36 Tech, 92 Business. Feeds from public code; not seen live.",
    )
