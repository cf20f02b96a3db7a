"""Which claim answers which label: the assignment without replacement that makes the most arguments right."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from bench.extraction.facts import Fact

#: Records of one article that are assigned optimally; beyond, the best pair first (a year in review has more).
_OPTIMAL = 12
#: Two records below this likeness are about different things.
_ALIKE = 1.5

Pair = tuple[Fact, Fact]  # claim, label


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Pairs of claim and label, and what is left over on both sides."""

    pairs: tuple[Pair, ...]
    invented: tuple[Fact, ...]
    missed: tuple[Fact, ...]


def match(claims: list[Fact], labels: list[Fact]) -> Matched:
    """The best assignment of claims to labels of the same family.

    The likeness of two records: arguments that both have (DuEE-fin: most correct arguments first), type, status, day
    and the sentence that proves them.
    """
    pairs: list[Pair] = []
    for family in ("signing", "event"):
        mine = [c for c in claims if c.family == family]
        theirs = [g for g in labels if g.family == family]
        scores = [[likeness(c, g) for g in theirs] for c in mine]
        pairs += [(mine[i], theirs[j]) for i, j in assign(scores)]
    taken = {(c.key, c.family) for c, _ in pairs}, {(g.key, g.family) for _, g in pairs}
    return Matched(
        pairs=tuple(pairs),
        invented=tuple(c for c in claims if (c.key, c.family) not in taken[0]),
        missed=tuple(g for g in labels if (g.key, g.family) not in taken[1]),
    )


def likeness(claim: Fact, label: Fact) -> float:
    """How much two records have in common; 0 where they are about different things."""
    named = _names(claim), _names(label)
    names = sum(max((overlap(a, b) for b in named[1]), default=0.0) for a in named[0])
    score = 2.0 * min(2.0, names) + 1.5 * overlap(claim.evidence, label.evidence)
    score += 0.5 * len(claim.counts & label.counts) + 0.5 * (
        claim.amount is not None and claim.amount == label.amount
    )
    if score < _ALIKE:
        return 0.0
    score += 1.0 * (claim.type == label.type) + 0.5 * (claim.status == label.status)
    return score + 0.5 * (claim.date == label.date) + 0.25 * (claim.subtype == label.subtype)


def _names(fact: Fact) -> list[str]:
    return [text for role, text in sorted(fact.arguments) if role in ("party", "name", "appointee")]


def assign(scores: list[list[float]]) -> list[tuple[int, int]]:
    """Pairs (row, column) of the assignment with the greatest sum; no pair of score 0.

    >>> assign([[3.0, 2.9], [2.8, 0.0]])
    [(0, 1), (1, 0)]
    """
    if not scores or not scores[0]:
        return []
    if min(len(scores), len(scores[0])) > _OPTIMAL:
        return _greedy(scores)
    if len(scores) < len(scores[0]):
        turned = [list(column) for column in zip(*scores, strict=True)]
        return sorted((row, column) for column, row in assign(turned))

    @cache
    def best(row: int, free: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if row == len(scores):
            return 0.0, ()
        chosen = best(row + 1, free)
        for column, score in enumerate(scores[row]):
            if score > 0 and free >> column & 1:
                rest = best(row + 1, free & ~(1 << column))
                if score + rest[0] > chosen[0]:
                    chosen = score + rest[0], ((row, column), *rest[1])
        return chosen

    return list(best(0, (1 << len(scores[0])) - 1)[1])


def _greedy(scores: list[list[float]]) -> list[tuple[int, int]]:
    ranked = sorted(
        ((s, i, j) for i, row in enumerate(scores) for j, s in enumerate(row) if s > 0), reverse=True
    )
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for _, i, j in ranked:
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def overlap(a: str, b: str) -> float:
    """F1 of the characters of two strings, as multisets: DuEE 1.0's measure of an argument.

    >>> overlap("河套深圳园区", "深圳园区")
    0.8
    """
    common = sum((Counter(a) & Counter(b)).values())
    return round(2 * common / (len(a) + len(b)), 6) if a and b else 0.0
