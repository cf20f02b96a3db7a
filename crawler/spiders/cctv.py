"""央视网, by the lists behind its channels."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors

_LISTS = "https://news.cctv.com/2019/07/gaiban/cmsdatainterface/page"
_FIELDS = SearchFields(records="data.list", url="url", title="title", text="brief", published_at="focus_date")


class Cctv(OutletSpider):
    """央视新闻: what names the zone of home affairs and technology."""

    name = "cctv"
    source = Source(
        id="cctv",
        outlet="央视网",
        family="china_media_group",
        kind="media",
        side="both",
        language="zh-Hans",
        hosts=("*.cctv.com", "*.cctv.cn"),
        entry_points=(
            Search(
                url=f"{_LISTS}/china_1.jsonp",
                fields=_FIELDS,
                headers=(("Referer", "https://news.cctv.com/china/"),),
                only_mentioning=True,
            ),
            Search(
                url=f"{_LISTS}/tech_1.jsonp",
                fields=_FIELDS,
                headers=(("Referer", "https://news.cctv.com/tech/"),),
                only_mentioning=True,
            ),
        ),
        every=timedelta(hours=1),
        example="https://news.cctv.com/2025/01/05/ARTIemzgpxHcci59S0s4M0VQ250105.shtml",
        article_url=r"https?://[\w.]+\.cctv\.(?:com|cn)/\d{4}/\d{2}/\d{2}/(?:ARTI|PHOA|VIDE)\w+\.shtml",
        selectors=Selectors(text=("#content_area", ".cnt_bd")),
        expects=Expects(newest_within=timedelta(days=1)),
        delay=5.0,
        terms="not seen",
        robots="none known; some pages are made by scripts only",
        remarks=(
            "JSONP named after the channel; the first of its pages holds the newest, each with a lead to judge by. Constructed "
            "from public code."
        ),
    )
