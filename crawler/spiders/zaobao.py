"""联合早报, by its instant news of China."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source
from pipelines.values import Selectors

_ARTICLE = r"https?://www\.zaobao\.com(?:\.sg)?/(?:realtime|news)/\w+/story\d{8}-\d+"


class Zaobao(OutletSpider):
    """联合早报 of Singapore: instant news of China."""

    name = "zaobao"
    source = Source(
        id="zaobao",
        outlet="联合早报",
        family="sph",
        kind="media",
        side="both",
        language="zh-Hans",
        hosts=("www.zaobao.com", "www.zaobao.com.sg"),
        entry_points=(
            Listing(
                url="https://www.zaobao.com/realtime/china",
                links=".card-listing .card .content-header a, [data-testid=article-list] article a.article-link",
                article_url=_ARTICLE,
            ),
        ),
        every=timedelta(hours=2),
        example="https://www.zaobao.com/realtime/china/story20260115-8104899",
        article_url=_ARTICLE,
        selectors=Selectors(
            text=(".articleBody", ".article-body"), drop=(".bff-google-ad", ".bff-recommend-article")
        ),
        expects=Expects(newest_within=timedelta(days=1)),
        terms="not seen",
        robots="no refusal known",
        remarks="Headlines do not tell, so that the list is fetched whole. Constructed from public code.",
    )
