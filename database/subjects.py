"""Stored happenings and sources as watches look at them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from database import models
from database.first_crawls import Came, how_came
from database.load import stored_amount, to_happening
from database.portions import portions
from pipelines.values import Amount, Happening
from pipelines.watches import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one claim says, as watches look at it. ``organisations``: numbers, of which ``names`` and ``classes`` are."""

    evidence: str
    title: str | None
    confidence: float
    amount: Amount | None
    values: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()


def subjects_of(session: Session, alerts: Sequence[models.Alert]) -> list[Subject]:
    """What each alert is about, and how it came."""
    came = how_came(session, alerts)
    known = known_of(session, [alert.happening_id for alert in alerts if alert.happening_id is not None])
    return [_about(alert, known.get(alert.happening_id or 0), came[alert.id]) for alert in alerts]


def _about(alert: models.Alert, known: Subject | None, came: Came) -> Subject:
    if known is None:
        return Subject(kind=alert.kind, texts=(alert.summary,), source_id=alert.source_id)
    return replace(
        known,
        kind=alert.kind,
        status=alert.status,
        source_id=came.source_id,
        first_crawl=came.first_crawl and not came.reported,
    )


def known_of(session: Session, happening_ids: Iterable[int]) -> dict[int, Subject]:
    """Happenings as they are established now, by number; no alert about them yet."""
    link, row = models.HappeningClaim, models.Happening
    claims: defaultdict[int, list[int]] = defaultdict(list)
    rows: dict[int, models.Happening] = {}
    for part in portions(list(dict.fromkeys(happening_ids))):
        rows |= {one.id: one for one in session.scalars(select(row).where(row.id.in_(part)))}
        linked = select(link.happening_id, link.claim_id).where(link.happening_id.in_(part))
        for happening_id, claim_id in session.execute(linked.order_by(link.claim_id)):
            claims[happening_id].append(claim_id)
    said = said_by(session, [id_ for ids in claims.values() for id_ in ids])
    return {
        number: facts_of(
            to_happening(one, ()), [said[id_] for id_ in claims[number]], reports=one.independent_reports
        )
        for number, one in rows.items()
    }


def facts_of(told: Happening, said: Sequence[Said], *, reports: int) -> Subject:
    """A happening with what the claims say that establish it, as watches look at it; no alert about it yet."""
    names = sorted({name for one in said for name in one.names})
    amounts = (told.amount, *(one.amount for one in said))
    texts = (
        *(told.name, told.place, *told.parties),
        *(one.evidence for one in said),
        *(value for one in said for value in one.values),
        *names,
        *(one.title for one in said),
    )
    return Subject(
        kind="",
        family=told.family,
        type=told.type,
        subtype=told.subtype,
        status=told.status,
        happening_id=told.id,
        whole_id=told.parent_id,
        organisations=frozenset(names),
        classes=frozenset(class_ for one in said for class_ in one.classes),
        amounts=tuple(dict.fromkeys(amount for amount in amounts if amount is not None)),
        texts=tuple(dict.fromkeys(filter(None, texts))),
        confidence=max((one.confidence for one in said), default=1.0),
        reports=reports,
    )


def said_by(session: Session, claim_ids: Sequence[int]) -> dict[int, Said]:
    """What claims say, by number; many are asked for in portions."""
    found: dict[int, Said] = {}
    for part in portions(claim_ids):
        found |= _said(session, part)
    return found


def _said(session: Session, claim_ids: Sequence[int]) -> dict[int, Said]:
    claim, version, argument = models.Claim, models.ArticleVersion, models.ClaimArgument
    values: defaultdict[int, list[str]] = defaultdict(list)
    holders: defaultdict[int, set[int]] = defaultdict(set)
    named = select(argument.claim_id, argument.value, argument.organisation_id)
    for claim_id, value, organisation_id in session.execute(
        named.where(argument.claim_id.in_(claim_ids)).order_by(argument.claim_id, argument.position)
    ):
        values[claim_id].append(value)
        if organisation_id is not None:
            holders[claim_id].add(organisation_id)
    bodies = _organisations(session, sorted(set().union(*holders.values())))
    rows = session.execute(
        select(claim, version.title)
        .join(version, version.id == claim.version_id)
        .where(claim.id.in_(claim_ids))
    )
    return {
        row.id: Said(
            evidence=row.evidence_text,
            title=title,
            confidence=row.confidence,
            amount=stored_amount(row),
            values=tuple(values[row.id]),
            names=frozenset(name for id_ in holders[row.id] for name in bodies[id_].names),
            classes=frozenset(bodies[id_].class_ for id_ in holders[row.id]),
        )
        for row, title in rows
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """An organisation: its class, and the folded names by which it is known."""

    class_: str
    names: frozenset[str]


def _organisations(session: Session, ids: Sequence[int]) -> dict[int, _Body]:
    name, body = models.OrganisationName, models.Organisation
    names: defaultdict[int, set[str]] = defaultdict(set)
    found: dict[int, _Body] = {}
    for part in portions(ids):
        known = select(name.organisation_id, name.folded).where(name.organisation_id.in_(part))
        for organisation_id, folded in session.execute(known):
            names[organisation_id].add(folded)
        rows = session.execute(select(body.id, body.key, body.class_).where(body.id.in_(part)))
        for id_, key, class_ in rows:
            found[id_] = _Body(class_=class_, names=frozenset((*names[id_], key)))
    return found
