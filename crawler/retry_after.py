"""A host that asks to be left in peace, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from scrapy.http import Response

from crawler.hosts import shown

#: What a server may ask for: a century is a mistake.
LONGEST = timedelta(days=7)
#: How long a host rests where it does not say how long, or says it in no words that can be read.
USUAL_REST = timedelta(minutes=15)
#: … and where it says "at once": it has just had too much.
LEAST_REST = timedelta(minutes=1)


def retry_after(response: Response, *, now: datetime) -> timedelta | None:
    """Retry-After in seconds or as a date (RFC 9110, 10.2.3), within :data:`LONGEST`; None where it says nothing."""
    text = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if text.isdecimal():
        return timedelta(seconds=min(int(text[:20]), LONGEST.total_seconds()))
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta(0)), LONGEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """How long a host wants to be left in peace, and how it said so; ``wished`` is None where it did not say how long."""

    span: timedelta
    why: str
    wished: timedelta | None


def rest_asked(response: Response, *, now: datetime) -> Rest | None:
    """The rest that a 429 asks for, or a 503 with Retry-After; None for every other answer."""
    words = response.headers.get("Retry-After")
    if response.status != 429 and not (response.status == 503 and words):
        return None
    why = (
        f"{response.status}, Retry-After: {shown(words.decode('latin-1'))}" if words else str(response.status)
    )
    wished = retry_after(response, now=now)
    return Rest(span=USUAL_REST if wished is None else max(LEAST_REST, wished), why=why, wished=wished)
