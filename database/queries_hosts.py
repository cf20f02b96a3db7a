"""Reads what is known of the hosts that were asked."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import select

from database import models
from database.session import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class HostRow:
    """A host: its latest turn, what it wishes, and the requests of ``day`` (local ISO)."""

    name: str
    asked_at: datetime | None
    rests_until: datetime | None
    rests_why: str | None
    crawl_delay: float | None
    day: str
    requests: int
    conditional: int
    not_modified: int


def hosts(store: Store) -> tuple[HostRow, ...]:
    """Every host that was ever asked, by name."""
    names = [field.name for field in fields(HostRow)]
    with store.reading() as session:
        rows = session.scalars(select(models.Host).order_by(models.Host.name))
        return tuple(HostRow(**{name: getattr(row, name) for name in names}) for row in rows)
