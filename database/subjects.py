"""A stored happening or source as watches look at it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from database import models
from database.load import stored_amount, to_happening
from pipelines.values import Amount, Happening
from pipelines.watches import Subject


def subject_of(
    session: Session, alert: models.Alert, *, source_id: str | None = None, first_crawl: bool = False
) -> Subject:
    """What an alert is about. ``source_id`` and ``first_crawl``: how its report came."""
    row = session.get(models.Happening, alert.happening_id) if alert.happening_id is not None else None
    if row is None:
        return Subject(kind=alert.kind, texts=(alert.summary,), source_id=alert.source_id)
    link = models.HappeningClaim
    ids = session.scalars(select(link.claim_id).where(link.happening_id == row.id)).all()
    known = facts_of(session, to_happening(row, ()), ids, reports=row.independent_reports)
    return replace(known, kind=alert.kind, status=alert.status, source_id=source_id, first_crawl=first_crawl)


def facts_of(session: Session, told: Happening, claim_ids: Sequence[int], *, reports: int) -> Subject:
    """A happening with the claims that establish it, as watches look at it; no alert about it yet."""
    claims = session.scalars(select(models.Claim).where(models.Claim.id.in_(claim_ids))).all()
    names, classes = _organisations(session, claim_ids)
    values = session.scalars(
        select(models.ClaimArgument.value).where(models.ClaimArgument.claim_id.in_(claim_ids)).distinct()
    ).all()
    return Subject(
        kind="",
        family=told.family,
        type=told.type,
        subtype=told.subtype,
        status=told.status,
        happening_id=told.id,
        whole_id=told.parent_id,
        organisations=frozenset(names),
        classes=frozenset(classes),
        amounts=_amounts(told, claims),
        texts=_texts(told, claims, (*values, *names, *_titles(session, claim_ids))),
        confidence=max((claim.confidence for claim in claims), default=1.0),
        reports=reports,
    )


def _organisations(session: Session, claim_ids: Iterable[int]) -> tuple[set[str], set[str]]:
    """The folded names and the classes of all organisations that claims name."""
    argument, name, body = models.ClaimArgument, models.OrganisationName, models.Organisation
    named = select(argument.organisation_id).where(
        argument.claim_id.in_(claim_ids), argument.organisation_id.is_not(None)
    )
    names = session.scalars(select(name.folded).where(name.organisation_id.in_(named)).distinct())
    keys = session.execute(select(body.key, body.class_).where(body.id.in_(named))).all()
    return {*names, *(key for key, _ in keys)}, {class_ for _, class_ in keys}


def _titles(session: Session, claim_ids: Iterable[int]) -> list[str]:
    query = (
        select(models.ArticleVersion.title)
        .join(models.Claim, models.Claim.version_id == models.ArticleVersion.id)
        .where(models.Claim.id.in_(claim_ids))
        .distinct()
    )
    return [title for title in session.scalars(query) if title]


def _amounts(told: Happening, claims: Iterable[models.Claim]) -> tuple[Amount, ...]:
    found = (told.amount, *(stored_amount(claim) for claim in claims))
    return tuple(dict.fromkeys(amount for amount in found if amount is not None))


def _texts(told: Happening, claims: Iterable[models.Claim], more: Iterable[str]) -> tuple[str, ...]:
    own = (told.name, told.place, *told.parties)
    return tuple(dict.fromkeys(filter(None, (*own, *(claim.evidence_text for claim in claims), *more))))


def source_of(session: Session, claim_id: int | None) -> tuple[str | None, bool]:
    """The source whose article makes a claim, and whether the claim came with the first crawl of that source.

    What the first crawl named and left for later runs came with it too; what an article says since it was changed did not.
    """
    row = session.execute(
        select(models.Article.source_id, came_at())
        .join(models.ArticleVersion, models.ArticleVersion.article_id == models.Article.id)
        .join(models.Claim, models.Claim.version_id == models.ArticleVersion.id)
        .join(models.Page, models.Page.id == models.Article.page_id)
        .where(models.Claim.id == claim_id)
    ).first()
    source_id, came = row if row is not None else (None, None)
    if source_id is None:
        return None, False
    run = models.Run
    crawled = session.scalar(select(func.min(run.started_at)).where(run.source_id == source_id))
    if crawled is None:
        return source_id, False  # handed in by a program, not crawled
    first_end = end_of_first_crawl(session, source_id)
    return source_id, first_end is None or (came is not None and came <= first_end)


def came_at() -> ColumnElement[datetime]:
    """When what an article says came to be known: a first version with its page, a later one when it was seen."""
    version = models.ArticleVersion
    return case((version.number > 1, version.seen_at), else_=models.Page.discovered_at)


def end_of_first_crawl(session: Session, source_id: str) -> datetime | None:
    """When a source was crawled for the first time to the end; None where it never was."""
    run = models.Run
    return session.scalar(
        select(func.min(run.finished_at)).where(
            run.source_id == source_id, run.outcome.in_(("success", "partial"))
        )
    )
