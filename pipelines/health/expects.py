"""What a healthy source gives, as its declaration says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Expects:
    """What a healthy source gives.

    ``newest_within``: its entry points name something new within this time, else it is a gap, unless they were silent
    for as long twice before; less than a day is taken for a day, since outlets sleep. ``per_day``: how many articles they name on a usual day, at least and at most; None
    where nobody knows. ``filled``: the fields that an article of it always has.
    """

    newest_within: timedelta = timedelta(days=7)
    per_day: tuple[float, float] | None = None
    filled: tuple[str, ...] = ("title", "text", "published_at")
