"""What a poll teaches."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from pipelines import polls
from pipelines.polls import Poll
from pipelines.rhythm.intensity import (
    BURST_HOURS,
    HOUR,
    LEVEL_HOURS,
    Intensity,
    expected,
    intensity_of,
    place,
)
from pipelines.rhythm.state import MEMORY_HOURS, State
from pipelines.rhythm.trust import judged

#: What an answer names at the first poll is history as far back as this.
HISTORY = timedelta(days=28)
#: Points of a failure: one that passes by itself, one that may last.
_PASSING, _LASTING = 0.25, 1.0
_LASTS = frozenset({polls.BROKEN, polls.BLOCKED, polls.REFUSED})
#: A publication time may lie so much before the poll that should have seen it: editors date before they publish.
_LATENESS = 3600.0
#: Weights are brought up to date with every article, and after so many hours without one.
_STALE = 24.0


def observe(state: State, poll: Poll) -> State:
    """The state after a poll. Polls come in the order of their time, unless the clock was set."""
    state = _hinted(state, poll)
    if poll.is_no_evidence:
        return state
    if not poll.answered:
        lasting = poll.outcome in _LASTS or (poll.status or 0) in (401, 403, 404, 405, 410, 412)
        return replace(state, failures=state.failures + (_LASTING if lasting else _PASSING))
    state = state if poll.further else judged(state, poll)
    now = poll.at.timestamp()
    if state.polled_at is None:
        return _first(state, poll, now)
    before = min(state.polled_at.timestamp(), now)
    times = _times(poll, before, now)
    missing = is_saturated(poll)
    begin = max(before, min(times)) if missing and times else before
    return _counted(state, poll, times, begin)


def is_saturated(poll: Poll) -> bool:
    """Whether everything that an answer names is new, so that more may have come and gone."""
    return poll.named > 1 and poll.fresh >= poll.named


def _hinted(state: State, poll: Poll) -> State:
    hints = poll.hints
    held = poll.at + hints.retry_after if hints.retry_after else None
    fresh_for = max(hints.max_age or timedelta(0), hints.ttl or timedelta(0)).total_seconds() / HOUR
    if not poll.answered:
        return replace(state, held_until=held)
    if poll.outcome != polls.READ:
        fresh_for = fresh_for or state.hint  # what a feed says stands in its body
    sooner = state.polled_at is not None and (poll.at - state.polled_at).total_seconds() < state.hint * HOUR
    return replace(
        state,
        held_until=held,
        failures=0.0,
        hint=fresh_for,
        refuted=state.refuted or bool(sooner and poll.fresh),
    )


def _first(state: State, poll: Poll, now: float) -> State:
    """The first answer: the times of what it names are the history of its last days."""
    oldest = now - HISTORY.total_seconds()
    times = sorted(
        at for one in poll.fresh_times if oldest < (at := one.timestamp()) <= now and not _is_date(one)
    )
    started = replace(state, since=poll.at, polled_at=poll.at, counted_at=poll.at, depth=float(poll.named))
    if len(times) < 3:
        return started
    hours, days = _placed(state.hours, state.days, times[1:], now)
    since = datetime.fromtimestamp(times[0], UTC)
    counted = replace(started, since=since, hours=hours, days=days, exposure=(now - times[0]) / HOUR)
    usual = intensity_of(counted, prior_rate=0.0)
    came = _wake(counted, usual, times[1:], times[0], now)
    return replace(counted, burst=came.burst, peak=came.peak, triggered=came.triggered)


def _times(poll: Poll, before: float, now: float) -> list[float]:
    """When the fresh articles came: as they say, where that can be, else evenly between the two polls."""
    told = [one.timestamp() for one in poll.fresh_times if not _is_date(one)]
    times = [max(at, before) for at in told if before - _LATENESS < at <= now]
    left = poll.fresh - len(times)
    gap = min(now - before, 7 * 86400.0)
    times += [now - gap * (n + 0.5) / left for n in range(left)]
    return sorted(times)


def _is_date(moment: datetime) -> bool:
    """Midnight to the second is a day without a time."""
    return (moment.timestamp() + 8 * HOUR) % 86400 == 0


def _counted(state: State, poll: Poll, times: list[float], begin: float) -> State:
    """The counts brought up to date."""
    now = poll.at.timestamp()
    polled = min((state.polled_at or poll.at).timestamp(), now)
    usual = intensity_of(state, prior_rate=0.0)
    awaited = expected(usual.usual, max(begin, polled), now)
    came = _wake(state, usual, times, polled, now)
    faded = _faded(state, poll.at) if times or _hours(state.counted_at, poll.at) > _STALE else state
    hours, days = _placed(faded.hours, faded.days, times, now) if times else (faded.hours, faded.days)
    level = 0.5 ** ((now - polled) / HOUR / LEVEL_HOURS)
    return replace(
        faded,
        polled_at=poll.at,
        hours=hours,
        days=days,
        exposure=faded.exposure + max(0.0, now - begin) / HOUR,
        lively=state.lively * level + len(times),
        awaited=state.awaited * level + awaited,
        burst=came.burst,
        peak=max(faded.peak, came.peak),
        triggered=faded.triggered + came.triggered,
        depth=max(float(poll.named), 0.9 * state.depth) if poll.named else state.depth,
    )


def _faded(state: State, now: datetime) -> State:
    """The state with the weights of now."""
    fade = 0.5 ** (max(0.0, _hours(state.counted_at, now)) / MEMORY_HOURS)
    return replace(
        state,
        counted_at=now,
        hours=tuple(n * fade for n in state.hours),
        days=tuple(n * fade for n in state.days),
        exposure=state.exposure * fade,
        peak=state.peak * fade,
        triggered=state.triggered * fade,
    )


def _hours(begin: datetime | None, end: datetime) -> float:
    return (end - begin).total_seconds() / HOUR if begin else 0.0


def _placed(
    hours: tuple[float, ...], days: tuple[float, ...], times: list[float], now: float
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    by_hour, by_day = list(hours), list(days)
    for at in times:
        hour, day = place(at)
        weight = 0.5 ** ((now - at) / HOUR / MEMORY_HOURS)
        by_hour[hour] += weight
        by_day[day] += weight
    return tuple(by_hour), tuple(by_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wake:
    """The burst as of now and at its most, and how many of the articles came in the wake of others."""

    burst: float
    peak: float
    triggered: float


def _wake(state: State, usual: Intensity, times: list[float], polled: float, now: float) -> _Wake:
    """What the articles of a poll are to each other.

    Each is shared between the usual rate and the wake of those before it, as they would have predicted it (a
    self-exciting process, its branching ratio by expectation maximisation).
    """
    burst, last = state.burst, polled
    peak = triggered = 0.0
    for at in times:
        burst *= math.exp(-(at - last) / HOUR / BURST_HOURS)
        of_wake = usual.share * burst / BURST_HOURS
        if of_wake:
            triggered += of_wake / (of_wake + usual.usual(at) * (1.0 - usual.share) + 1e-9)
        burst, last = burst + 1.0, at
        peak = max(peak, burst)
    return _Wake(burst=burst * math.exp(-(now - last) / HOUR / BURST_HOURS), peak=peak, triggered=triggered)
