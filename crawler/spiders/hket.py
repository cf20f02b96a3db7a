"""香港經濟日報, by its feeds and its list of the Greater Bay Area."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Feed, Listing, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://(?:inews|china|topick|wealth|invest|ps)\.hket\.com/article/\d+(?:/[^\s?#]*)?(?:\?.*)?"
_FEEDS = "https://www.hket.com/rss"


class Hket(OutletSpider):
    """香港經濟日報: all of the Greater Bay Area, what names the zone of the feeds."""

    name = "hket"
    source = Source(
        id="hket",
        outlet="香港經濟日報",
        family="hket",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("*.hket.com",),
        entry_points=(
            Listing(
                url="https://inews.hket.com/sran016-1",
                links=".main-listing-container .listing-title > a, .main-listing-container .share-button",
                article_url=_ARTICLE,
            ),
            Feed(url=f"{_FEEDS}/hongkong", only_mentioning=True),
            Feed(url=f"{_FEEDS}/china", only_mentioning=True),
            Feed(url=f"{_FEEDS}/finance", only_mentioning=True),
            Feed(url=f"{_FEEDS}/technology", only_mentioning=True),
        ),
        every=timedelta(minutes=30),
        example="https://inews.hket.com/article/4195430/",
        article_url=_ARTICLE,
        selectors=Selectors(
            text=("div.article-detail-body-container",),
            drop=(
                "p.article-detail_caption",
                ".loyalty-promotion-container",
                ".relatedContents-container",
                ".contentTags-container",
                ".adunit",
            ),
        ),
        expects=Expects(newest_within=timedelta(hours=12)),
        terms="the outlet offers simple feeds of its own (www.hket.com/rss)",
        robots="some sections want a login and are left alone",
        remarks=(
            "sran016-1 is 大灣區發展; its addresses stand at the buttons for sharing. Feeds and layout from public code of 2026; "
            "not seen live."
        ),
    )
