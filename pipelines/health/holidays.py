"""The days on which outlets of the mainland and Hong Kong may be silent without anything being wrong."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from pipelines.alerting import LOCAL

#: First day of the lunar year (春节), by the astronomical new moon in Beijing time.
_NEW_YEARS = (
    "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-03", "2031-01-23",
    "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08", "2036-01-28", "2037-02-15", "2038-02-04",
    "2039-01-24", "2040-02-12",
)  # fmt: skip
#: From the eve to the seventh day and the one after, on which papers come out again.
_SPRING = frozenset(
    date.fromisoformat(first) + timedelta(days=offset) for first in _NEW_YEARS for offset in range(-1, 8)
)
#: 国庆 and 劳动节, as the State Council sets them every year: seven or eight days, and five.
_FIXED = frozenset({(10, day) for day in range(1, 9)} | {(5, day) for day in range(1, 6)})
_DAY = timedelta(days=1)
#: What is longer needs no fine measure.
_LONGEST = timedelta(days=400)


def is_holiday(day: date) -> bool:
    """Whether a day belongs to one of the long holidays."""
    return day in _SPRING or (day.month, day.day) in _FIXED


def working_time(start: datetime, end: datetime) -> timedelta:
    """The time between two moments without the long holidays; nothing where ``end`` is earlier.

    >>> from datetime import UTC
    >>> working_time(datetime(2026, 9, 29, 16, tzinfo=UTC), datetime(2026, 10, 9, 16, tzinfo=UTC))
    datetime.timedelta(days=2)
    """
    if end - start > _LONGEST:
        return end - start
    begins, ends = start.astimezone(LOCAL), end.astimezone(LOCAL)
    total, day = timedelta(0), begins
    while day < ends:
        following = min(datetime.combine(day.date() + _DAY, datetime.min.time(), LOCAL), ends)
        if not is_holiday(day.date()):
            total += following - day
        day = following
    return total
