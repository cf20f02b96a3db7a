"""The paper that is signed: its title, and the amount that it is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice

from pipelines.extraction.draft import Found, Reading
from pipelines.extraction.money import AmountMention
from pipelines.extraction.signing.slots import plain

Span = tuple[int, int]

_TITLE = re.compile("《([^《》]{2,60})》")
_PAPER = re.compile("^[^，。；]{0,8}(?:协议|备忘录|意向书|合约|合同|租约|契约|安排)")
_CEREMONY = re.compile(
    "(?:签约|签署|签字)(?:仪式|礼)|^[^，。；]{0,6}仪式(?:在|于)|签署文件|代表[^，。；]{0,12}(?:签署|签字)|上签字|见证签|见证双方|主礼"
)
#: Another signing, with its own ceremony words: 签约仪式后，甲与乙签署共建协议.
_ANOTHER = re.compile("[与和同][^，。；]{2,40}(?:签署|签订|签约)(?!文件)")
_LABELLED = re.compile(
    "(?:合同|协议|交易|投资|租金|合约)(?:总)?(?:金额|价款|总额|总值|价值)(?:[：:]|为|约)[^，。；]{0,8}$"
)
#: 每家服务费3万元, 由2000万元至8000万元不等: no amount of the agreement.
_NOT_WHOLE = re.compile(
    r"每[^，。；]{0,8}$|各(?:自)?(?:出资|投入|认购|承担|拨款)[^，。；]{0,4}$|(?:另外?|其中|占|增长|收入|营收|净利|利润|补助|补贴|奖金|月租|每月租金|年租金?|[呎尺]租|租金约|年费|首期款|预付款)[^，。；]{0,8}$|(?:由|至|到|介乎)$"
)
#: 价值1.5亿元的设备: what a thing is worth.
_RANGE = re.compile("^的(?:设备|仪器|样品|物资|房产)|^(?:以?[上下])?(?:至|到|不等|-|—)|^[^，。；]{0,6}不等")
_OF_AGREEMENT = ("agreement", "contract", "total_investment", "fund_size")
_OWN = re.compile(
    r"(?:金额|[年全]度?上限|造价|价金|标的额|租金总额|代价|总价|作价|价款|合同额|授信|贷款|额度|投资额|总投资|投入|出资|认购|许可费|授权金|资本额|注册资本|规模|预算|经费|合共|斥资?|耗资|资助额|建设费用?|租金总?额?合共"
    r"|consideration|worth|valued|invest(?:s|ing|ment of)?|put(?:ting)? in|spend(?:ing)?|budget(?: of| is)?)[^，。；]{0,14}$",
    re.IGNORECASE,
)
#: 甲负责机队建设，计划投入3500万元；乙提供场地: what one party does is its share.
_SHARE = re.compile("负责[^；。，\n]{1,24}，(?:计划|预计|拟|将)?(?:投入|出资)[^，。；]{0,6}$")
_TOLD = ("occurred", "scheduled", "terminated")
#: Sentences behind the act, of whatever paragraph, that may tell what it costs; of these words on they tell of another.
_FURTHER = 3
_OF_OTHERS = re.compile(
    r"融资|募资|集资|营收|收入|利润|市值|收报|股价|此外|另外|另有|此前|早前|曾|去年|截至|累计|轮|(?<!根据)(?<!按照)签[署约订下过了]|\bsign(?:ed|s|ing)\b|\braised|\brevenue|\bearlier|\blast year"
)


def titles(reading: Reading, here: Span) -> list[Found]:
    """The title in 《》, without its marks."""
    found = (m for m in _TITLE.finditer(reading.text, *here) if not re.search("终止|解除", m[1]))
    return [plain(reading, "agreement", m.start(1), m.end(1)) for m in islice(found, 1)]


def further(reading: Reading, here: Span, near: Span) -> list[Span]:
    """Where more is told of an act: in the sentences behind, in those about the paper, and in those about the ceremony."""
    title = _TITLE.search(reading.text, *here)
    spans = [near]
    for sentence in reading.told:
        words = reading.text[sentence.start : sentence.end]
        if sentence.start < near[1]:
            continue
        ceremony = _CEREMONY.search(words) and not _ANOTHER.search(words)
        if _PAPER.match(words) or ceremony or (title and title[1] in words):
            spans.append((sentence.start, sentence.end))
    return spans[:5]


def amount_of(reading: Reading, here: Span, near: Span, status: str) -> AmountMention | None:
    """The amount told with the act, else what the sentences behind, or those that name the paper, call its amount."""
    if mine := _whole(reading, here):
        return mine[0]
    behind = [a for a in _whole(reading, near) if a.amount.kind in _OF_AGREEMENT or _is_own(reading, a)]
    behind = behind or (_of_works(reading, here, near) if status in _TOLD else [])
    if behind:
        return behind[0]
    if title := _TITLE.search(reading.text, *here):
        for sentence in reading.told:
            named = reading.text.find(title[1], sentence.start, sentence.end) >= 0
            if named and (found := _whole(reading, (sentence.start, sentence.end))):
                return found[0]
    whole = (0, len(reading.text))
    labelled = [
        a for a in _whole(reading, whole) if _LABELLED.search(reading.text[max(0, a.start - 20) : a.start])
    ]
    if labelled and status != "historical":
        return labelled[0]  # 合同金额：人民币1.36亿元, among the points at the head of a notice
    if status == "terminated":  # what ends is told in full elsewhere
        span = (0, len(reading.text))
        return next(
            (a for a in _whole(reading, span) if a.amount.kind in _OF_AGREEMENT or _is_own(reading, a)), None
        )
    return None


def _of_works(reading: Reading, here: Span, near: Span) -> list[AmountMention]:
    """What the sides put into it, told in the next paragraphs before anything else is: 双方五年内投入1.2亿元."""
    first = bisect_right(reading.told, here[0], key=lambda s: s.start)
    for sentence in reading.told[first : first + _FURTHER]:
        words = reading.text[sentence.start : sentence.end]
        if _ANOTHER.search(words) or _OF_OTHERS.search(words):
            return []
        span = (max(sentence.start, near[0]), sentence.end)
        if found := [a for a in _whole(reading, span) if _is_own(reading, a)]:
            return found
    return []


def _whole(reading: Reading, span: Span) -> list[AmountMention]:
    """The amounts of a stretch that are one sum: no unit prices, no ranges, no totals of other things."""
    return [
        a
        for a in reading.amounts
        if span[0] <= a.start < span[1]
        and a.amount.kind != "cumulative"
        and not _NOT_WHOLE.search(reading.text[max(0, a.start - 14) : a.start])
        and not _RANGE.match(reading.text[a.end : a.end + 8])
        and not _is_share(reading, a)
    ]


def _is_share(reading: Reading, amount: AmountMention) -> bool:
    """What one party does, with another's part behind a semicolon."""
    before = reading.text[max(0, amount.start - 60) : amount.start]
    return bool(
        _SHARE.search(before) and re.match("[^。\n]{0,30}；", reading.text[amount.end : amount.end + 40])
    )


def _is_own(reading: Reading, amount: AmountMention) -> bool:
    return bool(_OWN.search(reading.text[max(0, amount.start - 16) : amount.start])) or bool(
        re.match(
            "[^，。；]{0,4}(?:综合)?(?:意向性?)?(?:授信|贷款|投资|元?合同)",
            reading.text[amount.end : amount.end + 12],
        )
    )
