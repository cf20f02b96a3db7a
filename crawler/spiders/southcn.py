"""南方网, by its columns."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://[a-z]+\.southcn\.com/node_[0-9a-f]{10}/[0-9a-f]{10}\.shtml"
_LINKS = "div.itm h3 a, div.itm.j-link[data-link]"


def _column(node: str) -> Listing:
    url = f"https://news.southcn.com/node_{node}?cms_node_post_list_page=1"
    return Listing(url=url, links=_LINKS, article_url=_ARTICLE)


class Southcn(OutletSpider):
    """The province's news site: the Bay Area, what moves, and 南方都市报."""

    name = "southcn"
    source = Source(
        id="southcn",
        outlet="南方网",
        family="nanfang_media_group",
        kind="media",
        side="shenzhen",
        language="zh-Hans",
        hosts=("news.southcn.com", "www.southcn.com", "economy.southcn.com"),
        entry_points=(
            _column("b36d35b4e2"),
            _column("179d29f1ce"),
            _column("d16fadb650"),
            _column("17a07e5926"),
        ),
        every=timedelta(minutes=30),
        example="https://news.southcn.com/node_ac2b0b62a4/3beb0529db.shtml",
        article_url=_ARTICLE,
        selectors=Selectors(
            title=("h1", "h2#article_title"),
            published_at=("#pubtime_baidu",),
            text=("div.content", "div.article-content", "div#content"),
            outlet=("#source_baidu",),
        ),
        expects=Expects(newest_within=timedelta(days=2)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "Columns 大湾区, 热点, 最新动态 and 南方都市报, their items and the article form are in use by public "
            "crawlers of 2026; the selectors of the text are older."
        ),
    )
