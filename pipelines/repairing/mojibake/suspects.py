"""Where a text looks as if it had been read with a wrong charset: cheap patterns, so that clean text costs nothing.

A suspect is only looked at. Whether it is damaged is decided by what its bytes say in another charset.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipelines.han_model import weight

#: What Windows-1252 shows for the bytes 80 to 9F (five have no character there).
CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
#: A Han character below is rare: 1 to 3 of 100 in news of either script, 4 to 8 of 10 in wrongly read text.
RARE = -10.5
#: Rare characters so near to each other are one cluster; two make a suspect.
_NEAR = 3
#: Around a cluster so much is looked at too, and clusters so near are looked at together.
_AROUND, _TOGETHER = 24, 40
#: A longer suspect is looked at in pieces, which bounds memory.
PIECE = 4_000

# What the bytes of UTF-8 punctuation become in GBK: ， is EF BC 8C, 、 and 。 begin with E3 80, “ and … with E2 80.
_PUNCTUATION_AS_GBK = "锛銆鈥"
# UTF-8 read as Latin-1, made UTF-8 again and read as GBK: every pair is C2 or C3 and a continuation byte.
_LATIN_AS_GBK = "".join(
    bytes((a, b)).decode("gbk", "ignore") for a in (0xC2, 0xC3) for b in range(0x80, 0xC0)
)

_WESTERN_SIGN = re.compile("[\xc0-\xff]")
_WESTERN = re.compile(rf"[\x20-\x7e\x80-\xff{CP1252}\ufffd]+")
#: Where Latin-1 shows bytes as controls (Windows-1252 does so with five of them), typographic marks are no bytes.
CONTROLS = re.compile("[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")
#: Quotation marks, dashes and dots that stand around western stretches in clean Chinese text.
MARKS = "‘’“”—…"
_NO_MARKS = re.compile(f"[^{MARKS}]+")
_LIKE_UTF8 = re.compile(rf"[\xc2-\xf4][\x80-\xbf{CP1252}]")
_LIKE_PAIRS = re.compile(rf"(?:[\x81-\xfe{CP1252}][\x40-\xfe{CP1252}]){{3}}")


class Suspect(NamedTuple):
    """Characters ``[start, end)`` to look at; ``[core_start, core_end)`` of them are what makes them suspicious."""

    start: int
    end: int
    core_start: int
    core_end: int


@lru_cache(maxsize=1)
def _han_sign() -> re.Pattern[str]:
    rare = "".join(
        chr(code)
        for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))
        if (weight(chr(code)) or 0.0) <= RARE
    )
    sign = f"[{_ranges(rare + _PUNCTUATION_AS_GBK)}\u0080-\u009f\ue000-\uf8ff\ufffd]"
    latin = f"[{_LATIN_AS_GBK}]{{6}}"
    marks = f"[{_PUNCTUATION_AS_GBK}][\ufffd?]"
    other = f"[^{sign[1:-1]}\n]"
    return re.compile(f"{marks}|{sign}(?:{other}{{0,{_NEAR}}}{sign}){{1,40}}|{latin}")


def _ranges(characters: str) -> str:
    """The characters as ranges of a pattern: shorter, and quicker to compile."""
    found: list[list[int]] = []
    for code in sorted(set(map(ord, characters))):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in found)


def western(text: str) -> Iterator[Suspect]:
    """Stretches of western characters that look like UTF-8, GBK or Big5."""
    if not _WESTERN_SIGN.search(text):
        return
    for match in _WESTERN.finditer(text):
        inside = _NO_MARKS.finditer(text, *match.span()) if CONTROLS.search(match[0]) else (match,)
        for part in inside:
            run = part[0]
            if not run.isascii() and (_LIKE_UTF8.search(run) or _LIKE_PAIRS.search(run)):
                yield from _pieces(text, Suspect(*part.span(), *part.span()))


def han(text: str) -> Iterator[Suspect]:
    """Stretches of Han text with many rare characters or signs that are no text."""
    begin = finish = -1
    for match in _han_sign().finditer(text):
        if finish >= 0 and match.start() - finish <= _TOGETHER and "\n" not in text[finish : match.start()]:
            finish = match.end()
            continue
        if finish >= 0:
            yield from _pieces(text, _widened(text, begin, finish))
        begin, finish = match.span()
    if finish >= 0:
        yield from _pieces(text, _widened(text, begin, finish))


def _widened(text: str, start: int, end: int) -> Suspect:
    """A little more on either side, within the line."""
    line = text.rfind("\n", max(0, start - _AROUND), start) + 1
    break_ = text.find("\n", end, end + _AROUND)
    return Suspect(
        max(line, start - _AROUND, 0),
        min(len(text), break_ if break_ >= 0 else end + _AROUND),
        start,
        end,
    )


def _pieces(text: str, whole: Suspect) -> Iterator[Suspect]:
    """A long suspect in pieces, if possible between ASCII characters, where every charset begins anew."""
    start, end, core_start, core_end = whole
    while end - start > PIECE:
        cut = start + PIECE
        for at in range(cut, cut - 200, -1):
            if text[at].isascii() and text[at - 1].isascii():
                cut = at
                break
        yield Suspect(start, cut, max(start, core_start), min(cut, core_end))
        start = cut
    yield Suspect(start, end, max(start, core_start), core_end)
