"""Dates of the gold set by others: the naive day of the page, and date libraries where they are installed.

Each is given what a library asks for: the characters of the mention, bounded by the label, and the day of the page.
A library that answers with a day is right where that day begins with the labelled day, month or year, so no precision is
asked of it. Ours is scored on the whole text (mentions.py), which is harder.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import date, datetime

from bench.extraction.gold.records import load

Reader = Callable[[str, date], str | None]


def _naive(mention: str, page: date) -> str | None:
    return page.isoformat()


def _dateparser() -> Reader:
    library = importlib.import_module("dateparser")

    def read(mention: str, page: date) -> str | None:
        base = datetime(page.year, page.month, page.day)  # noqa: DTZ001 (libraries want a naive one)
        found = library.parse(
            mention,
            languages=["zh", "zh-Hant", "en"],
            settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"},
        )
        return found.date().isoformat() if found else None

    return read


def _jionlp() -> Reader:
    library = importlib.import_module("jionlp")

    def read(mention: str, page: date) -> str | None:
        base = datetime(page.year, page.month, page.day)  # noqa: DTZ001 (libraries want a naive one)
        try:
            found = library.parse_time(mention, time_base=base)
        except Exception:
            return None  # it raises of every kind on what it cannot read
        span = found.get("time") if isinstance(found, dict) else None
        return str(span[0])[:10] if isinstance(span, list) and span else None

    return read


def _recognizers() -> Reader:
    library = importlib.import_module("recognizers_date_time")

    def read(mention: str, page: date) -> str | None:
        base = datetime(page.year, page.month, page.day)  # noqa: DTZ001 (libraries want a naive one)
        found = library.recognize_datetime(mention, library.Culture.Chinese, reference=base)
        values = [v for f in found for v in (f.resolution or {}).get("values", ())]
        days = [str(v.get("value") or v.get("start") or "")[:10] for v in values]
        past = [d for d in days if d and d <= page.isoformat()]
        return past[-1] if past else next((d for d in days if d), None)

    return read


_LIBRARIES: tuple[tuple[str, Callable[[], Reader]], ...] = (
    ("dateparser", _dateparser),
    ("jionlp", _jionlp),
    ("recognizers-text", _recognizers),
)


def lines(part: str) -> list[str]:
    """A line for the page's day and for each library: how many labelled mentions it reads right."""
    told = [_score("day of the page", _naive, part)]
    for name, made in _LIBRARIES:
        try:
            reader = made()
        except ImportError:
            told.append(f"{name}: not installed, skipped")
            continue
        told.append(_score(name, reader, part))
    return told


def _score(name: str, reader: Reader, part: str) -> str:
    right = wanted = 0
    for record in load():
        if record["part"] != part:
            continue
        page = date.fromisoformat(record["published_at"][:10])
        for mention in record["gold"]["date_mentions"]:
            value = str(mention["value"]).split("/")[0]
            answer = reader(mention["text"], page)
            wanted += 1
            right += answer is not None and answer.startswith(value)
    return f"{name} on the bounded mention: {right}/{wanted} = {right / max(1, wanted):.3f}"
