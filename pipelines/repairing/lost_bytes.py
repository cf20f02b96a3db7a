"""Places where a stream of two-byte characters lost a byte: from there on bytes pair wrongly.

``。”重點`` is A1A3 A1B1 D6D8 FC63 in GBK. With its first byte lost the rest pairs as A3A1 ``！``, B1D6 ``敝``,
D8FC ``攸``, and 63 is left over as ``c``: a few rare characters behind a mark such as ``?`` up to the next
byte that is ASCII. Shifted by one byte such a stretch becomes fluent; healthy text never does, however rare
its characters are. A replacement character among Han characters needs no such proof. Nothing is restored here.
"""

from __future__ import annotations

import re

from pipelines.han_model import PLAUSIBLE, is_han, plausibility, weight
from pipelines.repairing.edits import Place

#: Below this a character is rare in news: beyond the first 2,400 of the frequency table.
RARE = -10.5
#: How much plausibility a stretch must gain when it is shifted back, beside a mark and without one. With these
#: 3.6 million characters of news of both scripts gave no false mark, and of 300 texts with a byte lost 98 in 100
#: were found in Simplified, 37 (without a mark) to 73 in Traditional, whose streams fall into step again sooner.
GAIN, GAIN_UNMARKED = 2.5, 3.5
#: Rare characters with at most so many others between them are one stretch.
_NEAR = 3
#: A stretch shows what it is in its first characters.
_PROBE = 400
_MARKS = "?？\ufffd"
# Width folding turns full-width characters, whose bytes are evidence, into ASCII: ! was ！ (A3A1).
_WIDE = str.maketrans({chr(c): chr(c + 0xFEE0) for c in b"!(),:;?"})
# Lists of rare words (嘌呤、嘧啶、吡咯) are several stretches; damaged text hardly ever pairs to these marks.
_STRETCH_ENDS = re.compile(r"[\x00-\x20、，。；：（）“”]")


def find_lost_bytes(text: str) -> tuple[Place, ...]:
    """The damaged stretches of a text, each with its mark and the ASCII letter left over, if any."""
    places: list[Place] = []
    for start, end in _suspects(text):
        place = _damaged(text, start, end)
        if place and (not places or place[0] >= places[-1][1]):
            places.append(place)
    return tuple(places)


def _suspects(text: str) -> list[Place]:
    """Stretches of rare characters."""
    found: list[Place] = []
    start = last = -1
    for at, score in enumerate(map(weight, text)):
        if score is None or score > RARE:
            continue
        gap = at - last - 1
        if start < 0 or gap > _NEAR or (gap and _STRETCH_ENDS.search(text, last, at)):
            if start >= 0:
                found.append((start, last + 1))
            start = at
        last = at
    return [*found, (start, last + 1)] if start >= 0 else found


def _damaged(text: str, start: int, end: int) -> Place | None:
    """The whole damaged place around a stretch of rare characters, or None where it is healthy."""
    mark = _mark_before(text, start)
    tail = end + 1 if re.match(r"[@-~]", text[end : end + 1]) else end
    if "\ufffd" in text[start:end]:
        if any(map(is_han, text[max(0, start - 2) : end + 2])):
            return (start if mark is None else mark, tail)
        return None
    rare = {c for c in text[start : min(end, start + _PROBE)] if (weight(c) or 0) <= RARE}
    if len(rare) < _fewest(text, mark, end):
        return None
    needed = GAIN if mark is not None else GAIN_UNMARKED
    for reach in (0, 1, 2):  # common characters at either edge can be damaged too
        first = max(start - reach, (mark + 1) if mark is not None else 0)
        if _reads_well_shifted(text[first : min(end + reach, first + _PROBE)], needed):
            return (first if mark is None else mark, tail)
    return None


def _fewest(text: str, mark: int | None, end: int) -> int:
    """How many different rare characters make a stretch suspicious.

    One may be a surname (耿爽), two a word (真的?乒乓球), three a compound (牙龈卟啉); beside further traces of
    a lost byte (``?!``, a letter glued behind) two suffice.
    """
    if mark is None:
        return 4
    traces = text[mark + 1 : mark + 2] in ("!", "！") or re.match(r"[@-~]", text[end : end + 1])
    return 2 if traces else 3


def _mark_before(text: str, start: int) -> int | None:
    """Where the mark of a lost byte stands, at most two characters before the stretch."""
    for at in range(start - 1, max(-1, start - 4), -1):
        if text[at] in _MARKS:
            return at
        if text[at].isspace() or (text[at].isalnum() and text[at].isascii()):
            return None
    return None


def _reads_well_shifted(stretch: str, needed: float) -> bool:
    before = plausibility(stretch)
    if before is None or before > PLAUSIBLE:
        return False
    try:
        shifted = stretch.translate(_WIDE).encode("gbk", "ignore")[1:].decode("gbk", "ignore")
    except UnicodeError:
        return False
    after = plausibility(shifted)
    return (
        after is not None
        and after > PLAUSIBLE
        and after - before > needed
        and sum(map(is_han, shifted)) * 3 >= len(stretch)
    )
