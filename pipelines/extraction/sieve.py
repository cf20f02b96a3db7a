"""Which of many patterns can match in a sentence at all, by one pass over it for the words that they need."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import ahocorasick_rs

from pipelines.extraction.necessary import Clause, clauses_of, lowered

#: Sentences whose answer is kept: an act, its roles and its status ask about the same one.
_KEPT = 64


class Sieve:
    """Patterns, sifted by the words that they cannot do without (:mod:`pipelines.extraction.necessary`)."""

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        """``patterns`` are known by their numbers from then on."""
        every = [_telling(clauses_of(pattern)) for pattern in patterns]
        words = sorted({word for clauses in every for clause in clauses for word in clause})
        numbers = {word: number for number, word in enumerate(words)}
        self._automaton = ahocorasick_rs.AhoCorasick(words)
        self._open = [number for number, clauses in enumerate(every) if not clauses]
        # looked up by the clause with the longest words, then held against the others
        self._first: list[list[int]] = [[] for _ in words]
        self._others: list[tuple[frozenset[int], ...]] = []
        for number, clauses in enumerate(every):
            best, *others = sorted(clauses, key=_rarity) or [frozenset()]
            for word in best:
                self._first[numbers[word]].append(number)
            self._others.append(tuple(frozenset(map(numbers.__getitem__, clause)) for clause in others))
        self.possible = lru_cache(maxsize=_KEPT)(self._possible)

    def _possible(self, text: str) -> tuple[int, ...]:
        """The numbers of the patterns that may match in a text, in order."""
        found = self._automaton.find_matches_as_indexes(lowered(text), overlapping=True)
        held = {match[0] for match in found}
        passed = {number for word in held for number in self._first[word]}
        chosen = [n for n in passed if not any(held.isdisjoint(clause) for clause in self._others[n])]
        return tuple(sorted([*self._open, *chosen]))


def _telling(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The rarest clause, and those of longer words: 的 stands in most sentences, and to look for it costs more."""
    first = min(clauses, key=_rarity, default=None)
    return tuple(c for c in clauses if c is first or min(map(len, c)) > 1)


def _rarity(clause: Clause) -> tuple[int, int]:
    return -min(map(len, clause)), len(clause)
