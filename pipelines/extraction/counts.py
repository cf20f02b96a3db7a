"""How many of what: 13个重点项目、23家生态合作伙伴, 41位院士、4家机构."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extraction.numbers import NUMERAL, parse_number

_CLASSIFIER = "个|家|间|项|份|名|位|所|座|幢|栋|宗|单|批|支|组|款"
_COUNT = re.compile(rf"(?P<n>{NUMERAL})\s{{0,3}}(?P<cl>{_CLASSIFIER})(?P<head>[一-鿿A-Za-z“”\-]{{0,14}})")
#: A count is of what its noun says; the rightmost of these in the first words behind the classifier decides.
_NOUNS = (
    ("mou", "备忘录"),
    ("agreement", "协议|合约|租约|合同|意向书"),
    ("project", "项目|专案|课题|工程"),
    ("partner", "合作伙伴|伙伴|夥伴"),
    ("company", "企业|公司|科企|厂商|商户|客商|独角兽|初创"),
    ("institution", "机构|院校|高校|大学|单位|平台|研究院|实验室|学院|医院|商会|协会|中心"),
    ("guest", "嘉宾|院士|代表|专家|学者|人士|负责人|科学家|人员|企业家|人"),
    ("country", "国家|地区和?国家|国"),
    ("team", "团队|队伍"),
    ("building", "大楼|楼宇|楼座|建筑|大厦|楼"),
    ("job", "岗位|职位"),
)
_AREA = re.compile(rf"(?P<n>{NUMERAL})\s{{0,3}}(?P<head>平方米|平方公里|平方呎|公顷)")
_BARE_COMPANY = frozenset({"家", "间"})
_CUMULATIVE = re.compile(
    r"累计|截至|截止|至今|目前已|已有|已吸引|已引进|已聚集|已集聚|已汇聚|共有|总数|存量|今年以来|上半年|全年|迄今|历年"
)
_PLAN = re.compile(r"计划|拟|将|预计|力争|目标|有望|争取|未来")
_ZONE_TOTAL = re.compile(r"(?:全区|园区|合作区|园内)(?:现|共|内|目前)?(?:有|聚集|集聚|汇聚|入驻)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountMention:
    """Folded ``[start, end)`` of a count, e.g. 13个重点项目."""

    start: int
    end: int
    text: str
    what: str
    n: int
    scope: str
    head: str


def find_counts(text: str) -> tuple[CountMention, ...]:
    """All counts of a folded text, in order. The scope is a first guess from the words of the clause."""
    found = [m for match in _COUNT.finditer(text) if (m := _mention(text, match))]
    for match in _AREA.finditer(text):
        value = parse_number(match["n"])
        if value is not None:
            found.append(_made(text, match.start(), match.end(), "area", int(value)))
    return tuple(sorted(found, key=lambda m: m.start))


def _mention(text: str, match: re.Match[str]) -> CountMention | None:
    value = parse_number(match["n"])
    if value is None or value != int(value) or _is_part(text, match.start()):
        return None
    # up to the predicate: 23家企业现场签约 counts 企业
    head = re.split(
        r"(?:现场|集中|正式|已|将|等|在|与|和|签|获|为|参|出席|落户|入驻|共同)", match["head"], maxsplit=1
    )[0]
    best: tuple[int, str] | None = None
    for what, nouns in _NOUNS:
        for noun in re.finditer(nouns, head):
            if best is None or noun.end() > best[0]:
                best = (noun.end(), what)
    if best is None:
        if match["cl"] not in _BARE_COMPANY or head:
            return None
        best = (0, "company")
    end = match.start("head") + best[0]
    return _made(text, match.start(), end, best[1], int(value))


def _is_part(text: str, start: int) -> bool:
    """第3个, 其中一个, 每个, 2025年: not counts."""
    return bool(re.search(r"[第每各某\d.年月]$", text[max(0, start - 1) : start]))


def _made(text: str, start: int, end: int, what: str, n: int) -> CountMention:
    clause = re.split(r"[。！？；\n]", text[max(0, start - 30) : start])[-1]
    scope = "this_event"
    if _CUMULATIVE.search(clause):
        scope = "cumulative"
    elif _ZONE_TOTAL.search(clause):
        scope = "zone_total"
    elif _PLAN.search(re.split("，", clause)[-1]):
        scope = "plan"
    surface = text[start:end]
    return CountMention(start=start, end=end, text=surface, what=what, n=n, scope=scope, head=surface)
