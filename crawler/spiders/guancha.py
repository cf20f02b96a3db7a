"""观察者网, by its rolling news."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors


class Guancha(OutletSpider):
    """观察者网: the rolling news."""

    name = "guancha"
    source = Source(
        id="guancha",
        outlet="观察者网",
        family="guancha",
        kind="media",
        side="both",
        language="zh-Hans",
        hosts=("www.guancha.cn",),
        entry_points=(
            Search(
                url="https://www.guancha.cn/api/gundong.htm",
                fields=SearchFields(records="items", url="HTTP_URL", title="TITLE"),
            ),
        ),
        every=timedelta(hours=2),
        example="https://www.guancha.cn/GuoJi/2026_10_03_903114.shtml",
        article_url=r"https?://www\.guancha\.cn/\w+/\d{4}_\d{2}_\d{2}_\d+(?:_s)?\.shtml",
        selectors=Selectors(title=(".left-main h3",), text=(".content.all-txt",)),
        expects=Expects(newest_within=timedelta(days=1)),
        terms="not seen",
        robots="sound pages hold an empty captcha box: it is no block",
        remarks=(
            "Headlines do not tell, so that the few newest are fetched whole. Long articles go on over pages. Constructed from "
            "public code."
        ),
    )
