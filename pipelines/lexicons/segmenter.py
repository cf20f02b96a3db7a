"""Jieba's dictionary with a quicker search for the best path through it."""

from __future__ import annotations

from math import log

import jieba


class Segmenter:
    """Cuts a text into words of jieba's dictionary, as jieba does without guessing: the same cuts in far less time."""

    def __init__(self, taught: list[str]) -> None:
        """``taught``: words that the dictionary must know."""
        source = jieba.Tokenizer()
        source.initialize()
        for word in taught:
            source.add_word(word)
        whole = log(source.total)
        # of a piece that only begins words the score is None: longer ones may follow it
        self._scores: dict[str, float | None] = {
            piece: log(times) - whole if times else None for piece, times in source.FREQ.items()
        }
        self._unknown = -whole

    def starts(self, text: str) -> list[int]:
        """Where words begin, found from the end: of equal paths the one with the longer first word."""
        scores, unknown, size = self._scores, self._unknown, len(text)
        best = [0.0] * (size + 1)
        ends = [0] * size
        for start in range(size - 1, -1, -1):
            top, at, end = None, start + 1, start + 1
            piece = text[start]
            while piece in scores:
                score = scores[piece]
                if score is not None and (top is None or score + best[end] >= top):
                    top, at = score + best[end], end
                if end >= size:
                    break
                end += 1
                piece = text[start:end]
            best[start] = unknown + best[start + 1] if top is None else top
            ends[start] = at
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
