"""Whether it really happened: the status that the words around an act give it.

A cue counts in the clause of the act (mostly on its left). 将 is future before a verb or a day, but an object
marker in 将项目落户福田. What is said to be untrue, planned, past or a total must never come out as occurred.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.extraction.dates import DateMention, last_day

#: An act that lies further back than this is background, not news (docs/annotation.md).
PAST = timedelta(days=30)

_HYPOTHETICAL = re.compile(r"如果|假如|倘若|一旦|若(?!干)|若能|何时|能否|是否|可否|would|if ")
_DENIED = re.compile(
    r"否认|不实|不属实|并不存在|子虚乌有|辟谣|谣言|澄清|并未|未曾|从未|没有|尚未|未与|未有|无意|den(?:y|ied|ies)|not true"
)
_TERMINATED = re.compile(r"终止|解除|解约|提前结束|terminat")
_CANCELLED = re.compile(r"取消|撤回|不再举行|不再举办|cancel")
_POSTPONED = re.compile(r"延期|推迟|改期|延至|押后|顺延|暂缓|postpone")
_INTENDED = re.compile(r"洽谈|有意|意向(?!书|协议|金)|接触|商讨|探讨|磋商|拟议|in talks|consider")
_PLANNED = re.compile(
    r"(?<![虚模])拟(?!定|人|态)|计划(?!》|书|项目)|有望|力争|预计|争取|即将|准备|筹备|筹划|有待|期待|希望|相信|可望|有助|冀|盼|将要|将会|未来|下一步"
    r"|明(?:日|天|早|年)|后(?:天|日)|本周[三四五六日]将|定于|届时|拟于|plans? to|will |to be (?:held|signed|opened)|expected to|is set to"
)
# 将 before a verb of the act or a time, not before an object (将项目落户, 将中心打造成).
_WILL = re.compile(
    r"将(?=于|在|正式|与|和|同|共同|陆续|分别|继续|还|也|会|全面|联合|率先|再|开|揭|签|启|发布|举|召|迎|竣|动工|封顶|投|落成|出台|印发|出任|接任|入驻|进驻|\d|[一二三四五六七八九十]+[月日]|今|明|下)"
)
_HISTORICAL = re.compile(
    r"曾(?!经?[一-鿿]{1,2}[，。])|此前|早前|早在|先前|(?<!不)以前|当年|当时|那(?:一)?年|那天|翌年|次年|第[二三四五]年|[\d一二三四五六七八九十]+年前|回顾|回望|以来|previously|in 20[012]\d"
)
_CUMULATIVE = re.compile(
    r"累计|截至|截止|迄今|至今|目前已|现已有|已有[^，。]{0,8}(?:家|个|间|项|份)|今年以来|上半年|前三季度|全年|历年|共(?:已)?签(?:约|署)|总数|逾?\d{1,9}(?:多|余)?[家间]租户"
)
_ONGOING = re.compile(r"正在(?:举行|召开|进行|展出)|is being held")
_DONE = re.compile(
    r"昨|今日|今天|当天|当日|现场|日前|近日|已(?:于|经)?|顺利|正式|成功|圆满|了|today|yesterday"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Where an act stands: folded offsets of its trigger, and of the sentence and clause around it."""

    text: str
    start: int
    end: int
    sentence: tuple[int, int]
    quoted: bool = False


def clause_of(text: str, sentence: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """The stretch between commas (or stronger marks) that holds ``[start, end)``."""
    left = max(text.rfind(mark, sentence[0], start) for mark in "，。；！？：")
    rights = [r for mark in "，。；！？" if (r := text.find(mark, end, sentence[1])) >= 0]
    return max(left + 1, sentence[0]), min(rights, default=sentence[1])


def status_of(act: Act, dates: tuple[DateMention, ...], reference: date | None) -> str | None:
    """The status of an act, or None where the sentence claims nothing (a condition, a question).

    Args:
        act: the trigger with its sentence.
        dates: mentions of the same sentence.
        reference: the day of the article.
    """
    begin, finish = clause_of(act.text, act.sentence, act.start, act.end)
    clause = act.text[begin:finish]
    left = act.text[begin : act.start]
    sentence = act.text[act.sentence[0] : act.sentence[1]]
    if _HYPOTHETICAL.search(clause) or sentence.endswith("？"):
        return None
    day, exact = _day_of(act, dates, begin, finish)
    # only a stated day makes a plan a date: 明年 and 12月 do not
    ahead = exact and day is not None and reference is not None and day > reference
    past = day is not None and reference is not None and day < reference - PAST
    past = past or _last_year(dates, begin, finish, reference)  # 去年 is past also in January
    if _DENIED.search(left) or re.search(r"不实|不属实|并不存在|予以否认|否认(?!者)", sentence):
        return "denied"
    changed = _changed(clause, sentence)
    if changed:
        return changed
    if _ONGOING.search(clause):
        return "ongoing"
    if _INTENDED.search(left):
        return "intended"
    if _CUMULATIVE.search(sentence[: act.end - act.sentence[0]]):
        return "cumulative"
    if _historical(act, sentence, past):
        return "historical"
    if ahead:
        return "scheduled"
    if _looks_ahead(left, act) and not (day is not None and not ahead and _DONE.search(clause)):
        return "scheduled" if ahead else "planned"
    return "occurred"


def _last_year(dates: tuple[DateMention, ...], begin: int, finish: int, reference: date | None) -> bool:
    inside = [d.date for d in dates if begin <= d.start < finish]
    years = [d for d in inside if d.precision == "year"]
    return (
        reference is not None
        and bool(years)
        and len(years) == len(inside)
        and int(years[0].end) < reference.year
    )


def _changed(clause: str, sentence: str) -> str | None:
    if _TERMINATED.search(clause):
        return "terminated"
    if _CANCELLED.search(clause) or re.search(r"(?:已|宣布|决定)取消", sentence):
        return "cancelled"
    if _POSTPONED.search(sentence):
        return "postponed"
    return None


def _historical(act: Act, sentence: str, past: bool) -> bool:
    before = sentence[: act.start - act.sentence[0]]
    if past:
        return True
    if re.search(r"自[^，。]{0,14}(?:签约|签署|开园|揭牌|成立|启用|落成)[^，。]{0,6}以来", sentence):
        return True
    return bool(_HISTORICAL.search(before[-40:]))


def _looks_ahead(left: str, act: Act) -> bool:
    """A cue of the future before the act in its clause, or right before it in a quotation of hopes."""
    return bool(_WILL.search(left + act.text[act.start : act.start + 2]) or _PLANNED.search(left))


def _day_of(act: Act, dates: tuple[DateMention, ...], begin: int, finish: int) -> tuple[date | None, bool]:
    """The last day, and whether it is a day exactly, of the date that belongs to the act: in its clause, else before it in the sentence."""
    inside = [d for d in dates if begin <= d.start < finish]
    before = [d for d in dates if act.sentence[0] <= d.start < act.start]
    for options in (inside, before):
        exact = [d for d in options if d.date.precision != "fuzzy"]
        if exact:
            nearest = min(exact, key=lambda d: abs(d.start - act.start))
            return last_day(nearest.date), nearest.date.precision in ("minute", "day", "range")
    return None, False
