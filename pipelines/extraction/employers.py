"""Whose post it is: the organisation before a title, the department between, and what 公司 or 该校 stands for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipelines.extraction import employer_words as terms
from pipelines.extraction.organisations import OrganisationMention
from pipelines.lexicons import names


@dataclass(frozen=True, slots=True)
class Employers:
    """The organisations of a text, and where they begin and end, for search."""

    text: str
    mentions: tuple[OrganisationMention, ...]
    starts: list[int]
    ends: list[int]
    texts: frozenset[str]
    often: Counter[str]
    issuer: str | None

    def covers(self, offset: int) -> bool:
        """Whether an offset is inside the name of an organisation."""
        index = bisect_right(self.starts, offset) - 1
        return index >= 0 and self.ends[index] > offset


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The employer and the department: ``start`` where its name stands, None where it is told elsewhere."""

    name: str | None
    start: int | None = None
    part: str = ""


def employers_of(text: str, mentions: Iterable[OrganisationMention]) -> Employers:
    """The organisations of a text, ready for search."""
    rows = tuple(mentions)
    often = Counter(m.name for m in rows[: terms.MOST_NAMES] if m.kind != "place")
    texts = frozenset(m.text for m in rows)
    ends = {m.end: m.name for m in rows}
    told = terms.SELF.search(text)
    issuer = ends.get(told.start()) if told else None
    if issuer is None and (signed := terms.SIGNED.search(text)) and terms.NOTICE.search(text):
        issuer = signed["name"]
    if issuer is None and terms.NOTICE.search(text):
        issuer = next(
            (
                m.name
                for m in rows
                if re.search("有限公司(?:（[^）]+）)?$", m.name) and names.without_common(m.name)
            ),
            None,
        )
    return Employers(text, rows, [m.start for m in rows], [m.end for m in rows], texts, often, issuer)


def house_of(known: Employers, anchor: int, title: str) -> House:
    """The house of the post that begins at ``anchor``."""
    mention, part = _mentioned(known, anchor)
    if mention is not None:
        return _split(known, mention, part)
    start = _stretch_start(known.text, anchor)
    stretch = known.text[start:anchor]
    if terms.SEVERAL.match(stretch) or terms.ABROAD.search(stretch):
        return House(name=None)
    anaphor = terms.ANAPHOR.match(stretch)
    if anaphor and stretch[:2] in ("企业", "机构", "工厂", "实验") and len(stretch) > anaphor.end():
        anaphor = None  # 企业服务专员: a field of work
    if anaphor and _is_title_part(stretch[anaphor.end() :]):
        name = _meant(known, anchor, stretch[: anaphor.end()], anaphor["noun"])
        name = _fullest(known, name) if name else None
        return House(name=name, part=stretch[anaphor.end() :])
    region = terms.REGION.fullmatch(stretch)
    if region:
        return House(name=stretch, start=start)
    split = _written(stretch, title)
    if split:
        house = terms.COUNTRY.sub("", stretch[:split])
        return House(
            name=_fullest(known, house),
            start=anchor - len(stretch) + split - len(house),
            part=stretch[split:],
        )
    return _without_house(known, anchor, stretch, title)


def _without_house(known: Employers, anchor: int, stretch: str, title: str) -> House:
    """企业服务专员, 生医工程系特聘教授, 化学家: the field belongs to the title; the house is told elsewhere."""
    if stretch.endswith("系"):
        name = _meant(known, anchor, "", "大学")
        return House(name=_fullest(known, name) if name else None, part=stretch)
    if names.is_region(stretch):
        return House(name=None)
    if title.startswith(("学家", "专家")):
        return House(name=None, part=stretch if len(stretch) <= 5 else "")
    part = stretch if _is_title_part(stretch) else ""
    region = terms.REGION.search(stretch)
    return House(
        name=_unsaid(known, anchor - len(part), title, unit=is_department(part)) if not region else region[0],
        part=part,
    )


def _mentioned(known: Employers, anchor: int) -> tuple[OrganisationMention | None, str]:
    """The organisation before a post, and the department or field between (产业服务部, 大湾区发展)."""
    index = bisect_right(known.ends, anchor) - 1
    if index < 0 or anchor - known.mentions[index].end > 40:
        return None, ""
    mention = known.mentions[index]
    between = re.sub(r"^（[^（）]{1,24}）", "", known.text[mention.end : anchor])
    match = terms.BETWEEN.fullmatch(between)
    part = re.sub(r"\s", "", match["part"]) if match else ""
    if not match or _bounded(part):
        return None, ""
    field = terms.LEADING.sub("", mention.text)
    if is_department(field) or (_is_title_part(field) and not terms.ENDING.search(field)):
        # 租务主管: the finder took the field for a house, which stands before it
        before, more = _mentioned(known, mention.start)
        return (before, more + field + part) if before is not None else (None, "")
    if mention.text[-1] == "系" and not names.ends_name(mention.text[:-1]) and "大学" not in mention.text:
        return None, ""
    return mention, part


def _bounded(part: str) -> bool:
    """Whether a verb, an adverb or a joiner stands in what would be a department."""
    return bool(part) and any(names.bounds_name(word) or word in "与和及" for word in names.cut(part))


@lru_cache(maxsize=8192)
def is_department(words: str) -> bool:
    """租赁部, 招商中心, 人才办: a field of work as a unit of some house."""
    unit = re.fullmatch("(?P<field>[一-鿿]{2,10}?)(?:事业部|部门|部|办公室|办|处|科|室|组|中心)", words)
    return unit is not None and all(w in terms.FIELD_WORDS for w in names.cut(unit["field"]))


@lru_cache(maxsize=8192)
def _is_title_part(words: str) -> bool:
    """企业服务, 研发, 公寓事业部: fields of work, and units of a house; no brand."""
    if not words or terms.UNIT.fullmatch(words):
        return len(words) <= 12
    return words in terms.FIELD_WORDS or (
        len(words) <= 10 and all(w in terms.FIELD_WORDS or w[-1] in "部办区线组科" for w in names.cut(words))
    )


def _split(known: Employers, mention: OrganisationMention, part: str) -> House:
    """The house itself and its department: 某公司公寓事业部经理, 某医疗亚洲区总裁, 某公司实验室运营总监."""
    surface = mention.text
    lead = terms.LEADING.match(surface)
    cut = lead.end() if lead and not names.ends_name(surface[: lead.end()]) else 0
    if mention.kind in ("firm", "money", "other") and (country := terms.COUNTRY.match(surface[cut:])):
        cut += country.end()
    surface = surface[cut:]
    if mention.kind == "gov" and mention.name != mention.text and mention.name.endswith(mention.text):
        return House(name=surface, start=mention.start + cut, part=part)  # 金融管理局 of another city
    name = mention.name[cut:] if cut and mention.name.startswith(mention.text[:cut]) else mention.name
    parent = _parent(known, surface)
    if parent is not None:
        unit = surface[len(parent) :]
        if not (terms.ACADEMY.search(parent) and terms.FACULTY.search(unit)):
            return House(name=_fullest(known, parent), start=mention.start + cut, part=unit + part)
    if part and terms.ACADEMY.search(surface) and terms.FACULTY.search(part) and not _bounded(part):
        # 某大学化学系讲座教授: a faculty is a house; 某公司工程管理中心主任 is not
        return House(name=name + part, start=mention.start + cut)
    return House(name=_fullest(known, name), start=mention.start + cut, part=part)


def _parent(known: Employers, surface: str) -> str | None:
    """The firm or known house of which the rest of a name is a unit."""
    for end in range(len(surface) - 1, 1, -1):
        head, unit = surface[:end], surface[end:]
        if len(unit) > 12 or not terms.UNIT.fullmatch(unit):
            continue
        if names.kind_by_ending(head) in ("firm", "money") and head.endswith(("公司", "集团", "银行", "署")):
            return head
        if (head in known.texts or head in known.often) and names.kind_by_ending(surface) not in ("gov",):
            return head
    return None


def _stretch_start(text: str, anchor: int) -> int:
    """Where the phrase before a title begins: behind punctuation, a verb or a joiner.

    A verb that a name needs does not bound it: 评审委员会主席, 市政协委员.
    """
    begin = max(0, anchor - 24)
    bounds = [m.end() for m in terms.LEFT_BOUND.finditer(text, begin, anchor)]
    begin = max(begin, *bounds) if bounds else begin
    at = begin
    loose: list[int] = []
    for word in names.cut(text[begin:anchor]):
        at += len(word)
        if at >= anchor or not (
            word in "与和及的由任在向对市" or names.is_stop(word) or names.bounds_name(word)
        ):
            continue
        if word != "市" and (word in "与和及的由任在向对" or names.is_stop(word)):
            begin, loose = at, []
        elif word != "市":
            loose.append(at)
    for at in reversed(loose):
        if not terms.GENERIC_HOUSE.fullmatch(text[at:anchor]) and not _is_title_part(text[at:anchor]):
            begin = at
            break
    lead = terms.LEADING.match(text[begin:anchor])
    return begin + lead.end() if lead else begin


@lru_cache(maxsize=8192)
def _written(stretch: str, title: str) -> int:
    """Where in a phrase the house ends and the field of the post begins; 0 where it names no house.

    A known ending decides (某协会|研究员, 某使馆|科技参赞); else a trade (某光电|总经理), else any phrase before a post of a firm.
    """
    if is_department(stretch):
        return 0
    for end in range(len(stretch), 2, -1):
        if terms.ENDING.search(stretch[:end]) and _is_title_part(stretch[end:]):
            return end
    for end in range(len(stretch), 2, -1):
        if (
            names.ends_weak(stretch[:end])
            and _is_title_part(stretch[end:])
            and not _is_title_part(stretch[:end])
        ):
            return end
    brand = len(stretch)
    words = list(names.cut(stretch))
    while words and words[-1] in terms.FIELD_WORDS:
        brand -= len(words.pop())
    firm = terms.OF_FIRM.search(title) is not None
    return brand if firm and brand >= 3 and not terms.COUNTRY.fullmatch(stretch[:brand]) else 0


def _fullest(known: Employers, name: str) -> str:
    """The longest name of the text that has this one at its end or its beginning: 南澜大学, 香港南澜大学.

    Offices of two cities have the same name: 金融管理局 is not 深圳市地方金融管理局.
    """
    if name.endswith(("局", "署", "厅", "处", "委员会")):
        return name
    best = name
    for other in known.often:
        if not 0 < len(other) - len(name) <= 12 or len(other) <= len(best) or terms.COUNTRY.match(other):
            continue
        if other.endswith(name) and _is_place_word(other[: -len(name)]):
            best = other
        elif other.startswith(name) and len(name) <= 4 and names.ends_weak(other):
            best = other
    return best if best != name else _longer_in_text(known.text, name)


def _is_place_word(words: str) -> bool:
    return words in ("国立", "私立", "市立") or not names.without_region(words)


def _longer_in_text(text: str, name: str) -> str:
    """A fuller form that the finder does not know: 国立南澜大学 for 南澜大学, 澜图微电子 for 澜图."""
    best, at = name, text.find(name, 0, terms.SEARCHED)
    for _ in range(terms.MOST_USES):
        if at < 0:
            break
        before = text[max(0, at - 2) : at]
        if (
            len(name) >= 4
            and len(before) == 2
            and _is_place_word(before)
            and not terms.COUNTRY.match(before + name)
        ):
            best = max(best, before + name, key=len)
        for more in range(8, 1, -1) if len(name) <= 3 else ():
            longer = text[at : at + len(name) + more]
            if (
                re.fullmatch("[一-鿿]+", longer)
                and names.ends_weak(longer)
                and not _bounded(longer[len(name) :])
            ):
                best = max(best, longer, key=len)
                break
        at = text.find(name, at + 1, terms.SEARCHED)
    return best


#: 协会 may be short for a 协进会, 校 for a 大学.
_ENDS_AS: dict[str, tuple[str, ...]] = {
    "协会": ("协会", "协进会", "促进会", "学会", "联合会"),
    "校": ("大学", "学院", "学校", "中学"),
    "行": ("银行",),
    "院": ("院",),
    "会": ("会",),
    "学校": ("大学", "学院", "学校", "中学"),
}  # fmt: skip


def _meant(known: Employers, anchor: int, words: str, noun: str) -> str | None:
    """What 公司, 该校 or 协会 stands for: the last house of that kind, in a notice its issuer."""
    firm = noun in ("公司", "集团", "企业")
    if firm and known.issuer is not None:
        return known.issuer
    index = bisect_right(known.ends, anchor) - 1
    park = words.startswith("园区")
    for mention in reversed(known.mentions[max(0, index + 1 - terms.MOST_NAMES) : index + 1]):
        if mention.kind == "place" or mention.text == noun:
            continue
        kind = mention.kind in ("firm", "money") if firm else mention.name.endswith(_ENDS_AS.get(noun, noun))
        if kind and (not park or "园" in mention.name):
            return mention.name
    return None


def _unsaid(known: Employers, anchor: int, title: str, *, unit: bool = False) -> str | None:
    """某某光电今天召开说明会，总经理某某说: the house told before in the sentence, or the one it is all about."""
    needs = next(
        (house for post, house in terms.NEEDS if post.search(title)), terms.NEEDS[-1][1] if unit else None
    )
    if needs is None:
        return None
    begin = max(known.text.rfind(mark, max(0, anchor - 120), anchor) for mark in "。！？\n")
    index = bisect_right(known.ends, anchor) - 1
    here = {
        m.name
        for m in known.mentions[max(0, index - 3) : index + 1]
        if m.start > begin and needs.search(m.name) and m.kind != "place"
    }
    if len(here) == 1:
        return here.pop()
    if title.startswith("法定代表人") and index >= 0 and "\n" not in known.text[known.ends[index] : anchor]:
        told = next((m.name for m in reversed(known.mentions[: index + 1]) if m.kind == "firm"), None)
        return told or known.issuer
    if known.issuer is not None and needs.search("公司"):
        return known.issuer
    fitting = [(n, name) for name, n in known.often.items() if needs.search(name)]
    if len(fitting) == 1:
        return fitting[0][1]
    fitting = [(n, name) for n, name in fitting if n >= 2]
    most = max(fitting, default=(0, None))
    return most[1] if sum(n == most[0] for n, _ in fitting) == 1 else None
