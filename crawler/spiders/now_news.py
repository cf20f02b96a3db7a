"""Now 新聞, by the lists that its pages load."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors

_LISTS = "https://newsapi1.now.com/pccw-news-api/api/getNewsList?pageNo=1&pageSize=30&category="


class NowNews(OutletSpider):
    """Now 新聞: what names the zone of Hong Kong and finance."""

    name = "now_news"
    source = Source(
        id="now_news",
        outlet="Now 新聞",
        family="now",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("news.now.com", "newsapi1.now.com"),
        entry_points=(
            Search(
                url=f"{_LISTS}119",
                fields=SearchFields(
                    url="https://news.now.com/home/local/player?newsId={newsId}",
                    title="title",
                    text="summary|leading",
                    published_at="publishDate",
                ),
                only_mentioning=True,
            ),
            Search(
                url=f"{_LISTS}121",
                fields=SearchFields(
                    url="https://news.now.com/home/finance/player?newsId={newsId}",
                    title="title",
                    text="summary|leading",
                    published_at="publishDate",
                ),
                only_mentioning=True,
            ),
        ),
        every=timedelta(minutes=30),
        example="https://news.now.com/home/local/player?newsId=655631",
        article_url=r"https?://news\.now\.com/home/\w+/player\?newsId=\d+",
        selectors=Selectors(text=(".newsLeading",)),
        expects=Expects(newest_within=timedelta(hours=12)),
        terms="not seen",
        robots="some addresses of clouds are refused; that is not got round",
        remarks="119 港聞, 121 財經. The summary is most of a short item. Constructed from public code of 2026.",
    )
