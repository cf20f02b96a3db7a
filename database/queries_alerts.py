"""Reads alerts, and marks them read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from database import models
from database.load import evidence
from database.queries_happenings import load_happenings, names_organisation
from database.rows import AlertRow, HappeningRow
from database.session import Store
from pipelines.watches import is_unconfirmed


def alerts(
    store: Store,
    *,
    since: datetime | None = None,
    unread: bool = False,
    kinds: Sequence[str] = (),
    organisation: str | None = None,
    limit: int | None = None,
) -> tuple[AlertRow, ...]:
    """Alerts, newest first; ``since`` counts their writing, ``organisation`` any part of a name."""
    query = select(models.Alert).order_by(models.Alert.created_at.desc(), models.Alert.id.desc())
    if since is not None:
        query = query.where(models.Alert.created_at >= since)
    if unread:
        query = query.where(models.Alert.read_at.is_(None))
    if kinds:
        query = query.where(models.Alert.kind.in_(kinds))
    if organisation:
        query = query.where(names_organisation(models.Alert.happening_id.expression, organisation))
    with store.reading() as session:
        return _rows(session, session.scalars(query.limit(limit)).all())


def alert(store: Store, id_: int) -> AlertRow:
    """One alert.

    Raises:
        LookupError: there is none of this number.
    """
    with store.reading() as session:
        return _rows(session, [session.get_one(models.Alert, id_)])[0]


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
    return tuple(
        _row(
            row,
            happenings.get(row.happening_id) if row.happening_id is not None else None,
            claims.get(row.claim_id) if row.claim_id is not None else None,
        )
        for row in stored
    )


def _row(row: models.Alert, about: HappeningRow | None, claim: models.Claim | None) -> AlertRow:
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
        is_unconfirmed=about is not None and _is_unconfirmed(about),
    )


def _names(about: HappeningRow) -> tuple[str, ...]:
    """Names, sums and days of a happening, as its claims write them."""
    written = (argument.evidence.text for row in about.claims for argument in row.claim.arguments)
    return tuple(dict.fromkeys((*about.parties, *written)))


def _is_unconfirmed(about: HappeningRow) -> bool:
    sure = max((row.claim.confidence for row in about.claims), default=1.0)
    return is_unconfirmed(reports=about.independent_reports, confidence=sure)
