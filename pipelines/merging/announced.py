"""What was announced: whether its day has passed unreported, and to which later day newer announcements moved it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.values import Date

#: What lies ahead; nothing of it is true before somebody reports it.
AHEAD = frozenset({"scheduled", "postponed"})
#: A report may come so many days after the day itself.
GRACE = timedelta(days=3)
#: Two announcements name days up to this far apart by an error of one of them.
_BY_ERROR = timedelta(days=3)
_EXACT = frozenset({"minute", "day", "range"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """One announcement: published ``on`` a day, ``for_`` another one."""

    on: date
    for_: Date


def moved_to(told: Sequence[Announced]) -> Date | None:
    """The day to which something was moved, though nobody says that it was; None where all announce one day.

    All announcements of the later day are newer than all of earlier ones, and the days lie further apart than an error. The
    order of ``told`` plays no part.
    """
    dated = sorted(
        (one for one in told if _days(one.for_) is not None), key=lambda one: (one.on, one.for_.start)
    )
    if not dated:
        return None
    newest = max(dated, key=lambda one: (one.for_.start, one.for_.end))
    last = _days(newest.for_)
    others = [one for one in dated if one.for_.start != newest.for_.start]
    first_said = min(one.on for one in dated if one.for_.start == newest.for_.start)
    if last is None or not others or any(one.on >= first_said for one in others):
        return None
    known = max(days[0] for one in others if (days := _days(one.for_)) is not None)
    return newest.for_ if last[0] - known > _BY_ERROR else None


def overdue_since(status: str, day: Date | None, *, today: date) -> date | None:
    """The last day for which something was announced that nobody reported since; None where it is not overdue.

    >>> overdue_since("scheduled", Date(start="2026-06-25", end="2026-06-25", precision="day", basis="explicit"),
    ...               today=date(2026, 7, 1))
    datetime.date(2026, 6, 25)
    """
    days = _days(day) if day is not None and status in AHEAD else None
    return days[1] if days is not None and today - days[1] > GRACE else None


def _days(value: Date) -> tuple[date, date] | None:
    if value.precision not in _EXACT:
        return None
    try:
        first, last = (date.fromisoformat(text[:10]) for text in (value.start, value.end or value.start))
    except ValueError:
        return None
    return first, max(first, last)
