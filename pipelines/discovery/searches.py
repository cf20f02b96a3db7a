"""Search answers: JSON, JSONP, or JSON that an HTML page assigns to a variable."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from pipelines.discovery.answers import MOST_NAMED, BrokenAnswer, SearchFields, one_line, shown
from pipelines.reading.json_paths import NoJson, parse_json, value_at
from pipelines.reading.markup import text_of_html
from pipelines.reading.page_dates import parse_published
from pipelines.urls import web_address
from pipelines.values import Discovered


def parse_search(text: str, *, url: str, fields: SearchFields) -> tuple[Discovered, ...]:
    """The records of a search answer that name an article, each once, in order.

    Raises:
        BrokenAnswer: the answer is no JSON, or has no list where the records should be.
    """
    try:
        answer = parse_json(text, variable=fields.variable)
    except NoJson as problem:
        raise BrokenAnswer(f"{problem}: {shown(problem.rest)}" if problem.rest else str(problem)) from problem
    records = value_at(answer, fields.records)
    if not isinstance(records, list):
        where = fields.records or "its top"
        raise BrokenAnswer(f"no list of records at {where}: {shown(text.strip())}")
    found: dict[str, Discovered] = {}
    for record in records[:MOST_NAMED]:
        discovered = _record(record, url, fields)
        if discovered is not None:
            found.setdefault(discovered.url, discovered)
    return tuple(found.values())


def _strings(record: Any, paths: str | None) -> Iterator[str]:
    """The strings at alternative paths (``contentOriginal|content``) of a record."""
    for path in (paths or "").split("|"):
        value = value_at(record, path) if path else None
        if isinstance(value, (str, int, float)) and str(value).strip():
            yield str(value).strip()


def _record(record: Any, base: str, fields: SearchFields) -> Discovered | None:
    url = web_address(base, html.unescape(next(_strings(record, fields.url), "")))
    if url is None:
        return None
    title = next(_strings(record, fields.title), None)
    body = next(_strings(record, fields.text), None)
    return Discovered(
        url=url,
        title=one_line(text_of_html(title)) if title else None,
        published_at=parse_published(next(_strings(record, fields.published_at), "")),
        outlet=one_line(next(_strings(record, fields.outlet), None)),
        author=one_line(next(_strings(record, fields.author), None)),
        text=text_of_html(body) if body else None,
        text_is_full=bool(body) and fields.text_is_full,
    )
