"""Everything that is written: one report in one transaction, and what fetching does."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from database.outbox import source_health_alert
from database.refreshing import rekey_happenings
from database.rows import PageOutcome, Saved
from database.save_articles import StoredArticle, check_evidence, store_article
from database.save_claims import store_claims
from database.save_crawl import (
    ensure_source,
    finish_run,
    forget_runs,
    leave_sources,
    register_source,
    start_run,
    switch_source,
)
from database.save_further import (
    drop_further_entry,
    fail_further_entry,
    further_entries,
    further_that_rest,
)
from database.save_happenings import Merged, store_happenings
from database.save_health import judge_articles
from database.save_organisations import refresh
from database.save_outcomes import apply_outcome, record_kept_back, record_page, record_pages
from database.save_pages import (
    all_new,
    entry_state,
    find_or_add_page,
    known_urls,
    page_state,
    queued_pages,
    record_discovered,
    text_key,
)
from database.save_passed_over import queue_passed_over
from database.save_polls import forget_entry_points, kept_rhythms, record_poll
from database.save_watching import begin_watch, count_misfire, end_watch, note_life
from database.session import Store
from database.statements import rekey
from pipelines.values import Report

__all__ = [
    "all_new",
    "begin_watch",
    "count_misfire",
    "drop_further_entry",
    "end_watch",
    "entry_state",
    "fail_further_entry",
    "finish_run",
    "forget_entry_points",
    "forget_runs",
    "further_entries",
    "further_that_rest",
    "judge_articles",
    "kept_rhythms",
    "known_urls",
    "leave_sources",
    "note_life",
    "page_state",
    "queue_passed_over",
    "queued_pages",
    "record_discovered",
    "record_kept_back",
    "record_page",
    "record_pages",
    "record_poll",
    "refresh_organisations",
    "register_source",
    "rekey_statements",
    "save_report",
    "skimmed",
    "source_health_alert",
    "start_run",
    "switch_source",
]


def save_report(
    store: Store,
    report: Report,
    *,
    run_id: int | None = None,
    outcome: PageOutcome | None = None,
    now: datetime,
) -> Saved:
    """Store everything that was decided about one page, in one transaction; twice is once.

    Args:
        store: where to.
        report: what was decided. An unreadable or irrelevant page leaves its page row and the reason.
        run_id: the crawl that fetched it.
        outcome: how it was fetched (status, validators, archive place); its ``outcome`` and ``why`` count
            only where the report has an error.
        now: the moment of writing; alerts carry it.

    Raises:
        EvidenceMismatch: a span does not quote the text; nothing is stored.
    """
    check_evidence(report)
    try:
        return _save_once(store, report, run_id, outcome, now)
    except IntegrityError:
        # another process wrote the same page between our reading and our writing: now it is known
        return _save_once(store, report, run_id, outcome, now)


def _save_once(
    store: Store, report: Report, run_id: int | None, outcome: PageOutcome | None, now: datetime
) -> Saved:
    with store.transaction() as session:
        # held, so that the session need not ask for it again
        _source = ensure_source(session, report.source) if report.source is not None else None
        url = report.page_url or text_key(report.article.text)
        page = find_or_add_page(session, url, now=now, source_id=report.source)
        fetched = _fetched(report, run_id, outcome, url)
        if report.error is not None or report.relevance.kind == "irrelevant":
            apply_outcome(page, fetched, now=now)
            return Saved(outcome=fetched.outcome)
        stored = store_article(session, page, report, now)
        merged = _merge(session, store, report, stored, now)
        apply_outcome(page, replace(fetched, outcome=_page_outcome(stored), why=None), now=now)
        return Saved(
            outcome=stored.change,
            article_id=stored.article.id,
            reprint_of=stored.article.reprint_of,
            new_happenings=tuple(merged.new),
            alerts=tuple(merged.alerts),
        )


def _merge(session: Session, store: Store, report: Report, stored: StoredArticle, now: datetime) -> Merged:
    if stored.change == "known":
        return Merged()
    claims = store_claims(session, stored.version, report)
    return store_happenings(session, report, claims, watches=store.watches, now=now)


def _page_outcome(stored: StoredArticle) -> str:
    if stored.change == "new" and stored.article.published_at is None:
        return "undated"
    return stored.change


def _fetched(report: Report, run_id: int | None, outcome: PageOutcome | None, url: str) -> PageOutcome:
    """How the page was fetched and, for a page without an article, what became of it and why."""
    given = outcome or PageOutcome(url=url, outcome="known")
    became, why = given.outcome, given.why
    if report.error is not None:
        became = became if became not in ("known", "queued", "new") else _kind_of_error(report)
        why = why or report.error
    elif report.relevance.kind == "irrelevant":
        became, why = "irrelevant", "; ".join(report.relevance.why) or None
    return replace(
        given,
        url=url,
        outcome=became,
        why=why,
        run_id=run_id or given.run_id,
        source_id=report.source or given.source_id,
        body_sha256=given.body_sha256 or report.body_sha256,
        fetched_at=given.fetched_at or report.fetched_at,
    )


def refresh_organisations(store: Store) -> int:
    """Tell of all organisations anew what today's lexicons and rules know; gives how many there are."""
    with store.transaction() as session:
        return refresh(session)


def rekey_statements(store: Store) -> int:
    """Give claims of before 0007, and happenings of before 0012, the keys by which later claims find them; gives how many."""
    with store.transaction() as session:
        return rekey(session) + rekey_happenings(session)


def skimmed(report: Report, outcome: PageOutcome) -> PageOutcome:
    """The outcome of a page that a skim found irrelevant, for :func:`record_pages`."""
    return _fetched(report, outcome.run_id, outcome, report.page_url)


def _kind_of_error(report: Report) -> str:
    return "undecodable" if report.charset.used is None else "broken"
