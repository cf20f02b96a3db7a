"""Simplified or Traditional: which script a text is written in."""

from __future__ import annotations

from functools import lru_cache

import opencc

from pipelines.han_model import is_han

#: The script shows in the first characters of an article.
_SAMPLE = 20_000
#: Names, quotations and converter slips put so much of the other script into a text that is in one.
_STRAY = 0.15


@lru_cache(maxsize=2)
def _converter(direction: str) -> opencc.OpenCC:
    return opencc.OpenCC(direction)


@lru_cache(maxsize=32768)
def side_of(character: str) -> int:
    """1 for a character of Traditional text only, -1 for Simplified only, 0 for both.

    台, 后, 里 are written in both (Big5 has them), so are 乾 and 著 (GB 2312 has them).
    """
    if _converter("t2s").convert(character) != character:
        return 0 if _encodes(character, "gb2312") else 1
    if _converter("s2t").convert(character) != character:
        return 0 if _encodes(character, "big5") else -1
    return 0


def _encodes(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def script_of(text: str) -> str:
    """``hans``, ``hant``, ``mixed``, ``other`` (hardly any Han, or Japanese) or ``unknown`` (nothing tells).

    >>> script_of("河套科創中心開園"), script_of("河套科创中心开园"), script_of("Hetao")
    ('hant', 'hans', 'other')
    """
    sample = text[:_SAMPLE].strip()
    if not sample:
        return "unknown"
    han = [c for c in sample if is_han(c)]
    kana = sum("\u3040" <= c <= "\u30ff" and c != "・" for c in sample)
    if len(han) * 20 < len(sample) or kana * 4 > len(han):
        return "other"
    sides = [side for side in map(side_of, han) if side]
    if not sides:
        return "unknown"
    traditional = sides.count(1) / len(sides)
    if traditional >= 1 - _STRAY:
        return "hant"
    return "hans" if traditional <= _STRAY else "mixed"
