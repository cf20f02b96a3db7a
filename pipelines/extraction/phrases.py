"""Noun phrases: where the name of a happening begins and ends, without the days, adverbs and hosts around it.

11月22日，由海岚商会主办的第三届河套量子论坛在河套深圳园区举行: the phrase that ends with 论坛 begins at 第三届.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from pipelines.extraction.draft import Found, Reading
from pipelines.extraction.trailing import without_trailing
from pipelines.extraction.typed import compiled, mask
from pipelines.folding import fold_name
from pipelines.lexicons import names

#: A name of 40 characters with what stands around it; clauses beyond this are lists without a comma.
LONGEST_CLAUSE = 160
LONGEST, SHORTEST = 45, 2
#: What ends a stretch of words that belong together.
CLAUSE_MARKS = "，。；！？：\n"
_DATE = compiled("<date>")
_HIDDEN = re.compile("[\ue000-\uf8ff]")
# 中新社深圳8月20日电 / （海峡社记者岑参差深圳21日电）: what stands before the news proper; its blank may be lost.
_DATELINE = re.compile(
    r"[（(【]?[^，。（）]{0,40}?(?:(?<=日)[电讯](?!动|子|信|视|影|池|力|网|梯|报告)|[电讯](?:[）)】]|\s))\s*(?:[（(][^（）]{0,24}[）)])?|【[^】]{2,8}[讯报]】"
)
# 第一座科创中心, 首个开放日, 该中心: what counts or points, in front of a name. 首届, 第三届 and 第五次 belong to it.
_POINTS = re.compile(
    r"(?:第[一二三四五六七八九十\d]+[座个家间栋幢条场]|首[个场座家间栋条批]|[一二三两四五六七八九十\d]+[场座个家间栋条项]|[一两]届|第一次(?!会议|全体|工作|联席|专题)|该|此次|本次|这[个场座次]|那[个场座]|又一[个座场]?|其|全国|全省|全市(?=.{6})|名为|题为|一年一度的?|备受[^的]{2,4}的)+"
)
_ORDER = re.compile(r"(?:首届|第[一二三四五六七八九十\d]+[届次期])")
_SIDE = re.compile(r"^(?:深圳|香港|内地|港|深)(?:端|方面|那边|这边|一侧|方)的?")
_QUOTED = re.compile(r"(?:首届|第[一二三四五六七八九十\d]+届)?“([^“”]{2,40})”")
_CALLED = re.compile(r"[一-鿿]{2,12}“([^“”]{2,30})”$")
_YEAR = re.compile(r"(?<!\d)20\d\d年度?$")
_RECURRING = re.compile(r"(?:论坛|大会|峰会|年会|展|会|赛|节|周|奖|马拉松)$")
# 西翼连接桥: what joins is part of its name there.
_BUILT = ("连接", "横跨")
_OTHER_EDITION = re.compile(
    r"^(?:明年|去年|下一?[届次场]|上一?[届次场]|往届|历届|前[一二两三四五几]+[届次]|每[年届])"
)


@dataclass(frozen=True)
class Views:
    """A reading with the texts that patterns search; all have the same offsets."""

    reading: Reading

    @cached_property
    def plain(self) -> str:
        """The folded text in which dates are masked, so that no noun phrase runs over one."""
        return mask(self.reading.text, [(d.start, d.end, "date") for d in self.reading.dates])

    @property
    def cues(self) -> str:
        """The folded text in which names are blanked: :attr:`Reading.cues`."""
        return self.reading.cues

    @property
    def typed(self) -> str:
        """The folded text with all its mentions masked."""
        return self.reading.typed


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    text = (files("pipelines.extraction") / "kinds" / "shared" / "lists.toml").read_text("utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}


def clause_start(text: str, floor: int, at: int) -> int:
    """Where the clause that holds ``at`` begins, not before ``floor``; quotation marks bind."""
    begin = max(floor, at - LONGEST_CLAUSE)
    return max(begin, max((text.rfind(mark, begin, at) + 1 for mark in CLAUSE_MARKS), default=begin))


def clause_end(text: str, at: int, limit: int) -> int:
    """Where the clause that holds ``at`` ends."""
    return min((e for mark in CLAUSE_MARKS if (e := text.find(mark, at, limit)) >= 0), default=limit)


def phrase_before(views: Views, floor: int, at: int) -> Found | None:
    """The noun phrase that ends before ``at``, adverbs, days and places between the two left out."""
    begin = clause_start(views.plain, floor, at)
    end = begin + without_trailing(views.plain[begin:at])
    return phrase_to(views, floor, end) if end > begin else None


def phrase_to(views: Views, floor: int, end: int, *, bare: bool = False) -> Found | None:
    """The noun phrase that ends at ``end``; None where nothing proper remains, or only a common noun (not ``bare``)."""
    text = views.reading.text
    begin = clause_start(views.plain, floor, end)
    if text[end : end + 1] == "”" and text.count("“", begin, end) > text.count("”", begin, end):
        end += 1
    if heads := _DATELINE.match(text, begin, end):
        begin = heads.end()
    begin = _left_edge(views, begin, end)
    begin, end = trimmed(text, begin, end)
    if _OTHER_EDITION.match(text[begin:end]):
        return None  # 下一届论坛料于2028年举行
    while (match := _POINTS.match(text, begin, end) or _SIDE.match(text[begin:end])) and not _ORDER.match(
        text, begin, end
    ):
        begin += match.end() - (match.start() if match.re is _SIDE else begin)
        if match.re is _SIDE:
            break
    begin, end = trimmed(text, begin, end)
    if _RECURRING.search(text, begin, end) and (year := _YEAR.search(text[max(floor, begin - 6) : begin])):
        begin -= len(year[0])  # 2026年河套开发者大会: the year belongs to the name
    return found_at(text, begin, end, "name", bare=bare)


def found_at(text: str, begin: int, end: int, role: str, *, bare: bool = False) -> Found | None:
    """A stretch as a value; None where it is no name."""
    value = text[begin:end]
    if not SHORTEST <= len(value) <= LONGEST * (3 if value.isascii() else 1) or _HIDDEN.search(value):
        return None
    if not bare and is_common(value):
        return None
    return Found(role=role, start=begin, end=end, value=value, normalised=fold_name(value))


def is_common(value: str) -> bool:
    """Whether words are common nouns alone, so that they name nothing: 会议, 中心, 签约仪式."""
    common, rest = _words()["common"], value
    while rest:
        word = next((rest[:n] for n in range(min(6, len(rest)), 0, -1) if rest[:n] in common), None)
        if word is None:
            return False
        rest = rest[len(word) :]
    return True


def _left_edge(views: Views, floor: int, end: int) -> int:
    """Where the phrase begins: right behind the last word that no name holds, outside quotation marks and names."""
    text = views.reading.text
    kept = bytearray(end - floor)
    for mention in views.reading.organisations_in(floor, end):
        kept[mention.start - floor : mention.end - floor] = b"\x01" * (mention.end - mention.start)
    for quoted in re.finditer("“[^“”]{1,40}”", text[floor:end]):
        kept[quoted.start() : quoted.end()] = b"\x01" * (quoted.end() - quoted.start())
    edge, offset = floor, floor
    stops = _words()["stops"]
    for word in names.cut(text[floor:end]):
        start, offset = offset, offset + len(word)
        if not kept[start - floor] and (word in stops or _breaks(views.plain, start, word, floor)):
            edge = offset if end - offset > (word in _BUILT) else edge
    return edge


def _breaks(plain: str, start: int, word: str, floor: int) -> bool:
    """Days, list commas, a space between Chinese words, symbols: none of them stands inside a name."""
    if _HIDDEN.match(plain, start) or word in "、·|｜/▲":
        return word != "·"
    if word.isspace():
        return not (start > floor and plain[start - 1].isascii() and plain[start + 1 : start + 2].isascii())
    if word == "）":
        opened = plain.rfind("（", floor, start)
        return opened < 0 or bool(re.search("记者|电$|讯$|月|日", plain[opened:start])) or start - opened > 14
    return not (word[0].isalnum() or word[0] in "“”‘’（《》-&·.'’—+“")


def trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    """Without spaces, dashes and quotation marks that have no partner or hold the whole, and no common tail behind a quoted name."""
    tails = _words()["tails"]
    quoted = _QUOTED.match(text, begin, end)
    if quoted and (quoted.end() == end or text[quoted.end() : end] in tails):
        return quoted.span(1)  # “河套数据通”服务平台
    if called := _CALLED.match(text, begin, end):
        return called.span(1)  # 人才社区“河畔新居”
    while begin < end and (
        text[begin] in " 　”’—-》，）" or (text[begin] == "“" and "”" not in text[begin:end])
    ):
        begin += 1
    while begin < end and (
        text[end - 1] in " 　“‘—-《，（" or (text[end - 1] == "”" and "“" not in text[begin:end])
    ):
        end -= 1
    if text[begin:end].count("”") > text[begin:end].count("“") and text[begin - 1 : begin] == "“":
        begin -= 1  # “河套夜校”系列讲座
    if text[begin:end].count("（") > text[begin:end].count("）"):
        end = text.rfind("（", begin, end)
    return begin, max(begin, end)
