"""Writes what one version of a text says: claims with their arguments and counts, people, organisations."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from database import models
from pipelines.folding import fold_name
from pipelines.values import Claim, Person, Report, Span, Verdict
from pipelines.vocabulary import PARTY_ROLES

#: Roles that an organisation holds. A signing's host is a zone, park or building: a place.
_SIGNING_ORGANISATIONS = frozenset((*PARTY_ROLES, "organiser"))
_EVENT_ORGANISATIONS = frozenset(
    (
        "host",
        "undertaker",
        "co_organiser",
        "supporter",
        "operator",
        "builder",
        "issuer",
        "winner",
        "financed",
        "lead_investor",
        "co_investor",
    )
)


def store_claims(session: Session, version: models.ArticleVersion, report: Report) -> dict[str, models.Claim]:
    """Write all claims and people of a version; gives the claims' rows by their local id."""
    verdicts = {verdict.claim_id: verdict for verdict in report.verdicts}
    rows: dict[str, models.Claim] = {}
    for claim in parents_first(report.extraction.claims):
        row = _claim_row(version, claim, verdicts.get(claim.id))
        parent = rows.get(claim.parent) if claim.parent else None
        row.parent_id = parent.id if parent else None
        session.add(row)
        session.flush()
        rows[claim.id] = row
        _add_arguments(session, row, claim)
        _add_counts(session, row, claim)
    _add_people(session, version, report.extraction.people)
    session.flush()
    return rows


def parents_first(claims: tuple[Claim, ...]) -> list[Claim]:
    """Claims in an order in which every parent precedes its children; circles are cut where they close."""
    by_id = {claim.id: claim for claim in claims}
    ordered: dict[str, Claim] = {}
    for claim in claims:
        line = [claim]
        while (parent := by_id.get(line[-1].parent or "")) is not None and parent not in line:
            line.append(parent)
        for ancestor in reversed(line):
            ordered.setdefault(ancestor.id, ancestor)
    return list(ordered.values())


def organisation(session: Session, canonical: str, surface: str | None = None) -> models.Organisation:
    """The organisation of that canonical name, made where it is new; ``surface`` is kept as a name of it."""
    key = fold_name(canonical).lower()
    names = dict.fromkeys(n for n in (canonical, surface) if n)
    row = session.scalar(select(models.Organisation).where(models.Organisation.key == key))
    known: set[str] = set()
    if row is None:
        row = models.Organisation(key=key, name=canonical)
        session.add(row)
        session.flush()
    else:
        known = set(
            session.scalars(
                select(models.OrganisationName.name).where(
                    models.OrganisationName.organisation_id == row.id, models.OrganisationName.name.in_(names)
                )
            )
        )
    session.add_all(models.OrganisationName(organisation_id=row.id, name=n) for n in names if n not in known)
    return row


def _claim_row(version: models.ArticleVersion, claim: Claim, verdict: Verdict | None) -> models.Claim:
    return models.Claim(
        version_id=version.id,
        local_id=claim.id,
        family=claim.family,
        type=claim.type,
        subtype=claim.subtype,
        status=claim.status,
        name=claim.name,
        zone=claim.zone,
        prominence=claim.prominence,
        attributed_to=claim.attributed_to,
        confidence=claim.confidence,
        on_hetao=claim.on_hetao,
        alert=bool(verdict and verdict.alert),
        why_not=verdict.why_not if verdict else None,
        date_start=claim.date.start if claim.date else None,
        date_end=claim.date.end if claim.date else None,
        date_precision=claim.date.precision if claim.date else None,
        date_basis=claim.date.basis if claim.date else None,
        amount_value=claim.amount.value if claim.amount else None,
        amount_currency=claim.amount.currency if claim.amount else None,
        amount_kind=claim.amount.kind if claim.amount else None,
        amount_operator=claim.amount.operator if claim.amount else None,
        **_evidence(claim.evidence),
    )


def _evidence(span: Span) -> dict[str, int | str]:
    return {"evidence_start": span.start, "evidence_end": span.end, "evidence_text": span.text}


def _add_arguments(session: Session, row: models.Claim, claim: Claim) -> None:
    held = _SIGNING_ORGANISATIONS if claim.family == "signing" else _EVENT_ORGANISATIONS
    for position, argument in enumerate(claim.arguments):
        holder = organisation(session, argument.normalised, argument.value) if argument.role in held else None
        session.add(
            models.ClaimArgument(
                claim_id=row.id,
                position=position,
                role=argument.role,
                value=argument.value,
                normalised=argument.normalised,
                organisation_id=holder.id if holder else None,
                **_evidence(argument.evidence),
            )
        )


def _add_counts(session: Session, row: models.Claim, claim: Claim) -> None:
    for position, count in enumerate(claim.counts):
        session.add(
            models.ClaimCount(
                claim_id=row.id,
                position=position,
                what=count.what,
                n=count.n,
                scope=count.scope,
                **_evidence(count.evidence),
            )
        )


def _add_people(session: Session, version: models.ArticleVersion, people: tuple[Person, ...]) -> None:
    distinct = {(p.name, p.title, p.evidence.start): p for p in people}
    for person in distinct.values():
        holder = organisation(session, person.organisation) if person.organisation else None
        session.add(
            models.Person(
                version_id=version.id,
                name=person.name,
                title=person.title,
                organisation=person.organisation,
                organisation_id=holder.id if holder else None,
                **_evidence(person.evidence),
            )
        )
