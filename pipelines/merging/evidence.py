"""What signings and events are both compared by: days, names, counts."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.merging.statements import SIGNERS, Statement

#: At or above: one happening. Below ``NEW``: certainly another. Between: kept apart, marked for review.
MERGE, NEW = 1.0, 0.6
#: Reports of one day's happening name days up to this far apart (the day itself, the day of the report).
DAYS_APART = 3
#: A plan and its signing, a signing and its end, lie up to this far apart.
LIFE_DAYS = 3 * 365
#: A name shorter than this is contained in too many others.
_SHORTEST = 3
_FIFTH = 5
_SMALL, _ROUND = 10, 5


@dataclass(frozen=True, slots=True)
class Link:
    """``score`` from 0 to 2, the reason, and ``apart``: whatever else links them, they are two."""

    score: float
    why: str
    apart: bool = False


def gap(a: Statement, b: Statement) -> int | None:
    """Days between the days that two statements may mean, 0 where they meet; None where that is not known.

    Of a month or longer only what lies outside is known.
    """
    days = _distance(a, b)
    if days is None or (a.has_day and b.has_day):
        return days
    return days if days > DAYS_APART else None


def month_agrees(a: Statement, b: Statement) -> bool:
    """Whether one of two texts gives the month alone, and the other one's days lie in it or at its edge."""
    days = _distance(a, b)
    return days is not None and days <= DAYS_APART and not (a.has_day and b.has_day)


def _distance(a: Statement, b: Statement) -> int | None:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return None
    return max(0, (b.first - a.last).days, (a.first - b.last).days)


def both_stated(a: Statement, b: Statement) -> bool:
    """Whether both texts give the day."""
    return a.stated and b.stated


def short_for(short: str, full: str) -> bool:
    """Whether one name stands in another: 远屿新材 in 深圳远屿新材有限公司."""
    return _SHORTEST <= len(short) < len(full) and short in full


def counts_agree(a: Statement, b: Statement) -> bool:
    """Whether both count the same number of the same; who signs may be called company, partner or project."""
    return bool(_plain(a) & _plain(b))


def telling_count(a: Statement, b: Statement) -> bool:
    """Whether both count the same number, and one that is not met by chance: neither small nor round."""
    return any(n > _SMALL and n % _ROUND for _, n in _plain(a) & _plain(b))


def _plain(told: Statement) -> frozenset[tuple[str, int]]:
    return frozenset(("signer" if what in SIGNERS else what, n) for what, n in told.counts)


def counts_differ(a: Statement, b: Statement) -> bool:
    """Whether both count one thing, and by more than a fifth apart."""
    mine, theirs = dict(a.counts), dict(b.counts)
    return any(
        abs(n - theirs[what]) * _FIFTH > max(n, theirs[what]) for what, n in mine.items() if what in theirs
    )


def written_alike(a: str, b: str) -> bool:
    """Whether two names are both in Latin letters or both not: only then can their letters be compared."""
    return a.isascii() == b.isascii()
