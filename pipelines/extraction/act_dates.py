"""Which of the days of a sentence is the day of the act.

双方同意终止2026年6月29日签订的合同，自12月1日起不再收费。: the first day belongs to the old contract, the second to the fees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.extraction.dates import DateMention
from pipelines.extraction.scopes import View

# Behind a day: it is that of a rule's effect, a term's end, or of another act that is only named.
_OF_SOMETHING_ELSE = re.compile(
    r"(?:之?前(?!后|海)|底前|起|起计|始)?(?:施行|实施|生效|届满|到期|期满|失效)|起(?!草|动|诉|航)|止|为止|之?前(?=[，。、]|动工|投产|完成|付|登记|提交|缴|落成)"
    r"|[^，。；年月日]{0,10}?(?:签订|签署|订立|签约|签|签下|达成|披露|公布|发布|成立|设立|出版|刊发|开园|揭牌)[^，。；]{0,12}?(?:的(?![，。；])|之?后(?![天日续勤台])|基础上)|之公告|的公告|(?:年度)?(?:以来|至今)|开学|截[标止]|上任|到任|就任|履新|报到"
)
# Where an agreement ends, the day of its signing is another: 原协议于2025年3月签署.
_SIGNED_THEN = re.compile(r"[^，。；年月日]{0,6}?(?:签署|签订|订立|签约)(?![^，。]{0,12}(?:终止|解除))")
_OLD_CONTRACT = re.compile(r"\b(?:signed|dated|concluded|reached)(?: on| in)? ?$", re.IGNORECASE)
_SINCE_THE_ACT = re.compile(r"[^，。；]{0,10}")
# In front of a day: a term, a limit.
_UNTIL = re.compile(
    r"(?:截至|截止|至|到|直至|有效期至|租期[至到]|由|自|从|自从|日期为|载于|(?:不早|不晚|不迟|迟|晚)于|\bsince|\buntil|\bfrom|\bby) ?$",
    re.IGNORECASE,
)


# 11月9日起试营业: the day on which the act itself begins.
_BEGINS = re.compile(r"起，?(?:正式|开始|全面|陆续|对外|率先|在[^，。；]{2,14})?")
# 预计明年6月竣工，已与两家企业签约: an expectation dates its own clause.
_EXPECTED = re.compile(
    r"(?:预计|预期|料|有望|计划|规划|拟|力争|争取|将于|将在|定于|最快|最迟|目标)(?:于|在|到|至)?$"
)
# 已签了预租协议，时间是今年5月: the day is told behind the act as its time.
_TIME_IS = re.compile(r"(?:时间|日期|日子|那天)(?:分别)?(?:是|为|在|定在)$")


#: Precisions of a day; a range of months (2028-01 to 2028-06) is none.
_EXACT = ("minute", "day", "range")


def is_exact(mention: DateMention) -> bool:
    """Whether a mention names a day, or days."""
    return mention.date.precision in _EXACT and len(mention.date.start) >= 10


def of_the_act(view: View, dates: Iterable[DateMention], *, ending: bool = False) -> DateMention | None:
    """The mention that dates an act: nearest in its clause, else before it in the sentence; None where there is none.

    ``ending``: the act is the end of an agreement, which may well fall on the day of a term.
    """
    mine = [d for d in dates if d.date.precision != "fuzzy" and not of_something_else(view, d, ending=ending)]
    if any(is_exact(d) for d in mine):
        # 11月23日，园区举行第四季度项目集中签约活动: the quarter says which projects
        mine = [d for d in mine if d.date.precision != "quarter"]
    begin, finish = view.bounds
    inside = [d for d in mine if begin <= d.start < finish]
    if inside:
        return min(inside, key=lambda d: abs(d.start - view.act.start))
    segment = view.act.start - len(view.before)
    before = [d for d in mine if view.act.sentence[0] <= d.start < view.act.start]
    near = [d for d in before if d.start >= segment]
    chosen = near or before
    if chosen:
        return chosen[-1]
    text, last = view.act.text, view.act.sentence[1]
    behind = [d for d in mine if view.act.end <= d.start < last]
    return next((d for d in behind if _TIME_IS.search(text[max(view.act.end, d.start - 8) : d.start])), None)


def of_something_else(view: View, mention: DateMention, *, ending: bool = False) -> bool:
    """Whether a day dates something beside the act."""
    text, act = view.act.text, view.act
    if mention.end < act.start and _BEGINS.fullmatch(text, mention.end, act.start):
        return False
    if mention.start < view.reach_start and _EXPECTED.search(
        text[max(act.sentence[0], mention.start - 6) : mention.start]
    ):
        return True
    behind = _OF_SOMETHING_ELSE.match(text, mention.end, min(len(text), mention.end + 24))
    # 自12月1日起施行: where 施行 is the act its day is that
    overlaps = behind is not None and behind.start() < act.end and behind.end() > act.start
    overlaps = overlaps and not (ending and behind is not None and behind[0].endswith("的"))
    if behind and not overlaps:
        return not (ending and re.fullmatch("届满|到期|期满|失效", behind[0]))
    if ending and _SIGNED_THEN.match(text, mention.end, min(len(text), mention.end + 24)):
        return True
    if ending and _OLD_CONTRACT.search(text[max(act.sentence[0], mention.start - 16) : mention.start]):
        return True
    before = _UNTIL.search(text[max(act.sentence[0], mention.start - 8) : mention.start])
    if (
        before
        and before[0] in ("自", "从", "自从")
        and _SINCE_THE_ACT.fullmatch(text, mention.end, act.start)
    ):
        return False  # 自去年12月开园以来
    return bool(before) and not overlaps and not (ending and before[0] in ("截至", "截止"))  # type: ignore[index]
