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
_BETWEEN = re.compile(r"(?:的|旗下|）)?(?P<part>[一-鿿A-Za-z& \u3000]{0,16})")
_LEFT_BOUND = re.compile(r"[^一-鿿A-Za-z0-9&.·-]")
#: What a post may be for: 研发副总经理, 企业服务专员, 劳工事务主任. Other common words before a post are a brand.
_FIELD_WORDS = frozenset(
    "研发 财务 人力 资源 人力资源 市场 营销 行销 销售 法务 法律 技术 业务 运营 营运 工程 科技 产业 服务 企业 租务 租赁 招商 投资 项目 专案 产品 生产 质量 采购 "
    "供应链 物业 行政 综合 战略 策略 规划 建设 发展 合作 国际 海外 公共 事务 公共事务 对外 媒体 传媒 公关 品牌 信息 资讯 数据 数字 政策 劳工 教育 卫生 医务 护理 临床 "
    "科研 学术 教学 学生 招生 实验室 设计 架构 算法 软件 硬件 系统 安全 风险 合规 审计 内部 客户 商务 贸易 文化 体育 青年 人才 党群 组织 宣传 纪检 政务 高级 资深 管理 "
    "创新 成果 转化 知识产权 标准 政府 关系 社会 责任 可持续 能源 医疗 临床医学 化学 物理 材料 生物 数学 经济 区域 大湾区 亚洲区 亚太区 中国区 大中华区 华南区 全球 集团 "
    "补教 退休 中学 高中 小学 首席 主管 教务 学务 校务 院务 会务 秘书 办公室 外事 侨务 港澳 两岸 台湾 内地 大陆 粤港澳 开发 维护 检测 测试 工艺 制造 供应 物流 仓储 "
    "航天 宏观 汽车 半导体 机器人 人工智能 量子 网络 云 环境 城市 交通 地产 建筑 农业 旅游 金融 保险 证券 资产 基金 信贷 普惠 科创 高等 职业 继续 学科 专业 人事".split()
)
#: Endings of a house where the finder of organisations has none.
_ENDING = re.compile(
    "(?:公司|集团|银行|大学|学院|中学|高中|小学|学校|研究院|研究所|科学院|实验室|医院|中心|协会|协进会|学会|商会|公会|工会|联盟|联合会|促进会|基金会|基金|出版社|报社|电视台|"
    "使馆|领馆|领事馆|政协|人大|政府|委员会|管委会|事务所|律所|资本|创投|证券|保险|人寿|俱乐部|合作社|交易所|工场|科技园|办事处|代表处|[署局厅社队馆厂庭府])$"
)
_COUNTRY = re.compile(
    "^(?:瑞士|德国|法国|英国|美国|芬兰|瑞典|挪威|丹麦|荷兰|比利时|意大利|西班牙|葡萄牙|奥地利|波兰|捷克|日本|韩国|新加坡|以色列|加拿大|澳大利亚|澳洲|新西兰|印度|巴西|俄罗斯|爱尔兰|马来西亚|泰国|阿联酋)(?=[一-鿿A-Za-z]{3})"
)
#: Without what stands before, these name no house: 评审|委员会, 两岸|政策协会.
_GENERIC_HOUSE = re.compile(
    "(?:政策|研究|服务|管理|工作|发展)?(?:委员会|政协|协会|学会|中心|公司|集团|大学|学院|医院|基金会|联盟)"
)
#: 三校校长, 双方主席: of several houses at once.
_SEVERAL = re.compile("^(?:[两三四五六七八九十双各][校方家院地会国]|各)$")
_ABROAD = re.compile("驻[一-鿿]{1,4}$")
#: Posts that somebody holds in a firm: what stands before them is its name, whatever the words.
_OF_FIRM = re.compile(
    "董事|总裁|总经理|社长|创始|创办|执行长|[财投技营]务?[资术运]?长|CEO|CTO|CFO|COO|总监|合伙人|首席|主席|监制|总编|掌门|主理|站长|队"
)
#: A short name is looked for in the text this often at most, so that a page of one word costs linear time.
_MOST_USES = 20
#: What may stand before a house without being part of it: 原某基金主席, 由某大学的某博士.
_LEADING = re.compile(
    r"^(?:原任?|前任?|时任|现任|由|与|和|及|同|在|经|请|以及|代表|来自|包括|其中|为|是|获|任|出任|担任)(?=[一-鿿A-Za-z]{2})"
)
_NOUNS = (
    "公司|集团|银行|中心|协会|协进会|学会|联盟|公会|商会|联合会|促进会|基金会|合作社|俱乐部|研究院|研究所|实验室|学院|医学院|大学|医院|学校|中学|"
    "协会|工会|机构|企业|交易所|工厂|出版社|报社|论坛|委员会|基金|署|局|处"
)
_ANAPHOR = re.compile(rf"(?:该|本|我|此|贵|其|园区|两家)?(?P<noun>{_NOUNS}|[校行院会所])")
#: The party of a notice that calls itself so: …股份有限公司（以下简称“公司”或“本公司”）.
_SELF = re.compile("（(?:以下)?(?:简?称)?(?:为)?[“‘]?(?:公司|本公司|发行人|上市公司)[”’]?[^）]{0,12}）")
_NOTICE = re.compile("承董事会命|本公告|本公司董事会|接待人员|法定代表人：|特此公告")
_SIGNED = re.compile(
    r"(?m)^(?:公司名称：|承董事会命\n)?(?P<name>[一-鿿（）]{2,24}有限公司)(?:（[^（）\n]{1,20}）)?$"
)
#: Units of a firm or an office are part of the title, those of a university are houses of their own.
_UNIT = re.compile(
    r"(?!股份|有限|集团|控股|责任|科技)[一-鿿]{0,10}(?:部|部门|办|办公室|处|科|室|组|中心|实验室|区|线|系)$|(?:租务|研发|财务|人力资源|市场|法务|技术|业务|运营|工程|科技|大湾区|亚洲区|亚太区|中国区|大中华区|全球|区域)$"
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
        re.compile("公司|集团|股份|科技|银行|制药|药业|智能|电子|微电子|生物|医疗|基金|资本|控股|光电|精密|人寿|保险|证券|创投|控股"),
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
    ends = {m.end: m.name for m in rows}
    told = _SELF.search(text)
    issuer = ends.get(told.start()) if told else None
    if issuer is None and (signed := _SIGNED.search(text)) and _NOTICE.search(text):
        issuer = signed["name"]
    if issuer is None and _NOTICE.search(text):
        issuer = next(
            (
                m.name
                for m in rows
                if re.search("有限公司(?:（[^）]+）)?$", m.name) and names.without_common(m.name)
            ),
            None,
        )
    return Employers(text, rows, [m.start for m in rows], [m.end for m in rows], often, issuer)


def house_of(known: Employers, anchor: int, title: str) -> House:
    """The house of the post that begins at ``anchor``."""
    mention, part = _mentioned(known, anchor)
    if mention is not None:
        return _split(known, mention, part)
    start = _stretch_start(known.text, anchor)
    stretch = known.text[start:anchor]
    if _SEVERAL.match(stretch) or _ABROAD.search(stretch):
        return House(name=None)
    anaphor = _ANAPHOR.match(stretch)
    if anaphor and stretch[:2] in ("企业", "机构", "工厂", "实验") and len(stretch) > anaphor.end():
        anaphor = None  # 企业服务专员: a field of work
    if anaphor and _is_title_part(stretch[anaphor.end() :]):
        name = _meant(known, anchor, stretch[: anaphor.end()], anaphor["noun"])
        name = _fullest(known, name) if name else None
        return House(name=name, part=stretch[anaphor.end() :])
    region = _REGION.fullmatch(stretch)
    if region:
        return House(name=stretch, start=start)
    split = _written(stretch, title)
    if split:
        house = _COUNTRY.sub("", stretch[:split])
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
    region = _REGION.search(stretch)
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
    match = _BETWEEN.fullmatch(between)
    part = re.sub(r"\s", "", match["part"]) if match else ""
    if not match or _bounded(part):
        return None, ""
    field = _LEADING.sub("", mention.text)
    if is_department(field) or (_is_title_part(field) and not _ENDING.search(field)):
        # 租务主管: the finder took the field for a house, which stands before it
        before, more = _mentioned(known, mention.start)
        return (before, more + field + part) if before is not None else (None, "")
    if mention.text[-1] == "系" and not names.ends_name(mention.text[:-1]) and "大学" not in mention.text:
        return None, ""
    return mention, part


def _bounded(part: str) -> bool:
    """Whether a verb, an adverb or a joiner stands in what would be a department."""
    return bool(part) and any(names.bounds_name(word) or word in "与和及" for word in names.cut(part))


def is_department(words: str) -> bool:
    """租赁部, 招商中心, 人才办: a field of work as a unit of some house."""
    unit = re.fullmatch("(?P<field>[一-鿿]{2,10}?)(?:事业部|部门|部|办公室|办|处|科|室|组|中心)", words)
    return unit is not None and all(w in _FIELD_WORDS for w in names.cut(unit["field"]))


def _is_title_part(words: str) -> bool:
    """企业服务, 研发, 公寓事业部: fields of work, and units of a house; no brand."""
    if not words or _UNIT.fullmatch(words):
        return len(words) <= 12
    return words in _FIELD_WORDS or (
        len(words) <= 10 and all(w in _FIELD_WORDS or w[-1] in "部办区线组科" for w in names.cut(words))
    )


def _split(known: Employers, mention: OrganisationMention, part: str) -> House:
    """The house itself and its department: 某公司公寓事业部经理, 某医疗亚洲区总裁, 某公司实验室运营总监."""
    surface = mention.text
    lead = _LEADING.match(surface)
    cut = lead.end() if lead and not names.ends_name(surface[: lead.end()]) else 0
    if mention.kind in ("firm", "money", "other") and (country := _COUNTRY.match(surface[cut:])):
        cut += country.end()
    surface = surface[cut:]
    if mention.kind == "gov" and mention.name != mention.text and mention.name.endswith(mention.text):
        return House(name=surface, start=mention.start + cut, part=part)  # 金融管理局 of another city
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
    """Where the phrase before a title begins: behind punctuation, a verb or a joiner.

    A verb that a name needs does not bound it: 评审委员会主席, 市政协委员.
    """
    begin = max(0, anchor - 24)
    bounds = [m.end() for m in _LEFT_BOUND.finditer(text, begin, anchor)]
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
        if not _GENERIC_HOUSE.fullmatch(text[at:anchor]) and not _is_title_part(text[at:anchor]):
            begin = at
            break
    lead = _LEADING.match(text[begin:anchor])
    return begin + lead.end() if lead else begin


def _written(stretch: str, title: str) -> int:
    """Where in a phrase the house ends and the field of the post begins; 0 where it names no house.

    A known ending decides (某协会|研究员, 某使馆|科技参赞); else a trade (某光电|总经理), else any phrase before a post of a firm.
    """
    if is_department(stretch):
        return 0
    for end in range(len(stretch), 2, -1):
        if _ENDING.search(stretch[:end]) and _is_title_part(stretch[end:]):
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
    while words and words[-1] in _FIELD_WORDS:
        brand -= len(words.pop())
    firm = _OF_FIRM.search(title) is not None
    return brand if firm and brand >= 3 and not _COUNTRY.fullmatch(stretch[:brand]) else 0


def _fullest(known: Employers, name: str) -> str:
    """The longest name of the text that has this one at its end or its beginning: 南澜大学, 香港南澜大学.

    Offices of two cities have the same name: 金融管理局 is not 深圳市地方金融管理局.
    """
    if name.endswith(("局", "署", "厅", "处", "委员会")):
        return name
    best = name
    for other in known.often:
        if not 0 < len(other) - len(name) <= 12 or len(other) <= len(best) or _COUNTRY.match(other):
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
    best, at = name, text.find(name)
    for _ in range(_MOST_USES):
        if at < 0:
            break
        before = text[max(0, at - 2) : at]
        if (
            len(name) >= 4
            and len(before) == 2
            and _is_place_word(before)
            and not _COUNTRY.match(before + name)
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
        at = text.find(name, at + 1)
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
    while index >= 0:
        mention = known.mentions[index]
        index -= 1
        if mention.kind == "place" or mention.text == noun:
            continue
        kind = mention.kind in ("firm", "money") if firm else mention.name.endswith(_ENDS_AS.get(noun, noun))
        if kind and (not park or "园" in mention.name):
            return mention.name
    return None


def _unsaid(known: Employers, anchor: int, title: str, *, unit: bool = False) -> str | None:
    """某某光电今天召开说明会，总经理某某说: the house told before in the sentence, or the one it is all about."""
    needs = next((house for post, house in _NEEDS if post.search(title)), _NEEDS[-1][1] if unit else None)
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
