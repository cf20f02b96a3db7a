"""Whether an answer asks to be left in peace, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scrapy.http import Response

from crawler.hosts import shown
from crawler.polled import retry_after

#: Seconds that a host rests where it does not say how long, or says it in no words that can be read.
USUAL_REST = 900.0
#: … and where it says "at once": it has just had too much.
LEAST_REST = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """For how many seconds a host wants to be left in peace, and how it said so."""

    seconds: float
    why: str


def rest_asked(response: Response, *, now: datetime) -> Rest | None:
    """The rest that a 429 asks for, or a 503 with Retry-After; None for every other answer."""
    words = response.headers.get("Retry-After")
    if response.status != 429 and not (response.status == 503 and words):
        return None
    why = (
        f"{response.status}, Retry-After: {shown(words.decode('latin-1'))}" if words else str(response.status)
    )
    wished = retry_after(response, now=now)
    return Rest(seconds=USUAL_REST if wished is None else max(LEAST_REST, wished.total_seconds()), why=why)
