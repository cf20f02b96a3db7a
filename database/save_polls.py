"""Writes what came of the polls of entry points, and what follows: their health, and when they are asked next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, select

from database import models
from database.poll_shapes import MEMORY, memory_of, memory_shape, poll_of, poll_shape
from database.rows import Kept
from database.save_crawl import ensure_source
from database.session import Store
from pipelines.health.expects import Expects
from pipelines.health.memory import Memory, after_poll
from pipelines.polls import Poll
from pipelines.rhythm import Bounds, State, next_poll, observe

#: So many of the latest polls of an entry point are kept: two days of one that is asked every hour.
KEPT = 48
#: A reason is for people, and for a terminal.
_LONGEST_WHY = 300


def record_poll(
    store: Store,
    source_id: str,
    entry_url: str,
    poll: Poll,
    *,
    bounds: Bounds | None = None,
    expects: Expects | None = None,
) -> None:
    """Note a poll of an entry point, its state after it, and within ``bounds`` when the entry point is asked next.

    Its row is made where it is asked for the first time. Without bounds (a crawl by hand, a schedule of the user's)
    the next time stays as it is, unless the host asks for more time than is left until then. ``expects``: what a
    healthy source gives.
    """
    poll = replace(poll, why=poll.why[:_LONGEST_WHY])
    with store.transaction() as session:
        row = session.get(models.EntryPoint, entry_url)
        if row is None:
            ensure_source(session, source_id)
            row = models.EntryPoint(url=entry_url, source_id=source_id, polls=[])
            session.add(row)
        row.source_id, row.checked_at = source_id, poll.at
        state = observe(State.of_json(row.rhythm), poll)
        row.rhythm = state.as_json()
        if bounds is not None:
            row.next_at = next_poll(state, poll.at, bounds)
        elif row.next_at and poll.hints.retry_after:
            row.next_at = max(row.next_at, poll.at + poll.hints.retry_after)
        _judge(row, poll, expects or Expects())


def _judge(row: models.EntryPoint, poll: Poll, expects: Expects) -> None:
    kept = list(row.polls)
    memory = after_poll(memory_of(kept), [poll_of(shape) for shape in kept], poll, expects=expects)
    remember(row, kept if poll.further else [*kept, poll_shape(poll)][-KEPT:], memory)


def kept_rhythms(store: Store, entry_urls: Sequence[str]) -> dict[str, Kept]:
    """What is kept of the rhythm of entry points; those that were never asked are missing."""
    row = models.EntryPoint
    query = select(row.url, row.rhythm, row.next_at).where(row.url.in_(entry_urls))
    with store.reading() as session:
        return {
            url: Kept(state=State.of_json(rhythm), next_at=next_at)
            for url, rhythm, next_at in session.execute(query)
        }


def forget_entry_points(store: Store, *, before: datetime) -> int:
    """Remove the validators of addresses that no poll is kept under and that last changed before a moment; gives how many.

    The printed paper of a day and each of its sheets have an address of their own, which is never asked again; so have
    further pages that were given up before that moment.
    """
    row = models.EntryPoint
    with store.transaction() as session:
        old = session.scalars(
            delete(row).where(row.rhythm.is_(None), row.checked_at < before).returning(row.url)
        )
        waiting = models.WaitingEntryPoint
        session.execute(delete(waiting).where(waiting.given_up_at < before))
        return len(old.all())


def remember(row: models.EntryPoint, polls: list[dict[str, object]], memory: Memory) -> None:
    """Keep polls and what is remembered beside them, and show the state that follows."""
    if not polls:
        return
    earlier = [{name: value for name, value in shape.items() if name != MEMORY} for shape in polls[:-1]]
    row.polls = [*earlier, polls[-1] | {MEMORY: memory_shape(memory)}]
    state = memory.state
    row.health, row.health_since, row.health_why = state.health, state.since, state.why or None
