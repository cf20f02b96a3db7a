"""Writes what came of the polls of entry points, and the health that follows from it."""

from __future__ import annotations

from dataclasses import replace

from database import models
from database.poll_shapes import MEMORY, memory_of, memory_shape, poll_of, poll_shape
from database.save_crawl import ensure_source
from database.session import Store
from pipelines.health.expects import Expects
from pipelines.health.memory import Memory, after_poll
from pipelines.polls import Poll

#: So many of the latest polls of an entry point are kept: two days of one that is asked every hour.
KEPT = 48
#: A reason is for people, and for a terminal.
_LONGEST_WHY = 300


def record_poll(
    store: Store, source_id: str, entry_url: str, poll: Poll, *, expects: Expects | None = None
) -> None:
    """Note a poll of an entry point, whose row is made where it is asked for the first time, and its state after it."""
    poll = replace(poll, why=poll.why[:_LONGEST_WHY])
    with store.transaction() as session:
        row = session.get(models.EntryPoint, entry_url)
        if row is None:
            ensure_source(session, source_id)
            row = models.EntryPoint(url=entry_url, source_id=source_id, polls=[])
            session.add(row)
        row.source_id, row.checked_at = source_id, poll.at
        kept = list(row.polls)
        memory = after_poll(
            memory_of(kept), [poll_of(shape) for shape in kept], poll, expects=expects or Expects()
        )
        if not poll.further:
            kept = [*kept, poll_shape(poll)][-KEPT:]
        remember(row, kept, memory)


def remember(row: models.EntryPoint, polls: list[dict[str, object]], memory: Memory) -> None:
    """Keep polls and what is remembered beside them, and show the state that follows."""
    if not polls:
        return
    earlier = [{name: value for name, value in shape.items() if name != MEMORY} for shape in polls[:-1]]
    row.polls = [*earlier, polls[-1] | {MEMORY: memory_shape(memory)}]
    state = memory.state
    row.health, row.health_since, row.health_why = state.health, state.since, state.why or None
