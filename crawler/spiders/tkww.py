"""大公文匯網, by its pages of Hong Kong and its timeline."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://www\.tkww\.hk/a/\d{6}/\d{2}/AP[0-9a-f]{24}\.html"


class Tkww(OutletSpider):
    """大公文匯網 (大公報 and 文匯報): all of Hong Kong, what names the zone of the timeline."""

    name = "tkww"
    source = Source(
        id="tkww",
        outlet="大公文匯網",
        family="takungwenwei",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("www.tkww.hk", "epaper.tkww.hk"),
        entry_points=(
            Listing(url="https://www.tkww.hk/hong_kong", links="a[href*='/a/']", article_url=_ARTICLE),
            Listing(url="https://www.tkww.hk/info/HK_Macao", links="a[href*='/a/']", article_url=_ARTICLE),
            Listing(
                url="https://www.tkww.hk/time",
                links="a[href*='/a/']",
                article_url=_ARTICLE,
                only_mentioning=True,
            ),
        ),
        every=timedelta(minutes=30),
        example="https://www.tkww.hk/a/202610/03/AP6ac03ce1e4b0e1e2ee728b4a.html",
        article_url=_ARTICLE,
        selectors=Selectors(
            title=("h1.content-title-text",), text=(".content-main-left .content-body-inner",)
        ),
        expects=Expects(newest_within=timedelta(hours=12)),
        terms="not seen",
        robots="no refusal known",
        remarks=(
            "JSON-LD says the time as Sat Oct 03 07:23:11 HKT 2026. Headlines do not tell, so that the pages near the zone are "
            "fetched whole. The lists of columns as JSON want an id of the column, of which none is attested. Not seen live."
        ),
    )
