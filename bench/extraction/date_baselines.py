"""The day of a record as three libraries read it, and as the page gives it (baselines B5 and B6).

A library is given the sentence that proves the record (from the label, so that it need not find it) and the moment of
publication, and its first answer with a day counts; where the sentence gives none, the page's own day does. A library that is
not installed is left out, with a line that says how to get it. None is needed to run Hetao Watch.
"""

from __future__ import annotations

import contextlib
import io
import re
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

#: Gives the ISO day of a sentence, or None.
Reader = Callable[[str, datetime], str | None]

INSTALL: Mapping[str, str] = {
    "dateparser": 'pip install "dateparser>=1.2"',
    "JioNLP": 'pip install "jionlp>=1.5"',
    "Recognizers-Text": 'pip install recognizers-text-suite "emoji<2"',
}
_HAN = re.compile("[一-鿿]")
#: English gets its own punctuation back, which folding made full-width.
_ENGLISH = str.maketrans("，：；（）！？", ",:;()!?")


def page_day(published: datetime) -> str:
    """B6: a story is about the day that it was published on."""
    return published.date().isoformat()


@lru_cache(maxsize=1)
def readers() -> Mapping[str, Reader]:
    """The libraries that are installed here."""
    found: dict[str, Reader] = {}
    for name, make in (
        ("dateparser", _dateparser),
        ("JioNLP", _jionlp),
        ("Recognizers-Text", _recognizers),
    ):
        # they greet on stdout when imported
        with contextlib.suppress(ImportError), contextlib.redirect_stdout(io.StringIO()):
            found[name] = make()
    return found


def day(reader: Reader, sentence: str, published: datetime) -> str:
    """What a library says of a sentence; the page's day where it says nothing, or fails."""
    if not _HAN.search(sentence):
        sentence = sentence.translate(_ENGLISH)
    try:
        return reader(sentence, published) or page_day(published)
    except Exception:  # a library may raise whatever it likes; that is an answer too
        return page_day(published)


def _dateparser() -> Reader:
    from dateparser.search import search_dates

    def read(sentence: str, published: datetime) -> str | None:
        settings = {
            "RELATIVE_BASE": published.replace(tzinfo=None),
            "PREFER_DATES_FROM": "past",
            "REQUIRE_PARTS": ["day", "month"],
        }
        found = search_dates(sentence, languages=["zh", "en"], settings=settings)
        return found[0][1].date().isoformat() if found else None

    return read


def _jionlp() -> Reader:
    import jionlp

    def read(sentence: str, published: datetime) -> str | None:
        base = time.mktime(published.replace(tzinfo=None).timetuple())
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            found = jionlp.ner.extract_time(sentence, time_base=base)
        for one in found:
            if one["type"] not in ("time_point", "time_span"):
                continue
            first, last = (_instant(text) for text in one["detail"]["time"])
            if first and last and last - first < timedelta(days=1):
                return first.date().isoformat()
        return None

    return read


def _recognizers() -> Reader:
    from recognizers_date_time import DateTimeOptions, DateTimeRecognizer

    chinese, english = (
        DateTimeRecognizer(culture, DateTimeOptions.NONE).get_datetime_model()
        for culture in ("zh-cn", "en-us")
    )

    def read(sentence: str, published: datetime) -> str | None:
        model = chinese if _HAN.search(sentence) else english
        base = published.replace(tzinfo=None)
        for one in model.parse(sentence, base):
            days = [
                moment
                for value in (one.resolution or {}).get("values", ())
                if value["type"] in ("date", "datetime", "datetimerange")
                and (moment := _instant(str(value.get("value") or value.get("start") or "")))
            ]
            if days:  # of the same day in two years the nearer one
                return min(days, key=lambda moment: abs(moment - base)).date().isoformat()
        return None

    return read


def _instant(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
