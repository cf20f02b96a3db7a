"""Writes and reads what a language model proposed for review: one row per version, question and model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from database import models
from database.errors import EvidenceMismatch
from database.load import to_claims
from database.queries_crawl import article_query, to_article
from database.rows import ArticleRow
from database.session import Store
from pipelines import vocabulary
from pipelines.proposing.shapes import proposal_of, proposal_shape
from pipelines.proposing.values import FAILURES, OUTCOMES, REFUSALS, Proposal
from pipelines.values import Article, Claim

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked beside the article, and whom: the same question is not asked twice about one text."""

    model: str
    prompt_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What became of one question about one version of an article."""

    version_id: int
    asked_at: datetime
    outcome: str
    why: str | None = None
    characters: int = 0
    prompt_tokens: int | None = None
    proposals: tuple[Proposal, ...] = ()
    rejected: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        vocabulary.check("outcome", self.outcome, OUTCOMES)
        if self.why is not None:
            vocabulary.check("why", self.why, (*REFUSALS, *FAILURES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A stored article that may be asked about: its newest text, our own claims, and the answer there is already."""

    article: ArticleRow
    version_id: int
    text: Article = field(repr=False)
    claims: tuple[Claim, ...] = ()
    earlier: Review | None = None


def save_review(store: Store, question: Question, review: Review) -> None:
    """Store what became of a question, in the place of what became of it before.

    Raises:
        EvidenceMismatch: a span does not quote the version's text; nothing is stored.
    """
    kinds = Counter(proposal.compared.kind for proposal in review.proposals)
    table = models.Proposals
    with store.transaction() as session:
        text = session.scalar(
            select(models.ArticleVersion.text).where(models.ArticleVersion.id == review.version_id)
        )
        _check_evidence(text or "", review)
        session.execute(
            delete(table).where(
                table.version_id == review.version_id,
                table.model == question.model,
                table.prompt_sha256 == question.prompt_sha256,
            )
        )
        session.add(
            table(
                version_id=review.version_id,
                model=question.model,
                prompt_sha256=question.prompt_sha256,
                asked_at=review.asked_at,
                outcome=review.outcome,
                why=review.why,
                characters=review.characters,
                prompt_tokens=review.prompt_tokens,
                proposals=[proposal_shape(proposal) for proposal in review.proposals],
                rejected=dict(review.rejected),
                agrees=kinds["agrees"],
                adds=kinds["adds"],
                contradicts=kinds["contradicts"],
            )
        )


def _check_evidence(text: str, review: Review) -> None:
    for proposal in review.proposals:
        for span in (proposal.evidence, proposal.trigger, *(a.evidence for a in proposal.arguments)):
            if text[span.start : span.end] != span.text:
                raise EvidenceMismatch(
                    f"version {review.version_id}: {span.text!r} does not stand at [{span.start}:{span.end}]. "
                    "Nothing of this answer was stored."
                )


def asked_within_a_day(store: Store, *, now: datetime) -> int:
    """How many articles were asked about in the last 24 hours, by whatever model."""
    table = models.Proposals
    with store.reading() as session:
        return session.scalar(select(func.count()).where(table.asked_at > now - _DAY)) or 0


def articles_for_review(store: Store, *, since: datetime | None = None) -> Sequence[int]:
    """Numbers of the articles that may be asked about, newest first: reprints say what their first one says."""
    query = (
        select(models.Article.id)
        .where(models.Article.reprint_of.is_(None), models.Article.relevance != "irrelevant")
        .order_by(models.Article.id.desc())
    )
    if since is not None:
        query = query.where(models.Article.reached_at >= since)
    with store.reading() as session:
        return session.scalars(query).all()


def candidate(store: Store, article_id: int, question: Question) -> Candidate | None:
    """One article with its newest text; None where there is no such article."""
    version, claim = models.ArticleVersion, models.Claim
    with store.reading() as session:
        row = session.execute(article_query().where(models.Article.id == article_id)).one_or_none()
        if row is None:
            return None
        article, url, family, status = row
        newest = session.execute(
            select(version).where(version.article_id == article_id, version.number == article.current_version)
        ).scalar_one()
        ids = session.scalars(select(claim.id).where(claim.version_id == newest.id).order_by(claim.id)).all()
        # an article under another address may have had this very text
        same = select(version.id).where(version.text_sha256 == newest.text_sha256)
        found = session.scalars(
            select(models.Proposals)
            .where(
                models.Proposals.version_id.in_(same),
                models.Proposals.model == question.model,
                models.Proposals.prompt_sha256 == question.prompt_sha256,
            )
            .order_by(models.Proposals.outcome, models.Proposals.id)  # "answered" before "failed"
        ).first()
        return Candidate(
            article=to_article(article, url, family, status),
            version_id=newest.id,
            text=Article(
                url=url,
                title=newest.title,
                text=newest.text,
                published_at=article.published_at,
                published_basis=article.published_basis,
            ),
            claims=tuple(to_claims(session, ids).values()),
            earlier=_review(found) if found else None,
        )


def _review(row: models.Proposals) -> Review:
    return Review(
        version_id=row.version_id,
        asked_at=row.asked_at,
        outcome=row.outcome,
        why=row.why,
        characters=row.characters,
        prompt_tokens=row.prompt_tokens,
        proposals=tuple(proposal_of(shape) for shape in row.proposals),
        rejected=tuple(row.rejected.items()),
    )
