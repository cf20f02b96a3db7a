"""Who asks, and when again: ours, the oracle, and the controllers of others, each with one parameter to tune.

The controllers are written from what is public of them: rss-fetcher (Media Cloud, `fetcher/tasks.py`: _check_auto_adjust)
and Miniflux (`internal/model/feed.go`: ScheduleNextCheck).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bench.rhythms.world import DAY, HOUR, Invented
from pipelines import polls
from pipelines.polls import Poll
from pipelines.rhythm import Bounds, State, next_poll, observe
from pipelines.rhythm.pace import FILLED, interval

MINUTE = 60.0
FASTEST, SLOWEST = 5 * MINUTE, 24 * HOUR


class Asker(Protocol):
    """Who asks one source."""

    def after(self, at: float, named: int, fresh: Sequence[float]) -> float:
        """When it asks next (seconds since 1970). ``fresh``: when the articles appeared that it did not know."""


Makes = Callable[[float, Invented], Asker]


@dataclass(kw_only=True)
class Fixed:
    """Every so many seconds."""

    seconds: float

    def after(self, at: float, named: int, fresh: Sequence[float]) -> float:
        """Always the same."""
        return at + self.seconds


@dataclass(kw_only=True)
class RssFetcher:
    """Slower where the share of known items is at least ``more``, faster where it is below ``less``.

    10 minutes slower (an hour, where nothing was new for a month), an hour faster, or back to 6 hours from above;
    ``scale`` stretches all of its minutes. Clamped to 10 minutes … 24 hours.
    """

    more: float = 0.67
    less: float = 0.33
    scale: float = 1.0
    minutes: float = 0.0
    last_new: float = 0.0
    polls: int = 0

    def after(self, at: float, named: int, fresh: Sequence[float]) -> float:
        """By the share of known items."""
        scale = self.scale
        self.polls += 1
        self.minutes = self.minutes or 360 * scale
        if fresh or not self.last_new:
            self.last_new = at
        if self.polls > 1:  # two polls in a row are wanted
            known = 1 - len(fresh) / named if named else 1.01
            if known >= self.more:
                month = (at - self.last_new) / DAY > 31 and not fresh
                self.minutes = min(self.minutes + (60 if month else 10) * scale, 1440 * max(scale, 1e-9))
            elif known < self.less:
                slow = self.minutes > 360 * scale
                self.minutes = max(360 * scale if slow else self.minutes - 60 * scale, min(10, 10 * scale))
        return at + max(self.minutes * MINUTE, FASTEST)


@dataclass(kw_only=True)
class Miniflux:
    """entry_frequency: a week, divided by the articles of the last week and by ``factor``; 5 minutes … 24 hours."""

    factor: float
    week: deque[float] = field(default_factory=deque)

    def after(self, at: float, named: int, fresh: Sequence[float]) -> float:
        """By the number of articles of the last week."""
        self.week.extend(fresh)
        while self.week and self.week[0] < at - 7 * DAY:
            self.week.popleft()
        if not self.week:
            return at + SLOWEST
        return at + min(max(7 * DAY / (len(self.week) * self.factor), FASTEST), SLOWEST)


@dataclass(kw_only=True)
class Ours:
    """pipelines.rhythm, from nothing known."""

    bounds: Bounds
    dated: bool
    state: State = field(default_factory=State)

    def after(self, at: float, named: int, fresh: Sequence[float]) -> float:
        """By all that the polls have taught."""
        now = datetime.fromtimestamp(at, UTC)
        times = tuple(datetime.fromtimestamp(moment, UTC) for moment in fresh) if self.dated else ()
        outcome = polls.READ if fresh else polls.UNCHANGED
        poll = Poll(at=now, outcome=outcome, named=named, fresh=len(fresh), fresh_times=times)
        self.state = observe(self.state, poll)
        return next_poll(self.state, now, self.bounds).timestamp()


@dataclass(kw_only=True)
class Oracle:
    """The same price, and the true intensity of every hour, and when a source dies; of bursts it knows nothing."""

    source: Invented
    price: float

    def after(self, at: float, named: int, fresh: Sequence[float]) -> float:
        """When it pays, as the truth has it."""
        wait = interval(
            self.source.intensity, at, price=self.price, most=SLOWEST, room=FILLED * self.source.depth
        )
        return at + max(wait, FASTEST)


def _ours(price: float, source: Invented) -> Ours:
    bounds = Bounds(slowest=timedelta(seconds=SLOWEST), price=price)
    return Ours(bounds=bounds, dated=source.dated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A name, and how an asker is made from its parameter, of which more means fewer requests. ``start``: what is tried
    first; ``within``: its range."""

    name: str
    make: Makes
    start: float
    within: tuple[float, float]


PEERS = (
    Peer(
        name="fixed interval", make=lambda x, _: Fixed(seconds=x), start=2 * HOUR, within=(FASTEST, SLOWEST)
    ),
    Peer(
        name="rss-fetcher, shares tuned",
        make=lambda x, _: RssFetcher(more=1 - x, less=max(0.0, 1 - x * 67 / 33)),
        start=0.05,
        within=(1e-6, 1.0),
    ),
    Peer(
        name="rss-fetcher, minutes tuned",
        make=lambda x, _: RssFetcher(scale=x),
        start=0.05,
        within=(1e-3, 4.0),
    ),
    Peer(
        name="miniflux entry_frequency",
        make=lambda x, _: Miniflux(factor=1 / x),
        start=1.0,
        within=(1e-4, 1e4),
    ),
    Peer(name="ours", make=_ours, start=0.95, within=(1e-5, 1e3)),
    Peer(
        name="oracle", make=lambda x, source: Oracle(source=source, price=x), start=0.65, within=(1e-5, 1e3)
    ),
)
