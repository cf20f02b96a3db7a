"""How rare a word of the general dictionary is, and whether it may therefore be a brand."""

from __future__ import annotations

from functools import lru_cache

from pipelines.lexicons import names

#: Nouns rarer than this are brands where a trade follows and a bound stands before: 木棉 (82), 耳语 (139).
OF_BRANDS = 300


@lru_cache(maxsize=16384)
def is_rare(word: str) -> bool:
    """Whether a word of the dictionary is rare enough to be a brand before a trade: 木棉, 耳语; not 绿色, 微创."""
    times, tag = names.dictionary().get(word, (0, ""))
    if is_modifier(word) or names.is_trade(word):
        return False
    return (
        0 < times < (OF_BRANDS if tag[:1] in "njzs" else names.RARE if tag[:1] == "a" else names.COMMON + 1)
        and not names.is_region(word)
        and tag[:1] in "njzsvia"
    )


@lru_cache(maxsize=1)
def _modifiers() -> frozenset[str]:
    return names.modifiers()


def is_modifier(word: str) -> bool:
    """Whether a rare word says what kind of trade, as 柔性 does in 柔性电子."""
    return word in _modifiers()


@lru_cache(maxsize=16384)
def is_rare_place(word: str) -> bool:
    """Whether the dictionary hardly knows a place: 泛海 (3) is as likely a brand."""
    return (
        not names.is_inner_region(word)
        and names.dictionary().get(word, (names.COMMON, ""))[0] < OF_BRANDS // 3
    )


def any_tag(word: str) -> str | None:
    """The tag of a word of the dictionary, however rare."""
    row = names.dictionary().get(word)
    return row[1] if row else None
