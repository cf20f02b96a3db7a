"""Writes how a source does by its articles and pages, once at the end of a run."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from database import models
from database.poll_shapes import memory_of
from database.queries_health import latest_articles, latest_pages
from database.save_polls import remember
from database.session import Store
from pipelines.health import states
from pipelines.health.articles import FEWEST_KEPT_BACK, PageEnd, failing_pages, lost_fields
from pipelines.health.expects import Expects
from pipelines.health.memory import after_reading


def judge_articles(store: Store, source_id: str, *, expects: Expects, kept_back: int, now: datetime) -> None:
    """Judge a source by its latest articles and pages, and note it with each of its entry points.

    ``kept_back``: pages of the run that came as a block page; they wait, so that no row tells of them.
    """
    with store.transaction() as session:
        row = models.EntryPoint
        rows = [
            found for found in session.scalars(select(row).where(row.source_id == source_id)) if found.polls
        ]
        if not rows:
            return
        found = _of_pages(session, source_id, kept_back)
        is_degraded = any(memory_of(each.polls).read.health == states.DEGRADED for each in rows)
        if found is None:
            articles = latest_articles(session, source_id)
            lost = lost_fields(articles, expects.filled, is_degraded=is_degraded)
            found = (states.DEGRADED, lost) if lost else None
        for each in rows:
            remember(each, list(each.polls), after_reading(memory_of(each.polls), found, now=now))


def _of_pages(session: Session, source_id: str, kept_back: int) -> tuple[str, str] | None:
    """What pages tell: those of this run where it met block pages, which ended it; else those of the latest runs."""
    if kept_back:
        pages = [*latest_pages(session, source_id, runs=1), *(PageEnd(outcome="blocked"),) * kept_back]
        return failing_pages(pages, fewest=FEWEST_KEPT_BACK)
    return failing_pages(latest_pages(session, source_id))
