"""国务院港澳事务办公室, by two columns."""

from __future__ import annotations

from datetime import timedelta

from crawler.families import trs
from crawler.outlet import OutletSpider
from crawler.source import Source
from pipelines.values import Selectors

_ARTICLE = r"https?://www\.hmo\.gov\.cn/[\w/]+/\d{6}/t\d{8}_\d+\.html"


class HmoGov(OutletSpider):
    """The State Council office for Hong Kong and Macao."""

    name = "hmo_gov"
    source = Source(
        id="hmo_gov",
        outlet="国务院港澳事务办公室",
        family="central_government",
        kind="official",
        side="both",
        language="zh-Hans",
        hosts=("www.hmo.gov.cn",),
        entry_points=(
            trs.column("http://www.hmo.gov.cn/xwzx/zwyw/", _ARTICLE),
            trs.column("http://www.hmo.gov.cn/xwzx/gayw/", _ARTICLE),
        ),
        every=timedelta(hours=3),
        example="http://www.hmo.gov.cn/xwzx/gayw/201905/t20190516_20878.html",
        article_url=_ARTICLE,
        selectors=Selectors(title=("div.pageHead h2",), text=("div.detailCon", *trs.SELECTORS.text)),
        delay=4.0,
        terms="not seen",
        robots="not seen",
        remarks=(
            "Columns and selectors from a crawler of 2019; columns have been renamed to *_new since, so "
            "that these may have moved."
        ),
    )
