"""When a claim is news, and which alert a happening owes its readers.

A happening is told once per status: the first alert is always ``new``. What holds back *delivery*
(back-fill, quiet hours, floods) is not decided here: rows are always written.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pipelines.values import AlertIntent, Claim, Date, Happening, Relevance, Verdict
from pipelines.vocabulary import ALERTING_STATUSES

LOCAL = ZoneInfo("Asia/Shanghai")
#: Older than this when it reaches us, it is an old story put on line again, not news.
FRESH = timedelta(days=30)
#: The same, counted from when we knew of it, where nobody says on which day it was.
UNDATED_FRESH = timedelta(days=7)
#: What has stood in a text for longer is no news to whoever reads that text better now: it was read by other rules.
#: A day, so that what a source publishes on the day of an update is still told.
UNREAD_FRESH = timedelta(days=1)


def judge(
    claim: Claim, *, relevance: Relevance, reached_at: datetime | None, reference_stale: bool
) -> Verdict:
    """Whether a claim would be alerted at ``reached_at``, and if not, the first reason why."""
    why_not = _why_not(claim, relevance, reached_at, reference_stale)
    return Verdict(claim_id=claim.id, alert=why_not is None, why_not=why_not)


def _why_not(claim: Claim, relevance: Relevance, reached_at: datetime | None, stale: bool) -> str | None:
    if relevance.kind in ("irrelevant", "company", "review"):
        return f"the article is {relevance.kind}: {'; '.join(relevance.why[:2])}"
    if not claim.on_hetao:
        return "it does not belong to the zone"
    if claim.type == "VISIT":
        return "visits are recorded, never told"
    if claim.status not in ALERTING_STATUSES:
        return f"status {claim.status} is recorded, not told"
    if stale:
        return "an old story put on line again"
    if reached_at is not None and (age := age_of(claim.date, claim.status, at=reached_at)) > FRESH:
        return f"it is {age.days} days old"
    return None


def age_of(day: Date | None, status: str, *, at: datetime) -> timedelta:
    """How long ago that was which took place, or was to, on a day; nothing where the day is unknown, or was called off."""
    last = _last_day(day)
    if last is None or status not in ("occurred", "scheduled"):
        return timedelta(0)
    return at.astimezone(LOCAL).date() - last


def is_reported_anew(day: Date | None, status: str, *, known_at: datetime, at: datetime) -> bool:
    """Whether a report at ``at`` is news of a happening that a first crawl brought at ``known_at`` and nobody was told.

    Its day is what all reports establish: one that does not say when may well be looking back. Where nobody says when,
    it is news for a week.
    """
    if day is None:
        return at - known_at <= UNDATED_FRESH
    return age_of(day, status, at=at) <= FRESH


def _last_day(value: Date | None) -> date | None:
    """The last day that a date may mean: 2026-06 ends on the 30th."""
    if value is None:
        return None
    text = value.end or value.start
    try:
        if len(text) >= 10:
            return date.fromisoformat(text[:10])
        year = int(text[:4])
        if len(text) == 7:
            month = int(text[5:7])
            return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return date(year, 12, 31)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """How a happening has changed since the alert ``said_in`` told it: what is ``corrected`` and what was ``added``, in
    words (:func:`pipelines.merging.corrections`, :func:`pipelines.merging.additions`)."""

    said_in: int = 0
    corrected: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Nothing changed that a reader would want to know."""
        return not self.corrected and not self.added


NOTHING = Since()


def alert_for(after: Happening, verdict: Verdict, *, since: Since = NOTHING) -> AlertIntent | None:
    """The alert that a happening owes after a claim, or None where it was told already or is no news.

    ``since``: how it has changed since it was told.
    """
    if not verdict.alert or after.status not in ALERTING_STATUSES:
        return None
    told = after.statuses_told
    if not told:
        return AlertIntent(kind="new", state_hash=_hash("new"), summary=summary(after))
    if after.status not in told:
        return AlertIntent(kind="status_change", state_hash=_hash(after.status), summary=summary(after))
    for kind, lines in (("correction", since.corrected), ("material_update", since.added)):
        if lines:
            line = f"{'; '.join(lines)} · {summary(after)}"
            return AlertIntent(kind=kind, state_hash=_hash(str(since.said_in), *lines), summary=line)
    return None


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def summary(happening: Happening) -> str:
    """One line for people: who or what, when; in the language of the reports."""
    what = "、".join(happening.parties[:4]) if happening.family == "signing" else (happening.name or "")
    if happening.family == "signing" and len(happening.parties) > 4:
        what += f" 等{len(happening.parties)}方"
    counts = "、".join(f"{n} {thing}" for thing, n in happening.counts)
    kind = f"{happening.type}.{happening.subtype}" if happening.subtype else happening.type
    day = happening.date.start if happening.date else "date unknown"
    parts = [kind, happening.status, day, what or (happening.name or ""), counts]
    return " · ".join(part for part in parts if part)
