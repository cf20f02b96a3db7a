"""Writes what came of the polls of entry points."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from database import models
from database.save_crawl import ensure_source
from database.session import Store
from pipelines.polls import Poll

#: So many of the latest polls of an entry point are kept: two days of one that is asked every hour.
KEPT = 48


def record_poll(store: Store, source_id: str, entry_url: str, poll: Poll) -> None:
    """Note a poll of an entry point, whose row is made where it is asked for the first time."""
    with store.transaction() as session:
        row = session.get(models.EntryPoint, entry_url)
        if row is None:
            ensure_source(session, source_id)
            row = models.EntryPoint(url=entry_url, source_id=source_id, polls=[])
            session.add(row)
        row.checked_at = poll.at
        row.polls = [*row.polls, _shape(poll)][-KEPT:]


def _shape(poll: Poll) -> dict[str, Any]:
    """A poll as JSON, without what is empty; the times of single articles are not kept."""
    fields = asdict(poll)
    hints, _ = fields.pop("hints"), fields.pop("fresh_times")
    return {name: _plain(value) for name, value in (fields | hints).items() if value or name == "outcome"}


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case _:
            return value
