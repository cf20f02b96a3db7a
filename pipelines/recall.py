"""How much there is that nobody brought us: estimated from what several brought (capture–recapture).

Whoever reports a story captures it. What many captured, hardly anything escaped; where most was captured once only, much
escaped altogether. The formulas are those for closed populations; docs/recall.md says what they assume.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

#: What a back-search asks for, in the script of either side and in English: names that news give the zone and its
#: parks. Buildings and bodies stand in articles that name the zone as well, and 河套 alone finds a plain on the Yellow River.
SEARCHED_NAMES = (
    *("河套深港科技创新合作区", "河套合作区", "深港科技创新合作区", "河套深圳园区", "河套香港园区"),
    *("河套深港科技創新合作區", "港深創新及科技園", "港深創科園", "河套香港園區", "落馬洲河套"),
    *("Hetao Shenzhen-Hong Kong", "Lok Ma Chau Loop", "HSITP"),
)
#: Of the standard normal distribution, for an interval that holds 95 of 100 times.
_Z = 1.959964
#: Below this nothing is said. With seven recaptures Chapman's estimate is as good as unbiased (Robson & Regier 1964).
LEAST_HELD, LEAST_RECAPTURES = 20, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How many there are in all, ``low`` and ``high`` with 95 %, beside how many are ``held``."""

    held: int
    total: float
    low: float
    high: float

    @property
    def share(self) -> float:
        """The part that is held, 0 to 1."""
        return self.held / self.total

    @property
    def share_low(self) -> float:
        """The least part that is held, with 95 %."""
        return self.held / self.high

    @property
    def share_high(self) -> float:
        """The greatest part that is held, with 95 %."""
        return self.held / self.low


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLittle:
    """There is too little for an estimate: so many are held, so many of them were captured twice or more."""

    held: int
    recaptures: int


def chao(reported: Sequence[Sequence[str]]) -> Estimate | TooLittle:
    """How many stories there are, from who reported each that is known (Chao 1987; for lists that differ in how much
    they report, 1989).

    Where stories differ in how likely they are reported, or one list follows another, the figure is a lower bound:
    more is missed than it says.
    """
    held, captures = len(reported), [len(set(lists)) for lists in reported]
    recaptures = sum(n > 1 for n in captures)
    if held < LEAST_HELD or recaptures < LEAST_RECAPTURES:
        return TooLittle(held=held, recaptures=recaptures)
    tally = Counter(captures)
    once, twice = tally[1], tally[2]
    alone = Counter(lists[0] for lists, n in zip(reported, captures, strict=True) if n == 1)
    part = 1 - sum(n * n for n in alone.values()) / once**2 if once else 0.0
    missed = part * once**2 / (2 * (twice + 1))
    if missed == 0:
        return _all_but_certain(held, sum(captures))
    variance = (
        missed
        + part**2 * once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
        + part**2 * once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)
    )
    return _log_normal(held, missed, variance)


def chapman(first: int, second: int, both: int) -> Estimate | TooLittle:
    """How many there are, of which one list has ``first``, another ``second``, and both have ``both`` (Chapman 1951).

    The variance is Seber's (1970). Where what is on the one list is more likely on the other, it is a lower bound.
    """
    held = first + second - both
    if held < LEAST_HELD or both < LEAST_RECAPTURES:
        return TooLittle(held=held, recaptures=both)
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    if (
        variance == 0
    ):  # all of one list is on the other: at least this part of the rest is, too (Clopper & Pearson 1934)
        least = 0.025 ** (1 / (second if second == both else first))
        return Estimate(held=held, total=float(held), low=float(held), high=held / least)
    return _log_normal(held, total - held, variance)


def _log_normal(held: int, missed: float, variance: float) -> Estimate:
    """The interval of Chao (1987): what is missed is taken for log-normal, so that no bound falls below what is held."""
    factor = math.exp(_Z * math.sqrt(math.log1p(variance / missed**2)))
    return Estimate(held=held, total=held + missed, low=held + missed / factor, high=held + missed * factor)


def _all_but_certain(held: int, captured: int) -> Estimate:
    """Where hardly anything was captured once: each story is missed as often as a Poisson count is nought."""
    missed = math.exp(-captured / held)
    middle, width = held / (1 - missed), _Z * math.sqrt(held * missed) / (1 - missed)
    return Estimate(held=held, total=float(held), low=float(held), high=max(float(held), middle + width))
