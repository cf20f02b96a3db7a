"""香港科技園公司, by its sitemap and its news."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Sitemap, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://www\.hkstp\.org/(?:en|zh-hk)/park-life/news-and-events/(?:news|events)/[\w\-]+/?"


class Hkstp(OutletSpider):
    """Hong Kong Science and Technology Parks, mother of the park company."""

    name = "hkstp"
    source = Source(
        id="hkstp",
        outlet="香港科技園公司",
        family="hkstp",
        kind="official",
        side="hongkong",
        language="zh-Hant",
        hosts=("www.hkstp.org",),
        entry_points=(
            Listing(url="https://www.hkstp.org/zh-hk/park-life/news-and-events/news/", article_url=_ARTICLE),
            Listing(url="https://www.hkstp.org/en/park-life/news-and-events/news/", article_url=_ARTICLE),
            Sitemap(
                url="https://www.hkstp.org/sitemap.xml",
                article_url=r"https?://www\.hkstp\.org/en/park-life/news-and-events/news/[\w\-]+/?",
            ),
        ),
        every=timedelta(hours=3),
        example="https://www.hkstp.org/en/park-life/news-and-events/news/hkstp-career-fair-2026-reimagine-ai-plus",
        article_url=_ARTICLE,
        selectors=Selectors(
            title=(".detail-two-third .title", "h1"), text=(".detail-two-third p", ".detail-two-third")
        ),
        expects=Expects(newest_within=timedelta(days=21)),
        terms="not seen",
        robots="pages are made on the server and were read by a public crawler in September 2026",
        remarks=(
            "The sitemap (2.8 MB, with lastmod) and .detail-two-third were measured in 2026; the Chinese "
            "list is by analogy. Its list API is opaque and left alone."
        ),
    )
