"""澎湃新闻, by its search."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors

_DETAIL = "json(script#__NEXT_DATA__):props.pageProps.detailData.contentDetail"


class Thepaper(OutletSpider):
    """澎湃新闻: hits of the search."""

    name = "thepaper"
    source = Source(
        id="thepaper",
        outlet="澎湃新闻",
        family="shanghai_united_media",
        kind="media",
        side="both",
        language="zh-Hans",
        hosts=("api.thepaper.cn", "m.thepaper.cn", "www.thepaper.cn"),
        entry_points=(
            Search(
                url="https://api.thepaper.cn/search/web/news",
                body='{"word":"{query}","orderType":3,"pageNum":1,"pageSize":10,"searchType":1}',
                queries=("河套 深港", "河套深圳园区", "河套香港园区"),
                fields=SearchFields(
                    records="data.list",
                    url="https://m.thepaper.cn/detail/{contId}",
                    title="name",
                    text="summary",
                    published_at="pubTimeLong",
                ),
            ),
        ),
        every=timedelta(hours=2),
        example="https://m.thepaper.cn/detail/29366149",
        article_url=r"https?://(?:www|m)\.thepaper\.cn/(?:newsDetail_forward_\d+|detail/\d+)",
        selectors=Selectors(
            title=(f"{_DETAIL}.name",),
            published_at=(f"{_DETAIL}.publishTime", f"{_DETAIL}.pubTime"),
            text=(f"{_DETAIL}.content",),
        ),
        expects=Expects(newest_within=timedelta(days=30)),
        terms="not seen",
        robots="www.thepaper.cn has answered 403 to programs and is not asked: mobile pages only",
        remarks=(
            "The article stands as JSON in the mobile page. The example is an attested number in the attested form. "
            "Constructed from public code of 2026."
        ),
    )
