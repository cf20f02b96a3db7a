"""What watches would make of the alerts that are stored."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from database import models
from database.session import Store
from database.subjects import source_of, subject_of
from pipelines.watches import Subject


def subjects(store: Store, *, since: datetime) -> tuple[tuple[int, str, Subject], ...]:
    """Number, summary and subject of the alerts that were written since, the newest first; as they are known today."""
    query = (
        select(models.Alert)
        .where(models.Alert.created_at >= since)
        .order_by(models.Alert.created_at.desc(), models.Alert.id.desc())
    )
    with store.reading() as session:
        found = []
        for alert in session.scalars(query).all():
            source_id, first_crawl = source_of(session, alert.claim_id)
            subject = subject_of(session, alert, source_id=source_id, first_crawl=first_crawl)
            found.append((alert.id, alert.summary, subject))
        return tuple(found)
