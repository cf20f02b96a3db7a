"""Whether what a claim says came with the first crawl of its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from database import models
from database.portions import portions

_ENDED = ("success", "partial")


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """How a claim came: with an article of which source, and whether with the first crawl of it."""

    source_id: str | None = None
    first_crawl: bool = False


def how_came(session: Session, claim_ids: Iterable[int | None]) -> dict[int | None, Came]:
    """How each of some claims came; None, and a claim that there is not, came with nothing.

    What the first crawl named and left for later runs came with it too; what an article says since it was changed did not.
    What a program handed in came with no crawl.
    """
    known = [id_ for id_ in claim_ids if id_ is not None]
    query = (
        select(models.Claim.id, models.Article.source_id, came_at())
        .join(models.ArticleVersion, models.ArticleVersion.id == models.Claim.version_id)
        .join(models.Article, models.Article.id == models.ArticleVersion.article_id)
        .join(models.Page, models.Page.id == models.Article.page_id)
    )
    rows = [
        row for part in portions(known) for row in session.execute(query.where(models.Claim.id.in_(part)))
    ]
    ends = _ends(session, {source_id for _, source_id, _ in rows if source_id is not None})
    found: dict[int | None, Came] = dict.fromkeys((None, *known), Came())
    for claim_id, source_id, came in rows:
        end = ends.get(source_id)
        is_first = source_id in ends and (end is None or (came is not None and came <= end))
        found[claim_id] = Came(source_id=source_id, first_crawl=is_first)
    return found


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
