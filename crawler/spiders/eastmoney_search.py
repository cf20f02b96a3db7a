"""东方财富, by its search."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import quote

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors

_ARTICLE = r"https?://(?:finance|stock|fund)\.eastmoney\.com/a/\d+\.html"
_ASKED = {
    "uid": "",
    "keyword": "{query}",
    "type": ["cmsArticleWebOld"],
    "client": "web",
    "clientType": "web",
    "clientVersion": "curr",
    "param": {
        "cmsArticleWebOld": {
            "searchScope": "default",
            "sort": "time",
            "pageIndex": 1,
            "pageSize": 20,
            "preTag": "",
            "postTag": "",
        }
    },
}
_PARAM = quote(json.dumps(_ASKED)).replace(quote("{query}"), "{query}")


class EastmoneySearch(OutletSpider):
    """What 东方财富 finds in financial media."""

    name = "eastmoney_search"
    source = Source(
        id="eastmoney_search",
        outlet="东方财富搜索",
        family="eastmoney",
        kind="aggregator",
        side="both",
        language="zh-Hans",
        hosts=(
            "search-api-web.eastmoney.com",
            "finance.eastmoney.com",
            "stock.eastmoney.com",
            "fund.eastmoney.com",
        ),
        entry_points=(
            Search(
                url=f"https://search-api-web.eastmoney.com/search/jsonp?cb=cb&param={_PARAM}",
                queries=("河套深港科技创新合作区", "河套深圳园区", "河套香港园区"),
                fields=SearchFields(
                    records="result.cmsArticleWebOld",
                    title="title",
                    text="content",
                    published_at="date",
                    outlet="mediaName",
                ),
            ),
        ),
        every=timedelta(hours=3),
        example="https://finance.eastmoney.com/a/202606093765481310.html",
        article_url=_ARTICLE,
        selectors=Selectors(text=("#ContentBody", ".txtinfos")),
        expects=Expects(newest_within=timedelta(days=14)),
        terms="not seen",
        robots="not seen",
        remarks=(
            "The search is in use by a public reader (2026), sorted by relevance there; the selectors of "
            "its article pages are general knowledge."
        ),
    )
