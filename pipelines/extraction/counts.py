"""How many of what: 13个重点项目、23家生态合作伙伴, 41位院士、4家机构, 意向书逾140份, three companies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extraction.numbers import NUMERAL, parse_number

_CLASSIFIER = "个|家|间|项|份|名|位|所|座|幢|栋|宗|单|批|支|组|款|件|户|张"
#: 有10队计划进驻: the unit is the noun, unless it is one of a fleet or a file.
_TEAM = r"队(?![伍列员长形])"
_COUNT = re.compile(
    rf"(?P<n>{NUMERAL})\s{{0,3}}(?P<cl>{_CLASSIFIER}|{_TEAM})(?P<head>[一-鿿A-Za-z“”\-]{{0,14}})"
)
#: A count is of what its noun says; the rightmost of these in the first words behind the classifier decides.
_NOUNS = (
    ("mou", "备忘录"),
    ("agreement", "协议书?|合约|租约|合同|意向书|契约|订单"),
    ("project", "项目|专案|课题|工程(?!师)"),
    ("partner", "合作伙伴|伙伴|夥伴"),
    (
        "company",
        "企业|公司|科企|车企|药企|港企|外企|央企|国企|民企|厂商|商户|商家|客商|台商|港商|采购商|供应商|服务商|经销商|制造商|开发商|运营商|"
        "集团|投资方|工厂|[台港外药车]厂|券商|创投|风投|加盟商|代工厂|建筑商|发展商|保险商|承办商|承建商|厂家|独角兽|初创|租户|客户|业者",
    ),
    (
        "institution",
        "机构|院校|高校|大学|中学|小学|学校|单位|平台|院所|科研院所|基金会|博物馆|美术馆|书院|组织|团体|孵化器|众创空间|研究院|研究所|实验室|学院|医院|商会|协会|中心|银行|智库|律所|事务所",
    ),
    ("guest", "嘉宾|院士|代表|专家|学者|人士|负责人|科学家|人员|企业家|人"),
    ("country", "国家|地区和?国家|国"),
    ("team", "团队|队伍"),
    ("building", "大楼|楼宇|楼座|建筑|大厦|楼"),
    ("job", "岗位|职位"),
)
#: 签约64件, 项目128个, 意向书逾140份: the noun stands before, with little between.
_FILLER = r"(?:累计|合计|总计|共计|共|总数|数量|数|达到|已达|达|超过|超|突破|逾|约|近|将近|不少于|至少|已有|已|仅有|仅|是|有|为|增至|增加到|升至|新增|增加|目前|各|计|到)"
_BEFORE = re.compile(
    rf"(?P<noun>签约项目|合作项目|项目|专案|备忘录|协议|合约|租约|合同|意向书|签约|企业|公司|租户|商户|厂商|客户|机构|院校|高校|团队|文件)"
    rf"{_FILLER}{{0,3}}(?P<n>{NUMERAL})\s{{0,3}}(?P<cl>个|家|间|项|份|件|宗|所|支)(?P<head>)"
)
_PAPERS = frozenset(("签约", "文件"))
_AREA = re.compile(rf"(?P<n>{NUMERAL})\s{{0,3}}(?P<head>平方米|平方公里|平方呎|公顷)")
_BARE_COMPANY = frozenset({"家", "间"})
#: 五家新朋友, 三家老邻居: firms by another word; 两家餐厅, 一家人 are other things.
_LIKE_FIRM = re.compile(
    "[新老]?(?:朋友|邻居|面孔|成员|伙伴|对手|同行|股东|业主|买家|卖家|单位|会员|得主|投标者|标书)"
)
_HEAD_ENDS = re.compile(
    r"里|内(?!地|资)|敲定|达成|订立|交换|缔结|现场|集中|正式|已|将|等|在|与|和|及|签|获|为|参(?!赛|展|股)|出席|落户|入驻|进驻|共同|分别|均|都|会|来自|通过|承诺|允诺|提交|有意"
)
_CUMULATIVE = re.compile(
    r"累计|截至|截止|至今|目前已|已有|已吸引|已引进|已聚集|已集聚|已汇聚|共有|总数|存量|今年以来|上半年|全年|迄今|历年|以来"
)
_PLAN = re.compile(r"计划|拟|将|预计|力争|目标|有望|争取|未来")
_ZONE_TOTAL = re.compile(r"(?:全区|园区|合作区|园内)(?:现|共|内|目前)?(?:有|聚集|集聚|汇聚|入驻)")

_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen".split()
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
#: The longest first: twenty-three is no twenty.
_ENGLISH_NUMBERS = {
    f"{word}-{unit}": ten + n for word, ten in _TENS.items() for n, unit in enumerate(_WORDS[:9], 1)
} | {word: n for n, word in enumerate((*_WORDS, "eighteen", "nineteen"), 1)} | _TENS | {"dozen": 12}  # fmt: skip
_ENGLISH_NOUNS = (
    ("company", "companies|company|firms?|enterprises|businesses|start-?ups|tenants|customers|suppliers|manufacturers"),
    ("institution", "institutions?|universities|hospitals|schools|colleges|institutes|organi[sz]ations|laboratories|banks"),
    ("project", "projects?"),
    ("agreement", "agreements?|contracts?|leases?|deals|letters of intent"),
    ("mou", "memorand(?:a|ums?)(?: of understanding)?|MoUs?"),
    ("partner", "partners"),
    ("team", "teams"),
    ("country", "countries"),
    ("guest", "guests|experts|academics|delegates|scientists|academicians"),
    ("building", "buildings|towers"),
    ("job", "jobs|posts"),
)  # fmt: skip
_ENGLISH = re.compile(
    rf"\b(?P<n>\d[\d,]{{0,12}}|(?:{'|'.join(_ENGLISH_NUMBERS)}))\s(?:(?!million|billion|yuan|dollars|per\b|cent\b)[A-Za-z][A-Za-z'’-]{{1,20}}\s){{0,3}}?"
    rf"(?P<head>{'|'.join(f'(?P<{what}>{words})' for what, words in _ENGLISH_NOUNS)})\b",
    re.IGNORECASE,
)


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
    taken = {m.start for m in found}
    found += [m for match in _BEFORE.finditer(text) if (m := _noun_before(text, match, taken))]
    found += [m for match in _ENGLISH.finditer(text) if (m := _english(text, match))]
    for match in _AREA.finditer(text):
        value = parse_number(match["n"])
        if value is not None:
            found.append(_made(text, match.start(), match.end(), "area", int(value)))
    return tuple(sorted(found, key=lambda m: m.start))


def _mention(text: str, match: re.Match[str]) -> CountMention | None:
    value = parse_number(match["n"])
    if value is None or value != int(value) or _is_part(text, match.start()):
        return None
    if match["cl"] == "家" and match["head"].startswith(("人", "之")):
        return None  # 一家人
    if match["cl"] == "队":
        return _made(text, match.start(), match.end("cl"), "team", int(value))
    # up to the predicate: 23家企业现场签约 counts 企业
    head = _HEAD_ENDS.split(match["head"], maxsplit=1)[0]
    what, length = _what(head)
    if what is None:
        if match["cl"] not in _BARE_COMPANY or (
            head and not (match["cl"] == "家" and _LIKE_FIRM.match(head))
        ):
            return None
        what, length = "company", 0
    return _made(text, match.start(), match.start("head") + length, what, int(value))


def _what(head: str) -> tuple[str | None, int]:
    """What the rightmost noun of a phrase counts, and where it ends; 企业、机构 together are companies."""
    best: tuple[int, str] | None = None
    for what, nouns in _NOUNS:
        for noun in re.finditer(nouns, head):
            if best is None or noun.end() > best[0]:
                best = (noun.end(), what)
    return (best[1], best[0]) if best else (None, 0)


def _noun_before(text: str, match: re.Match[str], taken: set[int]) -> CountMention | None:
    """签约项目128个; 项目3个月 and 企业10家银行 count something else."""
    value = parse_number(match["n"])
    if value is None or value != int(value) or match.start("n") in taken:
        return None
    if match["cl"] == "个" and re.match(
        "月|百分点|工作日|小时|多?月|季", text[match.end() : match.end() + 3]
    ):
        return None
    noun = match["noun"]
    if noun in _PAPERS and match["cl"] not in "份件宗项":
        return None
    what = "agreement" if noun in _PAPERS else _what(noun)[0]
    return _made(text, match.start(), match.end(), what or "other", int(value))


def _english(text: str, match: re.Match[str]) -> CountMention | None:
    number = match["n"].lower()
    value = _ENGLISH_NUMBERS.get(number) or int(number.replace(",", "") or 0)
    what = next(what for what, _ in _ENGLISH_NOUNS if match[what])
    before = text[max(0, match.start() - 8) : match.start()]
    if re.search(r"[\d.,/$€£-]$|(?:\bNo\.?|\bone of the|\bthe) $", before) and what not in (
        "company",
        "institution",
    ):
        return None
    return _made(text, match.start(), match.end(), what, value)


def _is_part(text: str, start: int) -> bool:
    """第3个, 其中一个, 每个, 2025年: not counts."""
    return bool(re.search(r"[第每各某\d.年月]$", text[max(0, start - 1) : start]))


def _made(text: str, start: int, end: int, what: str, n: int) -> CountMention:
    clause = re.split(r"[。！？；\n]", text[max(0, start - 30) : start])[-1]
    surface = text[start:end]
    scope = "this_event"
    if _CUMULATIVE.search(clause) or _CUMULATIVE.search(surface):
        scope = "cumulative"
    elif _ZONE_TOTAL.search(clause):
        scope = "zone_total"
    elif _PLAN.search(re.split("，", clause)[-1]):
        scope = "plan"
    return CountMention(start=start, end=end, text=surface, what=what, n=n, scope=scope, head=surface)
