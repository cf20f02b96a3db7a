"""Writes what one version of a text says: claims with their arguments and counts, people, organisations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from database import models
from database.save_organisations import store_organisations
from pipelines.entities.holders import Holders
from pipelines.values import Argument, Claim, Person, Report, Span, Verdict
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
    claims, people = report.extraction.claims, _distinct(report.extraction.people)
    holders = Holders(report.extraction)
    owners = store_organisations(session, version.id, holders.all(_held(claims), people))
    rows: dict[str, models.Claim] = {}
    for claim in parents_first(claims):
        row = _claim_row(version, claim, verdicts.get(claim.id))
        parent = rows.get(claim.parent) if claim.parent else None
        row.parent_id = parent.id if parent else None
        session.add(row)
        session.flush()
        rows[claim.id] = row
    _insert(
        session,
        models.ClaimArgument,
        [r for c in claims for r in _argument_rows(rows[c.id], c, holders, owners)],
    )
    _insert(session, models.ClaimCount, [r for c in claims for r in _count_rows(rows[c.id], c)])
    _insert(session, models.Person, [_person_row(version, p, holders, owners) for p in people])
    return rows


def _insert(session: Session, model: type[models.Base], rows: list[dict[str, Any]]) -> None:
    """Many rows by one statement: nobody reads them again in this transaction."""
    if rows:
        session.execute(insert(model), rows)


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


def _held(claims: Sequence[Claim]) -> list[Argument]:
    """The arguments whose role an organisation holds."""
    return [a for claim in claims for a in claim.arguments if a.role in _roles_of_organisations(claim)]


def _roles_of_organisations(claim: Claim) -> frozenset[str]:
    return _SIGNING_ORGANISATIONS if claim.family == "signing" else _EVENT_ORGANISATIONS


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


def _argument_rows(
    row: models.Claim, claim: Claim, holders: Holders, owners: dict[str, int]
) -> list[dict[str, Any]]:
    held = _roles_of_organisations(claim)
    keys = [holders.key(a.normalised) if a.role in held else None for a in claim.arguments]
    return [
        {
            "claim_id": row.id,
            "position": position,
            "role": argument.role,
            "value": argument.value,
            "normalised": argument.normalised,
            "organisation_id": owners[key] if key else None,
            "organisation_key": key,
            **_evidence(argument.evidence),
        }
        for position, (argument, key) in enumerate(zip(claim.arguments, keys, strict=True))
    ]


def _count_rows(row: models.Claim, claim: Claim) -> list[dict[str, Any]]:
    return [
        {
            "claim_id": row.id,
            "position": position,
            "what": count.what,
            "n": count.n,
            "scope": count.scope,
            **_evidence(count.evidence),
        }
        for position, count in enumerate(claim.counts)
    ]


def _distinct(people: Sequence[Person]) -> list[Person]:
    return list({(p.name, p.title, p.evidence.start): p for p in people}.values())


def _person_row(
    version: models.ArticleVersion, person: Person, holders: Holders, owners: dict[str, int]
) -> dict[str, Any]:
    key = holders.key(person.organisation) if person.organisation else None
    return {
        "version_id": version.id,
        "name": person.name,
        "title": person.title,
        "organisation": person.organisation,
        "organisation_id": owners[key] if key else None,
        "organisation_key": key,
        **_evidence(person.evidence),
    }
