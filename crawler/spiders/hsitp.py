"""港深創新及科技園有限公司, by its newsroom."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://(?:www\.)?hsitp\.org/(?:en|tc|sc)/(?:newsroom/[\w\-]+/?|news/press-release-\d{8}\.html)"


class Hsitp(OutletSpider):
    """The company that builds and runs the Hong Kong park: every item concerns the zone."""

    name = "hsitp"
    source = Source(
        id="hsitp",
        outlet="港深創新及科技園有限公司",
        family="hksar_government",
        kind="official",
        side="hongkong",
        language="zh-Hant",
        hosts=("www.hsitp.org", "hsitp.org"),
        entry_points=(
            Listing(url="https://www.hsitp.org/tc/newsroom/", article_url=_ARTICLE),
            Listing(url="https://www.hsitp.org/en/newsroom/", article_url=_ARTICLE),
        ),
        every=timedelta(hours=1),
        example="https://www.hsitp.org/tc/news/press-release-20231025.html",
        article_url=_ARTICLE,
        selectors=Selectors(title=("h1", "meta[property='og:title']::attr(content)")),
        expects=Expects(newest_within=timedelta(days=45)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "Article forms of 2023 and later are attested, the list is inferred from them. Old pages say "
            "Loading…: they may be made by a script."
        ),
    )
