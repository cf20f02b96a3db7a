"""Traces of characters that are gone: marked, never invented.

``锟斤拷`` is U+FFFD twice in UTF-8, read as GBK (``嚙踝蕭`` as Big5, ``ï¿½`` as Latin-1): whatever stood there was
replaced before. ``烫烫烫烫`` and ``屯屯屯屯`` are memory that was never written (CC CC, CD CD in GBK). ``????`` is what a
charset without Han makes of it. None tells what was there.
"""

from __future__ import annotations

import re

from pipelines.han_model import is_han
from pipelines.repairing.edits import Place
from pipelines.repairing.looks import HAN, Look
from pipelines.repairing.lost_bytes import find_lost_characters
from pipelines.repairing.stray_symbols import surname_characters

_LOST = re.compile("(?:斤拷|拷)?(?:锟斤拷)+(?:锟斤?)?|(?:嚙踝蕭|嚙賢蕭)+|(?:ï¿½)+|\ufffd{2,}")
# 太烫烫烫了 is speech: memory that was never written fills a place of its own, or is long.
_FILLED = re.compile(r"(?P<fill>[烫屯葺])(?P=fill){3,}")
_LONG = 8
# A piece that is left of 锟斤拷, where no name (李锟) stands before it; 一斤拷贝 is none.
_PIECE = re.compile(rf"(?<=[{HAN}])(?:锟斤|锟(?!铻)[?？]?|斤拷(?![贝貝打问問]))(?=[{HAN}])")
# Question marks in place of characters stand inside a sentence, or around the digits of a line that was all Han:
# three and more with Han text on both sides, ????2026?6?21?. Behind a sentence they are an exclamation (真的吗????),
# beside digits a mask (138????1234).
_MARKS_INSIDE = re.compile(rf"(?<=[{HAN}，、“（])[?]{{3,}}(?=[{HAN}])")
_ASKS = re.compile("[吗嗎呢吧么麼啊呀嘛谁誰哪啥何怎]|真的|真假|不是|不会|不會|难道|難道|可能|多少|几|幾")
_CLAUSE = 8
_MARKS_LINE = re.compile(r"^[?0-9 ,.:;()/%-]*$", re.MULTILINE)
#: Of such a line so many characters in ten are question marks: with digits between, or so many in all (??:???? is no line).
_SHARE, _FEWEST = 4, 8
LOOKS = (
    Look("锟"),
    Look("斤", "拷"),
    Look("嚙", "[踝賢]蕭"),
    Look("ï", "¿½"),
    Look("\ufffd"),
    Look("烫", "烫{3}"),
    Look("屯", "屯{3}"),
    Look("葺", "葺{3}"),
    Look("?", r"\?\?"),
)


def find_lost_for_good(text: str) -> tuple[Place, ...]:
    """The places where characters are gone, in order, none overlapping."""
    places = {match.span() for match in _LOST.finditer(text)} | set(find_lost_characters(text))
    places |= {match.span() for match in _FILLED.finditer(text) if _is_filled(text, match)}
    places |= {match.span() for match in _PIECE.finditer(text) if _is_piece(text, match)}
    if "???" in text:
        places |= {match.span() for match in _MARKS_INSIDE.finditer(text) if not _asks(text, match)}
        places |= {span for match in _MARKS_LINE.finditer(text) if (span := _all_marks(match))}
    kept: list[Place] = []
    for place in sorted(places, key=lambda place: (place[0], -place[1])):
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return tuple(kept)


def _is_filled(text: str, match: re.Match[str]) -> bool:
    """Long, or with no Han text on either side."""
    start, end = match.span()
    return end - start >= _LONG or not any(map(is_han, text[max(0, start - 1) : start] + text[end : end + 1]))


def _is_piece(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 2) : match.start()]
    return len(match[0].rstrip("?？")) > 1 or surname_characters().isdisjoint(before)


def _asks(text: str, match: re.Match[str]) -> bool:
    """A question stands before the marks, or follows them."""
    start, end = match.span()
    before = re.split("[，。！？?!,;；、\\s]", text[max(0, start - _CLAUSE) : start])[-1]
    after = re.split("[，。！？?!,;；、\\s]", text[end : end + _CLAUSE])[0]
    return bool(_ASKS.search(before) or _ASKS.search(after))


def _all_marks(line: re.Match[str]) -> Place | None:
    """A line of which little but question marks is left."""
    marks = line[0].count("?")
    between = re.search(r"\?[0-9]+\?", line[0])
    if marks < (_FEWEST // 2 if between else _FEWEST) or marks * 10 < len(line[0]) * _SHARE:
        return None
    return line.start() + line[0].index("?"), line.start() + line[0].rindex("?") + 1
