"""Whether an answer asks to be left in peace, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy.http import Response

from crawler.hosts import shown

#: Seconds that a host rests where it does not say how long, or says it in no words that can be read.
USUAL_REST = 900.0
#: … and where it says "at once": it has just had too much.
_LEAST_REST = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """For how many seconds a host wants to be left in peace, and how it said so."""

    seconds: float
    why: str


def rest_asked(response: Response, *, now: datetime) -> Rest | None:
    """The rest that a 429 asks for, or a 503 with Retry-After; None for every other answer."""
    wish = response.headers.get("Retry-After")
    if response.status != 429 and not (response.status == 503 and wish):
        return None
    words = wish.decode("latin-1").strip() if wish else ""
    asked = f"{response.status}, Retry-After: {shown(words)}" if words else str(response.status)
    return Rest(seconds=seconds_of(words, now=now), why=asked)


def seconds_of(words: str, *, now: datetime) -> float:
    """The seconds that a Retry-After means (RFC 9110, 10.2.3: a number of them, or a date)."""
    if words.isascii() and words.isdigit():
        return max(_LEAST_REST, float(words[:12]))
    try:
        until = parsedate_to_datetime(words)
    except (ValueError, TypeError, OverflowError):
        return USUAL_REST
    if until.tzinfo is None:  # "-0000" is UTC (RFC 5322, 3.3)
        until = until.replace(tzinfo=UTC)
    return max(_LEAST_REST, (until - now).total_seconds())
