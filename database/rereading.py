"""Articles read once more from the archive of raw pages: which there are, what they said, and what they say now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from database import models
from database.load import to_claims
from database.rows import Saved
from database.save_articles import check_evidence, store_article
from database.save_claims import store_claims
from database.save_happenings import store_happenings
from database.save_pages import find_or_add_page
from database.session import Store
from pipelines.values import Claim, Discovered, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedArticle:
    """An article whose page is archived, with its newest version. ``hint``: what only its entry point had said."""

    id: int
    url: str
    source_id: str | None
    outlet: str | None
    file: str
    offset: int
    fetched_at: datetime
    title: str | None
    text: str
    published_at: datetime | None
    claims: tuple[Claim, ...]
    hint: Discovered


def archived_articles(store: Store, *, since: datetime | None, ids: Sequence[int] = ()) -> tuple[int, ...]:
    """The numbers of the articles whose page is archived, in the order in which they came: those of ``ids``, else all
    that came since."""
    query = (
        select(models.Article.id)
        .join(models.Page, models.Page.id == models.Article.page_id)
        .where(models.Page.archive_file.is_not(None))
        .order_by(models.Article.id)
    )
    if ids:
        query = query.where(models.Article.id.in_(ids))
    elif since is not None:
        query = query.where(models.Article.reached_at >= since)
    with store.reading() as session:
        return tuple(session.scalars(query))


def archived_article(store: Store, article_id: int) -> ArchivedArticle | None:
    """One of them; None where it was forgotten meanwhile, or its page is archived no longer."""
    article, page, version = models.Article, models.Page, models.ArticleVersion
    with store.reading() as session:
        row = session.execute(
            select(article, page, version)
            .join(page, page.id == article.page_id)
            .join(version, version.article_id == article.id)
            .where(article.id == article_id, version.number == article.current_version)
        ).first()
        if row is None:
            return None
        one, where, newest = row
        if where.archive_file is None or where.archive_offset is None:
            return None
        ids = session.scalars(select(models.Claim.id).where(models.Claim.version_id == newest.id)).all()
        return ArchivedArticle(
            id=one.id,
            url=where.url,
            source_id=one.source_id,
            outlet=one.outlet,
            file=where.archive_file,
            offset=where.archive_offset,
            fetched_at=where.fetched_at or one.reached_at,
            title=newest.title,
            text=newest.text,
            published_at=one.published_at,
            claims=tuple(to_claims(session, ids).values()),
            hint=_hint(one, where.asked_url),
        )


def _hint(article: models.Article, url: str) -> Discovered:
    """What only the entry point had said of an article: the fields that the reading took from there."""
    hinted = {name for name, reader in article.read_by.items() if reader == "hint"}
    return Discovered(
        url=url,
        title=article.title if "title" in hinted else None,
        published_at=article.published_at if "published_at" in hinted else None,
        outlet=article.outlet if "outlet" in hinted else None,
        author=article.author if "author" in hinted else None,
    )


class _OnlyShown(Exception):
    """Nothing is to stay of a transaction."""


def store_again(store: Store, report: Report, *, apply: bool) -> Saved:
    """What storing another reading of a known article changes: a new version, its happenings, and the alerts that are owed.

    Nobody is called, whatever the reading says: alerts are rows without deliveries, written as of the moment at which the
    page was fetched, and judged by it; so they stand in the inbox on their day, and watches do not think them over once
    they are seven days old. They are left unread, since nobody has read them. A reading that the article has already
    changes nothing, so that a run that was broken off may be run again.

    Args:
        store: where to.
        report: the reading, with an article and the moment at which its page was fetched.
        apply: without it all is undone, and the store stays as it was.

    Raises:
        EvidenceMismatch: a span does not quote the text; nothing is stored.
    """
    check_evidence(report)
    now = report.fetched_at
    if now is None:
        raise ValueError(f"{report.page_url}: a page that is read again has a moment at which it was fetched")
    saved = Saved(outcome="known")
    try:
        with store.transaction() as session:
            page = find_or_add_page(session, report.page_url, now=now, source_id=report.source)
            stored = store_article(session, page, report, now, again=True)
            saved = replace(saved, outcome=stored.change, article_id=stored.article.id)
            if stored.change != "known":
                claims = store_claims(session, stored.version, report)
                merged = store_happenings(session, report, claims, watches=(), now=now)
                saved = replace(saved, new_happenings=tuple(merged.new), alerts=tuple(merged.alerts))
            if not apply:
                raise _OnlyShown
    except _OnlyShown:
        pass
    return saved
