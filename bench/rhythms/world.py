"""Invented sources that publish as real ones do, for 60 days and four weeks before, from a seed."""

from __future__ import annotations

import math
import random
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime

#: Where day 0 begins: a Monday in Asia/Shanghai (16:00 UTC on Sunday).
BEGIN = datetime(2026, 8, 30, 16, tzinfo=UTC).timestamp()
DAY, HOUR = 86400.0, 3600.0
#: Days of history before the first poll, which a feed still shows.
HISTORY = 28
#: A source publishes so many articles a day at least and at most, evenly spread on a logarithmic scale.
RATES = (0.05, 150.0)
#: Hours at which a desk of a kind begins and ends, and what it still does at night and at weekends.
DESKS = {
    "office": ((8, 10), (17, 19), 0.01, (0.02, 0.3)),
    "paper": ((6, 9), (21, 24), 0.1, (0.4, 0.9)),
    "agency": ((6, 8), (22, 24), 0.3, (0.6, 1.0)),
    "dawn": ((4, 6), (7, 9), 0.03, (0.5, 1.0)),
    "always": ((0, 0), (24, 24), 1.0, (0.8, 1.0)),
}
DEPTHS = (10, 15, 20, 30, 50, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """One source: when its articles appear (seconds since 1970), and what its feed shows of them.

    ``rate``: articles an hour on average while it lives; ``hours``, ``days``: its factors; ``ends``: when it dies.
    """

    rate: float
    hours: tuple[float, ...]
    days: tuple[float, ...]
    depth: int
    dated: bool
    ends: float
    moments: tuple[float, ...]

    def until(self, at: float) -> int:
        """How many articles have appeared."""
        return bisect_right(self.moments, at)

    def shown(self, at: float) -> range:
        """The articles that the feed shows."""
        n = self.until(at)
        return range(max(0, n - self.depth), n)

    def first_since(self, at: float) -> int:
        """The number of the first article that appears at a moment or later."""
        return bisect_left(self.moments, at)

    def intensity(self, at: float) -> float:
        """Articles per hour at a moment, its bursts spread evenly."""
        if at >= self.ends:
            return 1e-9
        local = at + 8 * HOUR
        return self.rate * self.hours[int(local // HOUR) % 24] * self.days[int(local // DAY + 3) % 7]


def world(seed: int, sources: int, days: int) -> list[Invented]:
    """So many sources; the same for the same seed."""
    return [_invented(random.Random(seed * 1_000_003 + n), days) for n in range(sources)]


def _invented(chance: random.Random, days: int) -> Invented:
    low, high = (math.log(rate) for rate in RATES)
    rate = math.exp(chance.uniform(low, high)) / 24
    hours, days_ = _desk(chance)
    end = BEGIN + days * DAY
    dies = chance.random() < 0.12
    ends = BEGIN + chance.uniform(-HISTORY / 2, days) * DAY if dies else end
    depth = chance.choice(
        [d for d in DEPTHS if d >= rate * 5]
    )  # ten articles an hour do not fit in a feed of ten
    made = Invented(
        rate=rate, hours=hours, days=days_, depth=depth, dated=chance.random() < 0.7, ends=ends, moments=()
    )
    return Invented(
        rate=rate, hours=hours, days=days_, depth=depth, dated=made.dated, ends=ends,
        moments=tuple(_moments(chance, made, BEGIN - HISTORY * DAY, min(end, ends))),
    )  # fmt: skip


def _desk(chance: random.Random) -> tuple[tuple[float, ...], tuple[float, ...]]:
    begins, ends, night, weekends = DESKS[chance.choice(list(DESKS))]
    begin, end = chance.randint(*begins), chance.randint(*ends)
    hours = [
        chance.uniform(0.5, 1.5) if begin <= hour < end else night * chance.uniform(0.5, 1.5)
        for hour in range(24)
    ]
    days = [chance.uniform(0.8, 1.2) * (1.0 if day < 5 else chance.uniform(*weekends)) for day in range(7)]
    return _of_mean_one(hours), _of_mean_one(days)


def _of_mean_one(values: list[float]) -> tuple[float, ...]:
    mean = sum(values) / len(values)
    return tuple(value / mean for value in values)


def _moments(chance: random.Random, source: Invented, begin: float, end: float) -> list[float]:
    """Poisson by the hour; a share of the articles leads a burst (more on the story within hours, at any hour), or is
    put out together with others in one minute."""
    bursty, together = chance.choice(((0.0, 0.0), (0.1, 0.0), (0.2, 0.1), (0.05, 0.3)))
    more, batch = 4.0, 3.0  # articles that follow a leading one, on average
    alone = source.rate / (1 + bursty * more + together * batch)
    most = alone * max(source.hours) * max(source.days)
    found: list[float] = []
    at = begin
    while (at := at + chance.expovariate(most) * HOUR) < end:
        if chance.random() * most > alone * source.intensity(at) / source.rate:
            continue
        found.append(at)
        kind = chance.random()
        if kind < bursty:
            spread = chance.uniform(0.3, 1.5) * HOUR
            found += [at + chance.expovariate(1 / spread) for _ in range(_poisson(chance, more))]
        elif kind < bursty + together:
            found += [at + chance.uniform(1, 60) for _ in range(_poisson(chance, batch))]
    return sorted(moment for moment in found if moment < end)


def _poisson(chance: random.Random, mean: float) -> int:
    n, product, bound = 0, chance.random(), math.exp(-mean)
    while product > bound:
        n, product = n + 1, product * chance.random()
    return n
