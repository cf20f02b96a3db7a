"""Writes what was read: the article, the version of its text, and its reprint group."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from database import models
from database import save_reprints as reprints
from database.errors import EvidenceMismatch
from pipelines.reprints import fingerprint
from pipelines.values import Report, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """The rows of a report's article; ``change`` is new, reprint, updated or known."""

    article: models.Article
    version: models.ArticleVersion
    change: str


def check_evidence(report: Report) -> None:
    """Law 1: every span of a report quotes the article's text.

    Raises:
        EvidenceMismatch: one does not; the message says which, and what stands there instead.
    """
    for where, span in _spans(report):
        found = report.article.text[span.start : span.end]
        if found != span.text:
            raise EvidenceMismatch(
                f"{report.page_url}: {where} says that text[{span.start}:{span.end}] is {span.text!r}, "
                f"but {found!r} stands there. Nothing of this report was stored."
            )


def _spans(report: Report) -> list[tuple[str, Span]]:
    spans: list[tuple[str, Span]] = []
    for claim in report.extraction.claims:
        spans.append((f"claim {claim.id}", claim.evidence))
        spans += [(f"claim {claim.id}, {a.role} {a.value}", a.evidence) for a in claim.arguments]
        spans += [(f"claim {claim.id}, count of {c.what}", c.evidence) for c in claim.counts]
    spans += [(f"person {p.name}", p.evidence) for p in report.extraction.people]
    return spans


def text_hash(report: Report) -> str:
    """What makes a version: the title and the text, as cured."""
    return hashlib.sha256(f"{report.article.title or ''}\n{report.article.text}".encode()).hexdigest()


def reading_hash(report: Report) -> str:
    """What makes a version where a text is read again by other rules: the title, the text, and what is claimed from it."""
    return hashlib.sha256(f"{text_hash(report)}\n{report.extraction.claims!r}".encode()).hexdigest()


def store_article(
    session: Session, page: models.Page, report: Report, now: datetime, *, again: bool = False
) -> StoredArticle:
    """The article of a page with the version that the report is about, written where they are new.

    ``again``: other rules read the page, so a text that is known is a version of its own where they read it otherwise.
    """
    article = session.scalar(select(models.Article).where(models.Article.page_id == page.id))
    digest = text_hash(report)
    if article is not None:
        known = session.scalar(
            select(models.ArticleVersion).where(
                models.ArticleVersion.article_id == article.id, models.ArticleVersion.text_sha256 == digest
            )
        )
        if known is not None and again:
            digest = reading_hash(report)
            known = session.scalar(
                select(models.ArticleVersion).where(
                    models.ArticleVersion.article_id == article.id,
                    models.ArticleVersion.text_sha256 == digest,
                )
            )
        if known is not None:
            return StoredArticle(article=article, version=known, change="known")
        article.current_version += 1
        _fill(article, report)
        reprints.remember(session, article, fingerprint(report.article.text), known=[article.id])
        version = _add_version(session, article, report, now, digest)
        return StoredArticle(article=article, version=version, change="updated")
    article = _add_article(session, page, report, now)
    version = _add_version(session, article, report, now, digest)
    return StoredArticle(
        article=article, version=version, change="reprint" if article.reprint_of is not None else "new"
    )


def _add_article(session: Session, page: models.Page, report: Report, now: datetime) -> models.Article:
    reached = report.fetched_at or report.article.published_at or now
    article = models.Article(
        page_id=page.id, source_id=report.source or page.source_id, reached_at=reached, current_version=1
    )
    _fill(article, report)
    print_ = fingerprint(report.article.text)
    twins = reprints.find(session, report, print_, reached)
    if twins:
        article.group_id = reprints.one_group(session, [twin.group_id for twin, _ in twins])
        article.reprint_of = session.scalar(
            select(func.min(models.Article.id)).where(models.Article.group_id == article.group_id)
        )
    else:
        group = models.ReprintGroup(created_at=now)
        session.add(group)
        session.flush()
        article.group_id = group.id
    article.text_key = print_.exact
    session.add(article)
    session.flush()
    reprints.link(session, article, twins)
    reprints.remember(session, article, print_, known=[twin.id for twin, _ in twins])
    return article


def _fill(article: models.Article, report: Report) -> None:
    read = report.article
    article.title, article.outlet, article.author = read.title, read.outlet, read.author
    article.published_at, article.published_basis = read.published_at, read.published_basis
    article.script, article.degraded = read.script, read.degraded
    article.relevance, article.relevance_why = report.relevance.kind, list(report.relevance.why)
    article.charset, article.charset_why = report.charset.used, report.charset.why
    article.read_by = {basis.field: basis.reader for basis in read.read_by}


def _add_version(
    session: Session, article: models.Article, report: Report, now: datetime, digest: str
) -> models.ArticleVersion:
    read = report.article
    version = models.ArticleVersion(
        article_id=article.id,
        number=article.current_version,
        text_sha256=digest,
        title=read.title,
        text=read.text,
        text_as_read=read.text_as_read,
        repairs=[
            {"name": r.name, "count": r.count, "restored": r.restored, "steps": [asdict(s) for s in r.steps]}
            for r in read.repairs
        ],
        rules_version=report.rules_version,
        seen_at=report.fetched_at or now,
    )
    session.add(version)
    session.flush()
    return version
