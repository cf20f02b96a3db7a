"""格隆汇, by its search."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields

_ARTICLE = r"https?://(?:www|m)\.gelonghui\.com/(?:p|news|live)/\d+"


class Gelonghui(OutletSpider):
    """News and notes on listed companies."""

    name = "gelonghui"
    source = Source(
        id="gelonghui",
        outlet="格隆汇",
        family="gelonghui",
        kind="aggregator",
        side="both",
        language="zh-Hans",
        hosts=("www.gelonghui.com", "m.gelonghui.com"),
        entry_points=(
            Search(
                url=(
                    "https://www.gelonghui.com/api/post/search/v4?keyword={query}&isVipArticle=false"
                    "&count=20&page=1&searchArea=all"
                ),
                queries=("河套深港", "河套深圳园区", "河套香港园区"),
                fields=SearchFields(
                    records="result",
                    url="link",
                    title="title",
                    text="summary",
                    published_at="timestamp",
                    outlet="source",
                ),
            ),
        ),
        every=timedelta(hours=3),
        example="https://m.gelonghui.com/p/5264691",
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=21)),
        terms="not seen",
        robots="not seen",
        remarks="The search and its fields are in use by a public reader (2026).",
    )
