"""Which stretches two similar texts have in common, and what was exchanged between them.

Anchors are short runs that stand once in either text, taken in the longest order that both share
(patience diff): linear but for a logarithm, where an alignment letter by letter is quadratic.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

_ANCHOR = 6
_ANCHOR_SHORT, _SHORT = 4, 200
#: A longer piece is another passage, not another name or figure in the same place.
_MOST_EXCHANGED = 30


@dataclass(frozen=True, slots=True)
class Block:
    """``length`` letters that are the same from ``left`` and from ``right`` on."""

    left: int
    right: int
    length: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """A piece of the first text, what stands in its place in the second (neither empty), and what follows both."""

    left: str
    right: str
    after: str


def blocks(a: str, b: str) -> list[Block]:
    """The common stretches of two texts in order, each as long as it goes, none overlapping another."""
    size = _ANCHOR_SHORT if min(len(a), len(b)) < _SHORT else _ANCHOR
    first, second = _once(a, size), _once(b, size)
    pairs = [(at, second[run]) for run, at in first.items() if run in second]
    found: list[Block] = []
    for left, right in _rising(pairs):
        last = found[-1] if found else Block(0, 0, 0)
        if left < last.left + last.length or right < last.right + last.length:
            continue  # within the stretch that an earlier anchor gave
        found.append(_grown(a, b, left, right, last))
    return found


def exchanges(a: str, b: str) -> list[Exchange]:
    """What stands between the same stretches in both texts but differs: other names, figures, words."""
    found: list[Exchange] = []
    left = right = 0
    for block in (*blocks(a, b), Block(len(a), len(b), 0)):
        mine, theirs = _trimmed(a[left : block.left], b[right : block.right])
        if mine and theirs and max(len(mine), len(theirs)) <= _MOST_EXCHANGED:
            found.append(Exchange(mine, theirs, a[block.left : block.left + 1]))
        left, right = block.left + block.length, block.right + block.length
    return found


def _trimmed(a: str, b: str) -> tuple[str, str]:
    """Two pieces without the letters that both begin and end with; too few of these make no block."""
    begin = _agreeing(a, b)
    a, b = a[begin:], b[begin:]
    end = _agreeing(a[::-1], b[::-1])
    return a[: len(a) - end], b[: len(b) - end]


def _agreeing(a: str, b: str) -> int:
    """How many letters both begin with."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _once(text: str, size: int) -> dict[str, int]:
    """Where each run of ``size`` letters stands that stands once."""
    runs = [text[i : i + size] for i in range(len(text) - size + 1)]
    times = Counter(runs)
    return {run: at for at, run in enumerate(runs) if times[run] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs, given by rising first number, in which the second rises too."""
    ends: list[int] = []  # smallest second number that a chain of each length ends with
    which: list[int] = []
    before: list[int] = []
    for index, (_, right) in enumerate(pairs):
        at = bisect_left(ends, right)
        before.append(which[at - 1] if at else -1)
        if at == len(ends):
            ends.append(right)
            which.append(index)
        else:
            ends[at], which[at] = right, index
    chain: list[tuple[int, int]] = []
    index = which[-1] if which else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _grown(a: str, b: str, left: int, right: int, last: Block) -> Block:
    """The stretch around an anchor: as far back as the one before allows, and as far on as the texts agree."""
    while left > last.left + last.length and right > last.right + last.length and a[left - 1] == b[right - 1]:
        left, right = left - 1, right - 1
    return Block(left, right, _agreeing(a[left:], b[right:]))
