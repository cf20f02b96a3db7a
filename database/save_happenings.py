"""Writes what claims together establish: happenings, their details and conflicts, and the alerts they owe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from database import models, outbox
from database.changes import changed_since
from database.known_texts import known_since
from database.load import to_happening
from database.refreshing import note_report, refresh
from database.regrouping import place
from database.routing import reconsider, reconsider_first_crawl
from database.save_claims import parents_first
from database.statements import load_statements
from pipelines.alerting import NOTHING, UNREAD_FRESH, Since, alert_for
from pipelines.merging import Statement, facts
from pipelines.values import Happening, Report, Verdict
from pipelines.watches import Watch


@dataclass(slots=True, kw_only=True)
class Merged:
    """What merging a report's claims did."""

    new: list[int] = field(default_factory=list)
    alerts: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saving:
    """One report being saved; ``merged`` collects what that did."""

    session: Session
    watches: tuple[Watch, ...]
    now: datetime
    merged: Merged = field(default_factory=Merged)


def store_happenings(
    session: Session,
    report: Report,
    claims: dict[str, models.Claim],
    *,
    watches: tuple[Watch, ...],
    now: datetime,
) -> Merged:
    """Merge the claims of a newly stored version into happenings, and write the alerts that this owes."""
    verdicts = {verdict.claim_id: verdict for verdict in report.verdicts}
    work = _Saving(session=session, watches=watches, now=now)
    placed = [claim for claim in parents_first(report.extraction.claims) if claim.on_hetao]
    told = load_statements(session, [claims[claim.id].id for claim in placed])
    for claim in placed:
        row = claims[claim.id]
        _merge(work, row, told[row.id], verdicts.get(claim.id))
    return work.merged


def _merge(work: _Saving, row: models.Claim, told: Statement, verdict: Verdict | None) -> None:
    session = work.session
    placed = place(session, row.id, told, work.now)
    for number in placed.changed:
        refresh(session, session.get_one(models.Happening, number), work.now)
    happening = session.get_one(models.Happening, placed.happening_id)
    is_known_better = bool(placed.changed) or note_report(session, happening, row, work.now)
    if placed.fresh:
        work.merged.new.append(happening.id)
    is_old = verdict is not None and _alert(work, row, happening, verdict, near=placed.near)
    if verdict is not None and verdict.alert:
        reconsider_first_crawl(session, happening.id, work.watches, now=work.now)
    if is_known_better and not is_old:  # not with each reprint: their number knows no bound
        reconsider(session, happening.id, work.watches, now=work.now)


def _statuses_told(session: Session, happening_ids: Sequence[int]) -> tuple[str, ...]:
    rows = session.scalars(
        select(models.Alert.status)
        .where(models.Alert.happening_id.in_(happening_ids))
        .order_by(models.Alert.id)
    )
    return tuple(status for status in rows if status is not None)


def _since(session: Session, after: Happening) -> Since:
    """How a happening has changed since its last alert of this status."""
    alert = models.Alert
    last = session.scalar(
        select(alert)
        .where(alert.happening_id == after.id, alert.status == after.status, alert.told.is_not(None))
        .order_by(alert.id.desc())
        .limit(1)
    )
    return changed_since(session, after, last)


def _alert(
    work: _Saving,
    claim: models.Claim,
    happening: models.Happening,
    verdict: Verdict,
    *,
    near: tuple[int, ...],
) -> bool:
    """Write the alert that a claim owes; gives whether it is old.

    What other rules find in a text that is old calls nobody: it stands in the inbox on the day on which the text came.
    """
    told = _statuses_told(work.session, [happening.id])
    if not told and near and _statuses_told(work.session, near):
        return False  # perhaps it was told under another number: somebody should look, nobody is called
    after = to_happening(happening, told)
    intent = alert_for(after, verdict, since=_since(work.session, after) if told else NOTHING)
    if intent is None:
        return False
    since = known_since(work.session, claim, whole=intent.kind != "new") or work.now
    is_old = work.now - since > UNREAD_FRESH
    alert_id = outbox.write_alert(
        work.session,
        outbox.Subject(
            happening_id=happening.id, claim_id=claim.id, status=happening.status, told=facts(after)
        ),
        intent,
        watches=() if is_old else work.watches,
        now=since if is_old else work.now,
    )
    if alert_id is not None:
        work.merged.alerts.append(alert_id)
    return is_old
