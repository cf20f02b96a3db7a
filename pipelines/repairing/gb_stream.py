"""A text as the stream of GBK bytes that it was read from, so that it can be paired anew.

GBK writes a Han character in two bytes, a lead (81 to FE) and a trail (40 to 7E, 80 to FE), and ASCII in one. Where a
byte was lost, leads and trails change places until a byte that cannot be a trail, or stands for itself, comes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

#: In a stream: a byte whose value is lost. A character that has no bytes in GBK stands as ``_FOREIGN`` less its code.
LOST = -1
_FOREIGN = -10
# Width folding (NFKC) makes these of their full-width twins, whose bytes are A3 and the letter's with the high bit.
FOLDED_MARKS = frozenset("!(),:;?")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A character of which one byte is lost, or both."""

    lead: int | None
    trail: int | None


Reading = str | Unknown


@dataclass(frozen=True, slots=True)
class Stream:
    """Bytes of ``text``; ``starts`` holds for each byte the character that begins there, -1 inside of one.

    ``starts`` has one entry more than ``codes``: the end of the text.
    """

    text: str
    codes: tuple[int, ...]
    starts: tuple[int, ...]


def stream_of(text: str, *, wide: Collection[int] = ()) -> Stream:
    """The bytes of a text; the ASCII characters at ``wide`` are taken for folded full-width ones."""
    codes: list[int] = []
    starts: list[int] = []
    for at, character in enumerate(text):
        coded = _codes(character)
        if at in wide:
            coded = (0xA3, ord(character) + 0x80)
        codes += coded
        starts += (at, *[-1] * (len(coded) - 1))
    return Stream(text, tuple(codes), (*starts, len(text)))


@lru_cache(maxsize=16384)
def _codes(character: str) -> tuple[int, ...]:
    if character == "\ufffd":
        return (LOST,)
    try:
        coded = character.encode("gb18030")
    except UnicodeEncodeError:
        return (_FOREIGN - ord(character),)
    # four bytes are no accident of pairing but a character that GBK lacks
    return tuple(coded) if len(coded) <= 2 else (_FOREIGN - ord(character),)


def read_from(codes: Sequence[int], at: int) -> tuple[Reading, int]:
    """The character that begins at byte ``at`` of ``codes``, and where the next one begins."""
    code = codes[at]
    if code <= _FOREIGN:
        return chr(_FOREIGN - code), at + 1
    if 0 <= code < 0x80:
        return chr(code), at + 1
    following = codes[at + 1] if at + 1 < len(codes) else None
    if following is None or not (following == LOST or 0x40 <= following <= 0xFE) or following == 0x7F:
        return (Unknown(code, None) if code != LOST else Unknown(None, None)), at + 1
    if code == LOST or following == LOST:
        lead = code if code != LOST else None
        return Unknown(lead, following if following != LOST else None), at + 2
    return paired(code, following), at + 2


@lru_cache(maxsize=32768)
def paired(lead: int, trail: int) -> str:
    """The character of two bytes, or U+FFFD where there is none."""
    try:
        return bytes((lead, trail)).decode("gb18030")
    except (UnicodeDecodeError, ValueError):
        return "\ufffd"
