"""Since when what a claim says has been known word by word, though nobody may have read it as we do now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from database import models
from pipelines.reprints.repeating import repeats

#: So many of the oldest texts are looked at; a story has its first text among them.
_MOST_TEXTS = 5


def known_since(session: Session, claim: models.Claim, *, whole: bool = False) -> datetime | None:
    """When the sentence of a claim was first seen, in an earlier version of its article or in a text that it reprints;
    None where it is new.

    ``whole``: nothing of the whole text is new; what has changed of a happening may stand in another sentence than the
    one that proves it.
    """
    version, article = models.ArticleVersion, models.Article
    own = session.get_one(version, claim.version_id)
    group = select(article.group_id).where(article.id == own.article_id).scalar_subquery()
    older = (
        select(version.text, version.seen_at)
        .join(article, article.id == version.article_id)
        .where(
            article.group_id == group,
            version.id != own.id,
            version.seen_at < own.seen_at,
        )
        .order_by(version.seen_at, version.id)
        .limit(_MOST_TEXTS)
    )
    wanted = own.text if whole else claim.evidence_text
    for text, seen_at in session.execute(older):
        if repeats(wanted, text):
            return seen_at
    return None
