"""What a poll teaches."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime, timedelta

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
    seconds,
    wake,
)
from pipelines.rhythm.state import MEMORY_HOURS, State
from pipelines.rhythm.trust import judged

#: What an answer names at the first poll is history as far back as this.
HISTORY = timedelta(days=28)
#: Points of a failure: one that passes by itself, one that may last.
_PASSING, _LASTING = 0.5, 1.0
_LASTS = frozenset({polls.BROKEN, polls.BLOCKED, polls.REFUSED})
#: A publication time may lie so much before the poll that should have seen it: editors date before they publish.
_LATENESS = 3600.0


def observe(state: State, poll: Poll) -> State:
    """The state after a poll. Polls come in the order of their time, unless the clock was set."""
    state = _hinted(state, poll)
    if not poll.answered:
        lasting = poll.outcome in _LASTS or (poll.status or 0) in (401, 403, 404, 405, 410, 412)
        return replace(state, failures=state.failures + (_LASTING if lasting else _PASSING))
    state = state if poll.further else judged(state, poll)
    now = seconds(poll.at)
    if state.polled_at is None:
        return _first(state, poll, now)
    before = min(seconds(state.polled_at), now)
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
        at for one in poll.fresh_times if oldest < (at := seconds(one)) <= now and not _is_date(one)
    )
    started = replace(state, polled_at=poll.at, depth=float(poll.named))
    if len(times) < 3:
        return started
    hours, days = _placed(state.hours, state.days, times[1:], now)
    counted = replace(started, hours=hours, days=days, exposure=(now - times[0]) / HOUR)
    usual = intensity_of(counted, prior_rate=0.0)
    burst, triggered = _wake(counted, usual, times[1:], times[0], now)
    return replace(counted, burst=burst, triggered=triggered)


def _times(poll: Poll, before: float, now: float) -> list[float]:
    """When the fresh articles came: as they say, where that can be, else evenly between the two polls."""
    told = [seconds(one) for one in poll.fresh_times if not _is_date(one)]
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
    now, polled = seconds(poll.at), seconds(state.polled_at or poll.at)
    gap = max(0.0, now - polled) / HOUR
    usual = intensity_of(state, prior_rate=0.0)
    fade, level = 0.5 ** (gap / MEMORY_HOURS), 0.5 ** (gap / LEVEL_HOURS)
    burst, triggered = state.burst * math.exp(-gap / BURST_HOURS), state.triggered * fade
    hours, days = tuple(n * fade for n in state.hours), tuple(n * fade for n in state.days)
    if times:
        hours, days = _placed(hours, days, times, now)
        burst, more = _wake(state, usual, times, polled, now)
        triggered += more
    return replace(
        state,
        polled_at=poll.at,
        hours=hours,
        days=days,
        exposure=state.exposure * fade + max(0.0, now - begin) / HOUR,
        lively=state.lively * level + len(times),
        awaited=state.awaited * level + expected(usual.usual, max(begin, polled), now) / (1.0 - wake(state)),
        burst=burst,
        triggered=triggered,
        depth=max(float(poll.named), 0.9 * state.depth) if poll.named else state.depth,
    )


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


def _wake(
    state: State, usual: Intensity, times: list[float], polled: float, now: float
) -> tuple[float, float]:
    """The burst as of now, and how many of the articles came in the wake of others.

    Each article is shared between the usual rate and the wake of those before it, as they would have predicted it (a
    self-exciting process, its branching ratio by expectation maximisation).
    """
    share, burst, last, triggered = wake(state), state.burst, polled, 0.0
    for at in times:
        burst *= math.exp(-(at - last) / HOUR / BURST_HOURS)
        of_wake = share * burst / BURST_HOURS
        if of_wake:
            triggered += of_wake / (of_wake + usual.usual(at) + 1e-9)
        burst, last = burst + 1.0, at
    return burst * math.exp(-(now - last) / HOUR / BURST_HOURS), triggered
