"""Traces of characters that are gone: marked, never invented.

``锟斤拷`` is U+FFFD twice in UTF-8, read as GBK (``嚙踝蕭`` as Big5, ``ï¿½`` as Latin-1): whatever stood there was
replaced before. ``烫烫烫`` and ``屯屯屯`` are memory that was never written (CC CC, CD CD in GBK). ``????`` is what a
charset without Han makes of it. None tells what was there.
"""

from __future__ import annotations

import re

from pipelines.repairing.edits import Place
from pipelines.repairing.looks import HAN, Look
from pipelines.repairing.lost_bytes import find_lost_characters

_LOST = re.compile(
    "(?:斤拷|拷)?(?:锟斤拷)+(?:锟斤?)?|(?:嚙踝蕭|嚙賢蕭)+|(?:ï¿½)+|\ufffd{2,}|烫{3,}|屯{3,}|葺{3,}"
)
# Question marks in place of characters stand inside a sentence, or around the digits of a line that was all Han:
# three and more with Han text on both sides, ????2026?6?21?. Behind a sentence they are an exclamation (真的吗????).
_MARKS_INSIDE = re.compile(rf"(?<=[{HAN}0-9，、“（])[?]{{3,}}(?=[{HAN}0-9])")
_MARKS_LINE = re.compile(r"^[?0-9 ,.:;()/%-]*$", re.MULTILINE)
#: Of such a line so many characters in ten are question marks: with digits between, or so many in all (??:???? is no line).
_SHARE, _FEWEST = 4, 8
LOOKS = (
    Look("锟", "斤拷"),
    Look("嚙", "[踝賢]蕭"),
    Look("ï", "¿½"),
    Look("\ufffd"),
    Look("烫", "烫烫"),
    Look("屯", "屯屯"),
    Look("葺", "葺葺"),
    Look("?", r"\?\?"),
)


def find_lost_for_good(text: str) -> tuple[Place, ...]:
    """The places where characters are gone, in order, none overlapping."""
    places = {match.span() for match in _LOST.finditer(text)} | set(find_lost_characters(text))
    if "???" in text:
        places |= {match.span() for match in _MARKS_INSIDE.finditer(text)}
        places |= {span for match in _MARKS_LINE.finditer(text) if (span := _all_marks(match))}
    kept: list[Place] = []
    for place in sorted(places):
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return tuple(kept)


def _all_marks(line: re.Match[str]) -> Place | None:
    """A line of which little but question marks is left."""
    marks = line[0].count("?")
    between = re.search(r"\?[0-9]+\?", line[0])
    if marks < (_FEWEST // 2 if between else _FEWEST) or marks * 10 < len(line[0]) * _SHARE:
        return None
    return line.start() + line[0].index("?"), line.start() + line[0].rindex("?") + 1
