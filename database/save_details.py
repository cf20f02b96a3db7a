"""Writes the flat details of a happening and the points on which its reports differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from database import models
from database.conflicts import differing
from database.load import to_claims
from database.voices import voices
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Who reports a happening: articles of one text or one publisher family are one voice."""

    count: int
    statements: dict[int, str]  # statement key by claim
    by_statement: dict[str, frozenset[int]]

    def telling_as(self, claim_id: int) -> list[int]:
        """The voices that tell just what a claim tells, its own among them."""
        return sorted(self.by_statement.get(self.statements[claim_id], ()))


def current_claim_ids(session: Session, happening_id: int) -> list[int]:
    """Of each way to tell a happening the first claim of a newest version; all ways where no newest one tells it."""
    first = func.min(models.Claim.id)
    current = models.ArticleVersion.number == models.Article.current_version
    query = (
        select(first, current)
        .join(models.HappeningClaim, models.HappeningClaim.claim_id == models.Claim.id)
        .join(models.ArticleVersion, models.ArticleVersion.id == models.Claim.version_id)
        .join(models.Article, models.Article.id == models.ArticleVersion.article_id)
        .where(models.HappeningClaim.happening_id == happening_id)
        .group_by(models.HappeningClaim.statement_key, current)
        .order_by(first)
    )
    rows = session.execute(query).all()
    return [claim_id for claim_id, is_current in rows if is_current] or [claim_id for claim_id, _ in rows]


def claims_that_count(session: Session, happening_id: int) -> dict[int, Claim]:
    """Those of :func:`current_claim_ids`, complete, by number."""
    return to_claims(session, current_claim_ids(session, happening_id))


def voices_of(session: Session, happening_id: int) -> Voices:
    """The independent voices that report a happening."""
    family = func.coalesce(models.Source.family, models.Article.outlet, models.Page.url)
    rows = session.execute(
        select(
            models.Claim.id,
            models.HappeningClaim.statement_key,
            models.ArticleVersion.number == models.Article.current_version,
            models.Article.group_id,
            family,
        )
        .join(models.ArticleVersion, models.ArticleVersion.id == models.Claim.version_id)
        .join(models.Article, models.Article.id == models.ArticleVersion.article_id)
        .join(models.Page, models.Page.id == models.Article.page_id)
        .outerjoin(models.Source, models.Source.id == models.Article.source_id)
        .join(models.HappeningClaim, models.HappeningClaim.claim_id == models.Claim.id)
        .where(models.HappeningClaim.happening_id == happening_id)
        .order_by(models.Claim.id)
    ).all()
    of = voices([(("text", group), ("family", name)) for *_, group, name in rows])
    telling: dict[str, set[int]] = {}
    # what an outlet has taken back has no vote, unless nobody says anything any more
    any_current = any(current for _, _, current, *_ in rows)
    for (_, key, current, *_), voice in zip(rows, of, strict=True):
        if current or not any_current:
            telling.setdefault(key, set()).add(voice)
    return Voices(
        count=len(set(of)),
        statements={claim_id: key for claim_id, key, *_ in rows},
        by_statement={key: frozenset(found) for key, found in telling.items()},
    )


def write_details(session: Session, happening: models.Happening, claims: dict[int, Claim]) -> None:
    """The row in ``signings`` or ``events`` from all claims that count."""
    told = list(claims.values())
    if happening.family == "signing":
        signing = session.get(models.Signing, happening.id)
        _fill_signing(signing or _added(session, models.Signing(happening_id=happening.id)), happening, told)
    else:
        event = session.get(models.Event, happening.id)
        _fill_event(event or _added(session, models.Event(happening_id=happening.id)), told)
    session.flush()


def _added(session: Session, row: R) -> R:
    session.add(row)
    return row


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


def write_conflicts(session: Session, happening_id: int, claims: dict[int, Claim]) -> None:
    """Mark the points on which the claims that count differ, as of now."""
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
