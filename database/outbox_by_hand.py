"""What somebody decides about deliveries by hand: another try, or an end of being held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from database import models
from database.portions import portions
from database.session import Store


def retry(store: Store, ids: Sequence[int], *, now: datetime) -> tuple[int, ...]:
    """Let deliveries that wait or failed go out now, in their order; gives those that can."""
    with store.transaction() as session:
        rows = session.scalars(
            select(models.Delivery)
            .where(models.Delivery.id.in_(ids), models.Delivery.state.in_(("waiting", "failed")))
            .order_by(models.Delivery.id)
        ).all()
        for row in rows:
            row.state, row.due_at, row.refusals = "waiting", now, 0
        return tuple(row.id for row in rows)


def release(
    store: Store, *, ids: Sequence[int] = (), source: str | None = None, now: datetime
) -> tuple[int, ...]:
    """Let deliveries that are held go out now: those of these numbers, else those of a source's articles.

    Several on one channel go together as a digest: what was held as too much is not to arrive one by one.
    """
    row = models.Delivery
    query = select(row.id, row.channel).where(row.state == "held").order_by(row.id)
    if source is None:
        query = query.where(row.id.in_(ids))
    else:
        query = (
            query.join(models.Alert, models.Alert.id == row.alert_id)
            .join(models.Claim, models.Claim.id == models.Alert.claim_id)
            .join(models.ArticleVersion, models.ArticleVersion.id == models.Claim.version_id)
            .join(models.Article, models.Article.id == models.ArticleVersion.article_id)
            .where(models.Article.source_id == source)
        )
    with store.transaction() as session:
        found = [(number, channel) for number, channel in session.execute(query)]
        many = Counter(channel for _, channel in found)
        for part in portions([number for number, _ in found]):
            let_go = update(row).where(row.id.in_(part))
            session.execute(let_go.values(state="waiting", hold=None, due_at=now))
            session.execute(
                let_go.where(row.channel.in_([one for one, times in many.items() if times > 1])).values(
                    digest=True
                )
            )
        return tuple(number for number, _ in found)
