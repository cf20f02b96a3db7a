"""36氪, by its feed."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Feed, Source


class Kr36(OutletSpider):
    """36氪: what names the zone of the feed, which carries whole articles."""

    name = "kr36"
    source = Source(
        id="kr36",
        outlet="36氪",
        family="kr36",
        kind="media",
        side="both",
        language="zh-Hans",
        hosts=("36kr.com", "www.36kr.com"),
        entry_points=(Feed(url="https://36kr.com/feed", full_text=True, only_mentioning=True),),
        every=timedelta(hours=1),
        example="https://36kr.com/p/3786067810082051",
        article_url=r"https?://(?:www\.)?36kr\.com/(?:p|newsflashes)/\d+(?:\?f=rss)?",
        expects=Expects(newest_within=timedelta(days=1)),
        terms="not seen",
        robots="pages and search stand behind a challenge, which is not solved: only the feed is asked",
        remarks="No page is fetched. The feed is attested by public code; not seen live.",
    )
