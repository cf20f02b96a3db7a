"""Reads who took a text from whom, among some articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from database import models
from database.rows import ArticleRow

if TYPE_CHECKING:
    from pipelines.reprints.genealogy import Descent


def load_descents(session: Session, articles: Sequence[ArticleRow]) -> tuple[Descent, ...]:
    """Each article with the one of them that it was taken from, text by text, each in the order of publication."""
    # here, because a list of alerts needs no genealogy, which loads all that compares texts
    from pipelines.reprints.genealogy import Copy, Tie, descents

    ids = [article.id for article in articles]
    link = models.ReprintLink
    rows = session.scalars(
        select(link)
        .where(link.article_id.in_(ids), link.other_id.in_(ids))
        .order_by(link.article_id, link.other_id)
    )
    ties = [
        Tie(
            later=row.article_id,
            earlier=row.other_id,
            relation=row.relation,
            likeness=max(row.jaccard, row.containment),
        )
        for row in rows
    ]
    groups: dict[int, list[Copy]] = {}
    for article in articles:
        moment = article.published_at or article.reached_at
        groups.setdefault(article.group_id, []).append(Copy(id=article.id, published_at=moment))
    return tuple(found for copies in groups.values() for found in descents(copies, ties))
