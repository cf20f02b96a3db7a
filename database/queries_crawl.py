"""Reads how the watching goes: articles, pages by outcome, runs, the health of sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from database import models
from database.health_rows import SourceHealth
from database.rows import ArticleRow, DaemonState, LastRun, RunCounts, RunRow
from database.session import Store

#: What a server answers where a page was taken away.
_GONE = (404, 410)


def article_query() -> Select[models.Article, str, str, int | None]:
    """Articles with the address of their page, the publisher family of their source, and what the server answered last."""
    return (
        select(models.Article, models.Page.url, models.Source.family, models.Page.status)
        .join(models.Page, models.Page.id == models.Article.page_id)
        .outerjoin(models.Source, models.Source.id == models.Article.source_id)
    )


def to_article(row: models.Article, url: str, family: str | None, status: int | None = None) -> ArticleRow:
    """A stored article as a value."""
    return ArticleRow(
        id=row.id,
        url=url,
        outlet=row.outlet,
        title=row.title,
        published_at=row.published_at,
        published_basis=row.published_basis,
        reached_at=row.reached_at,
        relevance=row.relevance,
        reprint_of=row.reprint_of,
        group_id=row.group_id,
        family=family,
        degraded=row.degraded,
        withdrawn=status in _GONE,
    )


def articles(
    store: Store, *, since: datetime | None = None, limit: int | None = None
) -> tuple[ArticleRow, ...]:
    """Stored articles in the order in which they came; ``since`` counts their arrival."""
    query = article_query().order_by(models.Article.id)
    if since is not None:
        query = query.where(models.Article.reached_at >= since)
    with store.reading() as session:
        return tuple(to_article(*row) for row in session.execute(query.limit(limit)))


def page_counts(store: Store, source_id: str | None = None) -> tuple[tuple[str, int], ...]:
    """How many pages came to which outcome, over all sources or of one."""
    with store.reading() as session:
        counts = _outcomes(session)
    wanted = {source_id} if source_id is not None else set(counts)
    total: dict[str, int] = {}
    for source, by_outcome in counts.items():
        if source in wanted:
            for outcome, n in by_outcome:
                total[outcome] = total.get(outcome, 0) + n
    return tuple(sorted(total.items()))


def _outcomes(session: Session) -> dict[str | None, list[tuple[str, int]]]:
    query = (
        select(models.Page.source_id, models.Page.outcome, func.count())
        .group_by(models.Page.source_id, models.Page.outcome)
        .order_by(models.Page.outcome)
    )
    counts: dict[str | None, list[tuple[str, int]]] = {}
    for source, outcome, n in session.execute(query):
        counts.setdefault(source, []).append((outcome, n))
    return counts


def runs(store: Store, limit: int | None = 20) -> tuple[RunRow, ...]:
    """The latest runs, newest first."""
    query = select(models.Run).order_by(models.Run.started_at.desc(), models.Run.id.desc()).limit(limit)
    with store.reading() as session:
        return tuple(_run(row) for row in session.scalars(query))


def _run(row: models.Run) -> RunRow:
    counts = RunCounts(**{field.name: getattr(row, field.name) for field in fields(RunCounts)})
    return RunRow(
        id=row.id,
        source_id=row.source_id,
        trigger=row.trigger,
        started_at=row.started_at,
        finished_at=row.finished_at,
        outcome=row.outcome,
        message=row.message,
        counts=counts,
    )


def sources_health(store: Store) -> tuple[SourceHealth, ...]:
    """How every registered source does, by name."""
    with store.reading() as session:
        outcomes = _outcomes(session)
        newest = {
            source: (latest, n)
            for source, latest, n in session.execute(
                select(
                    models.Article.source_id, func.max(models.Article.published_at), func.count()
                ).group_by(models.Article.source_id)
            )
        }
        messages = _last_messages(session)
        pages = _moments(session, models.Page.source_id, func.max(models.Page.discovered_at))
        first_runs = _moments(session, models.Run.source_id, func.min(models.Run.started_at))
        rows: Sequence[models.Source] = session.scalars(
            select(models.Source).order_by(models.Source.id)
        ).all()
        return tuple(
            SourceHealth(
                id=row.id,
                outlet=row.outlet,
                family=row.family,
                enabled=row.enabled if row.switched is None else row.switched,
                every=row.every,
                last_run_at=row.last_run_at,
                last_success_at=row.last_success_at,
                consecutive_failures=row.consecutive_failures,
                health=row.health,
                newest_article_at=newest.get(row.id, (None, 0))[0],
                articles=newest.get(row.id, (None, 0))[1],
                outcomes=tuple(outcomes.get(row.id, ())),
                last_message=messages.get(row.id),
                misfires=row.misfires,
                newest_page_at=pages.get(row.id),
                first_run_at=first_runs.get(row.id),
            )
            for row in rows
        )


def told_health(store: Store, source_id: str) -> tuple[str, int]:
    """Which health of a source was told last, and how many of its runs failed in a row; asked after every run."""
    with store.reading() as session:
        source = session.get(models.Source, source_id)
        return (source.health, source.consecutive_failures) if source else ("unknown", 0)


def told_at(store: Store, source_id: str) -> datetime | None:
    """When the operator was told last how a source does."""
    with store.reading() as session:
        return session.scalar(
            select(func.max(models.Alert.created_at)).where(models.Alert.source_id == source_id)
        )


def switched_sources(store: Store) -> tuple[tuple[str, bool], ...]:
    """Sources that somebody switched by hand, and whether on or off."""
    query = select(models.Source.id, models.Source.switched).order_by(models.Source.id)
    with store.reading() as session:
        return tuple((source, on) for source, on in session.execute(query) if on is not None)


def last_runs(store: Store) -> dict[str, LastRun]:
    """The latest run of every source that was ever crawled, by the source's id."""
    latest = select(func.max(models.Run.id)).group_by(models.Run.source_id)
    query = select(models.Run).where(models.Run.id.in_(latest))
    with store.reading() as session:
        return {
            run.source_id: LastRun(started_at=run.started_at, outcome=run.outcome)
            for run in session.scalars(query)
        }


def daemon_state(store: Store) -> DaemonState | None:
    """The daemon that ran last, or None where none ever did."""
    with store.reading() as session:
        row = session.get(models.Daemon, 1)
        if row is None:
            return None
        return DaemonState(**{field.name: getattr(row, field.name) for field in fields(DaemonState)})


def _moments(session: Session, source: Any, moment: Any) -> dict[str, datetime]:
    """One moment per source, as an aggregate gives it."""
    return dict(session.execute(select(source, moment).group_by(source)).all())


def _last_messages(session: Session) -> dict[str, str | None]:
    latest = select(func.max(models.Run.id)).group_by(models.Run.source_id)
    query = select(models.Run.source_id, models.Run.message).where(models.Run.id.in_(latest))
    return dict(session.execute(query).all())
