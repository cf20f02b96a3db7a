"""Reads the outbox: what waits, what went out, what was given up, and why."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from database import models
from database.rows import DeliveryRow
from database.session import Store


def deliveries(
    store: Store, *, channel: str | None = None, states: Sequence[str] = (), limit: int | None = None
) -> tuple[DeliveryRow, ...]:
    """Deliveries, those of the newest alerts first."""
    query = (
        select(models.Delivery, models.Alert.summary)
        .join(models.Alert, models.Alert.id == models.Delivery.alert_id)
        .order_by(models.Delivery.alert_id.desc(), models.Delivery.id.desc())
        .limit(limit)
    )
    if channel is not None:
        query = query.where(models.Delivery.channel == channel)
    if states:
        query = query.where(models.Delivery.state.in_(states))
    with store.reading() as session:
        return tuple(
            DeliveryRow(
                id=row.id,
                alert_id=row.alert_id,
                channel=row.channel,
                state=row.state,
                tries=row.tries,
                refusals=row.refusals,
                due_at=row.due_at,
                sent_at=row.sent_at,
                message=row.message,
                summary=summary,
                watch=row.watch,
                hold=row.hold,
            )
            for row, summary in session.execute(query)
        )
