"""南方周末, by its news in JSON."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors

_ARTICLE = r"https?://www\.infzm\.com/contents/\d+(?:\?.*)?"
_FIELDS = SearchFields(
    records="data.contents",
    url="https://www.infzm.com/contents/{id}",
    title="subject",
    published_at="publish_time",
    author="author",
)


def _term(number: int) -> Search:
    page = f"https://www.infzm.com/contents?term_id={number}"
    return Search(url=f"{page}&page=1&format=json", headers=(("Referer", page),), fields=_FIELDS)


class Infzm(OutletSpider):
    """The weekly of 南方报业; much of a text is behind a paywall, of which nothing is asked."""

    name = "infzm"
    source = Source(
        id="infzm",
        outlet="南方周末",
        family="nanfang_media_group",
        kind="media",
        side="shenzhen",
        language="zh-Hans",
        hosts=("www.infzm.com",),
        entry_points=(
            _term(1),
            _term(2),
        ),
        every=timedelta(hours=3),
        example="https://www.infzm.com/contents/331624",
        article_url=_ARTICLE,
        selectors=Selectors(title=("h1",), text=(".nfzm-content__content",)),
        expects=Expects(newest_within=timedelta(days=4)),
        terms="paywall on much of the text; only what is open is read",
        robots="not seen",
        remarks=(
            "The list in JSON and the selector of the text are in use by a public reader (2026); the "
            "names of the fields from its types."
        ),
    )
