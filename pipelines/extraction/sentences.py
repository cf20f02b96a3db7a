"""Where sentences end: at 。！？, and at the stops of English, outside quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Rules look at a sentence as a whole, some of them at each pair of its words. Of 34,500 sentences of real pages
#: the longest had 962 characters.
LONGEST_SENTENCE = 1000
_OPENING, _CLOSING = "“‘《（【", "”’》）】"
ENDS = "。！？"
_PAIRED = re.compile(f"[{_OPENING}{_CLOSING}]")
_MARK = re.compile(f"[{_OPENING}{_CLOSING}{ENDS}]")
# A stop that ends an English sentence: 2023. In March it signed… The next begins with a capital or a figure.
_STOP = re.compile(
    r"(?:[.!?][”’\"]?(?=[ \u00a0]+[“‘\"（(]?[A-Z0-9])|(?<=[a-z])[.!?](?=[ \u00a0]+[\u4e00-\u9fff]))"
)
_NUMBER = re.compile(r"\s*\d{1,2}")  # 1. of a list
_SHORT = re.compile(
    r"(?:^|[\s（(“\"])(?:Mr|Mrs|Ms|Dr|Prof|Sir|St|No|Nos|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Gen|Col|Capt|Rev|Hon|Fig|approx|e\.g|i\.e|cf|[A-Z])$"
)
# Forms of company names: they end a sentence only where a new one clearly begins.
_FIRM = re.compile(r"(?:^|\s)(?:Ltd|Inc|Co|Corp|Bros|a\.m|p\.m|U\.S|U\.K|etc)$")
_BEGINS = re.compile(
    r"[”’\"]?\s+[“‘\"]?(?:The|It|Its|In|On|At|Under|This|That|They|He|She|But|And|A|An|For|As|By|With|We|Both|Two|Three)\b"
)


def cut(line: str) -> list[tuple[int, int]]:
    """Sentences of one line. Inside balanced quotation no end mark cuts; an unclosed one binds nothing."""
    closed = _balanced(line)
    stops = {m.end() - 1 for m in _STOP.finditer(line) if _ends(line, m.start(), m.end())}
    pieces: list[tuple[int, int]] = []
    start = depth = 0
    for index in sorted({*stops, *(m.start() for m in _MARK.finditer(line))}):
        character = line[index]
        if index in closed:
            depth += 1 if character in _OPENING else -1
        cuts = character in ENDS and depth == 0
        # 。” ends the sentence with the quotation, if a new one follows rather than 说 or 表示
        quoted_end = (
            index in closed and character == "”" and depth == 0 and line[index - 1 : index] in tuple(ENDS)
        )
        if cuts and line[index + 1 : index + 2] in (*ENDS, "”", "’", "）"):
            continue
        if cuts or (quoted_end and not _says(line, index + 1)) or (index in stops and depth == 0):
            pieces.append((start, index + 1))
            start = index + 1
    pieces.append((start, len(line)))
    shorter = (part for a, b in pieces for part in _shorter(line, a, b))
    return [_trimmed(line, a, b) for a, b in shorter if line[a:b].strip()]


def _ends(line: str, at: int, behind: int) -> bool:
    """Whether a stop ends a sentence rather than a short form: Mr. Li, Ltd. of Shenzhen."""
    if line[at] != ".":
        return True
    word = line[max(0, at - 8) : at]
    if at <= 4 and _NUMBER.fullmatch(line, 0, at):
        return False
    if _SHORT.search(word):
        return False
    return not _FIRM.search(word) or bool(_BEGINS.match(line, behind))


def _shorter(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch that is too long for a sentence, cut behind a comma, or anywhere where it has none."""
    while end - start > LONGEST_SENTENCE:
        limit = start + LONGEST_SENTENCE
        cut_at = max(line.rfind(mark, start + LONGEST_SENTENCE // 2, limit) for mark in "；，、 ")
        yield start, (cut_at + 1 if cut_at >= 0 else limit)
        start = cut_at + 1 if cut_at >= 0 else limit
    yield start, end


def _says(line: str, at: int) -> bool:
    """Whether a speaker follows the quotation: “…。”林原表示。"""
    rest = line[at : at + 60]
    head = re.split(r"[。！？\n]", rest, maxsplit=1)[0]
    return bool(re.search(r"(?:表示|说|称|指出|认为|介绍|强调|指|透露|坦言|补充)$", head)) or bool(
        re.match(r"^[^，。]{0,40}(?:表示|说|称|指出|介绍)", head)
    )


def _trimmed(line: str, start: int, end: int) -> tuple[int, int]:
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    return start, end


def _balanced(line: str) -> frozenset[int]:
    """Offsets of the quotation marks and brackets that have a partner on this line."""
    stack: list[int] = []
    paired: set[int] = set()
    for match in _PAIRED.finditer(line):
        index, character = match.start(), match[0]
        if character in _OPENING:
            stack.append(index)
        elif character in _CLOSING:
            wanted = _OPENING[_CLOSING.index(character)]
            while stack and line[stack[-1]] != wanted:
                stack.pop()
            if stack:
                paired.update((stack.pop(), index))
    return frozenset(paired)
