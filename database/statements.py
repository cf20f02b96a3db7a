"""Stored claims as the statements that merging compares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from database import models
from database.load import to_claims
from pipelines.alerting import LOCAL
from pipelines.merging import Statement, about, statement
from pipelines.merging.organisations import STORED, Names

#: More ways to tell one happening than this are not compared: the first ones stand for all.
MOST_OF_ONE = 60
_REKEYED = 500  # claims at a time
_READ = "statements read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Representative:
    """The first of the claims of a happening that tell the same, for all of them."""

    claim_id: int
    happening_id: int | None  # None: not placed yet
    told: Statement


def load_statements(session: Session, claim_ids: Sequence[int]) -> dict[int, Statement]:
    """What stored claims tell, by number; organisations by all that is known of them now.

    A claim is read once in a session: claims never change, and their organisations do not while they are merged.
    """
    known: dict[int, Statement] = session.info.setdefault(_READ, {})
    if missing := [claim_id for claim_id in claim_ids if claim_id not in known]:
        known |= _read(session, missing)
    return {claim_id: known[claim_id] for claim_id in claim_ids}


def _read(session: Session, claim_ids: Sequence[int]) -> dict[int, Statement]:
    claims = to_claims(session, claim_ids)
    known = _organisations(session, claim_ids)
    # what else a text tells says which act is meant where the text only looks back
    texts = _about(session, [one for one, claim in claims.items() if claim.status == "historical"])
    first, page = aliased(models.Article), aliased(models.Page)
    rows = session.execute(
        select(
            models.Claim.id,
            models.Claim.version_id,
            models.Article.published_at,
            page.url,
        )
        .join(models.ArticleVersion, models.ArticleVersion.id == models.Claim.version_id)
        .join(models.Article, models.Article.id == models.ArticleVersion.article_id)
        .join(first, first.id == func.coalesce(models.Article.reprint_of, models.Article.id))
        .join(page, page.id == first.page_id)
        .where(models.Claim.id.in_(claim_ids))
    )
    return {
        claim_id: statement(
            claims[claim_id],
            published=published.astimezone(LOCAL).date() if published else None,
            names=known.get(claim_id, {}),
            text=version_id,
            origin=origin,
            about=frozenset[str]().union(
                *(told for other, told in texts.get(version_id, {}).items() if other != claim_id)
            ),
        )
        for claim_id, version_id, published, origin in rows
    }


def _about(session: Session, claim_ids: Sequence[int]) -> dict[int, dict[int, frozenset[str]]]:
    """Whom and what each claim of the texts of some claims tells of, by text and claim."""
    versions = select(models.Claim.version_id).where(models.Claim.id.in_(claim_ids))
    rows = session.execute(
        select(models.Claim.id, models.Claim.version_id).where(models.Claim.version_id.in_(versions))
    ).all()
    claims = to_claims(session, [claim_id for claim_id, _ in rows])
    found: dict[int, dict[int, frozenset[str]]] = {}
    for claim_id, version_id in rows:
        found.setdefault(version_id, {})[claim_id] = about(claims[claim_id])
    return found


def _organisations(session: Session, claim_ids: Sequence[int]) -> dict[int, dict[str, Names]]:
    argument = models.ClaimArgument
    rows = session.execute(
        select(argument.claim_id, argument.normalised, argument.organisation_id).where(
            argument.claim_id.in_(claim_ids), argument.organisation_id.is_not(None)
        )
    )
    known: dict[int, dict[str, Names]] = {}
    for claim_id, name, organisation in rows:
        known.setdefault(claim_id, {})[name] = frozenset((f"{STORED}{organisation}",))
    return known


def representatives(session: Session, happening_ids: Sequence[int]) -> list[Representative]:
    """One claim for each way in which each of the happenings is told, by claim number."""
    link = models.HappeningClaim
    first = func.min(link.claim_id)
    rows = session.execute(
        select(first, link.happening_id, link.statement_key)
        .where(link.happening_id.in_(happening_ids))
        .group_by(link.happening_id, link.statement_key)
        .order_by(first)
    ).all()
    ways: dict[int, int] = {}
    chosen = []
    for claim_id, happening_id, key in rows:
        ways[happening_id] = ways.get(happening_id, 0) + 1
        if ways[happening_id] <= MOST_OF_ONE:
            chosen.append((claim_id, happening_id, key))
    told = load_statements(session, [claim_id for claim_id, *_ in chosen])
    return [
        # the key under which it was stored: rules may have changed since
        Representative(claim_id=claim_id, happening_id=happening_id, told=replace(told[claim_id], key=key))
        for claim_id, happening_id, key in chosen
    ]


def rekey(session: Session) -> int:
    """Give the claims that an older program placed the keys of what they tell; gives how many they were."""
    link = models.HappeningClaim
    old = select(link.claim_id).where(link.statement_key.like("claim %")).order_by(link.claim_id)
    ids = list(session.scalars(old))
    for begin in range(0, len(ids), _REKEYED):
        told = load_statements(session, ids[begin : begin + _REKEYED])
        rows = [{"claim_id": claim_id, "statement_key": one.key} for claim_id, one in told.items()]
        session.execute(update(link), rows)
    return len(ids)
