"""信報, by its free instant news."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://www2?\.hkej\.com/instantnews/\w+/article/\d+(?:/[^\s?#]*)?"


class Hkej(OutletSpider):
    """信報即時新聞: current news, Hong Kong and China."""

    name = "hkej"
    source = Source(
        id="hkej",
        outlet="信報",
        family="hkej",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("www.hkej.com", "www2.hkej.com"),
        entry_points=(
            Listing(
                url="https://www.hkej.com/instantnews/hongkong", links="h3 a, h4 a", article_url=_ARTICLE
            ),
            Listing(url="https://www.hkej.com/instantnews/china", links="h3 a, h4 a", article_url=_ARTICLE),
            Listing(
                url="https://www.hkej.com/instantnews/current",
                links="h3 a, h4 a",
                article_url=_ARTICLE,
                only_mentioning=True,
            ),
        ),
        every=timedelta(minutes=30),
        example="https://www2.hkej.com/instantnews/current/article/4487471",
        article_url=_ARTICLE,
        selectors=Selectors(text=("div#article-content",)),
        expects=Expects(newest_within=timedelta(days=1)),
        delay=8.0,
        terms="instant news is free; all else is paid for and left alone",
        robots="403 and 429 have been answered to fast programs: one request in eight seconds",
        remarks=(
            "Headlines do not tell, so that two of the lists are fetched whole. The search stands behind a challenge and is not "
            "asked. Constructed from public code."
        ),
    )
