"""Who says it: 记者 and 责编 lines of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.extraction.person_names import FOREIGN_NAME, begins_like_name
from pipelines.folding import fold

_REPORTER = (
    r"(?:见习|見習|实习|實習|首席|高级|高級|全媒体|全媒體|特约|特派|融媒)?(?:记者|記者|通讯员|通訊員|撰稿人)"
)
_EDITOR = r"(?:责任|責任|执行|執行|值班|本期|本文|本版|网络|网页|文字|新媒体)?(?:编辑|編輯)|责编|責編|(?:Edited|Editing) by|Editors?(?=:)"
_WRITER = r"作者|撰文|撰稿|采写|採寫|采访|文字|文(?=\s*[：:／/｜|丨])|(?:Reporting|Written|Story) by|Reporters?(?=:)"
#: Others of a credits line, who end the names before them.
_OTHER = (
    r"校对|校對|校审|审核|審核|审校|审读|[一二三初复覆终終]审|[一二三初复終]審|监制|監製|统筹|統籌|策划|策劃|主编|主編|总编辑|總編輯"
    r"|值班主任|签发|签审|摄影|攝影|摄像|图片|圖片|图(?=[：:／/｜|丨\s])|圖(?=[：:／/｜|丨\s])|视频|制图|設計|设计|来源|來源|出品|实习生|責任校對|责任校对"
)
_LABEL = re.compile(
    rf"(?P<other>{_OTHER})|(?P<editor>{_EDITOR})|(?P<reporter>(?:[一-鿿A-Za-z+]{{0,12}}?){_REPORTER})|(?P<writer>{_WRITER})"
)
_BETWEEN = re.compile(r"[\s：:／/｜|丨、，,；;&·—-]*")
#: A label with its sign may stand within a line; without, only where the whole line is one of credits.
_SIGNED = re.compile(
    rf"(?<![一-鿿A-Za-z])(?:(?P<editor>{_EDITOR})|(?P<reporter>[一-鿿+]{{0,8}}?{_REPORTER})|(?P<writer>{_WRITER}))\s?[：:／/｜|丨]\s*"
)
_ENDS = r"(?=[\s：:／/｜|丨、，,；;&（）()【】\[\]_]|摄|攝|综合|報道|报道|报导|報導|$)"
_HAN_NAME = re.compile(
    rf"(?:{FOREIGN_NAME}|[一-鿿]{{2,4}}?){_ENDS}|(?P<spaced>[一-鿿][ \u3000]{{1,2}}[一-鿿]){_ENDS}"
)
_LATIN_NAME = re.compile(rf"[A-Z][A-Za-z.'’-]{{0,20}}(?: [A-Z][A-Za-z.'’-]{{0,20}}){{1,3}}{_ENDS}")
#: What follows the names of a credits line: where from, in what form.
_FORM = re.compile(
    r"(?:[一-鿿]{2,4})?(?:综合|摄影报道|报道|報道|报导|報導|专电|整理|编译|編譯)|文[／/、]?[图圖]|[图圖][／/、]?文|文(?=$|\s)"
)
_TOOK = re.compile(r"\s{0,3}[／/]?\s{0,3}(?:摄|攝|供图|供圖|制图|[图圖](?=$|\s))")
_BRACKETS = re.compile(r"[（(【\[](?P<inner>[^（()）】\[\]\n]{2,80})[）)】\]]")
_BY = re.compile(r"(?:By|BY|by):?\s+(?P<names>[A-Z].{2,80})")
#: Names end where the line goes on to say where they were, or for whom they write.
_BY_END = re.compile(
    r"\s{1,3}(?:in|at|from|for|of|on)\s|\s{0,3}[|·•–—(\d]|,\s{0,3}(?=[A-Z][a-z]+ [A-Z][a-z]+ (?:Daily|News|Times|Post|Standard)\b)"
)
_NO_PERSON = re.compile(
    r".{0,3}(?:总|先生|女士|小姐|教授|院士|博士|主任|老师|简介|授权|单位|部|报|網|网|社|台|编辑|精选)$"
)
_LOOKS = re.compile(r"[编編责責]|[记記]者|[员員]|作者|[撰采採文稿字]|\b(?:[Bb]y|BY|Editor|Reporter)")
_LONGEST_LINE, _MOST_LINES, _MOST_NAMES = 160, 5000, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    """Who wrote a text (reporters and correspondents, else the author named), and who edited it; names by 、."""

    author: str | None = None
    editor: str | None = None


def author(text: str) -> str | None:
    """The reporters or the author that a stretch of page text names."""
    return credits_in(text).author


def credits_in(text: str) -> Credits:
    """The people that bylines and credits lines of a text name; sentences that speak of reporters name none.

    >>> credits_in("（深圳特区报记者 林原 周闻 通讯员 贝若琳）\\n【责任编辑：韩松】")
    Credits(author='林原、周闻、贝若琳', editor='韩松')
    """
    named: dict[str, list[str]] = {"reporter": [], "writer": [], "editor": [], "other": []}
    lines = [line for line in text.splitlines()[:_MOST_LINES] if _LOOKS.search(line)]
    # an interview: what stands behind the label is what was asked
    asked = sum(bool(re.match(r"\s*(?:记者|記者)\s?[：:]", line)) for line in lines) > 1
    for line in lines:
        for role, names in _of_line(line):
            if not (asked and role == "reporter"):
                named[role] += names
    return Credits(author=_joined(named["reporter"] or named["writer"]), editor=_joined(named["editor"]))


def _joined(names: list[str]) -> str | None:
    names = list(dict.fromkeys(names))[:_MOST_NAMES]
    return ("、" if any("一" <= name[0] <= "鿿" for name in names) else ", ").join(names) or None


def _of_line(line: str) -> Iterator[tuple[str, list[str]]]:
    found = False
    for bracket in _BRACKETS.finditer(line):
        if (credited := _credits_line(bracket["inner"])) is not None:
            found = True
            yield from credited
    rest = _BRACKETS.sub(" ", line).strip()
    if len(rest) <= _LONGEST_LINE:
        if (credited := _credits_line(rest)) is not None:
            yield from credited
            return
        if english := _BY.fullmatch(rest):
            yield "reporter", _latin_names(_BY_END.split(english["names"], maxsplit=1)[0])
            return
    if not found:
        yield from _signed(line)


def _credits_line(line: str) -> list[tuple[str, list[str]]] | None:
    """Labels and names of a line that consists of nothing else; None where it says something else too."""
    roles: list[str] = []
    found: list[tuple[str, list[str]]] = []
    at, fresh = _skipped(line, 0), False
    while at < len(line):
        if label := _LABEL.match(line, at):
            # 文/图 林原; 撰文：南都记者 林原: the labels share the names
            roles = [*(roles if fresh else []), str(label.lastgroup)]
            at, fresh = label.end(), True
        elif roles and (name := _name(line, at)):
            at, fresh = name[1], False
            if took := _TOOK.match(line, at):
                at = took.end()
            else:
                found += [(role, [name[0]]) for role in dict.fromkeys(roles)]
        elif found and (form := _FORM.match(line, at)):
            at = form.end()
        else:
            return None
        at = _skipped(line, at)
    return found or None


def _skipped(line: str, at: int) -> int:
    between = _BETWEEN.match(line, at)
    return between.end() if between else at


def _signed(line: str) -> Iterator[tuple[str, list[str]]]:
    """责编：林原 somewhere in a line; a name that a sentence goes on from (记者：好的，那么…) is none."""
    for label in _SIGNED.finditer(line):
        names: list[str] = []
        at = label.end()
        while len(names) < _MOST_NAMES and (name := _name(line, at)):
            names.append(name[0])
            at = _skipped(line, name[1])
            if line.startswith(("，", ","), name[1]):
                names, at = [], len(line)
        if not names and label["writer"]:
            names = _pen_name(line[label.end() :])
        if names:
            yield str(label.lastgroup), names


def _pen_name(rest: str) -> list[str]:
    """Whoever is named as the author, a house or a pen name too, where nothing else stands behind the label."""
    match = re.match(r"(?P<name>[一-鿿A-Za-z·]{2,12})\s*(?:$|[\s（）()|｜])", rest)
    return [match["name"]] if match and not _NO_PERSON.fullmatch(match["name"][-2:]) else []


def _name(line: str, at: int) -> tuple[str, int] | None:
    """The name that begins at a place, and where it ends."""
    if latin := _LATIN_NAME.match(line, at):
        return latin[0], latin.end()
    han = _HAN_NAME.match(line, at)
    if han is None:
        return None
    name = re.sub(r"\s", "", han[0])
    if "·" not in name and not _is_person(name):
        return None
    return name, han.end()


def _is_person(name: str) -> bool:
    folded = fold(name).text
    if not begins_like_name(folded) or _NO_PERSON.fullmatch(folded):
        return False
    return len(name) < 4 or not begins_like_name(folded[:1]) or begins_like_name(folded[1:2])


def _latin_names(text: str) -> list[str]:
    names = (name.strip(" .") for name in re.split(r",| and | AND | & ", text))
    return [name.title() if name.isupper() else name for name in names if _LATIN_NAME.fullmatch(name)][
        :_MOST_NAMES
    ]
