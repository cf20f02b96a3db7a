"""Writes what came of the polls of entry points, and reads when they are asked next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from database import models
from database.rows import Kept
from database.save_crawl import ensure_source
from database.session import Store
from pipelines.polls import Poll
from pipelines.rhythm import Bounds, State, next_poll, observe

#: So many of the latest polls of an entry point are kept: two days of one that is asked every hour.
KEPT = 48


def record_poll(
    store: Store, source_id: str, entry_url: str, poll: Poll, *, bounds: Bounds | None = None
) -> None:
    """Note a poll of an entry point, what it teaches, and within ``bounds`` when the entry point is asked next.

    Its row is made where it is asked for the first time. Without bounds (a crawl by hand, a schedule of the user's)
    the next time stays as it is, unless the host asks for more time than is left until then.
    """
    with store.transaction() as session:
        row = session.get(models.EntryPoint, entry_url)
        if row is None:
            ensure_source(session, source_id)
            row = models.EntryPoint(url=entry_url, source_id=source_id, polls=[])
            session.add(row)
        row.checked_at = poll.at
        state = observe(State.of_json(row.rhythm), poll)
        row.rhythm = state.as_json()
        if bounds is not None:
            row.next_at = next_poll(state, poll.at, bounds)
        elif row.next_at and poll.hints.retry_after:
            row.next_at = max(row.next_at, poll.at + poll.hints.retry_after)
        if not poll.further:
            row.polls = [*row.polls, _shape(poll)][-KEPT:]


def kept_rhythms(store: Store, entry_urls: Sequence[str]) -> dict[str, Kept]:
    """What is kept of the rhythm of entry points; those that were never asked are missing."""
    row = models.EntryPoint
    query = select(row.url, row.rhythm, row.next_at).where(row.url.in_(entry_urls))
    with store.reading() as session:
        return {
            url: Kept(state=State.of_json(rhythm), next_at=next_at)
            for url, rhythm, next_at in session.execute(query)
        }


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
