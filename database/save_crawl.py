"""Writes how the watching goes: sources and runs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from database import models
from database.rows import RunCounts, SourceRow
from database.session import Store

#: Runs that one transaction removes at most: other writers wait some 50 ms for it.
MOST_FORGOTTEN = 2_000


def register_source(store: Store, row: SourceRow) -> None:
    """Write what the catalogue says of a source; its health stays as it is."""
    with store.transaction() as session:
        source = ensure_source(session, row.id)
        source.outlet, source.family = row.outlet, row.family
        source.enabled, source.every = row.enabled, row.every


def leave_sources(store: Store, watched: Collection[str]) -> None:
    """Note that all other sources are no longer declared: their rows stay, with what they brought, but disabled."""
    with store.transaction() as session:
        session.execute(
            update(models.Source)
            .where(models.Source.enabled, models.Source.id.not_in(watched))
            .values(enabled=False)
        )


def switch_source(store: Store, source_id: str, *, enabled: bool) -> None:
    """Note that somebody switched a source on or off by hand; that outranks the catalogue."""
    with store.transaction() as session:
        ensure_source(session, source_id).switched = enabled


def ensure_source(session: Session, source_id: str) -> models.Source:
    """The source's row; made with its id alone where the catalogue has not registered it."""
    source = session.get(models.Source, source_id)
    if source is None:
        source = models.Source(id=source_id, outlet=source_id, family=source_id, enabled=True)
        session.add(source)
        session.flush()
    return source


def start_run(store: Store, source_id: str, *, started_at: datetime, trigger: str) -> int:
    """Open a run; one that a killed program left open is closed as ``interrupted``."""
    with store.transaction() as session:
        ensure_source(session, source_id)
        # as each run closes the one before it, only the latest can be open: the others are many
        latest = select(func.max(models.Run.id)).where(models.Run.source_id == source_id)
        session.execute(
            update(models.Run)
            .where(models.Run.id == latest.scalar_subquery(), models.Run.outcome == "running")
            .values(
                outcome="interrupted", finished_at=started_at, message="the program stopped during the run"
            )
        )
        run = models.Run(source_id=source_id, trigger=trigger, started_at=started_at, outcome="running")
        session.add(run)
        session.flush()
        return run.id


def finish_run(
    store: Store,
    run_id: int,
    *,
    finished_at: datetime,
    outcome: str,
    counts: RunCounts,
    message: str | None = None,
) -> None:
    """Close a run and keep count of failures in a row."""
    with store.transaction() as session:
        run = session.get_one(models.Run, run_id)
        first_time = run.outcome == "running"
        run.finished_at, run.outcome, run.message = finished_at, outcome, message
        for name, value in asdict(counts).items():
            setattr(run, name, value)
        source = session.get_one(models.Source, run.source_id)
        source.last_run_at = finished_at
        if outcome in ("success", "partial"):
            source.last_success_at, source.consecutive_failures = finished_at, 0
        elif outcome == "failed" and first_time:
            source.consecutive_failures += 1


def forget_runs(store: Store, *, before: datetime, most: int = MOST_FORGOTTEN) -> int:
    """Remove runs that began before a moment and came to nothing; gives how many, ``most`` where more may be left.

    Kept for good are those that fetched something, did not end well or said something, those that a page refers to,
    and of each source the first and the latest.
    """
    run, kept = models.Run, (func.min(models.Run.id), func.max(models.Run.id))
    ends = [select(end).group_by(run.source_id) for end in kept]
    idle = (
        select(run.id)
        .where(run.started_at < before, run.outcome == "success", run.fetched == 0, run.message.is_(None))
        .where(*(run.id.not_in(end) for end in ends))
        .where(~select(models.Page.id).where(models.Page.run_id == run.id).exists())
        .order_by(run.id)
        .limit(most)
    )
    with store.transaction() as session:
        found = session.scalars(idle).all()
        session.execute(delete(run).where(run.id.in_(found)))
        return len(found)
