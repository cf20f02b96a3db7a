"""創新科技及工業局, by its news and its answers to the legislature."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://(?:www\.itib\.gov\.hk/(?:en|zh-hk|zh-cn)/[\w/]+/pr_\d{8}\.html|www\.info\.gov\.hk/gia/general/\d{6}/\d{2}/P\d{13}\.htm)"


class ItibHk(OutletSpider):
    """Hong Kong's bureau for innovation; its news lead to press releases."""

    name = "itib_hk"
    source = Source(
        id="itib_hk",
        outlet="創新科技及工業局",
        family="hksar_government",
        kind="official",
        side="hongkong",
        language="zh-Hant",
        hosts=("www.itib.gov.hk", "www.info.gov.hk"),
        entry_points=(
            Listing(url="https://www.itib.gov.hk/zh-cn/new", article_url=_ARTICLE),
            Listing(
                url="https://www.itib.gov.hk/en/legislative_council_business/questions/{yyyy}/",
                article_url=_ARTICLE,
            ),
        ),
        every=timedelta(hours=3),
        example="https://www.itib.gov.hk/en/legislative_council_business/questions/2025/pr_20250319.html",
        article_url=_ARTICLE,
        selectors=Selectors(title=("#PRHeadlineSpan", "h1"), text=("#pressrelease",)),
        expects=Expects(newest_within=timedelta(days=30)),
        terms="open; asks that links be attributed",
        robots="open; no statement of theirs is known",
        remarks="Two lists and one answer are attested; the pages it links to are those of the press releases.",
    )
