"""What a charset makes of bytes, unit by unit, and which stretches of it are more like text than what stood there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pipelines.han_model import is_han, weight
from pipelines.repairing.mojibake.streams import Stream

LOST = "\ufffd"
#: Nats of characters that the character model says nothing of. Marks of Chinese text are common; accented letters are
#: text in other languages; other signs (box drawing, Greek, kana) are what Chinese bytes become.
_MARK, _LETTER, _SIGN = -3.0, -7.0, -11.0
_MARKS = frozenset("，。、；：？！“”‘’（）《》「」『』【】—…·％　〈〉～")
#: What a unit costs that is no character of the charset, and one of which a byte is gone.
_GARBAGE, _GONE = -15.0, -9.0
#: A stretch ends where it has fallen so far below its best: a clean word behind it, not one rare character.
_DROP = 20.0
#: ASCII is the same in every charset; many letters in a row tell of a text that goes on in another language.
_ASCII_LETTER = -0.5


class Token(NamedTuple):
    """Bytes ``[start, end)`` of a stream are ``text``. ``known`` is set where it lost a byte: 256 stands for it."""

    start: int
    end: int
    text: str
    known: tuple[int, ...] | None = None
    garbage: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters ``[start, end)`` of a text, read again as ``tokens``."""

    start: int
    end: int
    tokens: list[Token] = field(repr=False)
    gain: float

    @property
    def text(self) -> str:
        return "".join(token.text for token in self.tokens)

    @property
    def longest_run(self) -> int:
        """How many Han characters stand side by side."""
        longest = run = 0
        for token in self.tokens:
            run = run + 1 if token.text >= "\x80" and (token.known or is_han(token.text[0])) else 0
            longest = max(longest, run)
        return longest


@lru_cache(maxsize=32768)
def cost(character: str) -> float:
    """How probable a character is in Chinese text, in nats; 0.0 for ASCII, which no charset changes."""
    if character < "\x80":
        return 0.0
    told = weight(character)
    if told is not None:
        return told
    if character in _MARKS:
        return _MARK
    return _LETTER if "\xa0" <= character <= "\u024f" or "\u2010" <= character <= "\u2122" else _SIGN


def stretches(text: str, stream: Stream, tokens: list[Token]) -> list[Stretch]:
    """The stretches of a text that gain by being read again, best bounds first to last."""
    if not tokens:
        return []
    shares = _shares(text, stream)
    found: list[Stretch] = []
    total = best = 0.0
    first = best_end = -1
    for at, token in enumerate(tokens):
        gain = _gain(token, shares)
        if first < 0:
            if gain <= 0:
                continue
            first, total, best, best_end = at, 0.0, 0.0, at
        total += gain
        if total > best:
            best, best_end = total, at
        if total < best - _DROP or total <= 0:
            _keep(found, stream, tokens[first : best_end + 1], best)
            first = -1
    if first >= 0:
        _keep(found, stream, tokens[first : best_end + 1], best)
    return found


def _shares(text: str, stream: Stream) -> list[float]:
    """The cost of what stands there, spread over its bytes."""
    if stream.charset == "western":
        return [cost(c) for c in text]
    sizes = [0] * len(text)
    for owner in stream.owners:
        sizes[owner] += 1
    return [cost(text[owner]) / sizes[owner] for owner in stream.owners]


def _gain(token: Token, shares: list[float]) -> float:
    if token.text < "\x80":
        return _ASCII_LETTER if token.text.isalpha() else 0.0
    before = sum(shares[token.start : token.end])
    if token.garbage:
        return _GARBAGE
    return (_GONE if token.known else cost(token.text)) - before


def _keep(found: list[Stretch], stream: Stream, tokens: list[Token], gain: float) -> None:
    owners = stream.owners
    start, end = owners[tokens[0].start], owners[tokens[-1].end - 1] + 1
    if not found or start >= found[-1].end:
        found.append(Stretch(start, end, tokens, gain))
