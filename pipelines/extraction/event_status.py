"""The status of the act of an event: by the cues around it, outside names, and by what its days leave possible."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pipelines.extraction.act_dates import is_exact
from pipelines.extraction.dates import DateMention
from pipelines.extraction.document import Sentence
from pipelines.extraction.draft import Found, Reading
from pipelines.extraction.phrases import Views, clause_start
from pipelines.extraction.status import Act, clause_of, status_of
from pipelines.values import Date

#: Where an article tells its news.
NEWS_ZONES = ("lead", "dateline")
# Words of a name that would be read as cues of its status: 河套未来论坛, 科学家计划.
_CUE_LIKE = re.compile("未来|计划|以前|[曾将拟若冀盼]|截至|全年|共|合作|意向|终止|延期")
# 云帆大厦要封顶: a wish, between the name and its act.
_MODAL = re.compile(r"(?<![需主重首])要(?!求|闻)|想|希望|应(?!邀|用)|须|能否|可能|或(?!者|许)")
# 昨日宣布，甲将出任…: who is to take office is told by whoever decides it.
_ANNOUNCES = re.compile(
    r"宣布|公布|公告|官宣|披露|\b(?:said|announced|confirmed|named|appointed|elected|chosen|picked)\b"
)
# said that she would become: what is told as decided, no condition.
_TOLD_FUTURE = re.compile(r"(?<=\s)would(?=\s)")


def event_status(
    views: Views,
    sentence: Sentence,
    at: tuple[int, int],
    named: Found | None,
    *,
    begin: int,
    announced: bool = False,
) -> str | None:
    """The status of an act at ``at``; None for hopes and for what a plan says of later years. Names hold no cues.

    ``begin``: where the words begin that may say something of the act; the sentence, or a phrase apart in it
    (under rules issued on Tuesday, firms can …). ``announced``: what is told as decided counts, though it is to come.
    """
    reading, text = views.reading, views.cues
    if announced and _ANNOUNCES.search(text, begin, at[0]):
        text = text[:begin] + _TOLD_FUTURE.sub("will ", text[begin : at[0]]) + text[at[0] :]
    blanked = text
    if named and not (named.start < at[1] and at[0] < named.end):
        blanked = text[: named.start] + "某" * (named.end - named.start) + text[named.end :]
    dates = reading.dates_in(sentence)
    act = Act(text=text, start=at[0], end=at[1], sentence=(begin, sentence.end))
    if named and _CUE_LIKE.search(named.value):
        act = replace(act, text=blanked)
    status = status_of(act, dates, reading.document.reference)
    if status is None:  # 举办量子论坛: 量 belongs to the name
        status = status_of(replace(act, text=blanked), dates, reading.document.reference)
    if status in ("planned", "intended") and sentence.zone not in NEWS_ZONES:
        return None
    if (
        status == "occurred"
        and not announced
        and _all_ahead(reading, sentence, at, reading.document.reference)
    ):
        return None
    return status


def announced_on(views: Views, sentence: Sentence, at: int) -> DateMention | None:
    """The day on which an act still to come was announced, where the words before it say so."""
    today = views.reading.document.reference
    if today is None or not _ANNOUNCES.search(views.plain, sentence.start, at):
        return None
    over = [
        d
        for d in views.reading.dates_in(sentence)
        if d.start < at and is_exact(d) and date.fromisoformat(d.date.start[:10]) <= today
    ]
    return over[0] if over else None


def _all_ahead(reading: Reading, sentence: Sentence, at: tuple[int, int], today: date | None) -> bool:
    """北片2028年动工: the only date of the clause is a year or month that has not come."""
    begin, end = clause_of(reading.text, (sentence.start, sentence.end), *at)
    inside = [d.date for d in reading.dates_in(sentence) if begin <= d.start < end]
    days = [_first_day(d) for d in inside]
    return today is not None and bool(days) and all(d is not None and d > today for d in days)


def is_wished(views: Views, sentence: Sentence, named: Found | None, at: int) -> bool:
    """云帆大厦要封顶, 应尽快出台条例: a modal verb in the clause of the act, outside the name."""
    begin = clause_start(views.plain, sentence.start, at)
    left = views.cues[begin:at]
    if named and named.start >= begin and named.end <= at:
        left = left[: named.start - begin] + left[named.end - begin :]
    return bool(_MODAL.search(left))


def _first_day(value: Date) -> date | None:
    """The first day that a date may mean."""
    text = f"{value.start[:10]}-01-01" if len(value.start) == 4 else f"{value.start[:7]}-01"
    try:
        return date.fromisoformat(value.start[:10] if len(value.start) >= 10 else text)
    except ValueError:
        return None
