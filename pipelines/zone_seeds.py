"""The cheap question that comes first: can any name of the zone stand on a page at all?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache

import ahocorasick_rs

_READING = re.compile(
    r"(?<=[一-鿿])[ \u00a0]?[(（][ \u00a0]?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[ \u00a0]?[)）][ \u00a0]?"
)
# Raw pages carry names as JSON escapes and entities, and mirrors put readings between characters: the cheap
# question therefore asks for the shortest names only.
_SEEDS = (
    *("河套", "港深创", "港深創", "深港科创", "深港科創", "落马洲", "落馬洲"),
    *("深港科技创新合作区", "深港科技創新合作區", "香港科学园深圳分园", "香港科學園深圳分園"),
    *("hetao", "hsitp", "lok ma chau loop", "htcz", "shenzhen innovation and technology park"),
)
# A reading inside a name stands behind one of its characters; behind any other it need not be looked at.
_READING_INSIDE = re.compile(
    "[" + "".join(sorted({c for seed in _SEEDS if not seed.isascii() for c in seed})) + "][ \u00a0]?[(（]"
)
# Behind the bracket: a letter, one with a tone in UTF-8 (C3 to C7) or GB18030 (A8), or an entity; 81 is its hard space.
_READING_BEGINS = re.compile(rb"[ \xc2\xa0]*[a-z\xc3-\xc7\xa8\x81&]")


def _escaped(seed: str) -> tuple[str, ...]:
    if seed.isascii():
        return (seed,)
    forms = ("".join(f"\\u{ord(c):04x}" for c in seed), "".join(f"&#x{ord(c):x};" for c in seed))
    return (seed, *forms, "".join(f"&#{ord(c)};" for c in seed))


@lru_cache(maxsize=1)
def _seeds() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick([form for seed in _SEEDS for form in _escaped(seed)])


def mentions_zone(text: str) -> bool:
    """Whether any name of the zone stands in a raw page or feed, in either script or English. Cheap."""
    plain = text.lower()
    if _seeds().find_matches_as_indexes(plain):
        return True
    # 河(hé)套: mirrors put readings inside the very name
    return bool(_READING_INSIDE.search(plain)) and bool(
        _seeds().find_matches_as_indexes(_READING.sub("", plain))
    )


@lru_cache(maxsize=1)
def _byte_seeds() -> tuple[ahocorasick_rs.BytesAhoCorasick, int]:
    """The seeds in every charset of Chinese pages, how many, and behind them what a reading inside one begins with."""
    inside = sorted({c for seed in _SEEDS if not seed.isascii() for c in seed})
    opened = [f"{c}{space}{bracket}" for c in inside for space in ("", " ", "\u00a0") for bracket in "(（"]
    seeds = _in_all_charsets(form for seed in _SEEDS for form in _escaped(seed))
    return ahocorasick_rs.BytesAhoCorasick([*seeds, *_in_all_charsets(opened)]), len(seeds)


def _in_all_charsets(forms: Iterable[str]) -> list[bytes]:
    found: set[bytes] = set()
    for form in forms:
        for codec in ("utf-8", "gb18030", "big5hkscs"):
            with suppress(UnicodeEncodeError):  # not every charset can write it
                found.add(form.encode(codec).lower())
    return sorted(found)


def may_mention_zone(body: bytes) -> bool:
    """False where no name of the zone can stand in the bytes of a page, whichever Chinese charset it is in. Cheaper still.

    Lower case is taken of the bytes as if all were ASCII, in the seeds as in the page: what was equal stays equal.
    """
    automaton, seeds = _byte_seeds()
    plain = body.lower()
    return any(
        index < seeds or _READING_BEGINS.match(plain, end)
        for index, _, end in automaton.find_matches_as_indexes(plain, overlapping=True)
    )
