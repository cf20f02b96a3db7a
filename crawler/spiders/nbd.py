"""每日经济新闻, by its list of the main news."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://www\.nbd\.com\.cn/articles/\d{4}-\d{2}-\d{2}/\d+\.html"


class Nbd(OutletSpider):
    """每日经济新闻: the main news."""

    name = "nbd"
    source = Source(
        id="nbd",
        outlet="每日经济新闻",
        family="nbd",
        kind="media",
        side="both",
        language="zh-Hans",
        hosts=("www.nbd.com.cn",),
        entry_points=(
            Listing(url="https://www.nbd.com.cn/columns/3/", links=".u-news-title a", article_url=_ARTICLE),
        ),
        every=timedelta(hours=2),
        example="https://www.nbd.com.cn/articles/2026-09-07/4574675.html",
        article_url=_ARTICLE,
        selectors=Selectors(text=(".g-articl-text",)),
        expects=Expects(newest_within=timedelta(days=2)),
        terms="not seen",
        robots="no refusal known",
        remarks="Headlines do not tell, so that column 3 (要闻) is fetched whole. Constructed from public code.",
    )
