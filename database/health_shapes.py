"""How sources and entry points do, as JSON (docs/json.md)."""

from __future__ import annotations

from typing import Any

from database.health_rows import EntryHealth, SourceHealth
from pipelines.health.states import State
from pipelines.polls import Poll
from pipelines.shapes import local_time

Shape = dict[str, Any]


def health_shape(row: SourceHealth, *, polls: int = 1) -> Shape:
    """How a source does; ``outcomes`` counts its pages, ``polls`` says how many of each entry point are shown."""
    return {
        "id": row.id,
        "outlet": row.outlet,
        "family": row.family,
        "enabled": row.enabled,
        "every": row.every,
        "health": row.health,
        "last_run_at": local_time(row.last_run_at),
        "last_success_at": local_time(row.last_success_at),
        "consecutive_failures": row.consecutive_failures,
        "last_message": row.last_message,
        "newest_article_at": local_time(row.newest_article_at),
        "newest_page_at": local_time(row.newest_page_at),
        "quiet": row.quiet,
        "articles": row.articles,
        "outcomes": dict(row.outcomes),
        "misfires": row.misfires,
        **state_shape(row.state),
        "next_at": local_time(row.next_at),
        "proven": row.proven,
        "entry_points": [entry_shape(entry, polls=polls) for entry in row.entry_points],
    }


def state_shape(state: State) -> Shape:
    """A state, since when, and why."""
    return {"state": state.health, "state_since": local_time(state.since), "state_why": state.why or None}


def entry_shape(entry: EntryHealth, *, polls: int) -> Shape:
    """How an entry point does, with its latest polls, the latest first."""
    return {
        "url": entry.url,
        **state_shape(entry.state),
        "checked_at": local_time(entry.checked_at),
        "arrived_at": local_time(entry.arrived_at),
        "next_at": local_time(entry.next_at),
        "polls": [poll_shape(poll) for poll in reversed(entry.polls[-polls:])],
    }


def poll_shape(poll: Poll) -> Shape:
    """What came of a poll."""
    return {
        "at": local_time(poll.at),
        "outcome": poll.outcome,
        "status": poll.status,
        "named": poll.named,
        "fresh": poll.fresh,
        "newest": local_time(poll.newest),
        "why": poll.why or None,
    }
