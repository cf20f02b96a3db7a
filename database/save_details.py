"""Writes the flat details of a happening and the points on which its reports differ."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from database import models
from database.conflicts import differing
from database.load import to_claims
from database.queries_crawl import article_query, to_article
from database.queries_happenings import independent_reports
from pipelines.values import Claim
from pipelines.vocabulary import PARTY_ROLES

R = TypeVar("R", models.Signing, models.Event)
_EVENT_HOSTS = ("host", "issuer")
_EVENT_PARTICIPANTS = (
    "undertaker",
    "co_organiser",
    "supporter",
    "operator",
    "builder",
    "winner",
    "financed",
    "lead_investor",
    "co_investor",
)
_EVENT_PEOPLE = ("appointee", "speaker", "moderator", "witness", "attendee")
#: What signs may be counted as companies, partners or institutions.
_SIGNERS = ("company", "partner", "institution")


def current_claim_ids(session: Session, happening_id: int) -> list[int]:
    """Claims of the newest versions that speak of a happening; all claims where no newest one does."""
    query = (
        select(models.Claim.id, models.ArticleVersion.number == models.Article.current_version)
        .join(models.HappeningClaim, models.HappeningClaim.claim_id == models.Claim.id)
        .join(models.ArticleVersion, models.ArticleVersion.id == models.Claim.version_id)
        .join(models.Article, models.Article.id == models.ArticleVersion.article_id)
        .where(models.HappeningClaim.happening_id == happening_id)
        .order_by(models.Claim.id)
    )
    rows = session.execute(query).all()
    current = [claim_id for claim_id, is_current in rows if is_current]
    return current or [claim_id for claim_id, _ in rows]


def claims_that_count(session: Session, happening_id: int) -> dict[int, Claim]:
    """Those of :func:`current_claim_ids`, complete, by number."""
    return to_claims(session, current_claim_ids(session, happening_id))


def write_details(
    session: Session, happening: models.Happening, claims: dict[int, Claim], *, fresh: bool
) -> None:
    """The row in ``signings`` or ``events`` from all claims that count, and how many voices report it.

    A ``fresh`` happening has no such row yet, and one voice.
    """
    happening.independent_reports = 1 if fresh else _voices(session, happening.id)
    told = list(claims.values())
    if happening.family == "signing":
        signing = None if fresh else session.get(models.Signing, happening.id)
        _fill_signing(signing or _added(session, models.Signing(happening_id=happening.id)), happening, told)
    else:
        event = None if fresh else session.get(models.Event, happening.id)
        _fill_event(event or _added(session, models.Event(happening_id=happening.id)), told)
    session.flush()


def _added(session: Session, row: R) -> R:
    session.add(row)
    return row


def _voices(session: Session, happening_id: int) -> int:
    reporting = (
        select(models.ArticleVersion.article_id)
        .join(models.Claim, models.Claim.version_id == models.ArticleVersion.id)
        .join(models.HappeningClaim, models.HappeningClaim.claim_id == models.Claim.id)
        .where(models.HappeningClaim.happening_id == happening_id)
    )
    rows = session.execute(article_query().where(models.Article.id.in_(reporting)))
    return independent_reports([to_article(*row) for row in rows])


def _fill_signing(row: models.Signing, happening: models.Happening, claims: list[Claim]) -> None:
    row.parties = "、".join(happening.parties) or _joined(claims, PARTY_ROLES)
    row.host = next((value for claim in claims for value in claim.values("host")), None)
    counts = [(str(what), int(n)) for what, n in happening.counts]
    row.projects = _first(counts, ("project",))
    row.companies = _first(counts, _SIGNERS)
    row.agreements = _first(counts, ("agreement", "mou"))


def _fill_event(row: models.Event, claims: list[Claim]) -> None:
    row.hosts = _joined(claims, _EVENT_HOSTS)
    row.participants = _joined(claims, _EVENT_PARTICIPANTS)
    row.people = _joined(claims, _EVENT_PEOPLE)
    row.theme = next((value for claim in claims for value in claim.values("theme")), None)


def _joined(claims: list[Claim], roles: tuple[str, ...]) -> str:
    return "、".join(dict.fromkeys(value for claim in claims for value in claim.values(*roles)))


def _first(counts: list[tuple[str, int]], kinds: tuple[str, ...]) -> int | None:
    return next((n for what, n in counts if what in kinds), None)


def write_conflicts(session: Session, happening_id: int, claims: dict[int, Claim], *, fresh: bool) -> None:
    """Mark the points on which the claims that count differ, as of now; a ``fresh`` happening has none marked."""
    if not fresh:
        session.execute(
            delete(models.HappeningConflict).where(models.HappeningConflict.happening_id == happening_id)
        )
    session.add_all(
        models.HappeningConflict(
            happening_id=happening_id, role=fact.role, claim_id=fact.claim_id, value=fact.value
        )
        for fact in differing(tuple(claims.items()))
    )
    session.flush()
