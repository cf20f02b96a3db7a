"""Writes what was discovered and fetched: entry points and pages, and what waits to be fetched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, not_, or_, select, true
from sqlalchemy.orm import Session

from database import models
from database.rows import (
    MOST_TRIES,
    TRIED_AGAIN,
    EntryState,
    FurtherEntry,
    PageState,
)
from database.save_crawl import ensure_source
from database.save_further import let_wait, no_longer_waiting
from database.session import Store
from pipelines.urls import canonical_url
from pipelines.values import Discovered

_CHUNK = 500  # SQLite's limit of variables per statement is 999 in old builds


def page_key(url: str) -> str:
    """The address under which a page is known."""
    return canonical_url(url) if url else ""


def text_key(text: str) -> str:
    """The address of a text that came without one."""
    return f"text:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


# ---------------------------------------------------------------- entry points


def record_discovered(
    store: Store,
    source_id: str,
    run_id: int | None,
    discovered: Sequence[Discovered],
    *,
    entry: EntryState,
    further: Sequence[FurtherEntry] = (),
    now: datetime,
) -> tuple[Discovered, ...]:
    """Queue the pages and further entry pages that an entry point named and remember its validators, in one transaction.

    Either all or none: validators without the queue would lose articles when the program is killed. Gives those that
    nobody had named before.
    """
    with store.transaction() as session:
        fresh = queue_pages(session, source_id, run_id, discovered, now)
        _remember_entry(session, source_id, entry, now)
        no_longer_waiting(session, entry.url)
        for page in further:
            let_wait(session, source_id, page, now)
        return tuple(fresh.values())


def queue_pages(
    session: Session, source_id: str, run_id: int | None, discovered: Sequence[Discovered], now: datetime
) -> dict[str, Discovered]:
    """Queue what nobody had named before; gives it by its keys."""
    ensure_source(session, source_id)
    keyed = {page_key(item.url): item for item in reversed(discovered)}  # of equals the first counts
    known = _known_keys(session, list(keyed), any_outcome=True)
    fresh = {key: item for key, item in reversed(keyed.items()) if key not in known}
    rows = [
        {
            "url": key,
            "asked_url": item.url,
            "source_id": source_id,
            "run_id": run_id,
            "outcome": "queued",
            "discovered_at": now,
            "hint": hint_fields(item),
        }
        for key, item in fresh.items()
    ]
    if rows:
        session.execute(insert(models.Page), rows)
    return fresh


def _remember_entry(session: Session, source_id: str, entry: EntryState, now: datetime) -> None:
    row = session.get(models.EntryPoint, entry.url)
    if row is None:
        row = models.EntryPoint(url=entry.url, source_id=source_id)
        session.add(row)
    row.source_id, row.checked_at = source_id, now
    row.etag, row.last_modified, row.body_sha256 = entry.etag, entry.last_modified, entry.body_sha256


def entry_state(store: Store, entry_url: str) -> EntryState | None:
    """What the entry point answered last, or None where it was never asked."""
    with store.reading() as session:
        row = session.get(models.EntryPoint, entry_url)
        if row is None:
            return None
        return EntryState(
            url=row.url, etag=row.etag, last_modified=row.last_modified, body_sha256=row.body_sha256
        )


# ---------------------------------------------------------------- pages


def queued_pages(
    store: Store, source_id: str, *, most: int | None = None, now: datetime | None = None
) -> tuple[Discovered, ...]:
    """Pages that wait: left over by a killed run, or failed for a passing reason.

    In the order in which they were named; of more than ``most`` the latest. ``now``: without those that have failed
    :data:`MOST_TRIES` times and were asked within the hour.
    """
    page = models.Page
    query = (
        select(page)
        .where(page.source_id == source_id, page.outcome == "queued", _may_be_asked(now))
        .order_by(models.Page.id.desc())
        .limit(most)
    )
    with store.reading() as session:
        return tuple(_discovered(page) for page in reversed(session.scalars(query).all()))


def _may_be_asked(now: datetime | None) -> ColumnElement[bool]:
    """Whether a page that failed may be asked again; a try of the future was made by another clock."""
    page = models.Page
    if now is None:
        return true()
    asked_lately = page.fetched_at.between(now - TRIED_AGAIN, now)
    return or_(page.tries < MOST_TRIES, page.fetched_at.is_(None), not_(asked_lately))


def known_urls(store: Store, urls: Iterable[str]) -> frozenset[str]:
    """Which of these canonical addresses are done, whatever became of them; queued ones are not."""
    with store.reading() as session:
        return _known_keys(session, list(urls), any_outcome=False)


def all_new(store: Store, urls: Iterable[str]) -> bool:
    """Whether nobody has ever named any of these canonical addresses."""
    with store.reading() as session:
        return not _known_keys(session, list(urls), any_outcome=True)


def _known_keys(session: Session, urls: list[str], *, any_outcome: bool) -> frozenset[str]:
    found: set[str] = set()
    for begin in range(0, len(urls), _CHUNK):
        query = select(models.Page.url).where(models.Page.url.in_(urls[begin : begin + _CHUNK]))
        if not any_outcome:
            query = query.where(models.Page.outcome != "queued")
        found.update(session.scalars(query))
    return frozenset(found)


def page_state(store: Store, url: str) -> PageState | None:
    """Validators and outcome of a page, for asking whether it changed; None where it was never seen."""
    with store.reading() as session:
        page = session.scalar(select(models.Page).where(models.Page.url == page_key(url)))
        if page is None:
            return None
        return PageState(
            url=page.url,
            outcome=page.outcome,
            etag=page.etag,
            last_modified=page.last_modified,
            body_sha256=page.body_sha256,
            fetched_at=page.fetched_at,
        )


def pages_by_key(session: Session, keys: list[str]) -> dict[str, models.Page]:
    """The pages of some keys, as far as there are."""
    found: dict[str, models.Page] = {}
    for begin in range(0, len(keys), _CHUNK):
        query = select(models.Page).where(models.Page.url.in_(keys[begin : begin + _CHUNK]))
        found.update((page.url, page) for page in session.scalars(query))
    return found


def find_or_add_page(session: Session, url: str, *, now: datetime, source_id: str | None) -> models.Page:
    """The page's row, queued where it is new."""
    key = page_key(url)
    page = session.scalar(select(models.Page).where(models.Page.url == key))
    if page is None:
        if source_id is not None:
            ensure_source(session, source_id)
        page = models.Page(
            url=key, asked_url=url, source_id=source_id, outcome="queued", discovered_at=now, tries=0
        )
        session.add(page)
        session.flush()
    return page


# ---------------------------------------------------------------- hints


def hint_fields(item: Discovered) -> dict[str, Any]:
    """What an entry point said of a page, as it is kept while the page waits."""
    return {
        "title": item.title,
        "published_at": item.published_at.isoformat() if item.published_at else None,
        "outlet": item.outlet,
        "author": item.author,
        "text": item.text,
        "text_is_full": item.text_is_full,
        "modified_at": item.modified_at.isoformat() if item.modified_at else None,
    }


def _discovered(page: models.Page) -> Discovered:
    hint = page.hint or {}
    moments = {
        name: datetime.fromisoformat(hint[name]) if hint.get(name) else None
        for name in ("published_at", "modified_at")
    }
    return Discovered(
        url=page.asked_url,
        title=hint.get("title"),
        outlet=hint.get("outlet"),
        author=hint.get("author"),
        text=hint.get("text"),
        text_is_full=bool(hint.get("text_is_full")),
        **moments,
    )
