"""How the watched sources do: what the store knows, beside what their declarations expect."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from crawler import catalogue, crawl
from crawler.configuration import Configuration
from crawler.memory import lives
from crawler.proven import proven_here, proven_word
from crawler.telling import declared_entries
from database import queries
from database.health_rows import EntryHealth, SourceHealth
from database.rows import DaemonState
from database.session import Store
from faces.times import when
from pipelines.health import states
from pipelines.health.states import State, of_source
from watching.pulse import BEAT_SECONDS

#: A daemon on another machine that left no sign of life for so long is taken for dead.
SILENT = timedelta(seconds=8 * BEAT_SECONDS)


def health(store: Store, settings: Configuration, *, now: datetime) -> tuple[SourceHealth, ...]:
    """The catalogue as the store knows it, the user's settings applied.

    A source that is declared no longer is left out, with its rows kept; a demo's database shows the demo.
    """
    watched = catalogue.spiders(settings.own)
    if not store.is_read_only:
        crawl.register(store, watched.values(), settings)
    sources = {name: spider.source for name, spider in (catalogue.spiders(demo=True) | watched).items()}
    entries, here = queries.entry_points(store), proven_here(settings)
    rows = [row for row in queries.sources_health(store) if row.id in sources]
    found = []
    for row in rows:
        source = sources[row.id]
        asked = [entry for entry in entries if entry.source_id == row.id]
        # a demo is asked at the address where it was served, which no declaration knows
        own = tuple(declared_entries(source, asked) if row.id in watched else asked)
        told = replace(row, quiet=is_quiet(row, settings.expects_of(source).newest_within, now=now))
        found.append(
            replace(told, state=_state(told, own), entry_points=own, proven=proven_word(source, here))
        )
    return tuple(found)


def named(
    rows: Sequence[SourceHealth], names: Sequence[str], settings: Configuration
) -> tuple[SourceHealth, ...]:
    """The rows of the sources that are named, a demo's among them where the database is one.

    Raises:
        UnknownSource: a name is neither in the database nor in the catalogue.
    """
    there = {row.id for row in rows}
    catalogue.chosen([name for name in names if name not in there], settings.own)
    return tuple(row for row in rows if row.id in names)


def _state(row: SourceHealth, entries: Sequence[EntryHealth]) -> State:
    """How a source is by its entry points; by its runs where these were made before polls were kept."""
    if entries:
        return of_source([(entry.url, entry.state) for entry in entries])
    if row.quiet:
        newest = f"since {when(row.newest_page_at)}" if row.newest_page_at else "since its first run"
        return State(
            health=states.GAP, since=row.newest_page_at, why=f"answers, but has named nothing new {newest}"
        )
    return State(why=row.last_message or "" if row.consecutive_failures else "")


def is_quiet(row: SourceHealth, within: timedelta, *, now: datetime) -> bool:
    """Whether a source answers, and named nothing new for too long; one that fails is failing, not quiet.

    It counts when an entry point last named a page that we did not know, whatever the page is about: an outlet that
    publishes nothing on the zone for a month is healthy, one that publishes nothing at all has moved its feed.
    """
    if not row.enabled or row.last_success_at is None or row.consecutive_failures:
        return False
    newest = row.newest_page_at or row.first_run_at
    return newest is not None and now - newest > within


def daemon(store: Store) -> tuple[DaemonState | None, bool]:
    """The daemon that ran last, and whether it still does: by its process on this machine, by its signs of life else."""
    state = queries.daemon_state(store)
    if state is None or state.stopped_at is not None:
        return state, False
    if state.host == socket.gethostname():
        return state, lives(state.pid)
    return state, datetime.now(UTC) - state.beat_at < SILENT
