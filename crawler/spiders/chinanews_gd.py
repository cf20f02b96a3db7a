"""中新网广东, by its headlines."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source

_ARTICLE = r"https?://www\.gd\.chinanews\.com(?:\.cn)?/\d{4}/\d{4}-\d{2}-\d{2}/\d+\.shtml"


class ChinanewsGd(OutletSpider):
    """The Guangdong branch of 中国新闻网."""

    name = "chinanews_gd"
    source = Source(
        id="chinanews_gd",
        outlet="中新网广东",
        family="chinanews",
        kind="media",
        side="shenzhen",
        language="zh-Hans",
        hosts=("www.gd.chinanews.com.cn", "www.gd.chinanews.com"),
        entry_points=(Listing(url="https://www.gd.chinanews.com.cn/index/yw.html", article_url=_ARTICLE),),
        every=timedelta(hours=1),
        example="https://www.gd.chinanews.com.cn/2026/2026-08-18/449178.shtml",
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=3)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "List and article form from a public crawler with tests (August 2026); the day stands in the "
            "address, title and text by the generic reader."
        ),
    )
