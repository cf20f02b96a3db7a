"""What the article as a whole makes of its acts: a story tells none, a review or an old dispatch only past ones."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from pipelines import relevance
from pipelines.extraction import zone_sense
from pipelines.extraction.draft import Draft, Reading
from pipelines.extraction.genres import is_fiction, is_old_story, is_review
from pipelines.vocabulary import ALERTING_STATUSES

#: In a review an act of these days is news all the same.
_FRESH = timedelta(days=3)
#: An act this much older than the news of its article is told as its background.
_OLDER = timedelta(days=10)
#: The sentence that holds a dateline.
_HEAD = 1
_AS_PLANNED = re.compile("原[定订拟]|原计划|本[拟应]|原本|顺延|改期|延期")
_EXACT = ("minute", "day", "range")


def settled(reading: Reading, drafts: list[Draft], *, stale: bool = False) -> list[Draft]:
    """The drafts in the light of their article; none where it is a story.

    ``stale``: the article is an old one put on line again.
    """
    if is_fiction(reading.document):
        return []
    drafts = _moved_along(reading, [_at_home(reading, d) for d in drafts])
    review = is_review(reading.document)
    stale = stale or is_old_story(reading.document)
    newest = max((day for d in drafts if (day := _own_day(d))), default=None)
    return [
        _settled(reading, d, past=stale or (review and not _is_fresh(reading, d)), newest=newest, stale=stale)
        for d in drafts
    ]


def _settled(reading: Reading, draft: Draft, *, past: bool, newest: date | None, stale: bool) -> Draft:
    if draft.status not in ALERTING_STATUSES and draft.status != "ongoing":
        return draft
    if past:
        return _told_as_past(draft) if not stale else replace(draft, status="historical")
    day, reference = _own_day(draft), reading.document.reference
    if draft.status != "occurred" or day is None or newest is None or reference is None:
        return draft
    # 公司9月17日竞得土地；9月29日签署出让合同: the first is how it came to the second
    is_background = newest - day > _OLDER and reference - newest <= _FRESH
    return replace(draft, status="historical") if is_background else draft


def _moved_along(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """What was to be done at a gathering that is put off or called off shares its fate.

    论坛延期至23日举行。按原定安排，甲与乙将在论坛上签署协议。
    """
    moved = next((d for d in drafts if d.family == "event" and d.status in ("postponed", "cancelled")), None)
    if moved is None:
        return drafts

    def shared(draft: Draft) -> Draft:
        words = reading.sentence_text(draft.sentence)
        if draft.status not in ("planned", "scheduled") or draft is moved or not _AS_PLANNED.search(words):
            return draft
        day = moved.date and replace(moved.date, basis="inherited")
        return replace(draft, status=moved.status, date=day, date_at=moved.date_at)

    return [shared(d) if d.sentence.start > moved.sentence.start else d for d in drafts]


def _at_home(reading: Reading, draft: Draft) -> Draft:
    """An investors' meeting, or a report from another city, is not the zone's because it speaks of it."""
    if draft.family != "event" or draft.type not in ("MEETING", "RELEASE") or not draft.on_hetao:
        return draft
    words = reading.sentence_text(draft.sentence)
    own = draft.type == "MEETING" and (
        zone_sense.is_of_a_film(words) or zone_sense.is_internal(draft.name or "")
    )
    if own or zone_sense.is_reported_from_elsewhere(words):
        return replace(draft, on_hetao=False)
    opening = next((reading.sentence_text(s) for s in reading.told[:_HEAD]), "")
    held = (*draft.values("name", "place"), draft.name or "")
    if draft.subtype == "press" and zone_sense.has_dateline_elsewhere(opening):
        # （…台北12日电）陆委会发言人在例行记者会上说…: it is held where it is told from
        return replace(draft, on_hetao=any(relevance.sentence_on_zone(h) for h in held))
    return draft


def _told_as_past(draft: Draft) -> Draft:
    """Historical; the day of the article is not its day."""
    if draft.date is not None and draft.date.basis == "inherited":
        return replace(draft, status="historical", date=None, date_at=None)
    return replace(draft, status="historical")


def _is_fresh(reading: Reading, draft: Draft) -> bool:
    day, reference = _own_day(draft), reading.document.reference
    return day is not None and reference is not None and reference - day <= _FRESH


def _own_day(draft: Draft) -> date | None:
    """The day that the sentence itself states for an act that was done."""
    value = draft.date
    if (
        value is None
        or value.basis == "inherited"
        or value.precision not in _EXACT
        or len(value.start) < 10
        or draft.status != "occurred"
    ):
        return None
    return date.fromisoformat(value.start[:10])
