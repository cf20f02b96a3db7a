"""Reads what the articles of a happening said otherwise in older versions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from database import models
from database.rows import ArticleRow, ChangeRow
from pipelines.versions import difference


def load_changes(session: Session, articles: Sequence[ArticleRow]) -> tuple[ChangeRow, ...]:
    """The differences between each two versions that follow each other, the oldest first; what was only read anew is none."""
    version = models.ArticleVersion
    rows = session.scalars(
        select(version)
        .join(models.Article, models.Article.id == version.article_id)
        .where(
            version.article_id.in_([article.id for article in articles]),
            models.Article.current_version > 1,  # of ten thousand reprints hardly one is edited
        )
        .order_by(version.article_id, version.number)
    ).all()
    found = [_change(a, b) for a, b in pairwise(rows) if a.article_id == b.article_id]
    told = [change for change in found if change.title or change.removed or change.added]
    return tuple(sorted(told, key=lambda change: (change.seen_at, change.article_id, change.version)))


def _change(before: models.ArticleVersion, after: models.ArticleVersion) -> ChangeRow:
    differs = difference(before.text, after.text)
    titles = before.title or "", after.title or ""
    return ChangeRow(
        article_id=after.article_id,
        version=after.number,
        seen_at=after.seen_at,
        title=titles if titles[0] != titles[1] else None,
        removed=differs.removed,
        added=differs.added,
    )
