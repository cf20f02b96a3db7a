"""Simplified or Traditional: which script a text is written in."""

from __future__ import annotations

from functools import lru_cache

import opencc

from pipelines.han_model import is_han


@lru_cache(maxsize=2)
def _converter(direction: str) -> opencc.OpenCC:
    return opencc.OpenCC(direction)


@lru_cache(maxsize=32768)
def _side(character: str) -> int:
    """1 for a character of Traditional text only, -1 for Simplified only, 0 for both."""
    if _converter("t2s").convert(character) != character:
        return 1
    return -1 if _converter("s2t").convert(character) != character else 0


def script_of(text: str) -> str:
    """``hans``, ``hant``, ``mixed``, ``other`` (hardly any Han) or ``unknown`` (nothing that tells).

    >>> script_of("河套科創中心開園"), script_of("河套科创中心开园"), script_of("Hetao")
    ('hant', 'hans', 'other')
    """
    han = [c for c in text[:20_000] if is_han(c)]
    if len(han) * 20 < len(text[:20_000].strip()) or not han:
        return "other" if text.strip() else "unknown"
    sides = [s for s in map(_side, han) if s]
    if not sides:
        return "unknown"
    traditional = sides.count(1) / len(sides)
    # 着, 里, 后 and names slip into the other script: a tenth of them says nothing
    return "hant" if traditional > 0.85 else "hans" if traditional < 0.15 else "mixed"
