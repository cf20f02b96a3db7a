"""One form for matching: Simplified, narrow, without noise; with the way back to the stored text.

The stored text keeps its own script. Rules match the folded text and map every hit back with
:meth:`Folded.span`, so that evidence always quotes what the outlet wrote.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import opencc

from pipelines.values import Span
from pipelines.variants import KEPT, by_word

# Characters that carry nothing: zero-width marks, soft hyphen, byte order mark, variation selectors.
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\ufe0f]")
# Full-width punctuation stays (it bounds sentences); half-width twins of it become full-width, so that
# rules know one comma. Quotation marks of both worlds become “ and ”.
_PUNCTUATION = str.maketrans(
    {
        ",": "，",
        ";": "；",
        ":": "：",
        "?": "？",
        "!": "！",
        "(": "（",
        ")": "）",
        "「": "“",
        "」": "”",
        "『": "‘",
        "』": "’",
        "﹁": "“",
        "﹂": "”",
        "〝": "“",
        "〞": "”",
        "﹐": "，",
        "﹑": "、",
        "･": "·",
        "•": "·",
        "‧": "·",
        "・": "·",
    }
)
# Between digits these are part of the number or the time, not punctuation: 1,200 万; 19:30.
_IN_NUMBER = re.compile(r"(?<=\d)[,:](?=\d)")
# A straight quotation mark does not tell its side; a pair around Han text in a line does.
_STRAIGHT = re.compile(r'"([^"\n]*)"')
_HAN = re.compile("[\u4e00-\u9fff]")
# Written Hong Kong and Taiwan forms that character conversion leaves (OpenCC t2s is blind to usage). What depends
# on its word stands in variants.py.
_VARIANTS = str.maketrans(
    {
        "姸": "妍",
        "硏": "研",
        "啓": "启",
        "峯": "峰",
        "羣": "群",
        "裏": "里",
        "衞": "卫",
        "嶽": "岳",
        # seen in news of both sides, and left by conversion of single characters
        "锺": "钟",
        "馀": "余",
        "廻": "回",
        "鬭": "斗",
        "粧": "妆",
        "敍": "叙",
        "枱": "台",
        "糭": "粽",
        "簷": "檐",
        "衹": "只",
        "徧": "遍",
        "牠": "它",
        "妳": "你",
        "姊": "姐",
        "甦": "苏",
        "苧": "苎",  # where 薴 leads: one step, so that folding twice is folding once
    }
)


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=65536)
def fold_character(character: str) -> str:
    """The folded form of one character; empty for an invisible one."""
    if _INVISIBLE.match(character):
        return ""
    if character in "：；，。！？（）“”‘’、…":
        return character
    narrow = unicodedata.normalize("NFKC", character)
    return str(_converter().convert(narrow)).translate(_VARIANTS).translate(_PUNCTUATION)


class _Table(dict[int, str]):
    """What each character folds to, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        # what these become depends on the word that they stand in
        folded = character if character in KEPT else fold_character(character)
        if len(self) < 65_536:  # the rest of Unicode is no news
            self[code] = folded
        return folded


_FOLDED = _Table()
_ONE_TO_ONE: set[str] = set()


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text, and for each of its characters the offset in the stored text that it comes from."""

    text: str
    offsets: Sequence[int] = field(repr=False)  # len(text) + 1: the last is the end of the stored text
    stored: str = field(repr=False)

    def span(self, start: int, end: int) -> Span:
        """The stored characters behind folded ``[start, end)``, as evidence."""
        begin = self.offsets[start]
        finish = self.offsets[end - 1] + 1 if end > start else begin
        # one stored character may fold to several: never cut it in half
        return Span(start=begin, end=finish, text=self.stored[begin:finish])

    def at(self, stored_offset: int) -> int:
        """The folded offset of the first character at or behind ``stored_offset``."""
        return bisect_left(self.offsets, stored_offset, 0, len(self.text))


def fold(text: str) -> Folded:
    """Fold a text for matching, character by character, so that the way back is exact.

    Folding what is folded changes nothing more.

    >>> fold("河套科創中心(開園)").text
    '河套科创中心（开园）'
    >>> fold("乾隆年間看著乾燥的名著").text
    '乾隆年间看着干燥的名著'
    """
    if _folds_one_to_one(text):
        # nearly every text: one to one, so that the way back is the offset itself
        return Folded(_keep_numbers(text, _in_context(text.translate(_FOLDED))), range(len(text) + 1), text)
    kept = {m.start() for m in _IN_NUMBER.finditer(text)}
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        folded = character if offset in kept else _FOLDED[ord(character)]
        characters.append(folded)
        offsets.extend([offset] * len(folded))
    return Folded(_in_context("".join(characters)), (*offsets, len(text)), text)


def _folds_one_to_one(text: str) -> bool:
    """Whether each character folds to one; what was seen to is not looked at again."""
    for character in set(text) - _ONE_TO_ONE:
        if len(_FOLDED[ord(character)]) != 1:
            return False
        if len(_ONE_TO_ONE) < 65_536:
            _ONE_TO_ONE.add(character)
    return True


def _in_context(folded: str) -> str:
    """Folded text of the same length: characters by their word, straight quotation marks by their order."""
    if '"' in folded:
        folded = _STRAIGHT.sub(lambda pair: f"“{pair[1]}”" if _HAN.search(pair[1]) else pair[0], folded)
    return by_word(folded)


def _keep_numbers(text: str, folded: str) -> str:
    """Folded text of the same length, with commas and colons inside numbers as they were."""
    pieces: list[str] = []
    last = 0
    for match in _IN_NUMBER.finditer(text):
        pieces += (folded[last : match.start()], match[0])
        last = match.end()
    return "".join((*pieces, folded[last:])) if pieces else folded


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """The folded form of a short name, without spaces between Han characters: the key that names share.

    >>> fold_name("港深創新及科技園 有限公司")
    '港深创新及科技园有限公司'
    """
    return re.sub(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])", "", fold(name).text).strip()
