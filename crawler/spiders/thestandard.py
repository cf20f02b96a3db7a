"""The Standard, by its page of Hong Kong news."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source

_ARTICLE = r"https?://www\.thestandard\.com\.hk/[\w\-]+/article/\d+/[\w\-%]+"


class Thestandard(OutletSpider):
    """The Standard (英文虎報), in English."""

    name = "thestandard"
    source = Source(
        id="thestandard",
        outlet="The Standard",
        family="sing_tao",
        kind="media",
        side="hongkong",
        language="en",
        hosts=("www.thestandard.com.hk",),
        entry_points=(
            Listing(
                url="https://www.thestandard.com.hk/hong-kong-news",
                links="a[href*='/article/']",
                article_url=_ARTICLE,
            ),
        ),
        every=timedelta(hours=1),
        example=(
            "https://www.thestandard.com.hk/hong-kong-news/article/320817/"
            "HK-pet-owners-underestimate-vet-costs-by-119pc-survey"
        ),
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=1)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "All known addresses of feeds answer HTML (2026). Headlines do not tell, so that the page is fetched whole; public "
            "code opens it with a browser, so it may need scripts. No selector is attested."
        ),
    )
