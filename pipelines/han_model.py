"""How plausible a stretch of Han text is: mean log-probability of its characters.

Running news text scores around -7; the same bytes read with a wrong charset score -12 and less, since they fall
on rare characters. The frequencies are built from jieba's dictionary by
``bench/build_han_model.py``; Traditional characters count as their Simplified ones.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files

from pipelines.folding import fold_character

#: Score of a Han character outside the table, and of what is no text at all (private use, controls).
UNKNOWN, NOT_TEXT = -15.0, -18.0
#: Fluent text lies above, wrongly read text below (1,100 news texts of both scripts: -6.5 to -8).
PLAUSIBLE = -8.5
_OUTSIDE_ASCII = re.compile("[^\x00-\x7f]+")


@lru_cache(maxsize=1)
def _table() -> dict[str, float]:
    lines = (files("pipelines") / "lexicons" / "han_frequencies.tsv").read_text("utf-8").splitlines()
    return {line[0]: float(line[2:]) for line in lines}


def is_han(character: str) -> bool:
    """True for CJK ideographs, compatibility and extension planes included."""
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3400" <= character <= "\u4dbf"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003ffff"
    )


@lru_cache(maxsize=32768)
def weight(character: str) -> float | None:
    """The log-probability of a character; None where it says nothing (ASCII, punctuation, other letters)."""
    if character < "\u0080":
        return None
    if is_han(character):
        # the dictionary is Simplified: its few Traditional words say nothing of how common their characters are
        table = _table()
        return max(table.get(character, UNKNOWN), table.get(fold_character(character), UNKNOWN))
    if "\ue000" <= character <= "\uf8ff" or "\x80" <= character <= "\x9f" or character == "\ufffd":
        return NOT_TEXT
    # half-width kana, Hangul and Yi are what Chinese bytes become under a wrong charset
    if (
        "\uff61" <= character <= "\uff9f"
        or "\uac00" <= character <= "\ud7a3"
        or "\ua000" <= character <= "\ua4cf"
    ):
        return UNKNOWN
    return None


def plausibility(text: str) -> float | None:
    """Mean log-probability of the characters that can tell; None where there are none."""
    told = 0
    total = 0.0
    # ASCII says nothing, and markup is full of it; news uses few characters many times
    for character, times in Counter("".join(_OUTSIDE_ASCII.findall(text))).items():
        score = weight(character)
        if score is not None:
            told += times
            total += score * times
    return total / told if told else None
