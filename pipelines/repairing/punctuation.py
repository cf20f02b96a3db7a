"""Half-width punctuation in Chinese text, as folding mirrors and careless editors leave it, made full-width.

A text keeps its own habit: where full-width marks outnumber half-width ones (an outlet that writes 来源: but commas
rightly) nothing changes. In a text of half-width habit full stops, ellipses, dashes and straight quotation marks go
along, each unless its full-width kind outnumbers it. Numbers, times, addresses, code, rows of tables and Latin phrases keep theirs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from operator import itemgetter

from pipelines.han_model import is_han
from pipelines.repairing.chinese import is_chinese
from pipelines.repairing.edits import Edit, Place
from pipelines.repairing.looks import HAN, Look
from pipelines.repairing.lost_for_good import find_lost_for_good
from pipelines.repairing.quotes import find_straight_quotes
from pipelines.repairing.verbatim import verbatim_lines

_FULL_WIDTH = dict(zip(",:;!?()", "，：；！？（）", strict=True))
_HALF = re.compile(r"[,:;!?]")
_BRACKETS = re.compile(r"\(([^()\n]{1,60})\)")  # longer asides in brackets are not seen in news
_NO_PROSE = re.compile(
    # where the host is of Han characters no half-width mark tells the end
    r"(?:https?|ftp)://(?=[\u4e00-\u9fff])[^\s，。；！？、“”（）《》]{1,300}"
    r"|(?:https?://|www\.)[!-~]+(?:[\u4e00-\u9fff]{1,20}(?:,[\u4e00-\u9fff]{1,20}){0,5}[/?=&#%][!-~]*){0,9}"
    r"|[\w.+-]{1,64}@[\w.-]+"
    r"|&(?:amp;)?#?[A-Za-z0-9]{1,31};|[?!]{3,}",  # references, and runs of marks, which are emphasis or a loss
    re.ASCII,
)
_CLOSING = "”’」』）)》〉】、%％"
_OPENING = "“‘「『（(《〈【"
# A full stop behind Han text: at the end of a line or quotation, or before more Han text.
_STOP = re.compile(
    rf"(?<=[{HAN}”’\"'）)》」』])\.(?=[ \t]*$|[”’\"'」』）)]|[ \u3000]?[{HAN}“「《])", re.MULTILINE
)
# Characters of which foreign names are written: between two of them a point may part a name (卡尔.马克思).
_OF_NAMES = frozenset(
    "阿埃艾安昂奥巴班邦贝本比宾波伯博布查茨达戴丹德登迪蒂东杜顿多厄恩尔法菲费芬弗福盖戈格古哈海汉赫亨华霍吉加贾杰金卡凯坎考科克肯库奎拉莱兰朗劳勒雷里"
    "丽利莉莲列林伦罗洛马玛麦曼梅门蒙米密莫默姆穆纳娜内尼妮诺帕佩彭皮珀普齐奇钱乔切琼日荣茹瑞萨塞森沙莎山尚舍施史斯丝索塔泰坦汤唐特腾提汀托吐瓦威韦维魏温文翁沃伍"
    "西希谢辛欣休许逊雅亚扬耶叶伊因英尤雨约泽扎詹珍治朱卓兹佐尔爾奧貝賓達東頓爾費漢華賈傑凱庫萊蘭勞麗蓮倫羅馬瑪麥門內諾齊錢喬瓊榮薩塞絲湯騰韋維溫許遜亞揚葉約澤蘭茲"
)
_ITEM = re.compile(r"(?:^|\n)\s*[第]?[一二三四五六七八九十]{1,3}$")
#: A sentence has so many characters since the last mark; a name before a point has fewer.
_CLAUSE = 6
_ELLIPSIS = re.compile(
    rf"(?:(?<=[{HAN}”’）)》」』，。！？])\.{{3}}(?:\.{{3}})?|(?<![.0-9A-Za-z])\.{{3}}(?:\.{{3}})?(?=[{HAN}]))(?![.0-9])"
)
_DASH = re.compile(rf"(?<=[{HAN}”’）)》」』])--(?=[{HAN}“‘「『《（(])")
LOOKS = (
    Look(",:;!?", f"(?:(?<=[{HAN}{_CLOSING}][,:;!?])|(?=[{HAN}{_OPENING}]))"),
    Look("(", rf"[^()\n]{{0,59}}?[{HAN}0-9]"),
    Look(".", rf"(?:(?<=[{HAN}”’\"'）)》」』，。！？]\.)|\.\.(?=[{HAN}]))"),
    Look("-", rf"-(?<=[{HAN}”’）)》」』]--)"),
    Look('"'),
    Look("'", f"(?=[{HAN}“”])"),
)


def find_half_width(text: str) -> tuple[Edit, ...]:
    """The edits that make half-width punctuation full-width; in damaged places it is evidence and stays."""
    full = sum(map(text.count, "，：；！？（"))
    if sum(map(text.count, ",:;!?(.")) <= full:
        return ()
    counts = Counter(text)
    if not is_chinese(counts):
        return ()
    kept = _kept_places(text)

    def free(at: int) -> bool:
        return not any(_within(at, places) for places in kept)

    marks = _marks_and_brackets(text, free)
    stops = _stops(text) if "." in counts else []
    if len(stops) <= counts["。"]:
        stops = []
    # a pair of brackets counts once, on both sides
    half = sum(text[mark.start] != ")" for mark in marks) + len(stops)
    if half <= full:
        return ()
    edits = [*marks, *(Edit(at, at + 1, "。") for at in stops), *_longer_marks(text, counts)]
    edits = [edit for edit in edits if free(edit.start) and free(edit.end - 1)]
    for opens, closes in find_straight_quotes(text):
        if free(opens.start) and free(closes.start):
            edits += (opens, closes)
    return tuple(sorted(edits))


def _kept_places(text: str) -> tuple[tuple[Place, ...], ...]:
    """Addresses, references, code, rows of tables; and damaged places, whose marks are evidence."""
    addresses = tuple(match.span() for match in _NO_PROSE.finditer(text))
    return addresses, verbatim_lines(text), find_lost_for_good(text)


def _marks_and_brackets(text: str, free: Callable[[int], bool]) -> list[Edit]:
    marks = [m.start() for m in _HALF.finditer(text) if _beside_han(text, m.start()) and free(m.start())]
    brackets = [
        (m.start(), m.end() - 1)
        for m in _BRACKETS.finditer(text)
        if _holds_chinese(text, m) and free(m.start()) and free(m.end() - 1)
    ]
    places = [*marks, *(at for pair in brackets for at in pair)]
    return [Edit(at, at + 1, _FULL_WIDTH[text[at]]) for at in places]


def _beside_han(text: str, at: int) -> bool:
    """The mark follows Han text, or stands before it behind a number or a Latin word."""
    before = text[at - 1] if at else "\n"
    after = text[at + 1] if at + 1 < len(text) else "\n"
    if is_han(before):
        return True
    if before in _CLOSING:
        return not (after.isascii() and after.isalnum())
    return (before.isalnum() or before in "\"'") and (is_han(after) or after in _OPENING)


def _holds_chinese(text: str, brackets: re.Match[str]) -> bool:
    """Han text in brackets, or a number behind a Han character, or one that begins a line: 府函(2026)9号, (1)总则."""
    if any(map(is_han, brackets[1])):
        return True
    if not brackets[1].isdecimal():
        return False
    before, after = text[: brackets.start()][-1:], text[brackets.end() : brackets.end() + 1]
    return is_han(before) if before not in ("", "\n") else bool(after) and is_han(after)


def _longer_marks(text: str, counts: Counter[str]) -> list[Edit]:
    """Ellipses and dashes, each by its own habit."""
    edits: list[Edit] = []
    if "." in counts:
        dots = [match.span() for match in _ELLIPSIS.finditer(text)]
        if len(dots) > counts["…"]:
            edits += [Edit(start, end, "……") for start, end in dots]
    if "-" in counts:
        dashes = [match.span() for match in _DASH.finditer(text)]
        if len(dashes) * 2 > counts["—"]:
            edits += [Edit(start, end, "——") for start, end in dashes]
    return edits


def _stops(text: str) -> list[int]:
    """Full stops of sentences; those between Han characters only where others end a line."""
    places = [match.start() for match in _STOP.finditer(text)]
    ends = [at for at in places if not is_han(text[at + 1 : at + 2] or "\n") and _ends_a_sentence(text, at)]
    if not ends:
        return []
    inner = [at for at in places if is_han(text[at + 1 : at + 2] or "\n") and _parts_sentences(text, at)]
    return [*ends, *inner]


def _ends_a_sentence(text: str, at: int) -> bool:
    """The line up to here says something; 一. and 第二. number a heading."""
    before = text[max(0, at - 80) : at].rpartition("\n")[2]
    return sum(map(is_han, before)) >= _CLAUSE and not _ITEM.search(f"\n{before}")


def _parts_sentences(text: str, at: int) -> bool:
    if text[at - 1] in _OF_NAMES and text[at + 1] in _OF_NAMES:
        return False
    clause = re.split(r"[，。！？；,!?;:：\n.]", text[max(0, at - 40) : at])[-1]
    return sum(map(is_han, clause)) >= _CLAUSE


def _within(at: int, places: tuple[Place, ...]) -> bool:
    number = bisect_right(places, at, key=itemgetter(0))
    return number > 0 and at < places[number - 1][1]
