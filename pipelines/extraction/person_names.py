"""Names of people beside a post: where 林原表示 ends a name, and what only begins like one (高度评价)."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from pipelines.lexicons import names

_HONORIFIC = r"(?:Dr|Mr|Ms|Mrs|Miss|Prof|Professor|Sir|Dame)\.? "
LATIN_NAME = rf"(?:{_HONORIFIC})?[A-Z][a-z]+(?:-[A-Za-z][a-z]+)?(?:[ -](?:[A-Z][A-Za-z'’-]+|[A-Z]\.|de|van|von|bin|al)){{1,3}}"
FOREIGN_NAME = r"[一-鿿]{1,6}(?:[·-][一-鿿]{1,7}){0,3}·[一-鿿]{1,7}"
_LATIN = re.compile(rf"[ ]?(?:{_HONORIFIC})?(?P<name>{LATIN_NAME})")
_FOREIGN = re.compile(r"[一-鿿]{1,6}(?:[·-][一-鿿]{1,7}){0,3}·(?P<last>[一-鿿]{1,7})")
_BEFORE = re.compile(rf"(?:{LATIN_NAME}|{FOREIGN_NAME})(?= ?$)")
_CLOSED = re.compile(r"[，。、；：！？”）\s]|\Z")
_HAN, _HAN_LETTER = re.compile("[一-鿿]+"), re.compile("[一-鿿]")
#: Last characters that are rather the next word, unless punctuation follows: 王明说，/ 李想与 / 周闻代.
_SPEECH = frozenset("说称指")
_LINKS = frozenset(
    "与及和在率将已曾向对的任获等为是到由则还又亦作做致签介表出参宣主代今昨于就同给也从被把以并均再都"
)
#: 想了想, 指着, 问得: a verb of one character, and the mark that shows it.
_MARKED_VERB = re.compile("[一-鿿][着了过得]")
#: Links that take a noun behind them, and so no word of speech.
_BEFORE_NO_SPEECH = frozenset("与和及同致签介表宣主代给以")
_JOINED = re.compile("[和于][一二两三四五六七八九十多几]")
#: In no name that stands without a word which ends it.
_NO_NAME = frozenset("的了是在不有和与及等将已为由被把向对这那其该各全个们会都也就而或于之所用说要")
#: 业主方签下租约: the act, no given name.
_SIGNS = re.compile("签(?=[下约署订了妥字成完好过得])")
_SAYS = re.compile(
    "说|表示|介绍|指出|认为|透露|坦言|强调|回忆|告诉|称|笑言|解释|致辞|签字|签署|出席|，|。|、"
)
#: 总裁、法国人马蒂厄·勒格朗
_CITIZEN = re.compile("、?[一-鿿]{2,5}[人籍](?=[一-鿿]{1,6}·)")
_TELLS = re.compile("说(?!明)|在|向(?!着)|对(?!着)|表示|指出|透露|介绍(?=[，：说道])|称(?=[，：“])")
#: No name of two characters begins so where somebody speaks: 受访指出, 接着说.
_NO_SPEAKER = frozenset("受接据则也亦还又均都并昨今随继此其他她它们大家双")
_SPACE = re.compile(
    r"[ \u3000]{1,2}(?=[一-鿿])|：(?=[一-鿿]{2,4}(?:[ \u3000\n，。；]|\Z))|\n(?=[一-鿿]{2,4}(?:\n|\Z))"
)


@lru_cache(maxsize=1)
def _surnames() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    lines = (files("pipelines") / "lexicons" / "surnames.txt").read_text("utf-8").splitlines()
    single, compound, rare, japanese = lines[:4]
    return (
        frozenset(single),
        frozenset(compound.split()),
        frozenset(rare.split()),
        frozenset(japanese.split()),
    )


def is_surname(name: str) -> bool:
    """Whether a name begins with a common surname of the lexicon."""
    single, compound, _, _ = _surnames()
    return name[:1] in single or name[:2] in compound


def begins_like_name(text: str) -> bool:
    """Whether a stretch begins with any surname, a rare or a Japanese one too."""
    single, compound, rare, japanese = _surnames()
    return (
        text[:1] in single
        or text[:1] in rare
        or text[:2] in compound
        or any(text[:n] in japanese for n in (2, 3))
    )


def name_behind(text: str, at: int, right: re.Pattern[str], *, sure: bool = False) -> tuple[int, int] | None:
    """The name that begins at ``at``: the reading that a word which follows names confirms, else the likeliest.

    Args:
        text: the folded text.
        at: where a post ends.
        right: words that may stand behind a name.
        sure: only a reading that such a word confirms.
    """
    latin = _LATIN.match(text, at, at + 60)
    if latin:
        return latin.span("name")
    space = _SPACE.match(text, at)
    if space:
        at = space.end()
    at += len(_CITIZEN.match(text, at)[0]) if _CITIZEN.match(text, at) else 0  # type: ignore[index]
    foreign = _FOREIGN.match(text, at, at + 32)
    if foreign:
        return at, _foreign_end(text, foreign.span("last"), right)
    if _SIGNS.match(text, at + 1):
        return None
    for length in _lengths(text, at):
        name = text[at : at + length]
        if (
            len(name) == length
            and _HAN.fullmatch(name)
            and _is_name(name)
            and _may_end(text, at + length, right)
        ):
            if _leaves_word(text, at, length, right) or (
                length == 4 and names.tag(name[2:]) and text[at : at + 2] not in _surnames()[1]
            ):
                continue
            return at, at + length
    return None if sure else _likeliest(text, at)


def _likeliest(text: str, at: int) -> tuple[int, int] | None:
    """Behind a post a surname and two characters are a name, unless the dictionary knows a word there."""
    if _JOINED.match(text, at):
        return None
    if not begins_like_name(text[at : at + 3]):
        # 理事长巴图说: whoever speaks is named, whatever the name
        spoken = re.compile(r"[一-鿿]{2,3}(?=说|表示|称，|介绍|指出|认为)").match(text, at, at + 8)
        plain = spoken and not any(names.tag(spoken[0][i : i + 2]) for i in range(len(spoken[0]) - 1))
        plain = (
            plain
            and spoken
            and not _MARKED_VERB.fullmatch(spoken[0])
            and spoken is not None
            and spoken[0][0] not in _NO_SPEAKER
        )
        return spoken.span() if spoken and plain and not _NO_NAME & set(spoken[0]) else None
    head = 3 if any(text[at : at + 2] in s for s in (_surnames()[1], _surnames()[3])) else 2
    for length in (head + 1, head):
        name = text[at : at + length]
        if len(name) < length or not _HAN.fullmatch(name) or _NO_NAME & set(name[1:]):
            continue
        if _is_word(name[:2]) and text[at : at + 2] not in _surnames()[1] | _surnames()[3]:
            continue
        if _is_word(text[at + length - 1 : at + length + 1]) and not _CLOSED.match(text, at + length):
            continue
        if not _is_word(name) and not (name[0] in _GRAMMAR and _is_predicate(name[1:])):
            return at, at + length
    return None


def _is_word(text: str) -> bool:
    """Whether the dictionary knows a stretch as a word that is no name."""
    tag = names.tag(text)
    return tag is not None and not tag.startswith(("nr", "nz", "ng"))


def _is_predicate(text: str) -> bool:
    """A verb or an adverb, behind a word of grammar that is a surname too."""
    return (names.tag(text) or "").startswith(("v", "d", "ad"))


def _is_verb(text: str) -> bool:
    return (names.tag(text) or "").startswith("v")


def _foreign_end(text: str, last: tuple[int, int], right: re.Pattern[str]) -> int:
    """Where 马克·施耐德 ends before 说: at the first place where a word follows that follows names."""
    start, end = last
    places = (at for at in range(min(start + 2, end), end) if text[at] not in _IN_FOREIGN)
    return next((at for at in places if _MARKED_VERB.match(text, at) or _may_end(text, at, right)), end)


#: Words of grammar that spell foreign names, too: 汉斯·克莱因说.
_IN_FOREIGN = frozenset("因尔于")


def _lengths(text: str, at: int) -> tuple[int, ...]:
    """Lengths to try, the likeliest first. Married women in Hong Kong carry two surnames: 陈冯, 范徐."""
    single, compound, rare, japanese = _surnames()
    if text[at : at + 3] in japanese:
        return (4, 5)
    if text[at : at + 2] in japanese:
        return (4, 3, 5)
    if text[at : at + 2] in compound:
        return (4, 3, 2)
    if text[at : at + 1] in rare:
        return (3, 2)
    if text[at : at + 1] not in single:
        return ()
    return (3, 2, 4) if text[at + 1 : at + 2] in single else (3, 2)


def is_whole_name(name: str) -> bool:
    """Whether a stretch as a whole can be somebody's name."""
    return len(name) in _lengths(name, 0) and bool(_HAN.fullmatch(name)) and _is_name(name)


#: Surnames that are words of grammar too: 应提高警惕, 方轮流, 曾出任, 连签三约.
_GRAMMAR = frozenset("应方同连曾向于和时从经常都全还要后别当单项行白相自")


def _is_name(name: str) -> bool:
    """No word of the dictionary that happens to begin with a surname: 高度, 方面, 于是."""
    if name[1:2] in ("着", "了", "过", "得"):
        return False  # 律师笑着说
    if name[:1] in _GRAMMAR and len(name) == 3 and _is_predicate(name[1:]):
        return False
    tag = names.tag(name)
    if tag is not None and not tag.startswith(("nr", "nz", "ng")) and len(name) < 4:
        return len(name) == 3 and tag.startswith("n")
    if _JOINED.match(name):
        return False  # 他的老师和一家公司: 和 is a surname, here it joins
    # a rare surname opens many words: 全部为, 明显提
    if name[:1] in _surnames()[2] and _is_word(name[:2]):
        return False
    return len(name) > 1


def _may_end(text: str, at: int, right: re.Pattern[str]) -> bool:
    if at >= len(text) or right.match(text, at) or _MARKED_VERB.match(text, at):
        return True
    words = [text[at : at + n] for n in (4, 3, 2) if at + n <= len(text)]
    # 主任夏明见面。: any word that fills the clause
    return any(
        names.follows_name(w) or (names.tag(w) and not _HAN_LETTER.match(text, at + len(w))) for w in words
    )


def _leaves_word(text: str, at: int, length: int, right: re.Pattern[str]) -> bool:
    """Whether the shorter reading is right: the last character belongs to the word that follows."""
    if length < 3 or (length == 3 and text[at : at + 2] in _surnames()[1]):
        return False
    if text[at + length : at + length + 1] in ("着", "了", "过") and not _MARKED_VERB.match(
        text, at + length
    ):
        return True  # 顾盼掰着手指: 掰 is the verb
    if length == 3 and text[at + 2] not in _LINKS and _TELLS.match(text, at + 3):
        return False  # 秦守正说, 卫承志在发布会上: what follows cannot begin with the last character
    if names.follows_name(text[at + length - 1 : at + length + 1]) and _may_end(text, at + length - 1, right):
        return True  # 温彬认为: 认 belongs to 认为
    if length == 3 and _is_verb(text[at + 2 : at + 4]) and _may_end(text, at + 2, right):
        return True  # 柳毅送上一盆绿萝
    last = text[at + length - 1]
    if last in _SPEECH:
        return True
    if last not in _LINKS:
        return False
    behind = right.match(text, at + length)
    if last in _BEFORE_NO_SPEECH and behind and len(behind[0]) > 1:
        return False  # 卢宇同表示, 宁静致认为: none of these stands before a word of speech
    return not _CLOSED.match(text, at + length)


def name_before(text: str, at: int, floor: int) -> tuple[int, int] | None:
    """沈孟儒校长: a whole name right before a title, bounded on its left, not before ``floor``."""
    latin = _BEFORE.search(text[max(0, at - 40) : at])
    if latin:
        offset = max(0, at - 40)
        return offset + latin.start(), offset + latin.end()
    for length in (3, 2, 4):
        start = at - length
        name = text[max(0, start) : at]
        if (
            start < floor
            or not _HAN.fullmatch(name)
            or length not in _lengths(name, 0)
            or not _is_name(name)
            or not is_surname(name)
            or _NO_NAME & set(name)
        ):
            continue
        if length == 2 and start > floor and text[start - 1 : start + 1] in _surnames()[1]:
            continue  # 上|官澈
        bounded = start == 0 or re.match(r"[，。、；：“”‘（）\s和与及由是的请上中时]", text[start - 1])
        if name[-1] in "局署厅部处院所会社委办队台行校系厂店省市县区乡镇村":
            continue
        if bounded or any(names.bounds_name(text[start - n : start]) for n in (2, 3) if start >= n):
            return start, at
    return None
