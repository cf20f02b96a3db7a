"""GDELT, by its search of articles."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields

_ARTICLE = r"https?://.+"


class Gdelt(OutletSpider):
    """The world's news as GDELT sees it; an article counts for the outlet that it is from."""

    name = "gdelt"
    source = Source(
        id="gdelt",
        outlet="GDELT",
        family="gdelt",
        kind="aggregator",
        side="both",
        language="zh-Hans",
        hosts=("*",),
        entry_points=(
            Search(
                url=(
                    "https://api.gdeltproject.org/api/v2/doc/doc?query={query}&mode=artlist&format=json"
                    "&maxrecords=75&timespan=3d&sort=datedesc"
                ),
                queries=('"河套" 深港', '"Hetao" Shenzhen "Hong Kong"'),
                fields=SearchFields(
                    records="articles",
                    published_at="seendate",
                    date_format="%Y%m%dT%H%M%S%z",
                    outlet="domain",
                ),
            ),
        ),
        every=timedelta(hours=6),
        example="https://api.gdeltproject.org/api/v2/doc/doc",
        article_url=_ARTICLE,
        expects=Expects(newest_within=timedelta(days=14)),
        delay=6.0,
        terms="open data, free to use with attribution",
        robots="one request in five seconds; what is too fast is answered with plain text",
        remarks=(
            "Parameters and fields from public crawlers (2026). seendate is when GDELT saw the article; "
            "the page itself outranks it."
        ),
    )
