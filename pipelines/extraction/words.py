"""A folded text as words: the segmenter's cuts, with cuts of our own where grammar is sure of a boundary."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.lexicons import names


@dataclass(frozen=True, slots=True)
class Words:
    """``starts``: where words begin, and at the end the length of the text."""

    text: str
    starts: tuple[int, ...] = field(repr=False)

    def before(self, offset: int) -> tuple[int, str]:
        """Where the word that ends at ``offset`` begins, and the word (its part before ``offset``)."""
        start = self.starts[max(0, bisect_left(self.starts, offset) - 1)]
        return start, self.text[start:offset]

    def at(self, offset: int) -> tuple[int, str]:
        """Where the word that begins at ``offset`` ends, and the word (its part from ``offset``)."""
        index = bisect_right(self.starts, offset)
        end = self.starts[index] if index < len(self.starts) else len(self.text)
        return end, self.text[offset:end]

    def between(self, start: int, end: int) -> list[tuple[int, str]]:
        """(offset, word) of the words of ``[start, end)``, the outer ones cut to it."""
        words: list[tuple[int, str]] = []
        while start < end:
            stop, _ = self.at(start)
            stop = min(stop, end)
            words.append((start, self.text[start:stop]))
            start = stop
        return words


def cut_words(text: str, sure: Iterable[int]) -> Words:
    """Cut a text into words; ``sure`` are offsets at which a word ends whatever the segmenter says."""
    starts: set[int] = {len(text), *(o for o in sure if 0 <= o <= len(text))}
    offset = 0
    for word in names.cut(text):
        starts.add(offset)
        offset += len(word)
    return Words(text, tuple(sorted(starts)))
