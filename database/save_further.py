"""Further pages of entry points: named, and waiting until they are read or given up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from database import models
from database.rows import LONGEST_WAIT, MOST_FURTHER_TRIES, FurtherEntry
from database.session import Store


def let_wait(session: Session, source_id: str, page: FurtherEntry, now: datetime) -> None:
    """Note that a further page waits; one that is named again has failed as often as it has."""
    row = session.get(models.WaitingEntryPoint, page.url)
    if row is None:
        session.add(models.WaitingEntryPoint(source_id=source_id, named_at=now, **asdict(page)))
    else:
        row.source_id, row.declared_url, row.depth = source_id, page.declared_url, page.depth


def further_entries(store: Store, source_id: str, *, now: datetime) -> tuple[FurtherEntry, ...]:
    """Further entry pages that wait to be read, left over by a run that was broken off or could not reach them.

    Those that failed come again after as many hours as they have failed, until they are given up.
    """
    rows = models.WaitingEntryPoint
    query = (
        select(rows)
        .where(rows.source_id == source_id, rows.given_up_at.is_(None))
        .order_by(rows.depth, rows.url)
    )
    with store.reading() as session:
        return tuple(
            FurtherEntry(url=row.url, declared_url=row.declared_url, depth=row.depth)
            for row in session.scalars(query)
            if _is_due(row, now)
        )


def _is_due(row: models.WaitingEntryPoint, now: datetime) -> bool:
    """Whether a further page is asked (again); a try of the future was made by another clock."""
    tried = row.tried_at
    return tried is None or tried > now or now >= tried + timedelta(hours=row.tries)


def further_that_rest(store: Store, urls: Sequence[str], *, now: datetime) -> frozenset[str]:
    """Which of these further pages failed a short time ago, though an answer names them: not asked again already.

    One that was given up is tried once a day, as long as it is named.
    """
    rows = models.WaitingEntryPoint
    with store.reading() as session:
        failed = session.scalars(select(rows).where(rows.url.in_(urls), rows.tries > 0))
        return frozenset(
            row.url
            for row in failed
            if not _is_due(row, now)
            or (row.given_up_at and row.given_up_at <= now < row.given_up_at + timedelta(days=1))
        )


def fail_further_entry(store: Store, url: str, *, now: datetime, counts: bool) -> str | None:
    """Note that a further entry page did not answer; gives why it is given up, where it is.

    ``counts``: it was asked, so that this is a try; else only the time counts. A try before its time is none.
    """
    with store.transaction() as session:
        row = session.get(models.WaitingEntryPoint, url)
        if row is None:
            return None
        if row.given_up_at is not None:
            row.given_up_at = now
            return None
        if counts and _is_due(row, now):
            row.tries, row.tried_at = row.tries + 1, now
        waited = now - row.named_at if row.named_at else timedelta(0)
        if row.tries < MOST_FURTHER_TRIES and waited < LONGEST_WAIT:
            return None
        row.given_up_at = now
        return f"{row.tries} tries in {waited.total_seconds() / 86400:.1f} days"


def drop_further_entry(store: Store, url: str) -> None:
    """A further entry page was read without news, or will never answer."""
    with store.transaction() as session:
        no_longer_waiting(session, url)


def no_longer_waiting(session: Session, url: str) -> None:
    """A further page was read: within the transaction that keeps what it named."""
    session.execute(delete(models.WaitingEntryPoint).where(models.WaitingEntryPoint.url == url))
