"""香港01, by the lists that its pages load."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors

_LISTS = "https://web-data.api.hk01.com/v2/feed"
_ARTICLE = "json(script#__NEXT_DATA__):props.initialProps.pageProps.article"
_FIELDS = SearchFields(
    records="items",
    url="data.canonicalUrl|data.publishUrl",
    title="data.title",
    text="data.description",
    published_at="data.publishTime",
)


class Hk01(OutletSpider):
    """香港01: all of politics and of Shenzhen, what names the zone of Hong Kong and China."""

    name = "hk01"
    source = Source(
        id="hk01",
        outlet="香港01",
        family="hk01",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("web-data.api.hk01.com", "www.hk01.com"),
        entry_points=(
            Search(url=f"{_LISTS}/category/310?limit=50", fields=_FIELDS),
            Search(url=f"{_LISTS}/zone/1?limit=50", fields=_FIELDS, only_mentioning=True),
            Search(url=f"{_LISTS}/zone/5?limit=50", fields=_FIELDS, only_mentioning=True),
            Search(url=f"{_LISTS}/zone/25?limit=50", fields=_FIELDS, only_mentioning=True),
        ),
        every=timedelta(minutes=15),
        example=(
            "https://www.hk01.com/%E6%94%BF%E6%83%85/60305376/%E6%B2%B3%E5%A5%97%E6%B8%AF%E6%B7%B1%E5%89%B5%E7%A7%91"
            "%E5%9C%92%E4%B8%8B%E5%91%A8%E4%B8%80%E9%96%8B%E5%9C%92"
        ),
        article_url=r"https?://(?:www\.)?hk01\.com/(?:sns/article/\d+|[^/\s]+/\d+(?:/[^\s?#]+)?)",
        selectors=Selectors(
            title=(f"{_ARTICLE}.title",),
            published_at=(f"{_ARTICLE}.publishTime",),
            text=(f"{_ARTICLE}.blocks.*.htmlTokens.*.+.content",),
        ),
        expects=Expects(newest_within=timedelta(hours=12)),
        terms="not seen",
        robots="no refusal known",
        remarks=(
            "Zones 1 港聞, 5 中國, 25 深圳; category 310 政情, fetched whole. The items have a teaser to judge by; the article stands "
            "as JSON in its page. Constructed from public code of 2026."
        ),
    )
