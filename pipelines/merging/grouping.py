"""Statements into groups, each one happening: the strongest links first, never against what rules a link out.

The result depends on the statements alone, not on the order in which they came: links are taken by score, equals
by their content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from pipelines.merging.comparing import compare
from pipelines.merging.evidence import MERGE, Link
from pipelines.merging.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided by hand about two statements, named by their keys: ``together`` or not. It outranks rules."""

    first: str
    second: str
    together: bool


def group(told: Sequence[Statement], decisions: Sequence[Decision] = ()) -> tuple[tuple[Statement, ...], ...]:
    """The statements of each happening, by their keys; the groups by their first key.

    Args:
        told: statements, each once.
        decisions: in the order in which they were made; of two about one pair the later counts.
    """
    by_hand = {frozenset((d.first, d.second)): d.together for d in decisions}
    ordered = sorted(told, key=lambda s: (s.key, s.text))
    links = _links(ordered, by_hand)
    where = {index: [index] for index in range(len(ordered))}
    for (i, j), link in sorted(links.items(), key=lambda row: (-row[1].score, row[0])):
        if link.score < MERGE:
            break
        one, two = where[i], where[j]
        if one is two or any(links[min(x, y), max(x, y)].apart for x in one for y in two):
            continue
        one += two
        for index in two:
            where[index] = one
    groups = {min(members): sorted(members) for members in where.values()}
    return tuple(tuple(ordered[i] for i in groups[first]) for first in sorted(groups))


def _links(told: Sequence[Statement], by_hand: dict[frozenset[str], bool]) -> dict[tuple[int, int], Link]:
    links = {}
    for i, j in combinations(range(len(told)), 2):
        decided = by_hand.get(frozenset((told[i].key, told[j].key)))
        if decided is None:
            links[i, j] = compare(told[i], told[j])
        else:
            links[i, j] = Link(3.0 if decided else 0.0, "decided by hand", apart=not decided)
    return links
