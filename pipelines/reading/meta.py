"""What a page says of itself in meta elements: OpenGraph, the CMS of Chinese governments, and their like."""

from __future__ import annotations

import re

from parsel import Selector

from pipelines.reading.json_ld import Said
from pipelines.reading.origin import outlet_name
from pipelines.reading.page_dates import parse_published

_TITLE = ("ArticleTitle", "og:title", "twitter:title", "title")
_DATE = (
    "PubDate", "article:published_time", "publishdate", "pubdate", "og:published_time", "weibo: article:create_at",
    "weibo:article:create_at", "publish_time", "published_time", "dc.date", "date", "og:time", "apub:time", "datePublished", "og:release_date",
    "dateUpdate",
)  # fmt: skip
_OUTLET = ("ContentSource", "source", "article:source", "mediaid", "og:article:source", "copyright_source")
_AUTHOR = ("author", "article:author", "Author")
_LONGEST_OUTLET = 30
_WRONG = re.compile(r"^(?:404|403|502|error|not found|untitled|首页|首頁|网站首页)", re.IGNORECASE)


def read_meta(page: Selector) -> Said:
    """Title, date, origin and author that the head of a page declares."""
    named: dict[str, str] = {}
    for meta in page.css("meta[content]"):
        name = meta.attrib.get("name") or meta.attrib.get("property") or meta.attrib.get("itemprop")
        content = meta.attrib.get("content", "").strip()
        if name and content:
            named.setdefault(name.strip().lower(), content)

    def first(names: tuple[str, ...]) -> str | None:
        return next((named[n.lower()] for n in names if n.lower() in named), None)

    title = first(_TITLE)
    outlet = first(_OUTLET)
    date = next((d for n in _DATE if n.lower() in named and (d := parse_published(named[n.lower()]))), None)
    return Said(
        title=title if title and not _WRONG.match(title) else None,
        published_at=date,
        outlet=outlet_name(outlet) if outlet and len(outlet) <= _LONGEST_OUTLET else None,
        author=first(_AUTHOR),
    )
