"""Pinyin in brackets behind characters, as cloaking mirrors insert it: 創(chuàng )新 is 創新.

Genuine readings help with rare characters, 砉（huā）, and with common ones read unusually, 乐(yuè)清; nobody
writes the usual reading behind a common character. So a text is cured only if it holds several such needless
readings; then every bracket goes that holds a reading of the character before it. (AI), (VTE), (完) are none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import pypinyin

from pipelines.folding import fold_character
from pipelines.han_model import is_han, weight
from pipelines.repairing.edits import Edit

#: Fewer needless readings in a text are left alone; a mirror marks about every tenth character.
FEWEST = 3
#: A text up to so many characters is a headline: it holds few readings even in a mirror.
HEADLINE = 80
#: Log-probability above which a character needs no reading for any reader (the first 1,950).
COMMON = -10.0
_LATIN = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêɑɡ"
_SPACE = "[ \u00a0]"
_READING = re.compile(
    rf"(?P<outer>{_SPACE}{{0,3}})(?:"
    rf"[(（]{{2}}{_SPACE}{{0,2}}(?P<double>[{_LATIN}]{{1,6}}[1-5]?){_SPACE}{{0,2}}[)）]{{2}}"
    rf"|[(（]{_SPACE}{{0,2}}(?P<single>[{_LATIN}]{{1,6}}[1-5]?)(?P<gap>{_SPACE}{{0,2}})[)）])"
)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A bracket ``[start, end)`` with a reading of ``character``; ``gap``: the space that mirrors leave in it."""

    character: str
    reading: str
    start: int
    end: int
    gap: bool


def find_pinyin(text: str) -> tuple[Edit, ...]:
    """The edits that take inserted readings out; none where they may be genuine."""
    if not re.search(r"[(（]", text):
        return ()
    hits = _hits(text)
    return tuple(Edit(hit.start, hit.end, "") for hit in hits) if _inserted(text, hits) else ()


def _inserted(text: str, hits: list[_Hit]) -> bool:
    """True where the readings help nobody."""
    needless = _needless(hits)
    if len(needless) * 2 < len(hits):
        return False
    if len(text) <= HEADLINE and "\n" not in text.strip():
        return len(needless) >= 2 or any(hit.gap for hit in needless)
    return len(needless) >= FEWEST


def _needless(hits: list[_Hit]) -> list[_Hit]:
    """Usual readings of common characters; a character with several readings is being explained."""
    readings: dict[str, set[str]] = defaultdict(set)
    for hit in hits:
        readings[hit.character].add(hit.reading)
    return [
        hit
        for hit in hits
        if (weight(hit.character) or 0.0) > COMMON
        and len(readings[hit.character]) == 1
        and _is_usual(hit.character, hit.reading)
    ]


def _hits(text: str) -> list[_Hit]:
    """Each verified reading with its character; a second bracket belongs to the same character."""
    hits: list[_Hit] = []
    for match in _READING.finditer(text):
        reading = match["single"] or match["double"]
        if hits and match.start() == hits[-1].end:
            character = hits[-1].character
        else:
            character = _character_before(text, match.start(), reading)
        if not character or not _is_reading(character, reading):
            continue
        end = match.end()
        if match["outer"] and text[end : end + 1] in (" ", "\u00a0"):
            end += 1  # the bracket was set off on both sides
        hits.append(_Hit(character, _plain(reading), match.start(), end, bool(match["gap"])))
    return hits


def _character_before(text: str, at: int, reading: str) -> str:
    before = text[at - 1 : at]
    if before and is_han(before):
        return before
    # behind a character that lost a byte stands what is left of it, one ASCII letter; its reading is unknown
    damaged = before.isascii() and before.isalpha() and at >= 2 and is_han(text[at - 2])
    return "\ufffd" if damaged and len(reading) > 1 and reading != _toneless(reading) else ""


def _is_reading(character: str, reading: str) -> bool:
    return character == "\ufffd" or _toneless(reading) in _readings(character)


@lru_cache(maxsize=8192)
def _readings(character: str) -> frozenset[str]:
    """All toneless readings of a character and of its Simplified form."""
    readings: set[str] = set()
    for form in {character, fold_character(character)}:
        if len(form) == 1:
            readings.update(*pypinyin.pinyin(form, style=pypinyin.Style.TONE, heteronym=True))
    return frozenset(_toneless(r) for r in readings)


@lru_cache(maxsize=8192)
def _is_usual(character: str, reading: str) -> bool:
    """The reading that any reader would give first, with or without its tone."""
    usual = {
        _plain(pypinyin.pinyin(form, style=pypinyin.Style.TONE)[0][0])
        for form in (character, fold_character(character))
        if len(form) == 1
    }
    return reading in usual or (reading == _toneless(reading) and reading in {_toneless(u) for u in usual})


def _plain(reading: str) -> str:
    return unicodedata.normalize("NFC", reading.replace("ɑ", "a").replace("ɡ", "g"))


def _toneless(reading: str) -> str:
    letters = unicodedata.normalize("NFD", _plain(reading).rstrip("12345"))
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("v", "u")
