"""Figures of the whole watching, for monitoring: sums and counts that the database makes, in one read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from database import models
from database.session import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFigures:
    """Of one source, since the database was made: ``fetched`` pages and ``received`` bytes, ``alerts`` that its runs wrote."""

    id: str
    enabled: bool
    fetched: int
    received: int
    alerts: int
    misfires: int
    consecutive_failures: int
    last_success_at: datetime | None
    newest_article_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is counted at one moment; pairs and triples end with the number.

    ``pages``: source, outcome. ``entry_points``: source, health. ``latest_polls``: source, outcome of the latest poll of
    each entry point. ``polled_at``: source and moment of its latest poll. ``deliveries``: channel, state.
    """

    sources: tuple[SourceFigures, ...]
    pages: tuple[tuple[str, str, int], ...]
    entry_points: tuple[tuple[str, str, int], ...]
    latest_polls: tuple[tuple[str, str, int], ...]
    polled_at: tuple[tuple[str, datetime], ...]
    deliveries: tuple[tuple[str, str, int], ...]
    unread: int


def figures(store: Store) -> Figures:
    """All figures, from one snapshot."""
    page, delivery, alert = models.Page, models.Delivery, models.Alert
    with store.reading() as session:
        health: Counter[tuple[str, str]] = Counter()
        polls: Counter[tuple[str, str]] = Counter()
        polled: dict[str, datetime] = {}
        for source, state, latest, at in session.execute(
            select(
                models.EntryPoint.source_id,
                models.EntryPoint.health,
                models.EntryPoint.polls,
                models.EntryPoint.checked_at,
            )
        ):
            health[source, state] += 1
            if latest:
                polls[source, latest[-1]["outcome"]] += 1
            polled[source] = max(at, polled.get(source, at))
        return Figures(
            sources=_sources(session),
            pages=tuple(
                (source or "", outcome, n)
                for source, outcome, n in session.execute(
                    select(page.source_id, page.outcome, func.count()).group_by(page.source_id, page.outcome)
                )
            ),
            entry_points=tuple((source, state, n) for (source, state), n in sorted(health.items())),
            latest_polls=tuple((source, outcome, n) for (source, outcome), n in sorted(polls.items())),
            polled_at=tuple(sorted(polled.items())),
            deliveries=tuple(
                (channel, state, n)
                for channel, state, n in session.execute(
                    select(delivery.channel, delivery.state, func.count()).group_by(
                        delivery.channel, delivery.state
                    )
                )
            ),
            unread=session.scalar(select(func.count()).where(alert.read_at.is_(None))) or 0,
        )


def _sources(session: Session) -> tuple[SourceFigures, ...]:
    run, article = models.Run, models.Article
    sums = {
        source: (fetched, received, alerts)
        for source, fetched, received, alerts in session.execute(
            select(run.source_id, func.sum(run.fetched), func.sum(run.bytes), func.sum(run.alerts)).group_by(
                run.source_id
            )
        )
    }
    latest = select(article.source_id, func.max(article.reached_at)).group_by(article.source_id)
    newest = {source: at for source, at in session.execute(latest) if source}
    found = []
    for row in session.scalars(select(models.Source).order_by(models.Source.id)):
        fetched, received, alerts = sums.get(row.id, (0, 0, 0))
        found.append(
            SourceFigures(
                id=row.id,
                enabled=row.enabled if row.switched is None else row.switched,
                fetched=int(fetched),
                received=int(received),
                alerts=int(alerts),
                misfires=row.misfires,
                consecutive_failures=row.consecutive_failures,
                last_success_at=row.last_success_at,
                newest_article_at=newest.get(row.id),
            )
        )
    return tuple(found)
