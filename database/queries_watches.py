"""What watches would make of the alerts that are stored."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from database import models
from database.session import Store
from database.subjects import subjects_of
from pipelines.watches import Subject


def subjects(store: Store, *, since: datetime) -> tuple[tuple[int, str, Subject], ...]:
    """Number, summary and subject of the alerts that were written since, the newest first; as they are known today."""
    query = (
        select(models.Alert)
        .where(models.Alert.created_at >= since)
        .order_by(models.Alert.created_at.desc(), models.Alert.id.desc())
    )
    with store.reading() as session:
        alerts = session.scalars(query).all()
        return tuple(
            (alert.id, alert.summary, subject)
            for alert, subject in zip(alerts, subjects_of(session, alerts), strict=True)
        )
