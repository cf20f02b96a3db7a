"""Which reports are one voice: what they have in common makes them one, over several steps too."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

Mark = tuple[str, Hashable]


def voices(reports: Sequence[Sequence[Mark]]) -> list[int]:
    """The voice of each report, as the number of its first one. Reports that share a mark are one voice.

    >>> voices([(("text", 1), ("family", "a")), (("text", 2), ("family", "b")), (("text", 2), ("family", "a"))])
    [0, 0, 0]
    """
    first: dict[Mark, int] = {}
    parent = list(range(len(reports)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for at, marks in enumerate(reports):
        for mark in marks:
            one, two = root(first.setdefault(mark, at)), root(at)
            parent[max(one, two)] = min(one, two)
    return [root(at) for at in range(len(reports))]
