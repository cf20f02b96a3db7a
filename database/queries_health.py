"""Reads how entry points do, and what the latest articles and pages of a source tell of it."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from database import models
from database.health_rows import EntryHealth
from database.poll_shapes import memory_of, poll_of
from database.session import Store
from pipelines.health.articles import EARLIER, LATEST, Filled, PageEnd
from pipelines.health.states import State

#: The runs of a source whose pages tell how its pages do.
RUNS = 5
#: A date of this basis is ours, not the page's.
_OUR_DATE = "fetch time"


def entry_points(store: Store, source_id: str | None = None) -> tuple[EntryHealth, ...]:
    """The entry points that were ever polled, of one source or of all, by source and address."""
    row = models.EntryPoint
    query: Select[models.EntryPoint] = select(row).order_by(row.source_id, row.url)
    if source_id is not None:
        query = query.where(row.source_id == source_id)
    with store.reading() as session:
        return tuple(_entry(found) for found in session.scalars(query) if found.polls)


def _entry(row: models.EntryPoint) -> EntryHealth:
    return EntryHealth(
        url=row.url,
        source_id=row.source_id,
        state=State(health=row.health, since=row.health_since, why=row.health_why or ""),
        checked_at=row.checked_at,
        next_at=row.next_at,
        arrived_at=memory_of(row.polls).silence.arrived_at,
        polls=tuple(poll_of(shape) for shape in row.polls),
    )


def latest_articles(session: Session, source_id: str) -> list[Filled]:
    """The latest articles of a source, the newest first: which fields they have, and who read them."""
    row = models.Article
    columns = (
        row.title,
        row.published_at,
        row.published_basis,
        row.author,
        row.outlet,
        row.read_by,
        row.degraded,
    )
    query = select(*columns).where(row.source_id == source_id).order_by(row.id.desc()).limit(LATEST + EARLIER)
    found = []
    for title, published_at, basis, author, outlet, read_by, degraded in session.execute(query):
        has = {
            "title": title,
            "text": True,  # without a text there is no article
            "published_at": published_at is not None and basis != _OUR_DATE,
            "author": author,
            "outlet": outlet,
        }
        fields = frozenset(name for name, value in has.items() if value)
        found.append(Filled(fields=fields, reader=(read_by or {}).get("text"), missed=degraded))
    return found


def latest_pages(session: Session, source_id: str, *, runs: int = RUNS) -> list[PageEnd]:
    """What became of the pages of the latest runs of a source; those that wait for their first answer are left out."""
    latest = (
        select(models.Run.id)
        .where(models.Run.source_id == source_id)
        .order_by(models.Run.id.desc())
        .limit(runs)
    )
    row = models.Page
    query = select(row.outcome, row.status, row.tries).where(
        row.run_id.in_(latest.scalar_subquery()), row.source_id == source_id
    )
    return [
        PageEnd(outcome=outcome if outcome != "queued" else "unreachable", status=status)
        for outcome, status, tries in session.execute(query)
        if outcome != "queued" or tries
    ]
