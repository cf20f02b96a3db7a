"""ecns.cn, by its sci-tech page and its feed."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Feed, Listing, Source

_ARTICLE = r"https?://www\.ecns\.cn/[\w\-/]+/\d{4}-\d{2}-\d{2}/detail-\w+\.shtml"


class Ecns(OutletSpider):
    """The English site of 中新社: all of sci-tech, what names the zone of the feed."""

    name = "ecns"
    source = Source(
        id="ecns",
        outlet="ecns.cn",
        family="chinanews",
        kind="media",
        side="both",
        language="en",
        hosts=("www.ecns.cn",),
        entry_points=(
            Listing(url="https://www.ecns.cn/news/sci-tech/", article_url=_ARTICLE),
            Feed(url="https://www.ecns.cn/rss/rss.xml", only_mentioning=True),
        ),
        every=timedelta(hours=2),
        example="https://www.ecns.cn/news/sci-tech/2025-11-14/detail-ihewyezc9800878.shtml",
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=3)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "A public reader found 37 dated links on the page in September 2026; it is fetched whole, since headlines do not "
            "tell. No selector is attested."
        ),
    )
