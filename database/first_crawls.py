"""Whether what a claim says came with the first crawl of its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from database import models
from database.load import stored_date
from database.portions import portions
from pipelines.alerting import is_reported_anew

_ENDED = ("success", "partial")


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """How the claim of an alert came: with an article of which source, and whether with the first crawl of it.

    ``reported``: a source that was known by then has reported the same as news since.
    """

    source_id: str | None = None
    first_crawl: bool = False
    reported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsReport:
    """A claim that is news and came with no first crawl. ``at``: when what its article says was seen."""

    happening_id: int
    claim_id: int
    status: str
    at: datetime


def how_came(session: Session, alerts: Sequence[models.Alert]) -> dict[int, Came]:
    """How each of some alerts came, by its number; one without a claim came with nothing.

    What the first crawl named and left for later runs came with it too; what an article says since it was changed did not.
    What a program handed in came with no crawl.
    """
    numbers: defaultdict[int, list[int]] = defaultdict(list)  # one claim may raise two alerts
    for alert in alerts:
        if alert.claim_id is not None:
            numbers[alert.claim_id].append(alert.id)
    query = _articles().add_columns(models.Claim.id, models.Article.source_id, came_at())
    rows = [
        row
        for part in portions(list(numbers))
        for row in session.execute(query.where(models.Claim.id.in_(part)))
    ]
    ends = _ends(session, {source_id for _, source_id, _ in rows if source_id is not None})
    found = {alert.id: Came() for alert in alerts}
    for claim_id, source_id, came in rows:
        first = _is_first(ends, source_id, came)
        for number in numbers[claim_id]:
            found[number] = Came(source_id=source_id, first_crawl=first)
    held = [alert for alert in alerts if found[alert.id].first_crawl]
    for number in _reported(session, held):
        found[number] = replace(found[number], reported=True)
    return found


def news_reports(session: Session, happening_ids: Sequence[int]) -> tuple[NewsReport, ...]:
    """The reports of happenings that came with no first crawl and are news, in their order; an edited page that a first
    crawl had named is none."""
    link, claim, version = models.HappeningClaim, models.Claim, models.ArticleVersion
    query = (
        _articles()
        .join(link, link.claim_id == claim.id)
        .where(claim.alert)
        .add_columns(
            link.happening_id,
            claim.id,
            claim.status,
            version.seen_at,
            models.Article.source_id,
            models.Page.discovered_at,
        )
        .order_by(claim.id)
    )
    rows = [
        row
        for part in portions(happening_ids)
        for row in session.execute(query.where(link.happening_id.in_(part)))
    ]
    ends = _ends(session, {source_id for *_, source_id, _ in rows if source_id is not None})
    return tuple(
        NewsReport(happening_id=happening_id, claim_id=claim_id, status=status, at=at)
        for happening_id, claim_id, status, at, source_id, named_at in rows
        if not _is_first(ends, source_id, named_at)
    )


def _reported(session: Session, held: Sequence[models.Alert]) -> Iterator[int]:
    """Those alerts of first crawls of which the news came later, too."""
    ids = sorted({alert.happening_id for alert in held if alert.happening_id is not None})
    told = {
        row.id: stored_date(row)
        for part in portions(ids)
        for row in session.scalars(select(models.Happening).where(models.Happening.id.in_(part)))
    }
    reports = news_reports(session, ids)
    for alert in held:
        if any(
            one.happening_id == alert.happening_id
            and one.status == alert.status
            and is_reported_anew(told[one.happening_id], one.status, known_at=alert.created_at, at=one.at)
            for one in reports
        ):
            yield alert.id


def _articles() -> Select[Any]:
    """Claims with their articles and pages."""
    return (
        select()
        .select_from(models.Claim)
        .join(models.ArticleVersion, models.ArticleVersion.id == models.Claim.version_id)
        .join(models.Article, models.Article.id == models.ArticleVersion.article_id)
        .join(models.Page, models.Page.id == models.Article.page_id)
    )


def _is_first(
    ends: Mapping[str | None, datetime | None], source_id: str | None, came: datetime | None
) -> bool:
    """Whether what came at a moment came with the first crawl of its source."""
    end = ends.get(source_id)
    return source_id in ends and (end is None or (came is not None and came <= end))


def came_at() -> ColumnElement[datetime]:
    """When what an article says came to be known: a first version with its page, a later one when it was seen."""
    version = models.ArticleVersion
    return case((version.number > 1, version.seen_at), else_=models.Page.discovered_at)


def end_of_first_crawl(session: Session, source_id: str) -> datetime | None:
    """When a source was crawled for the first time to the end; None where it never was."""
    return _ends(session, (source_id,)).get(source_id)


def _ends(session: Session, source_ids: Iterable[str]) -> dict[str | None, datetime | None]:
    """When sources were crawled for the first time to the end; None: not yet. One that no crawl asked is not there."""
    run = models.Run
    ended = func.min(case((run.outcome.in_(_ENDED), run.finished_at)))
    rows = session.execute(
        select(run.source_id, ended).where(run.source_id.in_(source_ids)).group_by(run.source_id)
    )
    return {source_id: end for source_id, end in rows}  # noqa: C416 - rows are no pairs to dict()
