"""Reads what an estimate of what we miss is made of: who reported what, and what a back-search found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from database import models
from database.session import Store
from database.voices import voices

#: The trigger of a run that searches back.
BACK_SEARCH = "back-search"
#: Not told as something that happens: in the past, a total, nothing single.
_NOT_NEWS = ("historical", "cumulative", "generic")
_ON_THE_ZONE = ("subject", "mention", "company")


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """An article that a back-search of ``source`` found. ``known_by``: who had named it before; None: it is late.

    ``delay``: from its publication until it reached us. ``is_reprint``: its text was held already.
    """

    source: str
    known_by: str | None
    delay: timedelta
    is_reprint: bool


def reporters(store: Store, *, since: datetime, until: datetime) -> tuple[tuple[str, ...], ...]:
    """For each happening that was reported first in a time: its independent voices, each named by the publisher family
    of which we had it first. Who prints another one's text reports nothing."""
    happening, article, source = models.Happening, models.Article, models.Source
    query = (
        select(happening.id, article.group_id, source.family, article.outlet)
        .join(models.HappeningClaim, models.HappeningClaim.happening_id == happening.id)
        .join(models.Claim, models.Claim.id == models.HappeningClaim.claim_id)
        .join(models.ArticleVersion, models.ArticleVersion.id == models.Claim.version_id)
        .join(article, article.id == models.ArticleVersion.article_id)
        .outerjoin(source, source.id == article.source_id)
        .where(happening.first_reported_at >= since, happening.first_reported_at < until)
        .where(happening.status.not_in(_NOT_NEWS))
        .order_by(happening.id, article.reached_at, article.id)
    )
    reports: dict[int, list[tuple[int, str]]] = defaultdict(list)
    with store.reading() as session:
        for happening_id, group, family, outlet in session.execute(query):
            reports[happening_id].append((group, family or outlet or "unknown"))
    return tuple(_voices(found) for found in reports.values())


def _voices(reports: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    found = voices([(("text", group), ("family", family)) for group, family in reports])
    return tuple(dict.fromkeys(reports[first][1] for first in found))


def finds(store: Store, *, since: datetime, until: datetime) -> tuple[Find, ...]:
    """The articles on the zone, published in a time, that back-searches found and that have been read."""
    article, find = models.Article, models.SearchFind
    query = (
        select(
            find.source_id,
            find.known_by,
            article.published_at,
            article.reached_at,
            article.reprint_of,
        )
        .join(article, article.page_id == find.page_id)
        .where(article.published_at >= since, article.published_at < until)
        .where(article.relevance.in_(_ON_THE_ZONE))
        .order_by(article.id)
    )
    with store.reading() as session:
        return tuple(
            Find(
                source=source,
                known_by=known_by,
                delay=max(timedelta(0), reached - published) if published else timedelta(0),
                is_reprint=reprint_of is not None,
            )
            for source, known_by, published, reached, reprint_of in session.execute(query)
        )


def came_by_themselves(
    store: Store, *, since: datetime, until: datetime, apart_from: Sequence[str] = ()
) -> int:
    """How many articles on the zone, published in a time, entry points named before any back-search found them.

    ``apart_from``: sources whose articles do not count.
    """
    article = models.Article
    late = select(models.SearchFind.page_id).where(models.SearchFind.known_by.is_(None))
    query = (
        select(func.count())
        .select_from(article)
        .join(models.Page, models.Page.id == article.page_id)
        .where(article.published_at >= since, article.published_at < until)
        .where(article.relevance.in_(_ON_THE_ZONE), article.page_id.not_in(late))
        .where(models.Page.source_id.is_(None) | models.Page.source_id.not_in(apart_from))
    )
    with store.reading() as session:
        return session.scalar(query) or 0


def unread_finds(store: Store) -> int:
    """How many pages a back-search found that nobody had named and that wait to be read."""
    query = (
        select(func.count())
        .select_from(models.SearchFind)
        .join(models.Page, models.Page.id == models.SearchFind.page_id)
        .where(models.SearchFind.known_by.is_(None), models.Page.outcome == "queued")
    )
    with store.reading() as session:
        return session.scalar(query) or 0


def last_back_search(store: Store) -> datetime | None:
    """When a back-search began last; None where there was none."""
    query = select(func.max(models.Run.started_at)).where(models.Run.trigger == BACK_SEARCH)
    with store.reading() as session:
        return session.scalar(query)
