"""Long lists of numbers in portions: databases bound how many values one statement may name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

#: Far below 32,766 (SQLite) and 65,535 (PostgreSQL), and few enough that no statement is slow to read.
MOST = 1000


def portions(ids: Sequence[int], most: int = MOST) -> Iterator[Sequence[int]]:
    """``ids`` in their order, at most so many together; nothing where there are none."""
    for start in range(0, len(ids), most):
        yield ids[start : start + most]
