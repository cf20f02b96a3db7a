"""中国政府网, by its lists in JSON and what ministries do."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors

_ARTICLE = r"https?://www\.gov\.cn/[\w/]+/\d{6}/content_\d+\.html?"
_FIELDS = SearchFields(url="URL", title="TITLE", published_at="DOCRELPUBTIME")


class GovCn(OutletSpider):
    """The State Council: news, policies, and the doings of its ministries."""

    name = "gov_cn"
    source = Source(
        id="gov_cn",
        outlet="中国政府网",
        family="central_government",
        kind="official",
        side="both",
        language="zh-Hans",
        hosts=("www.gov.cn",),
        entry_points=(
            Search(url="https://www.gov.cn/yaowen/liebiao/YAOWENLIEBIAO.json", fields=_FIELDS),
            Search(url="https://www.gov.cn/zhengce/zuixin/ZUIXINZHENGCE.json", fields=_FIELDS),
            Listing(
                url="https://www.gov.cn/lianbo/bumen/index.htm",
                links=".infolist a, .news_box .list a",
                article_url=_ARTICLE,
            ),
        ),
        every=timedelta(hours=1),
        example="https://www.gov.cn/yaowen/liebiao/202603/content_7062633.htm",
        article_url=_ARTICLE,
        selectors=Selectors(
            published_at=("meta[name=firstpublishedtime]::attr(content)",),
            text=("#UCAP-CONTENT", ".pages_content"),
        ),
        expects=Expects(newest_within=timedelta(days=2)),
        terms="not seen",
        robots="not seen",
        remarks="The two JSON lists and the list of ministries are in use by public readers (2026).",
    )
