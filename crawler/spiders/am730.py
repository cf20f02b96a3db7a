"""am730, by its list of Hong Kong."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source

_ARTICLE = r"https?://www\.am730\.com\.hk/[^/\s?#]+/(?:[^/\s?#]+/)?\d+"


class Am730(OutletSpider):
    """am730: the list of Hong Kong."""

    name = "am730"
    source = Source(
        id="am730",
        outlet="am730",
        family="am730",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("www.am730.com.hk",),
        entry_points=(Listing(url="https://www.am730.com.hk/%E6%9C%AC%E5%9C%B0", article_url=_ARTICLE),),
        every=timedelta(minutes=30),
        example=(
            "https://www.am730.com.hk/%E6%9C%AC%E5%9C%B0/%E6%B2%B3%E5%A5%97%E6%B8%AF%E6%B7%B1%E5%89%B5%E7%A7%91%E9%A6%99"
            "%E6%B8%AF%E5%9C%92%E5%8D%80%E9%96%8B%E5%9C%92/630347"
        ),
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=1)),
        delay=5.0,
        terms="not seen",
        robots="not seen",
        remarks=(
            "The list is 本地, and articles stand under their slug or under /article/. Headlines do not tell, so that it is fetched "
            "whole. No selector is attested."
        ),
    )
