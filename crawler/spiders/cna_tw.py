"""中央社, by its feeds."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Feed, Source
from pipelines.values import Selectors

_FEEDS = "https://feeds.feedburner.com/rsscna"


class CnaTw(OutletSpider):
    """中央通訊社 of Taiwan: what names the zone of the feeds."""

    name = "cna_tw"
    source = Source(
        id="cna_tw",
        outlet="中央社",
        family="cna",
        kind="media",
        side="both",
        language="zh-Hant",
        hosts=("www.cna.com.tw", "feeds.feedburner.com"),
        entry_points=(
            Feed(url=f"{_FEEDS}/mainland", only_mentioning=True),
            Feed(url=f"{_FEEDS}/finance", only_mentioning=True),
            Feed(url=f"{_FEEDS}/technology", only_mentioning=True),
        ),
        every=timedelta(hours=1),
        example="https://www.cna.com.tw/news/acn/202609230159.aspx",
        article_url=r"https?://www\.cna\.com\.tw/news/\w+/\d{12}\.aspx",
        selectors=Selectors(
            title=("h1 span",),
            text=(".paragraph",),
            drop=("div.SubscriptionInner", ".gmailNews", ".dictionary-box", ".moreArticle"),
        ),
        expects=Expects(newest_within=timedelta(days=1)),
        terms="official feeds for private, non-commercial use; the credit is kept (www.cna.com.tw/about/rss.aspx)",
        robots="no refusal known for the articles; the search is not asked",
        remarks="The items have the first paragraph to judge by. Feeds answered in 2026 by public code; not seen live here.",
    )
