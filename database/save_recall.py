"""Writes what a back-search found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select

from database import models
from database.save_pages import page_key, queue_pages
from database.session import Store
from pipelines.values import Discovered


def record_finds(
    store: Store, source_id: str, run_id: int | None, found: Sequence[Discovered], *, now: datetime
) -> tuple[Discovered, ...]:
    """Queue what nobody had named and note of each page who had, in one transaction; gives what nobody had.

    A page that an earlier search found keeps what was noted then.
    """
    with store.transaction() as session:
        fresh = queue_pages(session, source_id, run_id, found, now)
        keys = {page_key(item.url) for item in found}
        pages = session.execute(
            select(models.Page.id, models.Page.url, models.Page.source_id)
            .outerjoin(models.SearchFind, models.SearchFind.page_id == models.Page.id)
            .where(models.Page.url.in_(keys), models.SearchFind.page_id.is_(None))
        )
        rows = [
            {
                "page_id": page_id,
                "source_id": source_id,
                "found_at": now,
                "known_by": None if url in fresh else named_by,
            }
            for page_id, url, named_by in pages
        ]
        if rows:
            session.execute(insert(models.SearchFind), rows)
        return tuple(fresh.values())
