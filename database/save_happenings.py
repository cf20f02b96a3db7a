"""Writes what claims together establish: happenings, their details and conflicts, and the alerts they owe."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from database import models, outbox
from database.load import to_happening
from database.rows import HAPPENING_RELATIONS
from database.save_claims import parents_first
from database.save_details import claims_that_count, write_conflicts, write_details
from pipelines import merging
from pipelines.alerting import LOCAL, alert_for
from pipelines.values import Claim, Happening, Report, Verdict

PART_OF = HAPPENING_RELATIONS[0]
#: A key shared by more happenings than this says nothing; the latest are looked at.
_MOST_CANDIDATES = 200


@dataclass(slots=True, kw_only=True)
class Merged:
    """What merging a report's claims did."""

    new: list[int] = field(default_factory=list)
    alerts: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Merging:
    """One merge under way. ``parents``: happening by local claim id; ``taken``: statuses by happening."""

    session: Session
    channels: tuple[str, ...]
    reached: datetime
    now: datetime
    published: date | None
    parents: dict[str, int] = field(default_factory=dict)
    taken: dict[int, set[str]] = field(default_factory=dict)
    merged: Merged = field(default_factory=Merged)


def store_happenings(
    session: Session,
    report: Report,
    claims: dict[str, models.Claim],
    *,
    channels: tuple[str, ...],
    now: datetime,
) -> Merged:
    """Merge the claims of a newly stored version into happenings, and write the alerts that this owes."""
    verdicts = {verdict.claim_id: verdict for verdict in report.verdicts}
    reached = report.fetched_at or report.article.published_at or now
    published = report.article.published_at
    work = _Merging(
        session=session,
        channels=channels,
        reached=reached,
        now=now,
        published=published.astimezone(LOCAL).date() if published else None,
    )
    for claim in parents_first(report.extraction.claims):
        if claim.on_hetao:
            _merge(work, claim, claims[claim.id], verdicts.get(claim.id))
    return work.merged


def _merge(work: _Merging, claim: Claim, row: models.Claim, verdict: Verdict | None) -> None:
    parent = work.parents.get(claim.parent) if claim.parent else None
    candidates = [c for c in _candidates(work.session, claim) if not _told_apart(work, claim, c)]
    choice = merging.choose(claim, candidates, parent=parent, published=work.published)
    before = next((c for c in candidates if c.id == choice.happening_id), None)
    after = merging.absorb(before, claim, parent_id=parent)
    happening = _write(work, before, after)
    work.parents[claim.id] = happening.id
    work.taken.setdefault(happening.id, set()).add(claim.status)
    session, fresh = work.session, before is None
    session.execute(
        insert(models.HappeningClaim),
        [{"claim_id": row.id, "happening_id": happening.id, "why": choice.why, "review": choice.review}],
    )
    _remember_keys(session, happening.id, claim, fresh=fresh)
    _relate(session, happening, parent)
    told = {row.id: claim} if fresh else claims_that_count(session, happening.id)
    write_details(session, happening, told, fresh=fresh)
    write_conflicts(session, happening.id, told, fresh=fresh)
    if verdict is not None:
        _alert(work, before, row, happening, verdict)


def _told_apart(work: _Merging, claim: Claim, candidate: Happening) -> bool:
    """Two claims of one text with one status are two happenings: extraction has told them apart already."""
    return candidate.id is not None and claim.status in work.taken.get(candidate.id, ())


def _candidates(session: Session, claim: Claim) -> list[Happening]:
    keys = merging.event_keys(claim)
    ids = select(models.HappeningKey.happening_id).where(models.HappeningKey.key.in_(keys))
    rows = session.scalars(
        select(models.Happening)
        .where(models.Happening.id.in_(ids))
        .order_by(models.Happening.updated_at.desc(), models.Happening.id.desc())
        .limit(_MOST_CANDIDATES)
    ).all()
    told = _statuses_told(session, [row.id for row in rows])
    return [to_happening(row, tuple(told.get(row.id, ()))) for row in rows]


def _statuses_told(session: Session, ids: list[int]) -> dict[int, list[str]]:
    told: dict[int, list[str]] = {}
    if not ids:
        return told
    rows = session.execute(
        select(models.Alert.happening_id, models.Alert.status)
        .where(models.Alert.happening_id.in_(ids))
        .order_by(models.Alert.id)
    )
    for happening_id, status in rows:
        if happening_id is not None and status is not None:
            told.setdefault(happening_id, []).append(status)
    return told


def _write(work: _Merging, before: Happening | None, after: Happening) -> models.Happening:
    if before is None:
        row = models.Happening(first_reported_at=work.reached)
    else:
        row = work.session.get_one(models.Happening, before.id)
        row.first_reported_at = min(row.first_reported_at, work.reached)
    row.family, row.type, row.subtype = after.family, after.type, after.subtype
    row.status, row.name, row.place = after.status, after.name, after.place
    row.parties, row.people = list(after.parties), list(after.people)
    row.counts = [[what, n] for what, n in after.counts]
    row.parent_id = after.parent_id if after.parent_id != (before.id if before else None) else None
    day, money = after.date, after.amount
    row.date_start, row.date_end = (day.start, day.end) if day else (None, None)
    row.date_precision, row.date_basis = (day.precision, day.basis) if day else (None, None)
    row.amount_value, row.amount_currency = (money.value, money.currency) if money else (None, None)
    row.amount_kind, row.amount_operator = (money.kind, money.operator) if money else (None, None)
    row.updated_at = work.now
    work.session.add(row)
    work.session.flush()
    if before is None:
        work.merged.new.append(row.id)
    return row


def _remember_keys(session: Session, happening_id: int, claim: Claim, *, fresh: bool) -> None:
    keys = dict.fromkeys(merging.event_keys(claim))
    query = select(models.HappeningKey.key).where(
        models.HappeningKey.happening_id == happening_id, models.HappeningKey.key.in_(keys)
    )
    known = frozenset() if fresh else frozenset(session.scalars(query))
    rows = [{"key": key, "happening_id": happening_id} for key in keys if key not in known]
    if rows:
        session.execute(insert(models.HappeningKey), rows)


def _relate(session: Session, happening: models.Happening, parent: int | None) -> None:
    if parent is None or parent == happening.id:
        return
    if session.get(models.HappeningRelation, (happening.id, parent, PART_OF)) is None:
        session.add(models.HappeningRelation(from_id=happening.id, to_id=parent, kind=PART_OF))
        session.flush()


def _alert(
    work: _Merging,
    before: Happening | None,
    claim: models.Claim,
    happening: models.Happening,
    verdict: Verdict,
) -> None:
    told = before.statuses_told if before is not None else ()
    intent = alert_for(before, to_happening(happening, told), verdict)
    if intent is None:
        return
    alert_id = outbox.write_alert(
        work.session,
        outbox.Subject(happening_id=happening.id, claim_id=claim.id, status=happening.status),
        intent,
        channels=work.channels,
        now=work.now,
    )
    if alert_id is not None:
        work.merged.alerts.append(alert_id)
