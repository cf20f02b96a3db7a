"""香港中通社, by its channels of the Greater Bay Area and of Hong Kong and Macau."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://(?:www\.)?hkcna\.hk/docDetail\.jsp\?(?:channel=\d+&id=\d+|id=\d+(?:&channel=\d+)?)"


class Hkcna(OutletSpider):
    """香港新聞網 of 香港中國通訊社: the channels of the Greater Bay Area and of Hong Kong and Macau."""

    name = "hkcna"
    source = Source(
        id="hkcna",
        outlet="香港中通社",
        family="chinanews",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("www.hkcna.hk", "hkcna.hk"),
        entry_points=(
            Listing(url="https://www.hkcna.hk/index_col_else.jsp?channel=5773", article_url=_ARTICLE),
            Listing(url="https://www.hkcna.hk/index_col.jsp?channel=2804", article_url=_ARTICLE),
        ),
        every=timedelta(minutes=30),
        example="https://hkcna.hk/docDetail.jsp?channel=2803&id=101097230",
        article_url=_ARTICLE,
        selectors=Selectors(text=("div.xlCon", "div.newsCon", "div.news")),
        expects=Expects(newest_within=timedelta(days=1)),
        terms="not seen",
        robots="no refusal known",
        remarks=(
            "Channel 5773 is 大灣區, 2804 港澳; headlines do not tell, so that both are fetched whole. The agency belongs to "
            "中新社: one voice. Constructed from public code of 2026."
        ),
    )
