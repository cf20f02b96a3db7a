"""Search answers: JSON, JSONP, or JSON that an HTML page assigns to a variable."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice
from typing import Any

from pipelines.alerting import LOCAL
from pipelines.discovery.answers import MOST_NAMED, BrokenAnswer, SearchFields, one_line, shown
from pipelines.reading.json_paths import NoJson, parse_json, value_at
from pipelines.reading.markup import text_of_html
from pipelines.reading.page_dates import parse_published
from pipelines.urls import web_address
from pipelines.values import Discovered

_PLACE = re.compile(r"\{([\w.|]+)\}")


def parse_search(text: str, *, url: str, fields: SearchFields) -> tuple[Discovered, ...]:
    """The records of a search answer that name an article, each once, in order.

    Raises:
        BrokenAnswer: the answer is no JSON, has no list where the records should be, or no addresses in them.
    """
    try:
        answer = parse_json(text, variable=fields.variable)
    except NoJson as problem:
        raise BrokenAnswer(f"{problem}: {shown(problem.rest)}" if problem.rest else str(problem)) from problem
    records = _records(answer, fields.records)
    if records is None:
        where = fields.records or "its top"
        raise BrokenAnswer(f"no list of records at {where}: {shown(text.strip())}")
    found: dict[str, Discovered] = {}
    for record in records[:MOST_NAMED]:
        discovered = _record(record, url, fields)
        if discovered is not None:
            found.setdefault(discovered.url, discovered)
    if records and not found:
        raise BrokenAnswer(f"{len(records)} records, none of which has an address at {fields.url}")
    return tuple(found.values())


def _records(answer: Any, path: str) -> list[Any] | None:
    """The list at a path; lists that stand in one another become one (``data.*.items``). None where there is none."""
    found = [answer]
    steps = path.removesuffix("*").split("*")
    for number, step in enumerate(steps, start=1):
        objects_too = number < len(steps) or path.endswith("*")
        lists = [_elements(value_at(value, step.strip(".")), objects_too) for value in found]
        there = [elements for elements in lists if elements is not None]
        if found and not there:
            return None
        found = list(islice(chain.from_iterable(there), MOST_NAMED))
    return found


def _elements(value: Any, objects_too: bool) -> list[Any] | None:
    """A list, also one that a string holds as JSON (HKEX answers so); with ``objects_too`` the values of an object."""
    if isinstance(value, str):
        try:
            value = json.loads(value, strict=False)
        except (ValueError, RecursionError):
            return None
    if objects_too and isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else None


def _strings(record: Any, paths: str | None) -> Iterator[str]:
    """The strings at alternative paths (``contentOriginal|content``) of a record."""
    for path in (paths or "").split("|"):
        value = value_at(record, path) if path else None
        if isinstance(value, (str, int, float)) and str(value).strip():
            yield str(value).strip()


def _address(record: Any, path: str) -> str:
    """The address of a record: at a path, or made of what stands at paths; empty where a part is missing."""
    if "{" not in path:
        return html.unescape(next(_strings(record, path), ""))
    parts = {place: next(_strings(record, place), "") for place in _PLACE.findall(path)}
    return _PLACE.sub(lambda place: parts[place[1]], path) if all(parts.values()) else ""


def _moment(text: str, form: str | None) -> datetime | None:
    if form is None:
        return parse_published(text)
    try:
        moment = datetime.strptime(text, form)  # noqa: DTZ007  the zone is given below
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)


def _record(record: Any, base: str, fields: SearchFields) -> Discovered | None:
    url = web_address(base, _address(record, fields.url))
    if url is None:
        return None
    title = next(_strings(record, fields.title), None)
    body = next(_strings(record, fields.text), None)
    return Discovered(
        url=url,
        title=one_line(text_of_html(title)) if title else None,
        published_at=_moment(next(_strings(record, fields.published_at), ""), fields.date_format),
        outlet=one_line(next(_strings(record, fields.outlet), None)),
        author=one_line(next(_strings(record, fields.author), None)),
        text=text_of_html(body) if body else None,
        text_is_full=bool(body) and fields.text_is_full,
    )
