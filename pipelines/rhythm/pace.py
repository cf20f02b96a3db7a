"""How often it pays to ask.

An article that waits costs, and so does a request. An entry point is asked when the waiting that its expected articles
have done since the last poll is worth the price of one request. With a steady rate that is the optimal allocation of
requests under a budget (an interval by the inverse root of the rate where waiting costs by the hour: Cho and
Garcia-Molina, Effective page refresh policies, 2003), and for any stream of events it costs at most twice what whoever
knew them would pay (Dooly, Goldman and Scott, On-line analysis of the TCP acknowledgment delay problem, 2001).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from pipelines.alerting import LOCAL
from pipelines.rhythm.intensity import HOUR, intensity_of
from pipelines.rhythm.state import State

#: The first minutes count most: an article that waits d hours costs d to this power.
POWER = 0.4
#: The price of a request, in the cost of waiting (articles times hours to the power).
PRICE = 0.11
#: A feed is asked before it is expected to be filled anew to this part; to less of it, where its bursts alone could
#: fill it, though not before this part.
FILLED, LEAST_FILLED = 0.3, 0.08
#: … and every hour, where a burst filled this part of it already.
SHALLOW = 0.5
#: How long a server's word that its answer is fresh holds polls back.
MOST_HINT = 0.5
#: What failed is asked again after the anchor times its points, at the latest after this.
MOST_FAILING = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What the user and the declaration say. ``every``: how often it is asked before anything is known; ``quiet``: the
    hours of the day (Asia/Shanghai) in which nothing is asked; ``price``: :data:`PRICE`."""

    every: timedelta = timedelta(minutes=30)
    fastest: timedelta = timedelta(minutes=5)
    slowest: timedelta = timedelta(hours=6)
    quiet: tuple[time, time] | None = None
    price: float = PRICE

    @property
    def prior_rate(self) -> float:
        """The articles per hour that make ``every`` the interval that pays at the usual price."""
        return PRICE * (POWER + 1) / float((self.every.total_seconds() / HOUR) ** (POWER + 1))


def next_poll(state: State, now: datetime, bounds: Bounds) -> datetime:
    """When an entry point is asked next, after ``now``."""
    since = min(max(state.polled_at or now, now - bounds.slowest), now)
    if state.failures:
        # what fails is asked less and less often, and never given up: many a source came back after months
        wait = min(bounds.every * state.failures, max(MOST_FAILING, bounds.slowest))
        at = now + max(wait, bounds.fastest)
    else:
        rate = intensity_of(state, prior_rate=bounds.prior_rate).at
        wait_seconds = interval(
            rate, since.timestamp(), price=bounds.price, most=_longest(state, bounds), room=_room(state)
        )
        at = max(since + timedelta(seconds=wait_seconds), since + bounds.fastest)
        if state.hint and not state.refuted:
            at = max(at, since + timedelta(hours=min(state.hint, MOST_HINT)))
    if state.held_until:
        at = max(at, min(state.held_until, now + MOST_FAILING))
    return _after_quiet(max(at, now), bounds.quiet)


def _longest(state: State, bounds: Bounds) -> float:
    """The longest interval in seconds."""
    slowest = bounds.slowest.total_seconds()
    return min(slowest, HOUR) if state.depth and state.peak > state.depth * SHALLOW else slowest


def _room(state: State) -> float:
    """How many articles may be expected before an answer is asked for, so that a burst more still fits in it."""
    if not state.depth:
        return math.inf
    beside_a_burst = (state.depth - 1.5 * state.peak) / 2
    return max(LEAST_FILLED * state.depth, min(FILLED * state.depth, beside_a_burst))


def interval(
    rate: Callable[[float], float], since: float, *, price: float, most: float, room: float = math.inf
) -> float:
    """Seconds after ``since`` at which asking pays, ``most`` at the latest.

    ``rate``: articles per hour at a moment (seconds since 1970), taken as steady within an hour of the clock.
    ``room``: no more articles than these may come until then.
    """
    parts: list[tuple[float, float, float]] = []  # begin and end (hours after since), rate
    begin, count = 0.0, 0.0
    while begin * HOUR < most:
        at = since + begin * HOUR
        end = min(((at + 1e-3) // HOUR + 1) * HOUR - since, most) / HOUR
        step = 1.0 / 6 if begin < 1.0 else end - begin  # a burst is over within an hour or two
        end = min(end, begin + step)
        steady = rate(at + (end - begin) * HOUR / 2)
        if count + steady * (end - begin) > room:
            full = begin + max(0.0, room - count) / steady
            return min(full, _paid(parts, (begin, full, steady), price)) * HOUR
        count += steady * (end - begin)
        if _cost(parts, (begin, end, steady), end) >= price:
            return _paid(parts, (begin, end, steady), price) * HOUR
        parts.append((begin, end, steady))
        begin = end
    return most


def _cost(parts: list[tuple[float, float, float]], last: tuple[float, float, float], at: float) -> float:
    """What the waiting until ``at`` costs of the articles that came before."""
    power = POWER + 1
    total = last[2] * (at - last[0]) ** power
    for begin, end, rate in parts:
        total += rate * ((at - begin) ** power - (at - end) ** power)
    return float(total / power)


def _paid(parts: list[tuple[float, float, float]], last: tuple[float, float, float], price: float) -> float:
    """When, within the last part, waiting has cost the price; its end where it has not."""
    low, high = last[0], last[1]
    if _cost(parts, last, high) < price:
        return high
    while high - low > max(1 / 240, low / 64):
        middle = (low + high) / 2
        low, high = (middle, high) if _cost(parts, last, middle) < price else (low, middle)
    return high


def _after_quiet(at: datetime, quiet: tuple[time, time] | None) -> datetime:
    if quiet is None:
        return at
    begin, end = quiet
    local = at.astimezone(LOCAL)
    moment = local.time()
    inside = begin <= moment < end if begin < end else (moment >= begin or moment < end)
    if not inside:
        return at
    day = local.date() + timedelta(days=1 if moment >= end else 0)
    # not all of them in the same second
    return datetime.combine(day, end, LOCAL).astimezone(at.tzinfo) + timedelta(seconds=at.timestamp() % 600)
