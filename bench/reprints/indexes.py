"""What others link reprints with, each as an index: add a text under a number, find the numbers of texts like it.

SimHash of 64 bits (:mod:`bench.reprints.anchors`; linked up to 7 bits apart), that of trafilatura where it is installed (up
to 6), MinHash with LSH as rensa brings it over character 5-grams of the text as it is (datasketch, the other library of
the kind, is not in the lock), and the same after folding, with the exact Jaccard of what the index finds.
"""

from __future__ import annotations

import importlib
import re
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

import rensa

from bench.reprints.anchors import grams, simhash
from pipelines.folding import fold

# 32 bands of 4 rows: pairs at Jaccard 0.5 meet with probability 0.87, at 0.6 with 0.99, at 0.1 with 0.003.
_PERMUTATIONS, _BANDS = 128, 32
_ALIKE = 0.5
_NOT_LETTERS = re.compile(r"[\W_]+")


class Index(Protocol):
    """Texts by number, to be found by a text like them."""

    def add(self, number: int, text: str) -> None:
        """Keep a text."""

    def find(self, text: str) -> set[int]:
        """The numbers of all texts that are taken for this one."""


class NearHash:
    """Texts whose 64-bit hashes differ in at most ``bits`` (0 to 7) places; those share one of eight bytes."""

    def __init__(self, hash_of: Callable[[str], int], bits: int) -> None:
        self._hash_of, self._bits = hash_of, bits
        self._by_byte: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)

    def add(self, number: int, text: str) -> None:
        value = self._hash_of(text)
        for place, byte in enumerate(value.to_bytes(8)):
            self._by_byte[place, byte].append((number, value))

    def find(self, text: str) -> set[int]:
        value = self._hash_of(text)
        return {
            number
            for place, byte in enumerate(value.to_bytes(8))
            for number, other in self._by_byte[place, byte]
            if (value ^ other).bit_count() <= self._bits
        }


class MinHash:
    """Texts of estimated Jaccard from 0.5; ``folded``: compared after folding, and counted exactly."""

    def __init__(self, *, folded: bool) -> None:
        self._folded = folded
        self._lsh = rensa.RMinHashLSH(_ALIKE, _PERMUTATIONS, _BANDS)
        self._known: dict[int, tuple[rensa.RMinHash, frozenset[str]]] = {}

    def add(self, number: int, text: str) -> None:
        sketch, pieces = self._sketched(text)
        self._lsh.insert(number, sketch)
        self._known[number] = sketch, pieces if self._folded else frozenset()

    def find(self, text: str) -> set[int]:
        sketch, pieces = self._sketched(text)
        return {
            number
            for number in self._lsh.query(sketch)
            for other, theirs in [self._known[number]]
            if (_jaccard(pieces, theirs) if self._folded else sketch.jaccard(other)) >= _ALIKE
        }

    def _sketched(self, text: str) -> tuple[rensa.RMinHash, frozenset[str]]:
        plain = _NOT_LETTERS.sub("", fold(text).text).lower() if self._folded else "".join(text.split())
        pieces = frozenset(grams(plain, 5))
        sketch = rensa.RMinHash(num_perm=_PERMUTATIONS, seed=42)
        sketch.update(sorted(pieces))
        return sketch, pieces


def _jaccard(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / max(1, len(first | second))


@lru_cache(maxsize=4)
def _simhash(text: str) -> int:
    return simhash("".join(text.split()))


def indexes() -> dict[str, Index]:
    """An empty index of each kind that is at hand."""
    found: dict[str, Index] = {"SimHash 64 d<=7": NearHash(_simhash, 7)}
    if theirs := _trafilatura():
        found["trafilatura Simhash d<=6"] = NearHash(theirs, 6)
    found["rensa unfolded"] = MinHash(folded=False)
    found["rensa folded, verified"] = MinHash(folded=True)
    return found


def _trafilatura() -> Callable[[str], int] | None:
    """Trafilatura's hash of a text; None where it is not installed."""
    try:
        module = importlib.import_module("trafilatura.deduplication")
    except ImportError:
        return None
    return lambda text: int(module.Simhash(text).hash)
