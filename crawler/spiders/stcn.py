"""证券时报网, by the lists behind its channels."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors

_LIST = "https://www.stcn.com/article/list.html?type="
_XHR = (("X-Requested-With", "XMLHttpRequest"),)
_FIELDS = SearchFields(
    records="data", url="url", title="title", text="content", published_at="time", outlet="source"
)
_ARTICLE = r"https?://(?:www\.)?stcn\.com/article/detail/\d+\.html"


class Stcn(OutletSpider):
    """证券时报 of Shenzhen: what names the zone of the flash news and the main lists."""

    name = "stcn"
    source = Source(
        id="stcn",
        outlet="证券时报网",
        family="securities_times",
        kind="media",
        side="shenzhen",
        language="zh-Hans",
        hosts=("www.stcn.com", "stcn.com"),
        entry_points=(
            Listing(
                url="https://www.stcn.com/article/list/yw.html",
                links="ul.infinite-list li div.tt a",
                article_url=_ARTICLE,
            ),
            Search(url=f"{_LIST}kx", fields=_FIELDS, headers=_XHR, only_mentioning=True),
            Search(url=f"{_LIST}gs", fields=_FIELDS, headers=_XHR, only_mentioning=True),
        ),
        every=timedelta(hours=1),
        example="https://www.stcn.com/article/detail/3634491.html",
        article_url=_ARTICLE,
        selectors=Selectors(
            title=("div.detail-title",),
            published_at=("div.detail-info span:last-child",),
            outlet=("div.detail-info span:first-child",),
            text=("div.detail-content",),
        ),
        expects=Expects(newest_within=timedelta(days=1)),
        terms="not seen",
        robots="no refusal known",
        remarks=(
            "The lists answer JSON to the header that the page itself sends; 要闻 is fetched whole, since headlines do not "
            "tell. The search wants cookies and is not asked. Constructed from public code."
        ),
    )
