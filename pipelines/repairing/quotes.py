"""Straight quotation marks around Chinese words, made “ ” and ‘ ’: names of projects and events stand in them.

A straight mark does not tell whether it opens or closes; in a line that holds them in pairs the order does. A line
in which the order does not fit what stands around (an inch mark, an apostrophe, code, JSON) keeps its marks.
"""

from __future__ import annotations

import re

from pipelines.han_model import is_han
from pipelines.repairing.edits import Edit

_CODE = re.compile(
    r"%[sdu]|[=\[\]{}<>`\\]|\"\s*:\s*[\"\d]|^\s*\"[^\n]*\",\s?\"[^\n]*\"[,;]?\s*$|'\s*[:,]\s*'"
)
_SINGLE = re.compile(r"(?<![0-9A-Za-z'])'([^'\n]{1,60})'(?![0-9A-Za-z'])")
# No quotation begins with a closing mark or ends with an opening one: the order has slipped.
_NEVER_FIRST = "，。、；：！？,.;:!?)）”’》」』 \u3000"
_NEVER_LAST = "（(“‘《「『，、：；,:; \u3000"


def find_straight_quotes(text: str) -> list[tuple[Edit, Edit]]:
    """The pairs of edits that make straight quotation marks curly, for a Chinese text that mostly uses straight ones."""
    double = text.count('"')
    if double and double <= text.count("“") + text.count("”") + 2 * text.count("「"):
        double = 0
    single = text.count("'")
    if single and single <= text.count("‘") + text.count("’") + 2 * text.count("『"):
        single = 0
    if not double and not single:
        return []
    edits: list[tuple[Edit, Edit]] = []
    start = 0
    for line in text.split("\n"):
        if ('"' in line or "'" in line) and not _CODE.search(line):
            pairs = [*(_doubles(line) if double else ()), *(_singles(line) if single else ())]
            for (opens, closes), marks in pairs:
                first = Edit(start + opens, start + opens + 1, marks[0])
                edits.append((first, Edit(start + closes, start + closes + 1, marks[1])))
        start += len(line) + 1
    return edits


_Pair = tuple[tuple[int, int], str]


def _doubles(line: str) -> list[_Pair]:
    """The pairs of a line, or none where one of them is no quotation."""
    places = [at for at, character in enumerate(line) if character == '"']
    pairs = list(zip(places[::2], places[1::2], strict=False))
    if len(places) % 2 or not all(_quotes(line, opens, closes) for opens, closes in pairs):
        return []
    return [(pair, "“”") for pair in pairs if _is_chinese(line, *pair)]


def _singles(line: str) -> list[_Pair]:
    pairs = [(match.start(), match.end() - 1) for match in _SINGLE.finditer(line)]
    return [
        (pair, "‘’") for pair in pairs if any(map(is_han, line[pair[0] : pair[1]])) and _quotes(line, *pair)
    ]


def _quotes(line: str, opens: int, closes: int) -> bool:
    if closes - opens < 2 or line[opens + 1] in _NEVER_FIRST or line[closes - 1] in _NEVER_LAST:
        return False
    before, after = line[opens - 1 : opens], line[closes + 1 : closes + 2]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())


def _is_chinese(line: str, opens: int, closes: int) -> bool:
    """Han text within, or right before or behind."""
    around = line[max(0, opens - 1) : opens] + line[closes + 1 : closes + 2]
    return any(map(is_han, around)) or any(map(is_han, line[opens:closes]))
