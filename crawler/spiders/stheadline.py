"""星島頭條, by its feed and its lists of politics and society."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Feed, Listing, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://www\.stheadline\.com/(?:zh-hans/)?[\w\-]+/\d+/[^\s?#]+"
_LINKS = ".news-block .news-detail > a"


class Stheadline(OutletSpider):
    """星島頭條: all of politics and society, what names the zone of the feed."""

    name = "stheadline"
    source = Source(
        id="stheadline",
        outlet="星島頭條",
        family="sing_tao",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("www.stheadline.com", "std.stheadline.com"),
        entry_points=(
            Listing(url="https://www.stheadline.com/politics", links=_LINKS, article_url=_ARTICLE),
            Listing(url="https://www.stheadline.com/society", links=_LINKS, article_url=_ARTICLE),
            Feed(url="https://www.stheadline.com/rss", only_mentioning=True),
        ),
        every=timedelta(minutes=15),
        example=(
            "https://www.stheadline.com/society/3530593/%E6%B2%B3%E5%A5%97%E9%A6%99%E6%B8%AF%E5%9C%92%E5%8D%80%E8%B7%A8"
            "%E5%A2%83%E6%A9%8B%E7%9B%AE%E6%A8%99%E6%98%8E%E5%B9%B4%E8%90%BD%E6%88%90"
        ),
        article_url=_ARTICLE,
        selectors=Selectors(text=(".content-body",)),
        expects=Expects(newest_within=timedelta(hours=12)),
        terms="not seen",
        robots="no refusal known",
        remarks=(
            "The lists carry bare headlines and are fetched whole, since much of the zone is reported there. An article has one "
            "number under several slugs. Constructed from public code of 2026."
        ),
    )
