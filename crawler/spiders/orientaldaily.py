"""東方日報, by its feeds."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Feed, Source

_FEEDS = "https://orientaldaily.on.cc/rss"


class Orientaldaily(OutletSpider):
    """東方日報: what names the zone of the news of Hong Kong, of China and the world, and of finance."""

    name = "orientaldaily"
    source = Source(
        id="orientaldaily",
        outlet="東方日報",
        family="oriental_press",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("orientaldaily.on.cc",),
        entry_points=(
            Feed(url=f"{_FEEDS}/news.xml", only_mentioning=True),
            Feed(url=f"{_FEEDS}/china_world.xml", only_mentioning=True),
            Feed(url=f"{_FEEDS}/finance.xml", only_mentioning=True),
        ),
        every=timedelta(hours=2),
        example=(
            "https://orientaldaily.on.cc/content/%E8%A6%81%E8%81%9E%E6%B8%AF%E8%81%9E/odn-20241125-1125_00176_024/"
            "%E9%9D%A2%E7%A9%8D%E5%B1%80%E9%99%90--%E6%B8%AF%E5%9C%92%E5%8D%80%E4%BB%A5%E7%94%A2%E5%AD%B8%E7%A0%94%E4%B8%BB%E6%89%93"
        ),
        article_url=r"https?://orientaldaily\.on\.cc/content/[^/]+/odn-\d{8}-\d{4}_\d{5}_\d{3}(?:/[^\s?#]*)?",
        expects=Expects(newest_within=timedelta(days=2)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "The printed paper of the house of 東網, out in the morning. The example is a real article on the zone. Feeds from "
            "public code of many years; no selector is attested."
        ),
    )
