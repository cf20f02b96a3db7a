"""时代周报, by its home page."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source

_ARTICLE = r"https?://(?:www\.)?time-weekly\.com/(?:post|wap-article)/\d+"


class TimeWeekly(OutletSpider):
    """A weekly of Guangdong."""

    name = "time_weekly"
    source = Source(
        id="time_weekly",
        outlet="时代周报",
        family="guangdong_publishing_group",
        kind="media",
        side="shenzhen",
        language="zh-Hans",
        hosts=("www.time-weekly.com", "time-weekly.com"),
        entry_points=(
            Listing(
                url="https://www.time-weekly.com/",
                links="a[href*='/post/']",
                article_url=_ARTICLE,
                only_mentioning=True,
            ),
        ),
        every=timedelta(hours=3),
        example="https://www.time-weekly.com/post/330856",
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=3)),
        delay=4.0,
        terms="not seen",
        robots="not seen",
        remarks="Home page and article form from public crawlers (2026); title and text by the generic reader.",
    )
