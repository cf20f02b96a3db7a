"""Writes how the daemon does: its signs of life, its renewals, and runs that the schedule could not begin in time."""

from __future__ import annotations

import os
import socket
from datetime import datetime

from sqlalchemy import ColumnElement, update

from database import models
from database.session import Store


def begin_watch(store: Store, *, started_at: datetime, now: datetime, renewed: bool, memory: int) -> None:
    """A daemon began, or (``renewed``) began again as the same process to give memory back."""
    with store.transaction() as session:
        row = session.get(models.Daemon, 1)
        renewals = row.renewals + 1 if row and renewed else 0
        session.merge(
            models.Daemon(
                id=1,
                host=socket.gethostname(),
                pid=os.getpid(),
                started_at=started_at,
                beat_at=now,
                stopped_at=None,
                memory=memory,
                workers_memory=0,
                renewals=renewals,
            )
        )


def note_life(store: Store, *, now: datetime, memory: int, workers_memory: int) -> None:
    """The daemon lives, and holds so many bytes."""
    values = {"beat_at": now, "memory": memory, "workers_memory": workers_memory}
    with store.transaction() as session:
        session.execute(update(models.Daemon).where(*_this_process()).values(**values))


def end_watch(store: Store, *, now: datetime) -> None:
    """The daemon ended in an orderly way."""
    with store.transaction() as session:
        session.execute(update(models.Daemon).where(*_this_process()).values(stopped_at=now))


def _this_process() -> tuple[ColumnElement[bool], ...]:
    # another daemon may have taken over meanwhile: its row is its own
    return models.Daemon.host == socket.gethostname(), models.Daemon.pid == os.getpid()


def count_misfire(store: Store, source_id: str) -> None:
    """A run of the schedule began late, or was left out because the one before it had not ended."""
    with store.transaction() as session:
        misfires = models.Source.misfires + 1
        session.execute(update(models.Source).where(models.Source.id == source_id).values(misfires=misfires))
