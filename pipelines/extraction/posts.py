"""Posts and the names beside them: 总裁林原, 沈孟儒校长, CEO John Smith. What they bound is no organisation."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pipelines.lexicons import names

LATIN_NAME = r"(?:(?:Dr|Mr|Ms|Mrs|Prof|Professor|Sir)\.? )?[A-Z][a-z]+(?:[ -](?:[A-Z][A-Za-z'’-]+|[A-Z]\.|de|van|von)){1,3}"
FOREIGN_NAME = r"[一-鿿]{1,6}(?:·[一-鿿]{1,7})+"
_LATIN = re.compile(rf"[ ]?(?P<name>{LATIN_NAME})")
_FOREIGN = re.compile(r"[一-鿿]{1,6}(?:·[一-鿿]{1,7})*·(?P<last>[一-鿿]{1,7})")
_CLOSED = re.compile(r"[，。、；：！？”）\s]|\Z")
# What in a list of posts shows that the next one is in another house: 院士、某科学院院长.
_HOUSES = "公司|集团|大学|政府|中心|医院|银行|院院|局局|会会|所所|署署|厅厅|社社|委主任|办主任|(?<!董事)(?<!理事)(?<!监事)会主席"
_HAN, _HAN_LETTER = re.compile("[一-鿿]+"), re.compile("[一-鿿]")
#: Last characters that are rather the next word, unless punctuation follows: 王明说，/ 李想与 / 周闻代.
_SPEECH = frozenset("说称指")
_LINKS = frozenset(
    "与及和在率将已曾向对的任获等为是到由则还又亦作做致签介表出参宣主代今昨于就同给也从被把以并均再都"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Folded ``[start, end)`` of the title; ``name`` the place of the person, where one is named."""

    start: int
    end: int
    title: str
    name: tuple[int, int] | None


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, list[str]]:
    return tomllib.loads((files("pipelines") / "lexicons" / "titles.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    single, compound = (files("pipelines") / "lexicons" / "surnames.txt").read_text("utf-8").splitlines()[:2]
    return frozenset(single), frozenset(compound.split())


def is_surname(name: str) -> bool:
    """Whether a name begins with a surname of the lexicon."""
    single, compound = _surnames()
    return name[:1] in single or name[:2] in compound


@lru_cache(maxsize=1)
def _title_pattern() -> re.Pattern[str]:
    lexicon = _lexicon()
    times = f"(?:{names.any_of(lexicon['times'])})?"
    head = f"(?:{names.any_of(lexicon['heads'])})(?!{'|'.join(lexicon['not_before'])})"
    one = f"(?:{names.any_of(lexicon['prefixes'])}){{0,6}}{head}"
    # posts of one house in one breath: 创始人兼董事会主席; separate posts: 党委书记、校长
    joined = f"(?:(?:兼任?|暨|及|/)[一-鿿]{{0,6}}?{one})*"
    more = f"(?P<more>(?:[、，](?![^、，]{{0,12}}(?:{_HOUSES}))[一-鿿]{{0,8}}?{one})*)"
    return re.compile(f"{times}(?P<title>{one}{joined}){more}")


@lru_cache(maxsize=1)
def _right_words() -> re.Pattern[str]:
    return re.compile(rf"[，。、；：！？“”‘’（）《》\s/]|{names.any_of(_lexicon()['right'])}")


@lru_cache(maxsize=1)
def _honours() -> tuple[str, ...]:
    return tuple(_lexicon()["honours"])


def find_posts(text: str) -> list[Post]:
    """All titles of a text in order, with the name that stands beside each."""
    found: list[Post] = []
    for match in _title_pattern().finditer(text):
        name = name_behind(text, match.end())
        if name is None and match["more"]:
            # the run of posts may have swallowed the next person's post: 局长张林、主任郭毅 cannot, 部长、X cannot
            name = name_behind(text, match.end("title"))
        if name is None:
            name = _name_before(text, match.start(), found)
        if found and found[-1].name and match.start() == found[-1].name[1] and name == found[-1].name:
            continue
        found.append(Post(start=match.start(), end=match.end(), title=match["title"], name=name))
    return found


def name_behind(text: str, at: int) -> tuple[int, int] | None:
    """The name that begins at ``at``: the reading that a word which follows names confirms."""
    latin = _LATIN.match(text, at, at + 48)
    if latin:
        return latin.span("name")
    foreign = _FOREIGN.match(text, at, at + 20)
    if foreign:
        return at, _foreign_end(text, *foreign.span("last"))
    if _title_pattern().match(text, at):
        return None  # 董事长: no person of the family 董
    for length in _lengths(text, at):
        name = text[at : at + length]
        if len(name) == length and _HAN.fullmatch(name) and _is_name(name) and _may_end(text, at + length):
            if _leaves_word(text, at, length) or (
                length == 4 and names.tag(name[2:]) and text[at : at + 2] not in _surnames()[1]
            ):
                continue
            return at, at + length
    return None


def _foreign_end(text: str, start: int, end: int) -> int:
    """Where 马克·施耐德 ends before 说: at the first place where a word follows that follows names."""
    return next((at for at in range(start + 2, end) if _may_end(text, at)), end)


def _lengths(text: str, at: int) -> tuple[int, ...]:
    """Lengths to try, the likeliest first. Married women in Hong Kong carry two surnames: 陈冯, 范徐."""
    single, compound = _surnames()
    if text[at : at + 2] in compound:
        return (4, 3, 2)
    if text[at : at + 1] not in single:
        return ()
    return (3, 2, 4) if text[at + 1 : at + 2] in single else (3, 2)


def _is_name(name: str) -> bool:
    """No word of the dictionary that happens to begin with a surname: 高度, 方面, 于是."""
    tag = names.tag(name)
    if tag is not None and not tag.startswith(("nr", "nz", "ng")) and len(name) < 4:
        return len(name) == 3 and tag.startswith("n")
    return len(name) > 1


def _may_end(text: str, at: int) -> bool:
    if at >= len(text) or _right_words().match(text, at):
        return True
    words = [text[at : at + n] for n in (4, 3, 2) if at + n <= len(text)]
    # 主任夏明见面。: any word that fills the clause
    return any(
        names.follows_name(w) or (names.tag(w) and not _HAN_LETTER.match(text, at + len(w))) for w in words
    )


def _leaves_word(text: str, at: int, length: int) -> bool:
    """Whether the shorter reading is right: the last character belongs to the word that follows."""
    if length < 3 or (length == 3 and text[at : at + 2] in _surnames()[1]):
        return False
    if names.follows_name(text[at + length - 1 : at + length + 1]) and _may_end(text, at + length - 1):
        return True  # 温彬认为: 认 belongs to 认为
    last = text[at + length - 1]
    if last in _SPEECH:
        return True
    if last not in _LINKS:
        return False
    behind = _right_words().match(text, at + length)
    if last in "与和及同" and behind and len(behind[0]) > 1:
        return False  # 卢宇同表示: no joiner stands before a word of speech
    return not _CLOSED.match(text, at + length)


def _name_before(text: str, at: int, earlier: list[Post]) -> tuple[int, int] | None:
    """沈孟儒校长: a whole name right before the title, bounded on its left."""
    if earlier and earlier[-1].name and earlier[-1].name[1] == at:
        return earlier[-1].name  # 校长段明辉教授: one person
    latin = re.search(rf"(?:{LATIN_NAME}|{FOREIGN_NAME})(?= ?$)", text[max(0, at - 40) : at])
    if latin:
        offset = max(0, at - 40)
        return offset + latin.start(), offset + latin.end()
    for length in (3, 2, 4):
        start = at - length
        name = text[max(0, start) : at]
        if (
            start < (earlier[-1].end if earlier else 0)
            or not _HAN.fullmatch(name)
            or length not in _lengths(name, 0)
            or not _is_name(name)
        ):
            continue
        bounded = start == 0 or re.match(r"[，。、；：“”‘（）\s和与及由是的请]", text[start - 1])
        if name[-1] in "局署厅部处院所会社委办":
            continue
        if bounded or any(names.bounds_name(text[start - n : start]) for n in (2, 3) if start >= n):
            return start, at
    return None


def is_honour(title: str) -> bool:
    """A rank that stands beside any post: 教授, 院士."""
    return title in _honours()
