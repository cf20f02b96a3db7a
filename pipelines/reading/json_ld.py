"""What a page says of itself in JSON-LD."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parsel import Selector

from pipelines.reading.markup import text_of_html
from pipelines.reading.page_dates import parse_published

_ARTICLES = frozenset({"newsarticle", "article", "reportagenewsarticle", "blogposting", "report", "webpage"})
#: A shorter articleBody is a teaser (outlets cut it at 100 or 200 characters).
LEAST_BODY = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The fields that one reader found; None where it has nothing to say."""

    title: str | None = None
    text: str | None = None
    published_at: datetime | None = None
    outlet: str | None = None
    author: str | None = None


def read_json_ld(page: Selector) -> Said:
    """The article that the JSON-LD of a page describes; broken blocks are passed over."""
    for block in page.css('script[type*="ld+json"]::text').getall():
        for thing in _things(block):
            kinds = thing.get("@type")
            named = {str(k).lower() for k in (kinds if isinstance(kinds, list) else [kinds])}
            if named & _ARTICLES and thing.get("headline"):
                return _said(thing)
    return Said()


def _things(block: str) -> Iterator[dict[str, Any]]:
    try:
        data = json.loads(re.sub(r"[\x00-\x1f]", " ", block.strip().rstrip(";")), strict=False)
    except (ValueError, RecursionError):
        return
    queue = deque([data])
    while queue:
        value = queue.popleft()
        if isinstance(value, list):
            queue.extend(value)
        elif isinstance(value, dict):
            yield value
            if isinstance(value.get("@graph"), list):
                queue.extend(value["@graph"])


def _said(thing: dict[str, Any]) -> Said:
    body = thing.get("articleBody")
    text = text_of_html(body) if isinstance(body, str) else ""
    cut = text.endswith(("...", "…", "……"))
    date = thing.get("datePublished") or thing.get("dateCreated") or thing.get("pubDate")
    return Said(
        title=_string(thing.get("headline")),
        text=text if len(text) >= LEAST_BODY and not cut else None,
        published_at=parse_published(date) if isinstance(date, str) else None,
        author=_name(thing.get("author")),
    )


def _string(value: Any) -> str | None:
    return text_of_html(value).strip() or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _string(value.get("name")) if isinstance(value, dict) else _string(value)
