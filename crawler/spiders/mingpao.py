"""明報, by its feeds."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Feed, Source
from pipelines.values import Selectors

_FEEDS = "https://news.mingpao.com/rss"


class Mingpao(OutletSpider):
    """明報新聞網: what names the zone of the instant news and of the daily paper."""

    name = "mingpao"
    source = Source(
        id="mingpao",
        outlet="明報",
        family="ming_pao",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("news.mingpao.com",),
        entry_points=(
            Feed(url=f"{_FEEDS}/ins/all.xml", only_mentioning=True),
            Feed(url=f"{_FEEDS}/pns/s00001.xml", only_mentioning=True),
            Feed(url=f"{_FEEDS}/pns/s00002.xml", only_mentioning=True),
            Feed(url=f"{_FEEDS}/pns/s00004.xml", only_mentioning=True),
            Feed(url=f"{_FEEDS}/pns/s00013.xml", only_mentioning=True),
        ),
        every=timedelta(minutes=20),
        example="https://news.mingpao.com/ins/%E5%85%A9%E5%B2%B8/article/20260104/s00004/1767518315152",
        article_url=r"https?://news\.mingpao\.com/(?:ins|pns)/[^/]+/article/\d{8}/s\d{5}/\d+(?:/[^\s?#]*)?",
        selectors=Selectors(
            text=(".txt4", ".article_content.line_1_5em", ".txt3"),
            drop=("div.ad300ins_m", "div.clear", "div#ssm2", "iframe"),
        ),
        expects=Expects(newest_within=timedelta(hours=12)),
        terms="not seen",
        robots="article pages are said to want the Referer of the site; ours carries none",
        remarks=(
            "ins is 即時新聞, pns the daily paper: 要聞, 港聞, 經濟, 中國. The items have a teaser to judge by. Feeds and selectors "
            "from public code of 2026; not seen live."
        ),
    )
