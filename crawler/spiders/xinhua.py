"""新华网, by the lists behind its channel of Hong Kong and Macau and of technology."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors

_ARTICLE = (
    r"https?://[\w\-]+\.(?:news\.cn|xinhuanet\.com)/"
    r"(?:[\w\-]+/)*(?:\d{8}/[0-9a-f]{8,40}/c\.html|\d{4}-\d{2}/\d{2}/c_\d+\.htm)"
)
_FIELDS = SearchFields(
    records="datasource",
    url="publishUrl",
    title="title",
    text="summary",
    published_at="publishTime",
    author="author",
)


class Xinhua(OutletSpider):
    """新华网: all of the channel of Hong Kong and Macau, what names the zone of the channel of technology."""

    name = "xinhua"
    source = Source(
        id="xinhua",
        outlet="新华网",
        family="xinhua",
        kind="media",
        side="both",
        language="zh-Hans",
        hosts=("*.news.cn", "*.xinhuanet.com"),
        entry_points=(
            Search(url="https://www.news.cn/gangao/ds_9621c5568c24457f842f378314ce3851.json", fields=_FIELDS),
            Search(
                url="https://www.news.cn/tech/ds_fd79514d92f34849bc8baef7ce3d5aae.json",
                fields=_FIELDS,
                only_mentioning=True,
            ),
            Listing(url="https://www.news.cn/gangao/index.htm", article_url=_ARTICLE),
        ),
        every=timedelta(hours=1),
        example="https://www.news.cn/gangao/20260831/c761605281774db0bd61126ee6c9caf1/c.html",
        article_url=_ARTICLE,
        selectors=Selectors(text=("#detailContent", "#detail", "#p-detail")),
        expects=Expects(newest_within=timedelta(days=2)),
        terms="not seen",
        robots="robots.txt seen as Allow: /; the site search answers 403 and 405 to programs and is not asked",
        remarks=(
            "The lists are the JSON files that the channel pages load; rows of kind Link carry the time of being listed. "
            "Old pages of www.xinhuanet.com have answered 403. The RSS is stale. Constructed from public code."
        ),
    )
