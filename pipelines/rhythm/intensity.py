"""How many articles an entry point is expected to bring, hour by hour."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.rhythm.state import State

HOUR = 3600.0
#: Asia/Shanghai has had no summer time since 1991.
_OFFSET = 8 * HOUR
#: What is believed of a day before anything was seen: an article at night (0 to 6 h) for four in any other hour …
_TYPICAL = tuple(4.0 / 78 if hour >= 6 else 1.0 / 78 for hour in range(24))
#: … as firmly as so many articles would make it; of weekdays nothing is believed.
HOURS_BELIEVED, DAYS_BELIEVED = 8.0, 14.0
#: The rate at the beginning (:func:`prior_rate`) is believed as firmly as so many hours of watching.
RATE_BELIEVED = 24.0
#: Half-life of ``lively`` and ``awaited`` (hours), and how firmly the usual level is believed (articles): a source
#: that fell silent, or into a holiday, is noticed in days, not in weeks.
LEVEL_HOURS, LEVEL_BELIEVED = 48.0, 3.0
#: An article that triggers others does so within an hour or so; mean, in hours.
BURST_HOURS = 0.75
#: How many of all articles are believed to come in the wake of another, and how firmly (articles).
_TRIGGERED, _TRIGGERED_BELIEVED = 0.1, 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Intensity:
    """Articles per hour. ``rate``: of an average hour; ``share``: of them come in the wake of others; ``hours``, ``days``: articles by hour of the day and by weekday,
    and what their shares are multiplied with; ``level``: how much livelier than usual the last days were; ``burst``:
    articles per hour in the wake of those that came, at ``since`` (seconds since 1970)."""

    rate: float
    share: float
    hours: tuple[float, ...]
    days: tuple[float, ...]
    scale: float
    level: float
    burst: float
    since: float

    def usual(self, at: float) -> float:
        """In an hour like this one, bursts spread evenly. Who publishes at ten to nine also publishes at ten past."""
        hour, day = place(at)
        hours = self.hours
        near = 0.7 * hours[hour] + 0.15 * (hours[hour - 1] + hours[hour - 23])
        of_hour = near + _TYPICAL[hour] * HOURS_BELIEVED
        of_day = self.days[day] + DAYS_BELIEVED / 7
        return self.rate * self.scale * of_hour * of_day

    def at(self, at: float) -> float:
        """At a moment: as usual, as lively as of late, and what still comes of a burst."""
        ago = max(0.0, at - self.since) / HOUR
        now = self.usual(at) * (1.0 - self.share) * (1.0 + (self.level - 1.0) * math.exp2(-ago / LEVEL_HOURS))
        return now + self.burst * math.exp(-ago / BURST_HOURS)


def intensity_of(state: State, *, prior_rate: float) -> Intensity:
    """What a state expects. ``prior_rate``: articles per hour that are believed in before anything was seen."""
    count = sum(state.hours)
    hours, days, watched = _with_unseen(state, count)
    believed = _TRIGGERED * _TRIGGERED_BELIEVED
    share = min(0.7, (state.triggered + believed) / (count + _TRIGGERED_BELIEVED))
    return Intensity(
        rate=(count * watched + prior_rate * RATE_BELIEVED) / (state.exposure + RATE_BELIEVED),
        share=share,
        hours=hours,
        days=days,
        scale=24 / (count + HOURS_BELIEVED) * 7 / (count + DAYS_BELIEVED),
        level=(state.lively + LEVEL_BELIEVED) / (state.awaited + LEVEL_BELIEVED),
        burst=share * state.burst / BURST_HOURS,
        since=state.polled_at.timestamp() if state.polled_at else 0.0,
    )


def _with_unseen(state: State, count: float) -> tuple[tuple[float, ...], tuple[float, ...], float]:
    """Articles by hour and by weekday, those hours and weekdays that were not watched yet as they are typical.

    In the first week what was not seen is no zero: a feed of thirty articles tells of one morning. Also by how much the
    hours that were watched are those in which less comes than in others.
    """
    if state.since is None or state.polled_at is None or not count:
        return state.hours, state.days, 1.0
    begin, end = state.since.timestamp(), state.polled_at.timestamp()
    if end - begin >= 7 * 86400 or end <= begin:
        return state.hours, state.days, 1.0
    by_hour, by_day = _watched(begin, end)
    days = _filled(state.days, by_day, (1 / 7,) * 7, count)
    if end - begin >= 86400:
        return state.hours, days, 1.0
    typical = sum(seen * share for seen, share in zip(by_hour, _TYPICAL, strict=True))
    return _filled(state.hours, by_hour, _TYPICAL, count), days, sum(by_hour) / 24 / typical


def _watched(begin: float, end: float) -> tuple[list[float], list[float]]:
    """Which share of each hour of the day, and of each weekday, lies between two moments, once at most."""
    hours, days, at = [0.0] * 24, [0.0] * 7, begin
    while at < end:
        until = min(end, (at // HOUR + 1) * HOUR)
        hour, day = place((at + until) / 2)
        share = (until - at) / HOUR
        hours[hour], days[day] = min(1.0, hours[hour] + share), min(1.0, days[day] + share / 24)
        at = until
    return hours, days


def _filled(
    counts: tuple[float, ...], seen: list[float], typical: tuple[float, ...], count: float
) -> tuple[float, ...]:
    """Counts with what would have come where nobody watched, their sum as it was."""
    mass = sum(share * part for share, part in zip(seen, typical, strict=True))
    whole = [
        told + count / mass * part * (1 - share)
        for told, share, part in zip(counts, seen, typical, strict=True)
    ]
    return tuple(one * count / sum(whole) for one in whole)


def expected(rate: Callable[[float], float], begin: float, end: float) -> float:
    """How many articles come between two moments (seconds since 1970), at most a week apart."""
    total, at = 0.0, max(begin, end - 7 * 86400)
    while at < end:
        until = min(end, (at // HOUR + 1) * HOUR)
        total += rate((at + until) / 2) * (until - at) / HOUR
        at = until
    return total


def place(at: float) -> tuple[int, int]:
    """Hour of the day and weekday of a moment in Asia/Shanghai."""
    local = at + _OFFSET
    return int(local // HOUR) % 24, int(local // 86400 + 3) % 7
