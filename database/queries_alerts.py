"""Reads alerts, and marks them read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict, TypeVar, Unpack

from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.orm import Session

from database import models
from database.load import evidence
from database.queries_happenings import load_happenings, names_organisation
from database.rows import AlertRow, HappeningRow
from database.session import Store
from pipelines.watches import is_unconfirmed

Selected = TypeVar("Selected", bound=Select[Any])


class Wanted(TypedDict, total=False):
    """Which alerts: ``since`` counts their writing, ``organisation`` is any part of a name, ``types`` are as
    ``lease``, ``OPENING`` or ``OPENING.park``, ``unread`` is False for those that were read; what is left away, None or
    empty wants all."""

    since: datetime | None
    unread: bool | None
    kinds: Sequence[str]
    families: Sequence[str]
    types: Sequence[str]
    statuses: Sequence[str]
    organisation: str | None
    ids: Sequence[int]


def alerts(store: Store, *, limit: int | None = None, **wanted: Unpack[Wanted]) -> tuple[AlertRow, ...]:
    """Alerts, newest first."""
    alert = models.Alert
    query = _such(select(alert), wanted).order_by(alert.created_at.desc(), alert.id.desc())
    with store.reading() as session:
        return _rows(session, session.scalars(query.limit(limit)).all())


def count_alerts(store: Store, **wanted: Unpack[Wanted]) -> int:
    """How many alerts there are of a kind."""
    with store.reading() as session:
        return session.scalar(_such(select(func.count(models.Alert.id)), wanted)) or 0


def _such(query: Selected, wanted: Wanted) -> Selected:
    """A query over alerts, with what is wanted of them."""
    alert, about = models.Alert, models.Happening
    if (since := wanted.get("since")) is not None:
        query = query.where(alert.created_at >= since)
    if (unread := wanted.get("unread")) is not None:
        query = query.where(alert.read_at.is_(None) if unread else alert.read_at.is_not(None))
    for column, values in ((alert.kind, wanted.get("kinds")), (alert.status, wanted.get("statuses"))):
        if values:
            query = query.where(column.in_(values))
    if (ids := wanted.get("ids")) is not None:
        query = query.where(alert.id.in_(ids))
    families, types = wanted.get("families"), wanted.get("types")
    if families or types:
        query = query.join(about, about.id == alert.happening_id)
    if families:
        query = query.where(about.family.in_(families))
    if types:
        fine = about.type + "." + func.coalesce(about.subtype, "")
        query = query.where(or_(about.type.in_(types), fine.in_(types)))
    if organisation := wanted.get("organisation"):
        query = query.where(names_organisation(alert.happening_id.expression, organisation))
    return query


def alert(store: Store, id_: int) -> AlertRow:
    """One alert.

    Raises:
        LookupError: there is none of this number.
    """
    with store.reading() as session:
        return _rows(session, [session.get_one(models.Alert, id_)])[0]


def alert_numbers(store: Store, first: int, last: int) -> tuple[int, ...]:
    """The numbers of the alerts from one to another."""
    number = models.Alert.id
    with store.reading() as session:
        return tuple(session.scalars(select(number).where(number.between(first, last)).order_by(number)))


def acknowledge_all(store: Store, now: datetime) -> int:
    """Mark all alerts read; gives how many were not."""
    unread = update(models.Alert).where(models.Alert.read_at.is_(None)).values(read_at=now)
    with store.transaction() as session:
        return len(session.scalars(unread.returning(models.Alert.id)).all())


def acknowledge(store: Store, ids: Sequence[int], now: datetime) -> tuple[int, ...]:
    """Mark alerts read; gives those that exist. One that was read before keeps its time."""
    with store.transaction() as session:
        found = session.scalars(
            select(models.Alert.id).where(models.Alert.id.in_(ids)).order_by(models.Alert.id)
        ).all()
        session.execute(
            update(models.Alert)
            .where(models.Alert.id.in_(found), models.Alert.read_at.is_(None))
            .values(read_at=now)
        )
        return tuple(found)


def _rows(session: Session, stored: Sequence[models.Alert]) -> tuple[AlertRow, ...]:
    ids = sorted({row.happening_id for row in stored if row.happening_id is not None})
    happenings = {row.id: row for row in load_happenings(session, ids)}
    claims = {
        row.id: row
        for row in session.scalars(
            select(models.Claim).where(models.Claim.id.in_([r.claim_id for r in stored if r.claim_id]))
        )
    }
    verdicts = _verdicts(session, [row.id for row in stored])
    return tuple(
        _row(
            row,
            happenings.get(row.happening_id) if row.happening_id is not None else None,
            claims.get(row.claim_id) if row.claim_id is not None else None,
            verdicts.get(row.id),
        )
        for row in stored
    )


def _row(
    row: models.Alert, about: HappeningRow | None, claim: models.Claim | None, verdict: str | None
) -> AlertRow:
    return AlertRow(
        id=row.id,
        kind=row.kind,
        created_at=row.created_at,
        read_at=row.read_at,
        happening_id=row.happening_id,
        source_id=row.source_id,
        family=about.family if about else None,
        type=about.type if about else None,
        subtype=about.subtype if about else None,
        status=row.status,
        summary=row.summary,
        name=about.name if about else None,
        parties=about.parties if about else (),
        date=about.date if about else None,
        evidence=evidence(claim) if claim else None,
        articles=about.articles if about else (),
        place=about.place if about else None,
        amount=about.amount if about else None,
        counts=about.counts if about else (),
        independent_reports=about.independent_reports if about else 0,
        names=_names(about) if about else (),
        parent_id=about.parent_id if about else None,
        confidence=_confidence(about) if about else None,
        is_unconfirmed=about is not None
        and is_unconfirmed(reports=about.independent_reports, confidence=_confidence(about)),
        verdict=verdict,
    )


def _names(about: HappeningRow) -> tuple[str, ...]:
    """Names, sums and days of a happening, as its claims write them."""
    written = (argument.evidence.text for row in about.claims for argument in row.claim.arguments)
    return tuple(dict.fromkeys((*about.parties, *written)))


def _confidence(about: HappeningRow) -> float:
    """That of its best claim."""
    return max((row.claim.confidence for row in about.claims), default=1.0)


def give_feedback(
    store: Store, alert_id: int, verdict: str, *, note: str | None = None, now: datetime
) -> None:
    """Note what a reader says of an alert, which counts as read then.

    Raises:
        LookupError: there is no alert of this number.
    """
    with store.transaction() as session:
        alert = session.get_one(models.Alert, alert_id)
        alert.read_at = alert.read_at or now
        session.add(
            models.Feedback(
                subject_kind="alert", subject_id=alert_id, verdict=verdict, note=note, created_at=now
            )
        )


def _verdicts(session: Session, alert_ids: Sequence[int]) -> dict[int, str]:
    """The latest verdict on each alert."""
    said = models.Feedback
    query = (
        select(said.subject_id, said.verdict)
        .where(said.subject_kind == "alert", said.subject_id.in_(alert_ids))
        .order_by(said.id)
    )
    return dict(session.execute(query).all())
