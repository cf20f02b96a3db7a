"""The words on the sides of a signing as parties, groups without names, counts and people who sign."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.extraction.counts import CountMention
from pipelines.extraction.draft import Reading
from pipelines.extraction.organisations import OrganisationMention
from pipelines.extraction.people import PersonMention
from pipelines.extraction.signing.anaphora import all_meant_by, meant_by
from pipelines.extraction.signing.frames import Framed
from pipelines.extraction.signing.tokens import Token
from pipelines.lexicons import names

Span = tuple[int, int]

#: 两家客户, 首批租户, 多家企业, 北区五间中学, 一家荷兰机构: somebody, but nobody by name.
_GROUP = re.compile(
    r"(?:[一-鿿]{0,4}?(?:首批|第一批|多|若干|几|数|一|两|二|三|四|五|六|七|八|九|十|\d+)(?:余)?(?:家|间|所|名|个|批|支|组)?[一-鿿]{0,8}?"
    r"(?:企业|公司|机构|客户|租户|中学|小学|大学|高校|院校|学校|医院|团队|伙伴|单位|商户|用户|银行|业主|家))$"
)
_NO_NAME = re.compile(
    r"(?:上|下|中|后|前|时|日|内|间|的|了|过|着|等|其他|各|所|方|代表|企业|机构|公司|院校|高校|客户|人员|们|会上|期间|仪式|论坛|项目|合作|服务|活动|记者|媒体|届时|规划|病人|市民)$|^(?:其他|各|所有|相关|有关|多方|社会|擅自|记者|据|届时|以下|并|而|但)"
)
#: Before the name, where a list did not tell: 电 瑞典, 启动礼上，.
_LEADING = re.compile(r"^.*[\s，：】）]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Who stands on the sides of one signing. ``named``: (role, mention) in the order of the text."""

    named: tuple[tuple[str, OrganisationMention], ...] = ()
    groups: tuple[Span, ...] = ()
    counts: tuple[CountMention, ...] = ()
    people: tuple[PersonMention, ...] = ()
    sure: bool = False  # somebody is known for certain, not only from where the name stands


def read_sides(reading: Reading, framed: Framed) -> Sides:
    """The sides of an act that a frame read."""
    named: list[tuple[str, OrganisationMention]] = []
    groups: list[Span] = []
    counts: list[CountMention] = []
    people: list[PersonMention] = []
    sure = False
    for role, tokens in framed.sides:
        mine, known = _members(reading, tokens)
        sure = sure or known
        group = [t for t in tokens if t.kind == "count" or (t.kind == "other" and _is_group(reading, t))]
        counts += [c for t in group if (c := _count_at(reading, t.start))]
        if not mine:
            groups += [_whole(reading, tokens, t) for t in group if _counted(reading, t)]
        named += [(role, mention) for mention in mine]
        people += [p for t in tokens if t.kind == "person" and (p := _person_at(reading, t.start))]
    return Sides(
        named=tuple(_each_once(named)),
        groups=tuple(groups),
        counts=tuple(counts),
        people=tuple(people),
        sure=sure or bool(groups) or bool(counts),
    )


def _members(reading: Reading, tokens: tuple[Token, ...]) -> tuple[list[OrganisationMention], bool]:
    members: list[OrganisationMention] = []
    known = False
    for index, token in enumerate(tokens):
        if token.kind in ("org", "place") and (mention := mention_at(reading, token.start)):
            members.append(mention)
            known = known or token.kind == "org"
        elif token.kind == "one" and (mention := meant_by(reading, token.start, token.end)):
            members.append(mention)
            known = True
        elif token.kind == "several":
            several = all_meant_by(reading, token.start, token.end)
            members += several
            known = known or bool(several)
        elif token.kind == "other":
            followed = tokens[index + 1].kind if index + 1 < len(tokens) else ""
            if followed not in ("that", "org") and (mention := _in_place_of_a_name(reading, token)):
                members.append(mention)
    return members, known


def mention_at(reading: Reading, start: int) -> OrganisationMention | None:
    """The name that begins at an offset."""
    index = bisect_left(reading.organisations, start, key=lambda m: m.start)
    found = reading.organisations[index : index + 1]
    return found[0] if found and found[0].start == start else None


def _count_at(reading: Reading, start: int) -> CountMention | None:
    index = bisect_left(reading.counts, start, key=lambda m: m.start)
    return next((c for c in reading.counts[index : index + 2] if c.start <= start + 6), None)


def _person_at(reading: Reading, start: int) -> PersonMention | None:
    return next((p for p in reading.people if p.start == start), None)


def _in_place_of_a_name(reading: Reading, token: Token) -> OrganisationMention | None:
    """What stands where only a side can stand is a name, if it looks like one: 霁野机器人与深港科创公司签署…."""
    text = reading.text[token.start : token.end]
    lead = _LEADING.match(text)
    start = token.start + (lead.end() if lead else 0)
    name = reading.text[start : token.end].strip()
    if (
        not 2 <= len(name) <= 16
        or not re.fullmatch(r"[一-鿿A-Za-z0-9·&.\- ]+", name)
        or _NO_NAME.search(name)
    ):
        return None
    words = list(names.cut(name))
    if _GROUP.fullmatch(name) or names.is_generic(name) or any(names.bounds_name(w) for w in words):
        return None
    if not (any(names.is_brand_piece(w) or names.is_region(w) for w in words) or names.ends_name(name)):
        return None
    return OrganisationMention(
        start=start,
        end=start + len(name),
        text=name,
        name=name,
        canonical=name,
        kind=names.kind_by_ending(name) or "firm",
    )


def _is_group(reading: Reading, token: Token) -> bool:
    return bool(_GROUP.search(reading.text[token.start : token.end].strip()))


def _counted(reading: Reading, token: Token) -> bool:
    """Whether a count is of those who sign, not of what is signed."""
    count = _count_at(reading, token.start)
    return count is None or count.what in ("company", "partner", "institution", "team", "other")


def _whole(reading: Reading, tokens: tuple[Token, ...], token: Token) -> Span:
    """The group with what stands before and behind its number: 首批20家, 14家企业和机构."""
    text = reading.text
    start, end = token.start, token.end
    if token.kind == "other":
        match = _GROUP.search(text[start:end].strip())
        start += match.start() if match else 0
    if lead := re.search("(?:首批|第一批|香港|内地|本地|台湾|海外|北区)$", text[:start]):
        start = lead.start()
    if more := re.match("和(?:机构|团队|院校)", text[end : end + 3]):
        end += more.end()
    return start, end


def _each_once(named: list[tuple[str, OrganisationMention]]) -> Iterator[tuple[str, OrganisationMention]]:
    seen: set[str] = set()
    for role, mention in named:
        if mention.canonical not in seen:
            seen.add(mention.canonical)
            yield role, mention
