"""Rows of the tables as the frozen values that the rules know."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from database import models
from database.portions import portions
from pipelines.values import Amount, Argument, Claim, Count, Date, Happening, Span


def evidence(row: models.Claim | models.ClaimArgument | models.ClaimCount | models.Person) -> Span:
    """The characters that prove a row."""
    return Span(start=row.evidence_start, end=row.evidence_end, text=row.evidence_text)


def to_claims(session: Session, ids: Sequence[int]) -> dict[int, Claim]:
    """The claims of those numbers, complete with arguments and counts; many are asked for in portions."""
    found: dict[int, Claim] = {}
    for part in portions(sorted(set(ids))):
        found |= _to_claims(session, part)
    return found


def _to_claims(session: Session, ids: Sequence[int]) -> dict[int, Claim]:
    rows = session.scalars(
        select(models.Claim).where(models.Claim.id.in_(ids)).order_by(models.Claim.id)
    ).all()
    parent_ids = [row.parent_id for row in rows if row.parent_id is not None]
    named = select(models.Claim.id, models.Claim.local_id).where(models.Claim.id.in_(parent_ids))
    parents = dict(session.execute(named).all()) if parent_ids else {}
    arguments: dict[int, list[Argument]] = {}
    for argument in session.scalars(
        select(models.ClaimArgument)
        .where(models.ClaimArgument.claim_id.in_(ids))
        .order_by(models.ClaimArgument.claim_id, models.ClaimArgument.position)
    ):
        arguments.setdefault(argument.claim_id, []).append(
            Argument(
                role=argument.role,
                value=argument.value,
                normalised=argument.normalised,
                evidence=evidence(argument),
            )
        )
    counts: dict[int, list[Count]] = {}
    for count in session.scalars(
        select(models.ClaimCount)
        .where(models.ClaimCount.claim_id.in_(ids))
        .order_by(models.ClaimCount.claim_id, models.ClaimCount.position)
    ):
        counts.setdefault(count.claim_id, []).append(
            Count(what=count.what, n=count.n, scope=count.scope, evidence=evidence(count))
        )
    return {
        row.id: _claim(
            row,
            parents.get(row.parent_id) if row.parent_id is not None else None,
            tuple(arguments.get(row.id, ())),
            tuple(counts.get(row.id, ())),
        )
        for row in rows
    }


def _claim(
    row: models.Claim, parent: str | None, arguments: tuple[Argument, ...], counts: tuple[Count, ...]
) -> Claim:
    return Claim(
        id=row.local_id,
        family=row.family,
        type=row.type,
        subtype=row.subtype,
        status=row.status,
        name=row.name,
        evidence=evidence(row),
        parent=parent,
        date=stored_date(row),
        arguments=arguments,
        counts=counts,
        amount=stored_amount(row),
        zone=row.zone,
        prominence=row.prominence,
        attributed_to=row.attributed_to,
        confidence=row.confidence,
        on_hetao=row.on_hetao,
    )


def to_happening(row: models.Happening, told: tuple[str, ...] = ()) -> Happening:
    """The value that the rules of merging and alerting work on."""
    return Happening(
        id=row.id,
        family=row.family,
        type=row.type,
        subtype=row.subtype,
        status=row.status,
        name=row.name,
        date=stored_date(row),
        parties=tuple(row.parties),
        people=tuple(row.people),
        place=row.place,
        amount=stored_amount(row),
        counts=tuple((str(what), int(n)) for what, n in row.counts),
        parent_id=row.parent_id,
        statuses_told=told,
    )


def stored_date(row: models.Happening | models.Claim) -> Date | None:
    """The date of a row, None where it has none."""
    if row.date_start is None or row.date_precision is None or row.date_basis is None:
        return None
    return Date(
        start=row.date_start,
        end=row.date_end or row.date_start,
        precision=row.date_precision,
        basis=row.date_basis,
    )


def stored_amount(row: models.Happening | models.Claim) -> Amount | None:
    """The amount of a row, None where it has none."""
    if row.amount_value is None or row.amount_currency is None:
        return None
    return Amount(
        value=row.amount_value,
        currency=row.amount_currency,
        kind=row.amount_kind or "unknown",
        operator=row.amount_operator or "=",
    )
