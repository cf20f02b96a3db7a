"""Pinyin in brackets behind characters, as cloaking mirrors insert it: 創(chuàng )新 is 創新.

Genuine readings help with rare characters, 砉（huā）, and with common ones read unusually, 乐(yuè)清; nobody
writes the usual reading behind a common character, but in a lesson.
So a text is cured only if it holds several such needless readings in running text (not behind surnames and
the items of lists) and is no lesson; then every bracket goes that holds a reading of the character before it.
Readings of whole words, 小马(xiǎo mǎ), are never touched. (AI), (VTE), (完) are none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipelines.folding import fold_character
from pipelines.han_model import is_han, weight
from pipelines.language_model import is_word
from pipelines.repairing.edits import Edit
from pipelines.repairing.looks import Look
from pipelines.repairing.stray_symbols import surname_characters

#: Fewer needless readings in a text of so many characters, or in a longer one, are left alone; a mirror marks about
#: every tenth character.
PARAGRAPH, FEWEST, FEWEST_LONG = 400, 2, 3
#: So many needless readings are inserted ones whatever the others are (a mirror takes any reading of a character).
MANY = 6
#: Log-probability above which a character needs no reading for any reader (the first 1,950).
COMMON = -10.0
#: A lesson writes no spaces within its brackets; it explains each of a few characters once,
#: or all; a mirror marks more, and the same ones again and again.
_LESSON = re.compile(
    "拼音|拼写|拼寫|拼法|域名|注音|读音|讀音|多音字|生字|识字|識字|声调|聲調|读作|讀作|念作|字典|词典|詞典|辞典|辭典|儿歌|兒歌|童谣|童謠|绕口令|繞口令|课文|課文|语文|語文"
)
# What no lesson explains in the middle of its sentences.
_FUNCTION = frozenset("的了在是有我他她你们們一不这這和以也就都说說会會为為与與及对對将將從从中上等于於而")
_IN_LESSON, _AGAIN, _ALL, _VERSE = 5, 0.15, 0.7, 80
#: One needless reading of so many stands in running text, of many and of few; those of lists and surnames do not.
_RUNNING_OF_MANY, _RUNNING = 4, 2
_CONNECTIVES = frozenset("和与及或跟同")
_LATIN = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêɑɡ"
# Readings written with combining accents (NFD), and an initial in upper case.
_UPPER = "ĀÁǍÀĒÉĚÈŌÓǑÒ"
_ACCENTS = "\\u0300\\u0301\\u0302\\u0304\\u0306\\u0308\\u030c"
_SYLLABLE = f"(?:[{_UPPER}]|[A-Z{_UPPER}]?(?:[{_LATIN}][{_ACCENTS}]{{0,2}}){{1,6}}[1-5]?)"
_SPACE = "[ \u00a0\u3000]"
_READING = re.compile(
    rf"[(（]{{2}}{_SPACE}{{0,2}}(?P<double>{_SYLLABLE}){_SPACE}{{0,2}}[)）]{{2}}"
    rf"|[(（]{_SPACE}{{0,2}}(?P<single>{_SYLLABLE})(?P<gap>{_SPACE}{{0,2}})[)）]"
    rf"|[\[［【〔]{_SPACE}{{0,2}}(?P<square>{_SYLLABLE}){_SPACE}{{0,2}}[\]］】〕]"
)
#: Spaces and brackets: a bracket may be set off by so many.
_SPACES, _SET_OFF = " \u00a0\u3000", 3
_OPENING = re.compile(r"[(（\[［【〔]")
_THEN = f"[(（]?{_SPACE}{{0,2}}{_SYLLABLE}{_SPACE}{{0,2}}[)）]"
_THEN_SQUARE = f"{_SPACE}{{0,2}}{_SYLLABLE}{_SPACE}{{0,2}}[\\]］】〕]"
LOOKS = (Look("(", _THEN), Look("（", _THEN), Look("[", _THEN_SQUARE), Look("［【〔", _THEN_SQUARE))
_QUOTES, _EXPLAINED = tuple("“‘「『\"'"), tuple("字音姓")
_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0306": 3, "\u0300": 4}


@dataclass(frozen=True, slots=True)
class _Syllable:
    """A reading: its letters (ü as u), and its tone, 0 where none is written."""

    letters: str
    tone: int


@dataclass(frozen=True, slots=True)
class _Hit:
    """A bracket ``[start, end)`` with a reading of ``character``; ``gap``: the space that mirrors leave in it.

    ``bare``: in square brackets and without a tone, as neutral ones are; [a] and [an] number and abbreviate too.
    """

    character: str
    reading: _Syllable
    start: int
    end: int
    gap: bool
    bare: bool


def find_pinyin(text: str) -> tuple[Edit, ...]:
    """The edits that take inserted readings out; none where they may be genuine."""
    hits = _hits(text)
    toned = [hit for hit in hits if not hit.bare]
    if not toned or not _inserted(text, toned):
        return ()
    squares = sum(text[hit.end - 1] in "]］】〕" or text[hit.start] in "[［【〔" for hit in toned)
    return tuple(Edit(hit.start, hit.end, "") for hit in hits if squares >= FEWEST or not hit.bare)


def _inserted(text: str, hits: list[_Hit]) -> bool:
    """True where the readings help nobody."""
    needless = _needless(text, hits)
    if len(needless) * 3 < len(hits) and len(needless) < MANY:
        return False
    if any(hit.gap for hit in needless):
        return True
    ends = {hit.end: hit.character for hit in hits}
    running = sum(_in_running_text(text, hit, ends) for hit in needless)
    if running * (_RUNNING_OF_MANY if len(needless) >= MANY else _RUNNING) < len(needless):
        return False
    if _LESSON.search(text):
        scattered = _again(hits) >= _AGAIN or sum(hit.character in _FUNCTION for hit in needless) >= FEWEST
        return len(needless) >= _IN_LESSON and scattered and not _all_in_a_row(hits)
    return len(needless) >= (FEWEST if len(text) <= PARAGRAPH else FEWEST_LONG)


def _again(hits: list[_Hit]) -> float:
    """The share of readings whose character has had one before."""
    return 1 - len({hit.character for hit in hits}) / len(hits)


def _all_in_a_row(hits: list[_Hit]) -> bool:
    """A verse or some words with a reading behind each character; a mirror may do so, over a whole article."""
    in_a_row = sum(after.start == hit.end + 1 for hit, after in pairwise(hits))
    return in_a_row >= _ALL * (len(hits) - 1) and len(hits) <= _VERSE


def _needless(text: str, hits: list[_Hit]) -> list[_Hit]:
    """Usual readings of common characters; one with several readings, in quotation marks or called 字 is explained."""
    readings: dict[str, set[_Syllable]] = defaultdict(set)
    for hit in hits:
        readings[hit.character].add(hit.reading)
    return [
        hit
        for hit in hits
        if (weight(hit.character) or 0.0) > COMMON
        and len(readings[hit.character]) == 1
        and _is_usual(hit.character, hit.reading)
        and text[hit.start - 2 : hit.start - 1] not in _QUOTES
        and text[hit.end : hit.end + 1] not in _EXPLAINED
    ]


def _in_running_text(text: str, hit: _Hit, ends: dict[int, str]) -> bool:
    """Within a word of two characters or more, or between words, as mirrors put readings.

    Whoever writes one on purpose puts it behind a whole word of one character, a surname, an item of a list.
    """
    before = ends.get(hit.start - 1) or text[hit.start - 2 : hit.start - 1]
    after = text[hit.end : hit.end + 1]
    here = fold_character(hit.character)
    first, last = (fold_character(c) if c and is_han(c) else c for c in (before, after))
    if (first and is_word(first + here)) or (last and is_word(here + last)):
        return True
    if first in _CONNECTIVES or last in _CONNECTIVES or here in surname_characters():
        return False
    return all(c and (is_han(c) or c.isdecimal()) for c in (first, last))


def _hits(text: str) -> list[_Hit]:
    """Each verified reading with its character; a second bracket belongs to the same character."""
    hits: list[_Hit] = []
    end = 0
    while opening := _OPENING.search(text, end):
        match = _READING.match(text, opening.start())
        if match is None:
            end = opening.end()
            continue
        end = match.end()
        reading = _syllable(match["single"] or match["double"] or match["square"])
        start = _set_off(text, match.start())
        if hits and start == hits[-1].end:
            character = hits[-1].character
        else:
            character = _character_before(text, start, reading)
        if not character or not _is_reading(character, reading):
            continue
        if start < match.start() and text[end : end + 1] in tuple(_SPACES):
            end += 1  # the bracket was set off on both sides
        hits.append(
            _Hit(
                character, reading, start, end, bool(match["gap"]), bool(match["square"]) and not reading.tone
            )
        )
    return hits


def _set_off(text: str, at: int) -> int:
    """Where the spaces before a bracket begin."""
    start = at
    while start and at - start < _SET_OFF and text[start - 1] in _SPACES:
        start -= 1
    return start


def _character_before(text: str, at: int, reading: _Syllable) -> str:
    before = text[at - 1 : at]
    if before and is_han(before):
        return before
    # behind a character that lost a byte stands what is left of it, one ASCII letter; its reading is unknown
    damaged = before.isascii() and before.isalpha() and at >= 2 and is_han(text[at - 2])
    return "\ufffd" if damaged and len(reading.letters) > 1 and reading.tone else ""


def _is_reading(character: str, reading: _Syllable) -> bool:
    return character == "\ufffd" or reading.letters in _readings(character)


@lru_cache(maxsize=8192)
def _readings(character: str) -> frozenset[str]:
    """The letters of all readings of a character and of its Simplified form."""
    import pypinyin  # here, because most texts need no readings, and its phrases are many

    return frozenset(
        _syllable(reading).letters
        for form in {character, fold_character(character)}
        if len(form) == 1
        for reading in pypinyin.pinyin(form, style=pypinyin.Style.TONE, heteronym=True)[0]
    )


@lru_cache(maxsize=8192)
def _is_usual(character: str, reading: _Syllable) -> bool:
    """The reading that any reader would give first, with or without its tone."""
    import pypinyin

    usual = {
        _syllable(pypinyin.pinyin(form, style=pypinyin.Style.TONE)[0][0])
        for form in (character, fold_character(character))
        if len(form) == 1
    }
    return reading in usual or (not reading.tone and reading.letters in {known.letters for known in usual})


def _syllable(written: str) -> _Syllable:
    """A reading as written, composed or not, toned by accent or digit, in the letters of the standard.

    >>> _syllable("Chua\u0300ng"), _syllable("lv4")
    (_Syllable(letters='chuang', tone=4), _Syllable(letters='lu', tone=4))
    """
    letters: list[str] = []
    tone = 0
    for character in unicodedata.normalize("NFD", written.lower()):
        if character in _TONES:
            tone = _TONES[character]
        elif character in "1234":
            tone = int(character)
        elif character.isalpha():
            letters.append({"ɑ": "a", "ɡ": "g", "v": "u"}.get(character, character))
    return _Syllable("".join(letters), tone)
