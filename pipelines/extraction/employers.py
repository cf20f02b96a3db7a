"""Whose post it is: the organisation before a title, the department between, and what stands in other words."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from pipelines.extraction import employer_words as terms
from pipelines.extraction.employer_forms import fullest, is_bounded, is_department, is_title_part, lead_of
from pipelines.extraction.employer_index import Employers, House, employers_of
from pipelines.extraction.employer_told import meant, unsaid
from pipelines.extraction.organisations import OrganisationMention
from pipelines.lexicons import names

__all__ = ["Employers", "House", "employers_of", "house_of"]


def house_of(known: Employers, anchor: int, title: str) -> House:
    """The house of the post that begins at ``anchor``."""
    return _of_office(known, anchor) or _before(known, anchor, title)


def _of_office(known: Employers, anchor: int) -> House | None:
    """The house that the post itself tells of: a committee, a seat of the council."""
    if committee := terms.COMMITTEE.search(known.text[max(0, anchor - 24) : anchor]):
        return House(name=committee[0], start=anchor - len(committee[0]))
    if seat := terms.SEAT.search(known.text[max(0, anchor - 20) : anchor]):
        return House(name="立法会", start=anchor - len(seat[0]), part=seat["part"])
    return None


def _before(known: Employers, anchor: int, title: str) -> House:
    """The house that stands before a post: a name that is found, one in quotation marks, or what the stretch says."""
    if charge := terms.IN_CHARGE.search(known.text[max(0, anchor - 16) : anchor]):
        anchor -= len(charge[0])
    mention, part = _mentioned(known, anchor)
    if mention is not None:
        return (
            _committee(known, mention, part) or _meant(known, mention, part) or _split(known, mention, part)
        )
    if quoted := terms.QUOTED.search(known.text[max(0, anchor - 16) : anchor]):
        name = quoted["name"]  # “声野农场”创办人
        return House(name=fullest(known.text, known.often, name), start=anchor - len(name) - 1)
    return _in_stretch(known, anchor, title)


def _in_stretch(known: Employers, anchor: int, title: str) -> House:
    """The house of which no name is found: what the stretch before the post says of it."""
    start = _stretch_start(known.text, anchor)
    stretch = known.text[start:anchor]
    if terms.SOME.search(known.text[max(0, start - 4) : start] + stretch):
        return House(name=None)  # 香港一家测量师行的董事
    if stretch.endswith("的") and len(stretch) > 2:
        anchor, stretch = anchor - 1, stretch[:-1]
    if terms.SEVERAL.match(stretch) or terms.ABROAD.search(stretch):
        return House(name=None)
    anaphor = terms.ANAPHOR.match(stretch)
    if anaphor and stretch[:2] in ("企业", "机构", "工厂", "实验") and len(stretch) > anaphor.end():
        anaphor = None  # 企业服务专员: a field of work
    if anaphor and is_title_part(stretch[anaphor.end() :]):
        name = meant(known, anchor, stretch[: anaphor.end()], anaphor["noun"])
        name = fullest(known.text, known.often, name) if name else None
        return House(name=name, part=stretch[anaphor.end() :])
    region = terms.REGION.fullmatch(stretch)
    if region:
        return House(name=stretch, start=start)
    split = _written(stretch, title)
    if split:
        house = terms.APPOSED.sub("", terms.COUNTRY.sub("", stretch[:split]))
        if terms.ACADEMY.search(house) and terms.FACULTY.search(stretch[split:]):
            split, house = len(stretch), house + stretch[split:]  # 某大学产业经济系教授
        return House(
            name=fullest(known.text, known.often, house),
            start=anchor - len(stretch) + split - len(house),
            part=stretch[split:],
        )
    return _without_house(known, anchor, stretch, title)


def _committee(known: Employers, mention: OrganisationMention, part: str) -> House | None:
    """某合作区|执行|委员会: a committee belongs to the name of the place or body before it."""
    if mention.text != "委员会":
        return None
    index = bisect_right(known.ends, mention.start) - 1
    body = known.mentions[index] if index >= 0 else None
    if body is None or not terms.OF_COMMITTEE.fullmatch(known.text[body.end : mention.start]):
        return None
    return House(name=known.text[body.start : mention.end], start=body.start, part=part)


def _meant(known: Employers, mention: OrganisationMention, part: str) -> House | None:
    """工坊运营|总监: the finder took a noun for the house and the field of the post for one name."""
    anaphor = terms.ANAPHOR.match(mention.text) if mention.kind == "firm" else None
    field = mention.text[anaphor.end() :] if anaphor else ""
    if anaphor is None or field not in terms.FIELD_WORDS:
        return None
    name = meant(known, mention.start, mention.text[: anaphor.end()], anaphor["noun"])
    return House(name=fullest(known.text, known.often, name), part=field + part) if name else None


def _without_house(known: Employers, anchor: int, stretch: str, title: str) -> House:
    """企业服务专员, 生医工程系特聘教授, 化学家: the field belongs to the title; the house is told elsewhere."""
    if stretch.endswith("系"):
        name = meant(known, anchor, "", "大学")
        return House(name=fullest(known.text, known.often, name) if name else None, part=stretch)
    if names.is_region(stretch):  # 深圳副市长
        return (
            House(name=stretch, start=anchor - len(stretch))
            if terms.OF_PLACE.search(title)
            else House(name=None)
        )
    if title.startswith(("学家", "专家")):
        return House(name=None, part=stretch if len(stretch) <= 5 else "")
    part = stretch if is_title_part(stretch) else ""
    region = terms.REGION.search(stretch)
    return House(
        name=unsaid(known, anchor - len(part), title, unit=is_department(part)) if not region else region[0],
        part=part,
    )


def _mentioned(known: Employers, anchor: int) -> tuple[OrganisationMention | None, str]:
    """The organisation before a post, and the department or field between (产业服务部, 大湾区发展)."""
    index = bisect_right(known.ends, anchor) - 1
    if index < 0 or anchor - known.mentions[index].end > 40:
        return None, ""
    mention = known.mentions[index]
    # behind its alias: 某发展有限公司（以下简称“某公司”）总经理
    between = re.sub(r"^（[^（）]{1,24}）|^[”’」]?）", "", known.text[mention.end : anchor])
    match = terms.BETWEEN.fullmatch(between)
    part = match["part"] if match else ""
    part = part.lstrip() if part.isascii() else re.sub(r"\s", "", part)  # founder and |CEO
    part = re.sub("^[一-鿿]{0,6}(?:上|中|期间|时)$", "", part)  # 立法会会议上某某议员
    if not match or (is_bounded(part) and not terms.UNIT_OF.fullmatch(part)):
        return None, ""
    field = mention.text[lead_of(mention.text) :]
    if is_department(field) or (is_title_part(field) and not terms.ENDING.search(field)):
        # 租务主管: the finder took the field for a house, which stands before it
        before, more = _mentioned(known, mention.start)
        if before is not None:
            return before, more + field + part
        return (mention, part) if mention.kind == "gov" else (None, "")  # 消防处副处长: an office of its own
    if index > 0 and known.mentions[index - 1].end == mention.start and mention.text.endswith("公司"):
        before = known.mentions[index - 1]
        if before.text.endswith(("公司", "集团")):
            return before, mention.text + part  # 某局集团有限公司|华南公司经理
    if mention.text[-1] == "系" and not names.ends_name(mention.text[:-1]) and "大学" not in mention.text:
        return None, ""
    return mention, part


def _split(known: Employers, mention: OrganisationMention, part: str) -> House:
    """The house itself and its department: 某公司公寓事业部经理, 某医疗亚洲区总裁, 某公司实验室运营总监."""
    surface = mention.text
    cut = lead_of(surface)
    if mention.kind in ("firm", "money", "other") and (country := terms.COUNTRY.match(surface[cut:])):
        cut += country.end()
    if mention.kind == "firm" and (head := terms.APPOSED.match(surface[cut:])):
        cut += head.end()
    surface = surface[cut:]
    if (
        mention.kind == "gov"
        and len(mention.text) > 3
        and mention.name != mention.text
        and mention.name.endswith(mention.text)
    ):
        return House(name=surface, start=mention.start + cut, part=part)  # 金融管理局 of another city
    name = mention.name[cut:] if cut and mention.name.startswith(mention.text[:cut]) else mention.name
    parent = _parent(known, surface, part)
    if parent is not None:
        unit = surface[len(parent) :]
        if not (terms.ACADEMY.search(parent) and terms.FACULTY.search(unit)):
            return House(
                name=fullest(known.text, known.often, parent), start=mention.start + cut, part=unit + part
            )
    if part.endswith("委员会") and mention.kind in ("gov", "place"):
        return House(name=surface + part, start=mention.start + cut)  # 立法会某事务委员会主席
    if part and terms.ACADEMY.search(surface) and terms.FACULTY.search(part) and not is_bounded(part):
        # 某大学化学系讲座教授: a faculty is a house; 某公司工程管理中心主任 is not
        return House(name=name + part, start=mention.start + cut)
    return House(name=fullest(known.text, known.often, name), start=mention.start + cut, part=part)


def _parent(known: Employers, surface: str, part: str = "") -> str | None:
    """The firm or known house of which the rest of a name is a unit."""
    for end in range(len(surface) - 1, 1, -1):
        head, unit = surface[:end], surface[end:]
        if len(unit) > 12 or not (
            terms.UNIT.fullmatch(unit)
            or (part and terms.UNIT.fullmatch(unit + part))
            or (unit in terms.FIELD_WORDS and unit not in terms.OF_NAMES)
        ):
            continue
        if unit == "办公室" and names.kind_by_ending(head) is None:
            continue  # 港澳事务办公室 is a house, not the office of one
        if (
            unit in terms.FIELD_WORDS
            and unit not in terms.OF_NAMES
            and len(head) >= 3
            and not names.ends_weak(unit)
        ):
            return head  # 澜图封装|市务总监: a field of work at the end of a name belongs to the post
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
        if not terms.GENERIC_HOUSE.fullmatch(text[at:anchor]) and not is_title_part(text[at:anchor]):
            begin = at
            break
    return begin + lead_of(text[begin:anchor])


@lru_cache(maxsize=8192)
def _written(stretch: str, title: str) -> int:
    """Where in a phrase the house ends and the field of the post begins; 0 where it names no house.

    A known ending decides (某协会|研究员, 某使馆|科技参赞); else a trade (某光电|总经理), else any phrase before a post of a firm.
    """
    if is_department(stretch):
        return 0
    for end in range(len(stretch), 2, -1):
        if terms.ENDING.search(stretch[:end]) and is_title_part(stretch[end:]):
            return end
    for end in range(len(stretch), 2, -1):
        if (
            names.ends_weak(stretch[:end])
            and is_title_part(stretch[end:])
            and not is_title_part(stretch[:end])
        ):
            return end
    brand = len(stretch)
    words = list(names.cut(stretch))
    while words and words[-1] in terms.FIELD_WORDS:
        brand -= len(words.pop())
    firm = terms.OF_FIRM.search(title) is not None
    return brand if firm and brand >= 3 and not terms.COUNTRY.fullmatch(stretch[:brand]) else 0
