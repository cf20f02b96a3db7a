"""必应资讯, by its feed of a search."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Feed, Source

_ARTICLE = r"https?://.+"


class BingNews(OutletSpider):
    """What Bing finds at outlets of all kinds; an article counts for the outlet that it is from."""

    name = "bing_news"
    source = Source(
        id="bing_news",
        outlet="必应资讯",
        family="bing_news",
        kind="aggregator",
        side="both",
        language="zh-Hans",
        hosts=("*",),
        entry_points=(
            Feed(
                url="https://www.bing.com/news/search?q={query}&format=rss&mkt=zh-CN&qft=sortbydate%3D1",
                queries=("河套深港科技创新合作区", "河套深圳园区", "河套香港园区"),
                target="url",
            ),
            Feed(
                url="https://www.bing.com/news/search?q={query}&format=rss&mkt=zh-HK&qft=sortbydate%3D1",
                queries=("河套 港深創科園", "Hetao Shenzhen Hong Kong"),
                target="url",
            ),
        ),
        every=timedelta(hours=3),
        example="http://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fwww.example.com%2fa",
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=14)),
        delay=5.0,
        terms="its feeds are for readers of news",
        robots="fine at a low rate, say public readers",
        remarks=(
            "The feed, its counter links and News:Source are in use by public readers (2026). The pages "
            "it names are asked under the rules of their own hosts."
        ),
    )
