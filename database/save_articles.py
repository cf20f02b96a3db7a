"""Writes what was read: the article, the version of its text, and its reprint group."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from database import models
from database.errors import EvidenceMismatch
from pipelines.reprints import ArticleText, Comparison, Fingerprint, compare_texts, fingerprint
from pipelines.values import Report, Span

#: Outlets reprint within days; a magazine's or yearbook's reprint within weeks. Older twins are linked
#: only where all letters agree.
REPRINT_WINDOW = timedelta(days=45)
#: More candidates than this share a band only by boilerplate; the newest are compared.
_MOST_CANDIDATES = 60


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


def store_article(session: Session, page: models.Page, report: Report, now: datetime) -> StoredArticle:
    """The article of a page with the version that the report is about, written where they are new."""
    article = session.scalar(select(models.Article).where(models.Article.page_id == page.id))
    digest = text_hash(report)
    if article is not None:
        known = session.scalar(
            select(models.ArticleVersion).where(
                models.ArticleVersion.article_id == article.id, models.ArticleVersion.text_sha256 == digest
            )
        )
        if known is not None:
            return StoredArticle(article=article, version=known, change="known")
        article.current_version += 1
        _fill(article, report)
        session.execute(delete(models.ReprintBand).where(models.ReprintBand.article_id == article.id))
        _index(session, article, fingerprint(report.article.text))
        version = _add_version(session, article, report, now)
        return StoredArticle(article=article, version=version, change="updated")
    article = _add_article(session, page, report, now)
    version = _add_version(session, article, report, now)
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
    twins = _twins(session, report, print_, reached)
    if twins:
        article.group_id = _one_group(session, [twin.group_id for twin, _ in twins])
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
    for twin, comparison in twins:
        session.add(_link(article, twin, comparison))
    _index(session, article, print_)
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
    session: Session, article: models.Article, report: Report, now: datetime
) -> models.ArticleVersion:
    read = report.article
    version = models.ArticleVersion(
        article_id=article.id,
        number=article.current_version,
        text_sha256=text_hash(report),
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


# ---------------------------------------------------------------- reprints


def _index(session: Session, article: models.Article, print_: Fingerprint) -> None:
    article.text_key = print_.exact
    if print_.bands:
        rows = [{"band": band, "article_id": article.id} for band in dict.fromkeys(print_.bands)]
        session.execute(insert(models.ReprintBand), rows)


def _twins(
    session: Session, report: Report, print_: Fingerprint, reached: datetime
) -> list[tuple[models.Article, Comparison]]:
    """Stored articles that say the same text, each with the comparison that shows it; oldest first."""
    if not print_.bands:
        return []
    moment = report.article.published_at or reached
    stored_at = func.coalesce(models.Article.published_at, models.Article.reached_at)
    sharing = select(models.ReprintBand.article_id).where(models.ReprintBand.band.in_(print_.bands))
    near = stored_at.between(moment - REPRINT_WINDOW, moment + REPRINT_WINDOW)
    rows = session.execute(
        select(models.Article, models.ArticleVersion.text)
        .join(
            models.ArticleVersion,
            (models.ArticleVersion.article_id == models.Article.id)
            & (models.ArticleVersion.number == models.Article.current_version),
        )
        .where(or_(models.Article.text_key == print_.exact, models.Article.id.in_(sharing) & near))
        .order_by(models.Article.id.desc())
        .limit(_MOST_CANDIDATES)
    )
    mine = ArticleText(
        text=report.article.text,
        title=report.article.title,
        published_at=report.article.published_at,
        outlet=report.article.outlet,
    )
    twins = []
    for other, text in rows:
        theirs = ArticleText(
            text=text, title=other.title, published_at=other.published_at, outlet=other.outlet
        )
        comparison = compare_texts(theirs, mine)
        if comparison.is_reprint:
            twins.append((other, comparison))
    return twins[::-1]


def _one_group(session: Session, group_ids: list[int]) -> int:
    """The group of all twins: where an article shows that two groups are one, they become the older one."""
    oldest = min(group_ids)
    others = sorted(set(group_ids) - {oldest})
    if others:
        first = session.scalar(
            select(func.min(models.Article.id)).where(models.Article.group_id.in_([oldest, *others]))
        )
        session.execute(
            update(models.Article)
            .where(models.Article.group_id.in_([oldest, *others]))
            .values(group_id=oldest, reprint_of=first)
        )
        session.execute(update(models.Article).where(models.Article.id == first).values(reprint_of=None))
        session.flush()
    return oldest


def _link(article: models.Article, twin: models.Article, comparison: Comparison) -> models.ReprintLink:
    return models.ReprintLink(
        article_id=article.id,
        other_id=twin.id,
        relation=comparison.relation,
        jaccard=comparison.jaccard,
        containment=comparison.containment,
        why=comparison.why,
    )
