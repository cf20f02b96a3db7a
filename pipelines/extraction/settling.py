"""What the article as a whole makes of its acts: a story tells none, a review or an old dispatch only past ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pipelines.extraction import zone_sense
from pipelines.extraction.draft import Draft, Reading
from pipelines.extraction.genres import is_fiction, is_review
from pipelines.vocabulary import ALERTING_STATUSES

#: In a review an act of these days is news all the same.
_FRESH = timedelta(days=3)
#: An act this much older than the news of its article is told as its background.
_OLDER = timedelta(days=10)
_EXACT = ("minute", "day", "range")


def settled(reading: Reading, drafts: list[Draft], *, stale: bool = False) -> list[Draft]:
    """The drafts in the light of their article; none where it is a story.

    ``stale``: the article is an old one put on line again.
    """
    if is_fiction(reading.document):
        return []
    drafts = [_at_home(reading, d) for d in drafts]
    review = is_review(reading.document)
    newest = max((day for d in drafts if (day := _own_day(d))), default=None)
    return [
        _settled(reading, d, past=stale or (review and not _is_fresh(reading, d)), newest=newest)
        for d in drafts
    ]


def _settled(reading: Reading, draft: Draft, *, past: bool, newest: date | None) -> Draft:
    if draft.status not in ALERTING_STATUSES and draft.status != "ongoing":
        return draft
    if past:
        return _told_as_past(draft)
    day, reference = _own_day(draft), reading.document.reference
    if draft.status != "occurred" or day is None or newest is None or reference is None:
        return draft
    # 公司9月17日竞得土地；9月29日签署出让合同: the first is how it came to the second
    is_background = newest - day > _OLDER and reference - newest <= _FRESH
    return replace(draft, status="historical") if is_background else draft


def _at_home(reading: Reading, draft: Draft) -> Draft:
    """An investors' meeting, or a report from another city, is not the zone's because it speaks of it."""
    if draft.family != "event" or draft.type not in ("MEETING", "RELEASE") or not draft.on_hetao:
        return draft
    if zone_sense.is_reported_from_elsewhere(reading.sentence_text(draft.sentence)):
        return replace(draft, on_hetao=False)
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
        or len(value.start) < len("2028-01-01")  # a range of months: 2028年1月至3月
        or draft.status != "occurred"
    ):
        return None
    return date.fromisoformat(value.start[:10])
