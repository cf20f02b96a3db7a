"""Whose post it is: the organisation before a title, the department between, and what 公司 or 该校 stands for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.extraction.organisations import OrganisationMention
from pipelines.lexicons import names

_REGION = re.compile(
    r"(?:香港特区|澳门特区|香港特别行政区|澳门特别行政区|全国人大常委会|全国政协|[一-鿿]{2,3}省|[一-鿿]{2,3}市[一-鿿]{2,3}区|[一-鿿]{2,3}市|[一-鿿]{2}区|[一-鿿]{2}县|香港|澳门|国务院)(?:政府)?$"
)
_BETWEEN = re.compile(r"(?:的|旗下|）)?[ ]?(?P<part>[一-鿿A-Za-z&]{0,14})[ ]?")
_LEFT_BOUND = re.compile(r"[，。；：！？、“”‘’（）《》\n\s【】/｜|—]")
#: What may stand before a house without being part of it: 原某基金主席, 由某大学的某博士.
_LEADING = re.compile(r"^(?:原任?|前任?|时任|现任|由|与|和|及|同|在|经|请|以及|代表|来自|包括|其中|为|是|获|任|出任|担任)(?=[一-鿿A-Za-z]{2})")
_NOUNS = (
    "公司|集团|银行|中心|协会|协进会|学会|联盟|公会|商会|联合会|促进会|基金会|合作社|俱乐部|研究院|研究所|实验室|学院|医学院|大学|医院|学校|中学|"
    "协会|工会|机构|企业|交易所|工厂|出版社|报社|论坛|委员会|基金|署|局|处"
)
_ANAPHOR = re.compile(rf"(?:该|本|我|此|贵|其|园区|两家)?(?P<noun>{_NOUNS}|[校行院会所])")
#: The party of a notice that calls itself so: …股份有限公司（以下简称“公司”或“本公司”）.
_SELF = re.compile("（(?:以下)?(?:简?称)?(?:为)?[“‘]?(?:公司|本公司|发行人|上市公司)[”’]?[^）]{0,12}）")
#: Units of a firm or an office are part of the title, those of a university are houses of their own.
_UNIT = re.compile(
    r"(?:[一-鿿]{0,10}(?:部|部门|事业部|办|办公室|处|科|室|组|中心|实验室|区|线|系|所|院|司|分部|总部)){1,2}$|(?:租务|研发|财务|人力资源|市场|法务|技术|业务|运营|工程|科技|大湾区|亚洲区|亚太区|中国区|大中华区|全球|区域)$"
)
_ACADEMY = re.compile("(?:大学|学院|研究院|科学院|医院|中学)$")
_FACULTY = re.compile("(?:系|学院|研究所|研究院|中心|实验室|医院|学部|书院)$")
#: Titles that need a house of a kind, where none is written: 会议上总经理某某说.
_NEEDS = (
    (re.compile("校长|教务长|学务长|校监"), re.compile("大学|学院|中学|小学|学校|集团$")),
    (re.compile("署长"), re.compile("署$")),
    (re.compile("局长"), re.compile("局$")),
    (re.compile("行长"), re.compile("银行")),
    (re.compile("会长|理事长|秘书长"), re.compile("(?:会|联盟)$")),
    (
        re.compile("总经理|董事长|总裁|财务长|执行长|营运长|技术长|投资长|董事会秘书|董秘|首席.{1,3}官|法定代表人|财务负责人|主管会计|公司秘书|董事|创始人|主席$"),
        re.compile("公司|集团|股份|科技|银行|制药|药业|智能|电子|微电子|生物|医疗|基金|资本|控股|光电|精密|$"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Employers:
    """The organisations of a text, and where they begin and end, for search."""

    text: str
    mentions: tuple[OrganisationMention, ...]
    starts: list[int]
    ends: list[int]
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
    often = Counter(m.name for m in rows if m.kind != "place")
    issuer = None
    ends = {m.end: m.name for m in rows}
    if (told := _SELF.search(text)) and told.start() in ends:
        issuer = ends[told.start()]
    return Employers(text, rows, [m.start for m in rows], [m.end for m in rows], often, issuer)


def house_of(known: Employers, anchor: int, title: str) -> House:
    """The house of the post that begins at ``anchor``."""
    mention, part = _mentioned(known, anchor)
    if mention is not None:
        return _split(known, mention, part)
    start = _stretch_start(known.text, anchor)
    stretch = known.text[start:anchor]
    region = _REGION.search(stretch)
    anaphor = _ANAPHOR.match(stretch)
    if anaphor and _is_title_part(stretch[anaphor.end() :]):
        name = _meant(known, anchor, stretch[: anaphor.end()], anaphor["noun"])
        if name is not None:
            return House(name=name, part=stretch[anaphor.end() :])
    if region and region.start() == 0:
        return House(name=stretch, start=start)
    split = _written(stretch)
    if split:
        return House(name=_fullest(known, stretch[:split]), start=start, part=stretch[split:])
    part = stretch if _is_title_part(stretch) else ""
    name = _unsaid(known, anchor - len(part), title) if not region else region[0]
    return House(name=name, part=part)


def _mentioned(known: Employers, anchor: int) -> tuple[OrganisationMention | None, str]:
    """The organisation before a post, and the department or field between (产业服务部, 大湾区发展)."""
    index = bisect_right(known.ends, anchor) - 1
    if index < 0 or anchor - known.mentions[index].end > 40:
        return None, ""
    mention = known.mentions[index]
    between = re.sub(r"^（[^（）]{1,24}）", "", known.text[mention.end : anchor])
    match = _BETWEEN.fullmatch(between)
    if not match or _bounded(match["part"]):
        return None, ""
    if not _NAMED.search(mention.text) and not names.without_common(mention.text):
        return None, ""  # 租务主管: the finder took the field for a house
    return mention, match["part"]


_NAMED = re.compile(rf"(?:{_NOUNS}|公司|政府|[部厅司院会社队])(?:（[^（）]+）)?$")


def _bounded(part: str) -> bool:
    """Whether a verb, an adverb or a joiner stands in what would be a department."""
    return bool(part) and any(names.bounds_name(word) or word in "与和及" for word in names.cut(part))


def _is_title_part(words: str) -> bool:
    """企业服务, 项目, 研发: words of every trade, no brand."""
    return len(words) <= 10 and not names.without_common(words) and not _bounded(words)


def _split(known: Employers, mention: OrganisationMention, part: str) -> House:
    """The house itself and its department: 某公司公寓事业部经理, 某医疗亚洲区总裁, 某公司实验室运营总监."""
    surface = mention.text
    lead = _LEADING.match(surface)
    cut = lead.end() if lead and not names.ends_name(surface[: lead.end()]) else 0
    surface = surface[cut:]
    name = mention.name[cut:] if cut and mention.name.startswith(mention.text[:cut]) else mention.name
    parent = _parent(known, surface)
    if parent is not None:
        unit = surface[len(parent) :]
        if not (_ACADEMY.search(parent) and _FACULTY.search(unit)):
            return House(name=_fullest(known, parent), start=mention.start + cut, part=unit + part)
    if part and _ACADEMY.search(surface) and _FACULTY.search(part) and not _bounded(part):
        # 某大学化学系讲座教授: a faculty is a house; 某公司工程管理中心主任 is not
        return House(name=name + part, start=mention.start + cut)
    return House(name=_fullest(known, name), start=mention.start + cut, part=part)


def _parent(known: Employers, surface: str) -> str | None:
    """The firm or known house of which the rest of a name is a unit."""
    texts = {m.text for m in known.mentions} | set(known.often)
    for end in range(len(surface) - 1, 1, -1):
        head, unit = surface[:end], surface[end:]
        if len(unit) > 12 or not _UNIT.fullmatch(unit):
            continue
        if names.kind_by_ending(head) in ("firm", "money") and head.endswith(("公司", "集团", "银行", "署")):
            return head
        if head in texts and names.kind_by_ending(surface) not in ("gov",):
            return head
    return None


def _stretch_start(text: str, anchor: int) -> int:
    """Where the phrase before a title begins: behind punctuation, a verb or a joiner."""
    begin = max(0, anchor - 24)
    bounds = [m.end() for m in _LEFT_BOUND.finditer(text, begin, anchor)]
    begin = max(begin, *bounds) if bounds else begin
    at = begin
    for word in names.cut(text[begin:anchor]):
        at += len(word)
        if at < anchor and (names.is_stop(word) or word in "与和及的由任在向对" or names.bounds_name(word)):
            begin = at
    lead = _LEADING.match(text[begin:anchor])
    return begin + lead.end() if lead else begin


def _written(stretch: str) -> int:
    """Where in a phrase the house ends and the field of the post begins; 0 where it names no house.

    A known ending decides (某协会|研究员, 某使馆|科技参赞), else the last word that no dictionary knows (泛澜光电|总经理).
    """
    for end in range(len(stretch), 2, -1):
        ends = names.ends_name(stretch[:end]) or re.search("[署局厅厂队馆社校会院所]$", stretch[:end])
        if ends and _is_title_part(stretch[end:]) and names.without_common(stretch[:end]):
            return end
    at = brand = 0
    for word in names.cut(stretch):
        at += len(word)
        if not names.is_common(word) or names.ends_weak(word):
            brand = at
    rest = stretch[brand:]
    if brand < 3 or not names.without_common(names.without_region(stretch[:brand])):
        return 0
    return brand if _is_title_part(rest) else 0


def _fullest(known: Employers, name: str) -> str:
    """The longest name of the text that has this one at its end or its beginning: 南澜大学, 香港南澜大学."""
    best = name
    for other in known.often:
        longer = len(other) > len(best) and len(other) - len(name) <= 12
        if longer and other.endswith(name) and not names.without_common(names.without_region(other[: -len(name)])):
            best = other
        elif longer and other.startswith(name) and len(name) <= 4 and names.ends_weak(other):
            best = other
    return best


def _meant(known: Employers, anchor: int, words: str, noun: str) -> str | None:
    """What 公司, 该校 or 协会 stands for: the last house of that kind, in a notice its issuer."""
    firm = noun in ("公司", "集团", "企业")
    if firm and known.issuer is not None:
        return known.issuer
    index = bisect_right(known.ends, anchor) - 1
    park = words.startswith("园区")
    while index >= 0:
        mention = known.mentions[index]
        index -= 1
        if mention.kind == "place" or mention.text == noun:
            continue
        kind = mention.kind in ("firm", "money") if firm else mention.name.endswith(noun)
        if kind and (not park or "园" in mention.name):
            return mention.name
    return None


def _unsaid(known: Employers, anchor: int, title: str) -> str | None:
    """某某光电今天召开说明会，总经理某某说: the house told before in the sentence, or the one it is all about."""
    needs = next((house for post, house in _NEEDS if post.search(title)), None)
    if needs is None:
        return None
    if known.issuer is not None and needs.search("公司"):
        return known.issuer
    begin = max(known.text.rfind(mark, max(0, anchor - 120), anchor) for mark in "。！？\n")
    index = bisect_right(known.ends, anchor) - 1
    here = [
        m.name
        for m in known.mentions[max(0, index - 3) : index + 1]
        if m.start > begin and needs.search(m.name) and m.kind != "place"
    ]
    if len(here) == 1:
        return here[0]
    fitting = [(n, name) for name, n in known.often.items() if needs.search(name) and n >= 2]
    most = max(fitting, default=(0, None))
    return most[1] if sum(n == most[0] for n, _ in fitting) == 1 else None
