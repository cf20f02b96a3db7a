"""When a watch may send: hours of the day, and the moments of its digests; all in Asia/Shanghai."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from pipelines.alerting import LOCAL

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURLY = "hourly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """From ``begin`` to before ``end``; over midnight where it begins later than it ends."""

    begin: time
    end: time

    def next_open(self, now: datetime) -> datetime:
        """``now``, or the next moment at which they begin."""
        local = now.astimezone(LOCAL)
        clock = local.time()
        is_open = (
            self.begin <= clock < self.end if self.begin < self.end else not self.end <= clock < self.begin
        )
        return now if is_open else _next(local, self.begin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """``at`` a time of each day, or of one ``weekday`` (0 is Monday); without a time at every full hour."""

    at: time | None = None
    weekday: int | None = None

    def next_after(self, now: datetime) -> datetime:
        """The next moment of a digest, always later than ``now``."""
        local = now.astimezone(LOCAL)
        if self.at is None:
            return local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        moment = _next(local, self.at)
        while self.weekday is not None and moment.weekday() != self.weekday:
            moment += timedelta(days=1)
        return moment


def parse_hours(text: str) -> Hours:
    """``08:00-22:00``.

    Raises:
        ValueError: it is not written so, or begins when it ends.
    """
    begin, dash, end = text.replace(" ", "").partition("-")
    if not dash:
        raise ValueError(f"{text!r} is no span of hours; write 08:00-22:00")
    hours = Hours(begin=_clock(begin, text), end=_clock(end, text))
    if hours.begin == hours.end:
        raise ValueError(f"{text!r} is nothing or the whole day; leave it away, or write 08:00-22:00")
    return hours


def parse_digest(text: str) -> Digest:
    """``hourly``, ``08:00`` (every day) or ``mon 08:00``.

    Raises:
        ValueError: it is not written so.
    """
    plain = text.strip().lower()
    if plain == _HOURLY:
        return Digest()
    day, space, clock = plain.rpartition(" ")
    if space and day.strip() not in _DAYS:
        raise ValueError(f"{text!r} is no digest; write hourly, 08:00 or mon 08:00")
    return Digest(at=_clock(clock, text), weekday=_DAYS.index(day.strip()) if space else None)


def _clock(text: str, whole: str) -> time:
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise ValueError(f"{whole!r}: {text!r} is no time of day; write 08:00")
    return time(int(match[1]), int(match[2]))


def _next(local: datetime, at: time) -> datetime:
    moment = local.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return moment if moment > local else moment + timedelta(days=1)
