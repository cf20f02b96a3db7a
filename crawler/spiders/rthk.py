"""香港電台新聞, by its full-text feeds."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Feed, Source
from pipelines.values import Selectors

_FEEDS = "https://rthk.hk/rthk/news/rss/"


class Rthk(OutletSpider):
    """RTHK: the feeds carry whole items, so that no page is fetched."""

    name = "rthk"
    source = Source(
        id="rthk",
        outlet="香港電台",
        family="rthk",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("rthk.hk", "*.rthk.hk"),
        entry_points=(
            Feed(url=f"{_FEEDS}c_expressnews_clocal.xml", full_text=True),
            Feed(url=f"{_FEEDS}c_expressnews_greaterchina.xml", full_text=True),
            Feed(url=f"{_FEEDS}c_expressnews_cfinance.xml", full_text=True),
            Feed(url=f"{_FEEDS}e_expressnews_elocal.xml", full_text=True),
        ),
        every=timedelta(minutes=15),
        example="https://news.rthk.hk/rthk/ch/component/k2/1837069-20251222.htm?spTabChangeable=0",
        article_url=r"https?://news\.rthk\.hk/rthk/(?:ch|en)/component/k2/\d+-\d{8}\.htm(?:\?.*)?",
        selectors=Selectors(title=("h2.itemTitle",), text=("div.itemFullText",)),
        expects=Expects(newest_within=timedelta(hours=12)),
        terms="official full-text feeds (news.rthk.hk/rthk/en/rss.htm)",
        robots="open",
        remarks="Items have a guid and no link. From public descriptions; not seen live.",
    )
