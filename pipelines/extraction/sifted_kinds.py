"""The rules of all kinds of events that have a chance in a sentence, by the words that it holds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pipelines.extraction.rules import Kind, Rule
from pipelines.extraction.sieve import Sieve


class SiftedKinds:
    """Kinds of events with a sieve for the rules over plain text, and one for those over typed text."""

    def __init__(self, kinds: tuple[Kind, ...]) -> None:
        """The order of kinds, and that of the rules of each, stays."""
        self.kinds = kinds
        self._rules = [(kind, rule) for kind in kinds for rule in kind.rules]
        self._sieves: list[tuple[list[int], Sieve]] = []
        for typed in (False, True):
            numbers = [n for n, (_, rule) in enumerate(self._rules) if rule.typed == typed]
            self._sieves.append((numbers, Sieve(self._rules[n][1].pattern for n in numbers)))

    def possible(self, plain: str, typed: str) -> Iterator[tuple[Kind, list[Rule]]]:
        """Kinds with those of their rules that may match; both texts are those of one sentence."""
        passed: list[int] = []
        for (numbers, sieve), words in zip(self._sieves, (plain, typed), strict=True):
            passed += [numbers[n] for n in sieve.possible(words)]
        rows = (self._rules[n] for n in sorted(passed))
        for _, group in groupby(rows, key=lambda row: id(row[0])):
            found = list(group)
            yield found[0][0], [rule for _, rule in found]
