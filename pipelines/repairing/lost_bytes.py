"""Streams of two-byte characters that lost a byte, paired anew: ``?!敝攸c`` was ``。”重點``.

``。”重點`` is A1A3 A1B1 D6D8 FC63 in GBK. With its first byte lost the rest pairs as A3A1 ``！``, B1D6 ``敝``,
D8FC ``攸``, and 63 is left over as ``c``: a few rare characters, often behind a mark such as ``?``, up to the next
byte that is ASCII. Read one byte further on such a stretch becomes fluent; healthy text never does, however rare its
characters are. What stays unknown is U+FFFD, which is marked, as is any other between Han characters.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.han_model import is_han
from pipelines.repairing.edits import Edit, Place
from pipelines.repairing.looks import rare_han
from pipelines.repairing.out_of_step import SIGNS, is_rare, slipped
from pipelines.repairing.realign import Realigned, realigned

#: Rare characters with at most so many others between them are one stretch.
_NEAR = 3
#: What looks damaged in more places than this is another kind of text, and left; each place takes milliseconds.
_MOST_PLACES = 100
#: Nor is a text of which so many places gave nothing.
_MOST_FAILURES = 100
#: So many rare characters make a stretch suspicious without a further trace; so many left before what was read anew
#: mean that it is damaged in another way.
_FEWEST = 2
#: Of the rare characters so many go for each that stays.
_FEWER = 4
#: A mark of the lost byte, what is no text; and a letter that was a trail byte, glued behind.
_SIGN = re.compile(f"(?!\ufffd)[{SIGNS}]|[?？](?=[^\x00-\x3f])")
_LEFT_OVER = re.compile("[@-~](?=[^\x00-\x7f])")
_MARK = re.compile(r"[?？]?\ufffd+[?？]?")


def find_lost_bytes(text: str) -> tuple[Edit, ...]:
    """The edits that pair the damaged stretches of a text anew."""
    if not rare_characters().search(text):
        return ()
    edits: list[Edit] = []
    done = failed = 0
    for start, end in _suspects(text):
        if start < done or not _telling(text, start, end):
            continue
        if len(edits) >= _MOST_PLACES:
            return ()  # all or nothing: the rest would be restored in a later round, and never all
        if failed >= _MOST_FAILURES:
            break
        found = realigned(text, start, end)
        if found and found.start >= done and _explains(text, start, found):
            edits.append(Edit(found.start, found.end, found.text, margin=found.margin))
            done = found.end
        else:
            failed += 1
    return tuple(edits)


def find_lost_characters(text: str) -> tuple[Place, ...]:
    """Where a character among Han characters is gone for good: U+FFFD, with the mark beside it."""
    if "\ufffd" not in text:
        return ()
    return tuple(match.span() for match in _MARK.finditer(text) if _beside_han(text, match))


@lru_cache(maxsize=1)
def rare_characters() -> re.Pattern[str]:
    """Matches one character that makes a text suspicious: a rare Han character or U+FFFD."""
    return re.compile(
        f"[{rare_han()}{SIGNS}]|(?:^|(?<=[^\x00-\x7f]))[?？]?[@-~](?=[\u2e80-\u9fff\uff00-\uff60])",
        re.MULTILINE,
    )


def _suspects(text: str) -> list[Place]:
    """Stretches of rare characters."""
    found: list[Place] = []
    for match in rare_characters().finditer(text):
        at = match.start()
        if found and at - found[-1][1] <= _NEAR and "\n" not in text[found[-1][1] : at]:
            found[-1] = (found[-1][0], match.end())
        else:
            found.append(match.span())
    return found


def _telling(text: str, start: int, end: int) -> bool:
    """Two rare characters that are others when read one byte on, or a further trace.

    One alone is a name, a word of Cantonese or of science; healthy Traditional news is full of them. Without any, a
    letter is a share (A股) or a brand: it must stand behind the mark of a lost byte.
    """
    rare = _rare_in(text[start:end])
    if _SIGN.search(text, max(0, start - 2), end + 1):
        return True
    if rare and (_LEFT_OVER.search(text, start, end + 2) or "\ufffd" in text[max(0, start - 2) : end + 1]):
        return True
    return rare >= _FEWEST and slipped(text[start:end])


def _explains(text: str, start: int, found: Realigned) -> bool:
    """Whether the rare characters from ``start`` on are due to a byte lost at ``found``: behind it, and gone with it.

    A mark of the lost byte speaks for itself: names may stand before it, and one be restored.
    """
    if "\ufffd\ufffd" in text[found.start : found.end]:  # a whole stretch is gone, in another charset
        return False
    marked = text[found.start] in "?？\ufffd"
    gone = _rare_in(found.text) * _FEWER <= _rare_in(text[found.start : found.end])
    return (marked or _rare_in(text[start : found.start]) < _FEWEST) and (gone or marked)


def _rare_in(stretch: str) -> int:
    return sum(map(is_rare, stretch))


def _beside_han(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    return any(map(is_han, text[max(0, start - 2) : start] + text[end : end + 2]))
