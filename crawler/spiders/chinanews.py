"""中新网, by its rolling feed and its search."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Feed, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors


class Chinanews(OutletSpider):
    """中国新闻网: everything of the search, what names the zone of the rolling feed."""

    name = "chinanews"
    source = Source(
        id="chinanews",
        outlet="中国新闻网",
        family="chinanews",
        kind="media",
        side="both",
        language="zh-Hans",
        hosts=("www.chinanews.com.cn", "www.chinanews.com", "m.chinanews.com", "sou.chinanews.com.cn"),
        entry_points=(
            Search(
                url=(
                    "https://sou.chinanews.com.cn/search/news?q={query}&searchField=all&sortType=time"
                    "&dateType=&startDate=&endDate=&channel=all&pageNum=1"
                ),
                queries=("河套深港科技创新合作区", "河套深圳园区", "河套香港园区"),
                fields=SearchFields(
                    variable="docArr", title="title", text="content_without_tag", published_at="pubtime"
                ),
            ),
            Feed(url="https://www.chinanews.com.cn/rss/scroll-news.xml", only_mentioning=True),
            Feed(url="https://www.chinanews.com.cn/rss/finance.xml", only_mentioning=True),
        ),
        every=timedelta(minutes=30),
        example="https://www.chinanews.com.cn/dwq/2026/08-31/10687546.shtml",
        article_url=r"https?://(?:www|m)\.chinanews\.com(?:\.cn)?/(?:[a-z]+/)+\d{4}/\d{2}-\d{2}/\d+\.shtml",
        selectors=Selectors(
            text=("div.left_zw", "div.content_desc", "div.t3"),
            outlet=("a.source",),
            drop=(".adInContent", "#adhzh"),
        ),
        expects=Expects(newest_within=timedelta(hours=12)),
        terms="not seen",
        robots="no refusal known",
        remarks="Feeds and search from public descriptions; not seen live.",
    )
