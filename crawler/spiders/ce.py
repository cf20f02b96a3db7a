"""中国经济网, by its list of Hong Kong, Macau and Taiwan."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://(?:[a-z]+\.)?ce\.cn/(?:\w+/)+\d{6}/\d{2}/t\d{8}_\d+\.s?html?"


class Ce(OutletSpider):
    """中国经济网: the regional list of Hong Kong, Macau and Taiwan and the regional news."""

    name = "ce"
    source = Source(
        id="ce",
        outlet="中国经济网",
        family="economic_daily",
        kind="media",
        side="both",
        language="zh-Hans",
        hosts=("www.ce.cn", "district.ce.cn"),
        entry_points=(
            Listing(
                url="http://district.ce.cn/newarea/gat/index.shtml",
                links="div.sec_left li a",
                article_url=_ARTICLE,
            ),
            Listing(
                url="http://district.ce.cn/newarea/dfbb/index.shtml",
                links="div.sec_left li a",
                article_url=_ARTICLE,
            ),
        ),
        every=timedelta(hours=2),
        example="http://www.ce.cn/xwzx/gnsz/gdxw/201809/14/t20180914_30307626.shtml",
        article_url=_ARTICLE,
        selectors=Selectors(title=("h1#articleTitle", "h1"), text=("div.TRS_Editor", "#articleText")),
        expects=Expects(newest_within=timedelta(days=7)),
        terms="not seen",
        robots="no refusal known",
        remarks=(
            "The host of the regions speaks GB2312. Both lists are small and fetched whole, since headlines do not tell. "
            "Constructed from public code."
        ),
    )
