"""Pinyin in brackets behind characters, as cloaking mirrors insert it: 創(chuàng )新 is 創新.

The reading must be one of the character before it, and there must be many on common characters: a single
砉（huā） is genuine help for the reader, and (AI) or (CAR-T) is no reading at all.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import pypinyin

from pipelines.folding import fold_character
from pipelines.han_model import is_han, weight
from pipelines.values import Repair, Repaired

NAME = "pinyin_in_brackets"
#: Fewer in a text may be genuine; mirrors mark at least every twentieth character.
FEWEST = 3
#: Log-probability above which a character needs no reading for any reader (about the first 2,500).
COMMON = -10.0
_LATIN = "a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêɑɡ"
_READING = re.compile(rf"[ \u00a0]*[(（][ \u00a0]*([{_LATIN}]{{1,6}})[ \u00a0]*[)）]")


@lru_cache(maxsize=8192)
def _readings(character: str) -> frozenset[str]:
    """All toneless readings of a character and of its Simplified form."""
    readings: set[str] = set()
    for form in {character, fold_character(character)}:
        if len(form) == 1:
            readings.update(*pypinyin.pinyin(form, style=pypinyin.Style.NORMAL, heteronym=True))
    return frozenset(_toneless(r) for r in readings)


def _toneless(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading.lower().replace("ɑ", "a").replace("ɡ", "g"))
    plain = "".join(c for c in letters if not unicodedata.combining(c) or c == "\u0308")
    return unicodedata.normalize("NFC", plain).replace("ü", "v").replace("u:", "v")


def _is_reading(character: str, reading: str) -> bool:
    toneless = _toneless(reading)
    known = _readings(character)
    return toneless in known or toneless.replace("v", "u") in {r.replace("v", "u") for r in known}


def remove_pinyin(text: str) -> Repaired:
    """The text without inserted readings; untouched where they may be genuine."""
    hits = list(_hits(text))
    common = sum(1 for character, _ in hits if (weight(character) or 0) > COMMON)
    if len(hits) < FEWEST or common * 2 < len(hits):
        return Repaired(text=text)
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    length = last = 0
    for _, (start, end) in hits:
        pieces.append(text[last:start])
        length += start - last
        places.append((length, length))
        last = end
    pieces.append(text[last:])
    return Repaired(text="".join(pieces), repairs=(Repair(name=NAME, count=len(hits), places=tuple(places)),))


def _hits(text: str) -> list[tuple[str, tuple[int, int]]]:
    """Each verified reading with its character; doubled brackets belong to one character."""
    hits: list[tuple[str, tuple[int, int]]] = []
    character = ""
    end = -1
    for match in _READING.finditer(text):
        if match.start() != end:
            character = text[match.start() - 1] if match.start() else ""
            damaged = character.isascii() and character.isalpha()  # the tail of a character that lost a byte
            if damaged and match.start() >= 2 and is_han(text[match.start() - 2]) and len(match[1]) > 1:
                hits.append((text[match.start() - 2], match.span()))
                continue
        if character and is_han(character) and _is_reading(character, match[1]):
            hits.append((character, match.span()))
            end = match.end()
        else:
            end = -1
    return hits
