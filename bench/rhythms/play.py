"""What comes of asking invented sources for so many days."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from bench.rhythms.peers import FASTEST, Makes, Peer
from bench.rhythms.world import BEGIN, DAY, HOUR, Invented

#: Articles of the last day are not judged: their time to be found has not run out.
LEFT_OUT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """``delays``: from appearing to being found, in hours, ascending. ``missed``: articles that no poll saw;
    ``needless``: those of them that were shown for the shortest interval or longer."""

    requests: int
    articles: int
    delays: list[float]
    missed: int
    needless: int

    def quantile(self, share: float) -> float:
        """The delay within which a share of the found articles was found (hours)."""
        return (
            self.delays[min(len(self.delays) - 1, int(share * len(self.delays)))] if self.delays else math.nan
        )

    @property
    def mean(self) -> float:
        """Of the found articles (hours)."""
        return sum(self.delays) / max(1, len(self.delays))


def play(sources: Iterable[Invented], make: Makes, parameter: float, days: int) -> Played:
    """Ask all sources for so many days. Who asks first asks within half an hour, one after the other."""
    requests = articles = missed = needless = 0
    delays: list[float] = []
    end, judged = BEGIN + days * DAY, BEGIN + (days - LEFT_OUT) * DAY
    for number, source in enumerate(sources):
        asker, known = make(parameter, source), 0
        begins, last = source.first_since(BEGIN), source.first_since(judged)
        articles += max(0, last - begins)
        at = BEGIN + (number * 7.0) % 1800
        while at < end:
            requests += 1
            shown = source.shown(at)
            fresh = source.moments[max(known, shown.start) : shown.stop]
            for index in range(max(known, begins), min(shown.start, last)):
                missed += 1
                gone = source.moments[index + source.depth]
                needless += gone - source.moments[index] >= FASTEST
            delays += [
                (at - source.moments[index]) / HOUR
                for index in range(max(known, shown.start, begins), min(shown.stop, last))
            ]
            known = shown.stop
            at = max(asker.after(at, len(shown), fresh), at + 1.0)
    delays.sort()
    return Played(requests=requests, articles=articles, delays=delays, missed=missed, needless=needless)


def tuned(
    sources: list[Invented], peer: Peer, wanted: float, days: int, *, start: float
) -> tuple[float, Played]:
    """The parameter with which a peer asks so often, within half a percent or as near as it comes, and what came of it.

    Bisection of the logarithm, first by the secant of the last two: requests go with a power of the parameter.
    """
    low, high = (math.log(bound) for bound in peer.within)
    at, slope = math.log(start), -0.7
    before: tuple[float, float] | None = None
    best: tuple[float, float, Played] | None = None
    for _ in range(14):
        played = play(sources, peer.make, math.exp(at), days)
        off = math.log(played.requests / wanted)
        if best is None or abs(off) < best[0]:
            best = (abs(off), math.exp(at), played)
        if abs(off) < 0.005 or high - low < 1e-4:
            break
        low, high = (at, high) if off > 0 else (low, at)
        if before is not None and before[1] != off:
            slope = (before[1] - off) / (before[0] - at)
        before = (at, off)
        guess = at - off / slope if slope < -0.05 else (low + high) / 2
        at = guess if low < guess < high else (low + high) / 2
    assert best is not None
    return best[1], best[2]
