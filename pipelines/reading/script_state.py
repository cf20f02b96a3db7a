"""Articles that stand in a script: pages that a browser fills from the state that comes along as JSON."""

from __future__ import annotations

import html
import itertools
import json
import re
from datetime import datetime
from itertools import islice

from pipelines.han_model import is_han
from pipelines.reading.markup import text_of_html
from pipelines.reading.not_body import body_lines
from pipelines.reading.origin import outlet_name
from pipelines.reading.page_dates import parse_published

# possessive, so that a page of quotes is read once
_VALUE = re.compile(
    r"""["']?(?P<key>[A-Za-z_]\w{0,30})["']?\s{0,9}:\s{0,9}"(?P<value>(?:[^"\\]|\\.){40,}+)\"""", re.DOTALL
)
_DATE = re.compile(
    r"""["'](?:pub|publish|published|release|issue|create)[_-]?(?:d|date|time|at|on|datetime|timestamp)?["']\s{0,9}:\s{0,9}["']?(?P<date>[^"',}\]]{8,40})""",
    re.IGNORECASE,
)
_ORIGIN = re.compile(
    r"""["']?(?:article[_-]?)?(?:source|origin|media|copy_?from|src)(?:_?name)?["']?\s{0,9}:\s{0,9}["'](?P<name>[^"'{}\[\]<>]{2,40})["']""",
    re.IGNORECASE,
)
_TITLE = re.compile(r"""["']?(?:title|headline)["']?\s{0,9}:\s{0,9}["']""", re.IGNORECASE)
#: How far behind its headline an article's outlet may stand, and how often the headline may.
_NEAR, _MOST_TITLES, _LEAST_TITLE = 20_000, 5, 6
#: Keys of what is said about an article, or by others.
_NO_BODY = re.compile(
    r"comment|reply|desc|summary|abstract|keyword|copyright|share|intro|digest|css|style|ad_?", re.IGNORECASE
)
_MOST_VALUES, _LONGEST_VALUE, _LONGEST_TRIED = 2000, 500_000, 5
_SENTENCES = re.compile("[。！？]")


def state_text(markup: str) -> str:
    """The longest prose that a script of the page holds as one string; empty where none does."""
    found = itertools.islice(_VALUE.finditer(markup), _MOST_VALUES)
    values = [m["value"] for m in found if not _NO_BODY.search(m["key"]) and len(m["value"]) < _LONGEST_VALUE]
    texts = (_prose(value) for value in sorted(values, key=len, reverse=True)[:_LONGEST_TRIED])
    return max(texts, key=len, default="")


def state_date(markup: str) -> datetime | None:
    """The publication date that a script of the page holds."""
    dates = (parse_published(match["date"]) for match in itertools.islice(_DATE.finditer(markup), 20))
    return next(filter(None, dates), None)


def state_origin(markup: str, title: str | None) -> str | None:
    """The outlet that a script of the page names beside the headline of its article; others stand beside theirs."""
    told = json.dumps(title, ensure_ascii=False)[1:-1] if title else ""
    if len(told) < _LEAST_TITLE:
        return None
    for at in islice(re.finditer(re.escape(told), markup), _MOST_TITLES):
        near = markup[at.end() : at.end() + _NEAR]
        # up to the next headline
        own = _TITLE.split(near, maxsplit=1)[0]
        for match in islice(_ORIGIN.finditer(own), 3):
            if name := outlet_name(_unescaped(match["name"])):
                return name
    return None


def _unescaped(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value


def _prose(value: str) -> str:
    try:
        told = json.loads(f'"{value}"', strict=False)
    except ValueError:
        return ""
    if "&lt;" in told:
        told = html.unescape(told)
    text = "\n".join(body_lines(text_of_html(told).split("\n")))
    return text if sum(map(is_han, text)) * 2 > len(text) and _SENTENCES.search(text) else ""
