"""光明日报, by the current edition of its electronic paper."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source
from pipelines.values import Selectors


class Gmw(OutletSpider):
    """光明日报: every page of the current edition."""

    name = "gmw"
    source = Source(
        id="gmw",
        outlet="光明日报",
        family="guangming_daily",
        kind="media",
        side="both",
        language="zh-Hans",
        hosts=("*.gmw.cn",),
        entry_points=(
            Listing(
                url="https://epaper.gmw.cn/gmrb/html/layout/index.html",
                links=".m-title-list a[href*='content_']",
                article_url=r"https?://epaper\.gmw\.cn/gmrb/html/content/\d{6}/\d{2}/content_\d+\.html",
                sheets="#list a[href*='node_']",
            ),
        ),
        every=timedelta(hours=6),
        example="http://politics.gmw.cn/2019-01/20/content_32379481.htm",
        article_url=(
            r"https?://[\w.]+\.gmw\.cn/"
            r"(?:\d{4}-\d{2}/\d{2}/content_\d+\.htm|gmrb/html/content/\d{6}/\d{2}/content_\d+\.html)"
        ),
        selectors=Selectors(text=(".m-article-main", ".u-mainText", "#contentMain", "#article_inbox")),
        expects=Expects(newest_within=timedelta(days=2)),
        delay=5.0,
        terms="not seen",
        robots="no refusal known",
        remarks=(
            "The paper's layout of 2026; the example is a page of the site, which shares its articles. The search of the site "
            "wants a token and is not asked. Constructed from public code."
        ),
    )
