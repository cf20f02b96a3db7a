"""Half-width punctuation in Chinese text, as folding mirrors and careless editors leave it, made full-width.

A text keeps its own habit: where full-width punctuation outnumbers half-width (an outlet that writes 来源:
but commas rightly) nothing changes. Numbers, times, addresses and Latin phrases keep theirs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from operator import itemgetter

from pipelines.han_model import is_han
from pipelines.repairing.edits import Edit, Place
from pipelines.repairing.lost_bytes import find_lost_characters

_FULL_WIDTH = dict(zip(",:;!?()", "，：；！？（）", strict=True))
_HALF = re.compile(r"[,:;!?]")
_BRACKETS = re.compile(r"\(([^()\n]{1,60})\)")  # longer asides in brackets are not seen in news
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[!-~]+(?:[\u4e00-\u9fff]{1,20}[/?=&#%][!-~]*){0,9}|[\w.+-]{1,64}@[\w.-]+", re.ASCII
)
_CLOSING = "”’」』）)》〉】、%％"
_OPENING = "“‘「『（(《〈【"


def find_half_width(text: str) -> tuple[Edit, ...]:
    """The edits that make half-width punctuation full-width; in damaged places it is evidence and stays."""
    counts = Counter(text)
    if not any(mark in counts for mark in _FULL_WIDTH) or not _is_chinese(counts):
        return ()
    damaged = find_lost_characters(text)
    addresses = tuple(match.span() for match in _ADDRESS.finditer(text))

    def free(at: int) -> bool:
        return not _within(at, addresses) and not _within(at, damaged)

    marks = [m.start() for m in _HALF.finditer(text) if _beside_han(text, m.start()) and free(m.start())]
    brackets = [
        (m.start(), m.end() - 1)
        for m in _BRACKETS.finditer(text)
        if any(map(is_han, m[1])) and free(m.start()) and free(m.end() - 1)
    ]
    full = sum(counts[c] for c in "，：；！？（")
    if len(marks) + len(brackets) <= full:
        return ()
    places = sorted([*marks, *(at for pair in brackets for at in pair)])
    return tuple(Edit(at, at + 1, _FULL_WIDTH[text[at]]) for at in places)


def _is_chinese(counts: Counter[str]) -> bool:
    """At least one Han character for three Latin letters: what an English report of 李明 (Li Ming) lacks."""
    han = latin = 0
    for character, times in counts.items():
        if is_han(character):
            han += times
        elif character.isascii() and character.isalpha():
            latin += times
    return han > 0 and han * 3 >= latin


def _beside_han(text: str, at: int) -> bool:
    """The mark follows Han text, or stands before it behind a number or a Latin word."""
    before = text[at - 1] if at else "\n"
    after = text[at + 1] if at + 1 < len(text) else "\n"
    if is_han(before):
        return True
    if before in _CLOSING:
        return not (after.isascii() and after.isalnum())
    return before.isalnum() and (is_han(after) or after in _OPENING)


def _within(at: int, places: tuple[Place, ...]) -> bool:
    number = bisect_right(places, at, key=itemgetter(0))
    return number > 0 and at < places[number - 1][1]
