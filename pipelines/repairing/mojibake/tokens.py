"""What a charset makes of bytes, unit by unit, and which stretches of it are more like text than what stood there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
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
#: So many characters beside a stretch that lost a byte are debris of it.
_BESIDE = 3
#: ASCII is the same in every charset; many letters in a row tell of a text that goes on in another language.
_ASCII_LETTER = -0.5


#: A question mark before a letter or a Han character is seldom one: it stands for lost bytes.
_ASKED = re.compile("[?](?=[@-~\x80-\U0010ffff])")
_QUESTION = -9.0


class Token(NamedTuple):
    """Bytes ``[start, end)`` of a stream are ``text``. ``known`` is set where it lost a byte: 256 stands for it."""

    start: int
    end: int
    text: str
    known: tuple[int, ...] | None = None
    garbage: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """``tokens[first:last]`` of a stream say more than what stands there; ``gain`` is by how many nats."""

    tokens: list[Token] = field(repr=False)
    first: int
    last: int
    gain: float

    @property
    def text(self) -> str:
        return "".join(token.text for token in self.tokens[self.first : self.last])

    @property
    def garbage(self) -> float:
        """The share of units that are no character of the charset."""
        units = [token.garbage for token in self.tokens[self.first : self.last] if token.text >= "\x80"]
        return sum(units) / max(1, len(units))

    @property
    def partly(self) -> int:
        """How many characters of three bytes are whole or have one or two of them left."""
        return sum(
            token.end - token.start == 3 or bool(token.known and token.known[0] in range(0xE2, 0xEA))
            for token in self.tokens[self.first : self.last]
        )

    @property
    def longest_run(self) -> int:
        """How many characters outside ASCII stand side by side, of which at least half are Han."""
        longest = run = han = 0
        for token in self.tokens[self.first : self.last]:
            if token.text < "\x80" or token.garbage:
                run = han = 0
                continue
            run += 1
            han += is_han(token.text[0])
            if han * 2 >= run:
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
    """The stretches of a text that gain by being read again."""
    shares = _shares(text, stream)
    return _best_of(tokens, [_gain(token, shares) for token in tokens])


def well_formed(tokens: list[Token]) -> list[Stretch]:
    """The stretches that are valid in a charset, whatever they say."""
    return [_with_ascii(found) for found in _best_of(tokens, [_form(token) for token in tokens])]


def _with_ascii(found: Stretch) -> Stretch:
    """The stretch with the ASCII around it: the second byte of a pair may be a letter."""
    first, last = found.first, found.last
    while first > 0 and found.tokens[first - 1].text < "\x80":
        first -= 1
    while last < len(found.tokens) and found.tokens[last].text < "\x80":
        last += 1
    return replace(found, first=first, last=last)


def with_broken(found: Stretch, before: bool, behind: bool) -> Stretch:
    """The stretch with the characters beside it that lost a byte: left as they stand they would be debris of it."""
    first, last = found.first, found.last
    while before and first > 0 and found.tokens[first - 1].known and found.first - first < _BESIDE:
        first -= 1
    while behind and last < len(found.tokens) and found.tokens[last].known and last - found.last < _BESIDE:
        last += 1
    return replace(found, first=first, last=last)


def _best_of(tokens: list[Token], gains: list[float]) -> list[Stretch]:
    """The stretches of the largest sums, which do not overlap."""
    found: list[Stretch] = []
    total = best = 0.0
    first = best_end = -1
    for at, gain in enumerate(gains):
        if first < 0:
            if gain <= 0:
                continue
            first, total, best, best_end = at, 0.0, 0.0, at
        total += gain
        if total > best:
            best, best_end = total, at
        if total < best - _DROP or total <= 0:
            found.append(Stretch(tokens, first, best_end + 1, best))
            first = -1
    if first >= 0:
        found.append(Stretch(tokens, first, best_end + 1, best))
    return found


def _shares(text: str, stream: Stream) -> list[float]:
    """The cost of what stands there, spread over its bytes."""
    costs = [cost(c) for c in text]
    for match in _ASKED.finditer(text):
        costs[match.start()] = _QUESTION
    if stream.charset == "western":
        return costs
    sizes = [0] * len(text)
    for owner in stream.owners:
        sizes[owner] += 1
    return [costs[owner] / sizes[owner] for owner in stream.owners]


def _form(token: Token) -> float:
    if token.garbage:
        return _GARBAGE
    if token.known or token.text < "\x80":
        return 0.0
    return 4.0


def _gain(token: Token, shares: list[float]) -> float:
    if token.text < "\x80":
        return _ASCII_LETTER if token.text.isalpha() else 0.0
    before = sum(shares[token.start : token.end])
    if token.garbage:
        return _GARBAGE
    return (_GONE if token.known else cost(token.text)) - before
