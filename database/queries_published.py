"""Reads what feeds and calendars show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select

from database import models
from database.queries_happenings import load_happenings
from database.rows import HappeningRow
from database.session import Store

#: What stands in a calendar: announced for a day, or called off.
ANNOUNCED = ("scheduled", "postponed", "cancelled")
_WITH_A_DAY = ("minute", "day", "range")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The newest that the store holds: while it stays, nothing that is published has changed."""

    alert: int | None
    happening: datetime | None
    merged: datetime | None


def newest_change(store: Store) -> Change:
    """How far the store is."""
    with store.reading() as session:
        return Change(
            alert=session.scalar(select(func.max(models.Alert.id))),
            happening=session.scalar(select(func.max(models.Happening.updated_at))),
            merged=session.scalar(select(func.max(models.MergedHappening.merged_at))),
        )


def announced(store: Store) -> tuple[HappeningRow, ...]:
    """Happenings that were told, are scheduled, postponed or cancelled, and have a day; in the order of the days."""
    row = models.Happening
    query = (
        select(row.id)
        .where(
            row.status.in_(ANNOUNCED),
            row.date_precision.in_(_WITH_A_DAY),
            exists().where(models.Alert.happening_id == row.id),
            ~exists().where(models.MergedHappening.happening_id == row.id),
        )
        .order_by(row.date_start, row.id)
    )
    with store.reading() as session:
        return load_happenings(session, session.scalars(query).all())
