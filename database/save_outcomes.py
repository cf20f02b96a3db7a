"""Writes what became of pages: read, refused, failed, kept back; and for how long one that fails is asked again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from database import models
from database.rows import (
    ARTICLE_OUTCOMES,
    LEAST_KEPT_BACK,
    LEAST_TRIED,
    LONGEST_WAIT,
    MOST_KEPT_BACK,
    MOST_TRIES,
    PageOutcome,
)
from database.save_crawl import ensure_source
from database.save_pages import find_or_add_page, page_key, pages_by_key
from database.session import Store


def record_page(store: Store, outcome: PageOutcome, *, now: datetime | None = None) -> None:
    """Write what became of a page that gave no report: not modified, refused, failed.

    A page that was never seen counts as discovered at ``fetched_at``, else at ``now``, else at this moment.
    """
    moment = outcome.fetched_at or now or datetime.now(UTC)
    with store.transaction() as session:
        page = find_or_add_page(session, outcome.url, now=moment, source_id=outcome.source_id)
        apply_outcome(page, outcome, now=moment)


def record_pages(store: Store, outcomes: Sequence[PageOutcome], *, now: datetime) -> None:
    """Write what became of many pages that gave no report, in one transaction.

    Until it is written each of them is queued as before, so that a kill loses nothing.
    """
    if not outcomes:
        return
    keyed = [(page_key(outcome.url), outcome) for outcome in outcomes]
    with store.transaction() as session:
        for source_id in {outcome.source_id for outcome in outcomes if outcome.source_id}:
            ensure_source(session, source_id)
        pages = pages_by_key(session, [key for key, _ in keyed])
        for key, outcome in keyed:
            page = pages.get(key)
            if page is None:
                page = pages[key] = models.Page(
                    url=key,
                    asked_url=outcome.url,
                    source_id=outcome.source_id,
                    outcome="queued",
                    discovered_at=outcome.fetched_at or now,
                    tries=0,
                )
                session.add(page)
            apply_outcome(page, outcome, now=outcome.fetched_at or now)


def record_kept_back(
    store: Store, signs: Mapping[str, str], run_id: int, *, alone: bool, now: datetime
) -> int:
    """Note the pages in whose place one came that keeps programs out; gives how many of them are given up.

    Args:
        signs: what told it, by address.
        alone: whether other pages of the source came in the same run, so that it is not the source that keeps us out.
    """
    given_up = 0
    with store.transaction() as session:
        for page in pages_by_key(session, [page_key(url) for url in signs]).values():
            if page.outcome != "queued":
                continue
            page.kept_back += alone
            waited = now - page.discovered_at
            often = page.kept_back >= MOST_KEPT_BACK and waited >= LEAST_KEPT_BACK
            if often or waited >= LONGEST_WAIT:
                sign = next(sign for url, sign in signs.items() if page_key(url) == page.url)
                page.outcome, page.hint, page.run_id = "blocked", None, run_id
                page.why = f"{sign} came in its place for {waited.days} days"
                given_up += 1
    return given_up


def apply_outcome(page: models.Page, outcome: PageOutcome, *, now: datetime) -> None:
    """Bring a page's row up to date.

    A page that gave an article keeps that outcome when it is later unchanged or out of reach, and a
    passing failure leaves a page queued until it has failed :data:`MOST_TRIES` times, for a day at least; one whose
    reading costs too much costs it that often only.
    """
    for name in (
        "status",
        "etag",
        "last_modified",
        "body_sha256",
        "archive_file",
        "archive_offset",
        "run_id",
        "fetched_at",
    ):
        value = getattr(outcome, name)
        if value is not None:
            setattr(page, name, value)
    page.tries = page.tries + 1 if outcome.is_transient else 0
    keeps = page.outcome in ARTICLE_OUTCOMES and outcome.outcome not in ARTICLE_OUTCOMES
    same = outcome.outcome == "known" and page.outcome != "queued"
    if keeps or same:
        return
    page.why = outcome.why
    is_young = outcome.outcome != "poisonous" and now - page.discovered_at < LEAST_TRIED
    waits = outcome.is_transient and (page.tries < MOST_TRIES or is_young)
    page.outcome = "queued" if waits else outcome.outcome
    if page.outcome != "queued":
        page.hint = None
