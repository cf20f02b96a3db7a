"""Who is meant by 公司, 该行, 双方, 三校: words that point back to a name of the text, or are defined in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from pipelines.extraction import called
from pipelines.extraction.document import sentence_at
from pipelines.extraction.draft import Reading
from pipelines.extraction.organisations import OrganisationMention

Mentions = list[OrganisationMention]

_FIRM = re.compile(
    "公司|集团|企业|团队|后者|前者|其|他们|它|主办方|^it$|(?:the )?(?:company|firm|group|start-?up)$"
)
#: The last word of a short name, and how the name ends that it points to.
_ENDINGS = (
    (re.compile("行$|bank"), re.compile("银行|分行|Bank")),
    (
        re.compile("校方?$|大学$|学校$|学院$|university"),
        re.compile("大学|学院|学校|University|College|School"),
    ),
    (re.compile("医院|院方|hospital"), re.compile("医院|Hospital")),
    (re.compile("研究院|院$|所$"), re.compile("研究院|研究所|学院|医院|科学院")),
    (re.compile("基金|fund"), re.compile("基金|Fund")),
    (re.compile("联盟|alliance"), re.compile("联盟|Alliance")),
    (re.compile("中心|cent(?:re|er)"), re.compile("中心|Centre|Center")),
    (re.compile("institute"), re.compile("Institute|Academy")),
    (re.compile("association|foundation"), re.compile("Association|Foundation|Society|Chamber")),
    (re.compile("laboratory"), re.compile("Laboratory")),
    (re.compile("实验室"), re.compile("实验室")),
    (re.compile("平台"), re.compile("平台")),
    (re.compile("署"), re.compile("署$")),
    (re.compile("局"), re.compile("局$")),
    (re.compile("政府"), re.compile("政府$")),
    (re.compile("[协商]?会$|组委会"), re.compile("会$")),
)
_PARK_COMPANY = re.compile(
    "园公司|创?科园公司|科创公司|园有限公司|合作区发展有限公司|Park Limited|Park Company"
)
#: What else may run a park: the company that has its name.
_ZONE_COMPANY = re.compile(
    "(?:Park|Hetao|Zone).{0,12}(?:Development|Operations?|Management).{0,12}(?:Limited|Ltd|Co)|河套.{0,12}(?:发展|运营|建设|管理)有限公司"
)
#: A dateline or a day may stand before the subject of a sentence.
_HEAD = 24
#: 两家机构 are two that were told together, or others; 双方 are those that the text is about.
_COUNTED = re.compile("[家间所]|compan|firms|universit|institution")
_SUBORDINATE = re.compile(r"\b(?:after|before|when|since|as|once)(?= $)", re.IGNORECASE)
_NUMBER = {
    "两": 2,
    "二": 2,
    "双": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "two": 2,
    "three": 3,
    "four": 4,
    "both": 2,
}
_SIDES = re.compile("[两二双三四五六]|two|three|four|both")


def meant_by(reading: Reading, start: int, end: int) -> OrganisationMention | None:
    """The organisation that a word such as 公司 or 该行 stands for at ``[start, end)``; None where none is found."""
    word = reading.text[start:end].strip()
    bare = called.bare(word)
    defined = reading.called
    if bare in defined:
        return defined[bare]
    earlier = _named(m for m in reversed(_before(reading, start)))
    if re.fullmatch("园区公司|.*\\b(?:operator|landlord|owner)\\b.*|park company", bare):
        houses = (*earlier, *_named(reading.organisations))
        return _first(m for m in houses if _PARK_COMPANY.search(m.name)) or _first(
            m for m in houses if _ZONE_COMPANY.search(m.name)
        )
    if re.fullmatch("园区|园方|the park|park", bare):
        return _first(m for m in reversed(_before(reading, start)) if m.kind == "place" and "园" in m.name)
    if bare == "it" and (ahead := _ahead(reading, start, end)):
        return ahead
    if _FIRM.search(bare):
        firms = [m for m in earlier if m.kind in ("firm", "money")]
        apart = [m for m in firms if m.end <= _sentence_start(reading, start)]
        return _subject(reading, start) or _first(apart) or _first(firms)
    for short, ending in _ENDINGS:
        if short.search(bare):
            fitting = [m for m in earlier if ending.search(m.name)]
            return _first(m for m in fitting if _heads_sentence(reading, m)) or _first(fitting)
    return None


def _ahead(reading: Reading, start: int, end: int) -> OrganisationMention | None:
    """Four months after it signed the lease, Volta moved in: who is meant follows."""
    begin = _sentence_start(reading, start)
    if not _SUBORDINATE.search(reading.text, begin, start):
        return None
    sentence = sentence_at(reading.document, start)
    behind = reading.organisations_in(end, sentence.end if sentence else end)
    return _first(_named(behind)) if not reading.organisations_in(begin, start) else None


def _heads_sentence(reading: Reading, mention: OrganisationMention) -> bool:
    """Whether a name stands at the head of its sentence: what the text is about, not what it lists."""
    return mention.start - _sentence_start(reading, mention.start) <= _HEAD


def all_meant_by(reading: Reading, start: int, end: int) -> Mentions:
    """The organisations that 双方, 三校 or 各方 stand for: the nearest before it that are as many, told together."""
    word = reading.text[start:end]
    stated = _SIDES.search(word)
    wanted = _NUMBER[stated[0]] if stated else 2
    exact = stated is not None and wanted != 2
    kind = re.compile("大学|学院|学校|University") if "校" in word or "universit" in word else None
    sentences = [s for s in reading.told if s.start < start]
    for sentence in reversed(sentences[-5:]):
        names = _named(reading.organisations_in(sentence.start, min(sentence.end, start)))
        names = [m for m in names if _is_such(word, m)]
        distinct = list({m.canonical: m for m in names if kind is None or kind.search(m.name)}.values())
        if len(distinct) == wanted or (len(distinct) > wanted and not exact):
            return distinct[: max(wanted, 2)] if len(distinct) <= 3 or wanted == 2 else distinct
    if kind is None and wanted == 2 and not _COUNTED.search(word):
        near = [m for s in sentences[-2:] for m in reading.organisations_in(s.start, min(s.end, start))]
        told = {m.canonical: m for m in _named(near) if m.kind in ("firm", "academy", "other", "money")}
        if 1 <= len(told) <= 2:
            return list(told.values())
    main = reading.called
    sides = [main[w] for w in ("甲方", "乙方") if w in main]
    return sides if len(sides) == 2 and not kind else []


def _is_such(word: str, mention: OrganisationMention) -> bool:
    """Whether 两家公司 or 两家机构 may mean a body of its kind."""
    if not _COUNTED.search(word):
        return True
    firm = mention.kind in ("firm", "money")
    return (
        firm
        if re.search("公司|企业|compan|firms", word)
        else not (firm and re.search("机构|institution", word))
    )


def _before(reading: Reading, offset: int) -> Mentions:
    return list(reading.organisations[: bisect_left(reading.organisations, offset, key=lambda m: m.start)])


def _named(mentions: Iterable[OrganisationMention]) -> Mentions:
    return [m for m in mentions if m.kind != "place"]


def _first(mentions: Iterable[OrganisationMention]) -> OrganisationMention | None:
    return next(iter(mentions), None)


def _sentence_start(reading: Reading, offset: int) -> int:
    sentence = sentence_at(reading.document, offset)
    return sentence.start if sentence else offset


def _subject(reading: Reading, offset: int) -> OrganisationMention | None:
    """The firm at the head of one of the three sentences before: what 公司 in this one is not beside it already."""
    begin = _sentence_start(reading, offset)
    sentences = [s for s in reading.told if s.start < begin]
    for sentence in reversed(sentences[-3:]):
        for mention in reading.organisations_in(sentence.start, sentence.end):
            head = reading.text[sentence.start : mention.start]
            if mention.kind == "firm" and len(head) <= 40 and not re.search("[与和向对]$", head):
                return mention
    return None
