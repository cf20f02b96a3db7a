"""Jieba's dictionary with a quicker search for the best path through it."""

from __future__ import annotations

from math import log

import jieba

NEVER = float("-inf")


class Segmenter:
    """Cuts a text into words of jieba's dictionary, as jieba does without guessing: the same cuts in far less time."""

    def __init__(self, taught: list[str]) -> None:
        """``taught``: words that the dictionary must know."""
        source = jieba.Tokenizer()
        source.initialize()
        for word in taught:
            source.add_word(word)
        whole = log(source.total)
        # a piece that only begins words scores so low that no path takes it
        self._scores: dict[str, float] = {
            piece: log(times) - whole if times else NEVER for piece, times in source.FREQ.items()
        }
        self._unknown = -whole

    def starts(self, text: str) -> list[int]:
        """Where words begin, found from the end: of equal paths the one with the longer first word."""
        look_up, unknown, size = self._scores.get, self._unknown, len(text)
        best = [0.0] * (size + 1)
        ends = list(range(1, size + 1))
        for start in range(size - 1, -1, -1):
            top, end = NEVER, start + 1
            while (score := look_up(text[start:end])) is not None:
                score += best[end]
                if score >= top:
                    top = score
                    ends[start] = end
                if end == size:
                    break
                end += 1
            if top == NEVER:  # no word begins here
                top = unknown + best[start + 1]
                ends[start] = start + 1
            best[start] = top
        return _joined(text, ends)


def _joined(text: str, ends: list[int]) -> list[int]:
    """The beginnings of the words, Latin letters and digits in a row being one: 2026, Ltd."""
    found: list[int] = []
    at, size, spelled = 0, len(text), False
    while at < size:
        end = ends[at]
        single = end == at + 1 and text[at].isascii() and text[at].isalnum()
        if not (single and spelled):
            found.append(at)
        at, spelled = end, single
    return found
