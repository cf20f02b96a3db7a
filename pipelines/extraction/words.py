"""A folded text as words: the segmenter's cuts, with cuts of our own where grammar is sure of a boundary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.lexicons import names


@dataclass(frozen=True, slots=True)
class Words:
    """``ends``: for each place the end of the word that holds it; ``starts``: the beginning of the word before it."""

    text: str
    ends: list[int] = field(repr=False)
    starts: list[int] = field(repr=False)

    def before(self, offset: int) -> tuple[int, str]:
        """Where the word that ends at ``offset`` begins, and the word (its part before ``offset``)."""
        start = self.starts[offset]
        return start, self.text[start:offset]

    def at(self, offset: int) -> tuple[int, str]:
        """Where the word that begins at ``offset`` ends, and the word (its part from ``offset``)."""
        end = self.ends[offset]
        return end, self.text[offset:end]

    def between(self, start: int, end: int) -> list[tuple[int, str]]:
        """(offset, word) of the words of ``[start, end)``, the outer ones cut to it."""
        words: list[tuple[int, str]] = []
        text, ends = self.text, self.ends
        while start < end:
            stop = min(ends[start], end)
            words.append((start, text[start:stop]))
            start = stop
        return words


def cut_words(text: str, sure: Iterable[int]) -> Words:
    """Cut a text into words; ``sure`` are offsets at which a word ends whatever the segmenter says."""
    size = len(text)
    cuts = sorted({*names.word_starts(text), *(o for o in sure if 0 < o < size), size})
    ends: list[int] = []
    starts: list[int] = [0]
    begin = 0
    for cut in cuts:
        length = cut - begin
        ends += [cut] * length
        starts += [begin] * length
        begin = cut
    ends.append(size)
    return Words(text, ends, starts)
