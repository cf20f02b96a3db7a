"""The day of an act: in its clause, in its sentence, where its words point to, else the day of the news.

Never a guess: without any of these an act has no day.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import date, timedelta

from pipelines.extraction.act_dates import is_exact, of_something_else, of_the_act
from pipelines.extraction.dates import DateMention, last_day
from pipelines.extraction.document import sentence_at
from pipelines.extraction.draft import Draft, Reading
from pipelines.extraction.paper_dates import of_saying, of_the_report, told_behind
from pipelines.extraction.scopes import Act, View
from pipelines.extraction.status import PAST
from pipelines.values import Date

# 同日, 翌日: the day that was told last, and the one after it.
_SAME_DAY = re.compile(
    r"同日|那天|当[日天晚](?!\d)|当天|同一天|同场|是日|届时|(?:会|活动|论坛|仪式|典礼|大会|现场|签约)(?:上|当日|当天)|会[后间](?=，)|期间|现场(?=[签举，])"
    r"|\b(?:the same|that) (?:day|afternoon|morning|evening)\b|\bon the same (?:day|afternoon|morning|evening)\b",
    re.IGNORECASE,
)
_NEXT_DAY = re.compile(r"翌日|次日|第二天|隔天|隔日|\bthe (?:next|following) day\b", re.IGNORECASE)
# 延期至12月20日: the new day is behind these words.
_NEW_DAY = re.compile(
    r"(?:延期?|推迟|改期?|顺延|押后|延后|提前)(?:举行|举办)?(?:至|到|在|为|于)|until|moved to|to (?=\w+day)",
    re.IGNORECASE,
)
_OLD_DAY = re.compile(r"原[定订拟]|本[拟应]于|planned for|scheduled for|due on", re.IGNORECASE)
_ENDS = re.compile(
    r"终止|解除|取消|提前结束|失效|到期|届满|解约|退租|terminat|\bend(?:ed|s)?\b", re.IGNORECASE
)
_OF_THE_NEWS = re.compile(
    r"此次|本次|这次|今[日天年]|昨|日前|近日|当[日天]|会上|会后|活动|现场|仪式|论坛|大会|同时|此外|另外|与此同时|其中|\b(?:today|yesterday|now)\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_DONE = re.compile(r"已|了|过|昨|今[日天]|近日|日前|\bha(?:s|ve|d)\b")
#: So many of the first sentences tell the day of the news.
_LEAD = 4
#: So many mentions back the day is looked for that 同日 means.
_POINTS_BACK = 20


def dated(reading: Reading, draft: Draft) -> Draft:
    """The draft with its day, and the status that the day decides: planned for a stated day is scheduled."""
    if draft.status in ("cumulative", "denied", "generic"):
        return replace(draft, date=None, date_at=None)
    if draft.date is not None:
        return draft
    mention = _mention(reading, draft)
    if mention is None:
        return draft
    value = mention.date
    return replace(
        draft, date=value, date_at=(mention.start, mention.end), status=_status(draft, mention, reading)
    )


def _mention(reading: Reading, draft: Draft) -> DateMention | None:
    view = View(
        Act(
            text=reading.text,
            start=draft.trigger[0],
            end=draft.trigger[1],
            sentence=(draft.sentence.start, draft.sentence.end),
        )
    )
    mine = tuple(
        d
        for d in reading.dates_in(draft.sentence)
        if not of_the_report(reading.text, (draft.sentence.start, draft.sentence.end), d)
    )
    if draft.status == "postponed":
        return _new_day(view, mine)
    if draft.status == "cancelled":
        return _day_that_was_planned(view, mine, reading.document.reference)
    if draft.status == "intended":
        return None if not (day := _pointed_to(reading, draft, view)) else day
    if draft.status == "planned":
        return _day_of_plan(reading, draft, view, mine)
    if draft.status == "terminated":
        ended = _day_of_ending(view, mine)
        better = told_behind(reading, draft) if ended is None or of_saying(view, ended) else None
        return better or ended or _inherited(reading, draft)
    found = _own(view, mine)
    if draft.status == "occurred" and draft.family == "signing" and (found is None or of_saying(view, found)):
        paper = told_behind(reading, draft)
        found = paper if paper is not None and _news(reading, paper) else found
    if found is not None or draft.status == "historical":
        return found or _pointed_to(reading, draft, view)
    pointed = _pointed_to(reading, draft, view)
    if pointed is not None or draft.status not in ("occurred", "ongoing"):
        return pointed
    return _told_before(reading, draft) or _inherited(reading, draft)


def _own(view: View, mine: tuple[DateMention, ...]) -> DateMention | None:
    found = of_the_act(view, mine)
    if found is not None:
        return found
    # 双方签署协议，签约仪式于11月20日举行: a day behind the act, in the same sentence, that is no other's
    behind = [d for d in mine if d.start >= view.act.end and is_exact(d) and not of_something_else(view, d)]
    words = view.act.text[view.act.end : behind[0].start] if behind else ""
    return behind[0] if behind and not re.search("将|预计|计划|拟|至|到|；|为期|有效", words) else None


def _day_of_plan(
    reading: Reading, draft: Draft, view: View, mine: tuple[DateMention, ...]
) -> DateMention | None:
    """Only a day still to come is that of a plan: 董事会4月9日审议，同意公司签署协议 states none."""
    reference = reading.document.reference
    text = view.act.text
    told = [
        d
        for d in mine
        if not d.text.startswith(("今日", "今天", "昨")) and text[d.end : d.end + 1] not in "电讯"
    ]
    own = [d for d in told if _to_come(d, reference) and d.start < view.bounds[1]]
    if own:
        inside = [d for d in own if d.start >= view.reach_start]
        return min(inside or own, key=lambda d: abs(d.start - view.act.start))
    pointed = _pointed_to(reading, draft, view)
    return pointed if pointed is not None and _to_come(pointed, reference) else None


def _to_come(mention: DateMention, reference: date | None) -> bool:
    day = last_day(mention.date)
    return (
        mention.date.precision != "fuzzy" and day is not None and reference is not None and day >= reference
    )


def _new_day(view: View, mine: tuple[DateMention, ...]) -> DateMention | None:
    for match in reversed(list(_NEW_DAY.finditer(view.sentence))):
        at = view.act.sentence[0] + match.end()
        near = [d for d in mine if at - 1 <= d.start <= at + 6]
        if near:
            return near[0]
    return None


def _day_that_was_planned(
    view: View, mine: tuple[DateMention, ...], reference: date | None
) -> DateMention | None:
    """取消原定12月3日举行的论坛: the day that it would have been, not that of saying so."""
    old = _OLD_DAY.search(view.sentence)
    at = view.act.sentence[0] + (old.end() if old else 0)
    told = [d for d in mine if old and at <= d.start <= at + 8]
    told = told or [d for d in mine if _to_come(d, reference) and not d.text.startswith("今")]
    return told[0] if told else None


def _day_of_ending(view: View, mine: tuple[DateMention, ...]) -> DateMention | None:
    """The day nearest to the word for the end; that on which the agreement was signed is another."""
    sentence = view.act.sentence
    ends = _ENDS.search(view.clause) or _ENDS.search(view.sentence)
    at = view.act.start if ends is None else sentence[0] + view.sentence.find(ends[0])
    others = [d for d in mine if d.date.precision != "fuzzy" and not of_something_else(view, d, ending=True)]
    return min(others, key=lambda d: abs(d.start - at), default=None)


def _pointed_to(reading: Reading, draft: Draft, view: View) -> DateMention | None:
    """同日, 会上, 翌日: the day that was told last before these words."""
    words = reading.text[draft.sentence.start : draft.trigger[1]]
    after = _NEXT_DAY.search(words)
    same = _SAME_DAY.search(words)
    if not (after or same):
        return None
    before = bisect_left(reading.dates, draft.trigger[0], key=lambda d: d.start)
    told = [d for d in reading.dates[max(0, before - _POINTS_BACK) : before] if is_exact(d)]
    near = [d for d in told if not _is_of_report(reading, d)]
    here = [d for d in near if _paragraph(reading, d) == draft.sentence.paragraph]
    # a day long past counts only where it stands close by: 2023年9月12日，分园开园。同日，三家机构签约。
    last = here[-1] if here else next((d for d in reversed(near) if _news(reading, d)), None)
    if last is None:
        return None
    if not after:
        return replace(last, date=replace(last.date, basis="inherited"))
    day = date.fromisoformat(last.date.start[:10]) + timedelta(days=1)
    at = draft.sentence.start + after.start()
    text = day.isoformat()
    return DateMention(
        start=at,
        end=at + len(after[0]),
        text=after[0],
        date=Date(start=text, end=text, precision="day", basis="relative"),
    )


def _paragraph(reading: Reading, mention: DateMention) -> int:
    sentence = sentence_at(reading.document, mention.start)
    return sentence.paragraph if sentence else -1


def _told_before(reading: Reading, draft: Draft) -> DateMention | None:
    """The past day of the sentence before, which the act goes on from: 2023年9月，分园开园。三家机构签约入驻。"""
    this = bisect_left(reading.told, draft.sentence.start, key=lambda s: s.start)
    if this < _LEAD or reading.told[this - 1].paragraph != draft.sentence.paragraph:
        return None
    words = reading.text[draft.sentence.start : draft.trigger[1]]
    days = [d for d in reading.dates_in(reading.told[this - 1]) if d.date.precision != "fuzzy"]
    reference = reading.document.reference
    if not days or reference is None or _OF_THE_NEWS.search(words):
        return None
    if not all((day := last_day(d.date)) and day < reference - PAST for d in days):
        return None
    founded = re.compile(r"[^，。；]{0,8}(?:成立|创立|创办|注册|设立|出生|毕业)")
    told = [d for d in days if not founded.match(reading.text, d.end)]
    return told[-1] if told else None


def _inherited(reading: Reading, draft: Draft) -> DateMention | None:
    """The day of the news, which the first sentences tell; a day in the background does not date the rest."""
    lead = [d for s in reading.told[:_LEAD] if s.start < draft.sentence.start for d in reading.dates_in(s)]
    told = [d for d in lead if is_exact(d) and _news(reading, d)]
    reference = reading.document.reference
    # compared as far as both are told: a range of months (2026-01 to 2026-03) has no first day
    today = reference.isoformat() if reference is not None else None
    ahead = [d for d in told if today is not None and d.date.start[:10] > today[: len(d.date.start)]]
    over = [d for d in told if d not in ahead]
    if not over and _DONE.search(reading.sentence_text(draft.sentence)):
        return None  # 论坛将于12月3日举行。双方已签署协议。
    chosen = next(iter(over or ahead), None)
    return replace(chosen, date=replace(chosen.date, basis="inherited")) if chosen else None


def _news(reading: Reading, mention: DateMention) -> bool:
    """Whether a day can be that of the news: not long past, and no term, effect or founding."""
    reference, day = reading.document.reference, last_day(mention.date)
    if day is None or (reference is not None and day < reference - PAST):
        return False
    text = reading.text
    if _is_of_report(reading, mention):
        return False
    return not re.match(
        r"(?:之?前|底前|起|止)|[^，。；]{0,6}?(?:成立|设立|签订|签署|订立)的",
        text[mention.end : mention.end + 12],
    ) and not re.search(r"(?:截至|截止|至|到|自|由|日期为)$", text[max(0, mention.start - 4) : mention.start])


def _is_of_report(reading: Reading, mention: DateMention) -> bool:
    sentence = sentence_at(reading.document, mention.start)
    return sentence is not None and of_the_report(reading.text, (sentence.start, sentence.end), mention)


def _status(draft: Draft, mention: DateMention, reading: Reading) -> str:
    value = mention.date
    reference = reading.document.reference
    last = last_day(value)
    if reference is None or last is None:
        return draft.status
    if draft.status == "occurred" and last < reference - PAST:
        return "historical"  # 2023年9月12日开园。同日，三家机构签约。
    if not is_exact(mention):  # 2028-01 to 2028-06 is a range of months
        return draft.status
    day = date.fromisoformat(value.start[:10])
    if draft.status == "planned" and day > reference:
        return "scheduled"
    if draft.status == "occurred" and day > reference:
        return "scheduled"
    return draft.status
