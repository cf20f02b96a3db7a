"""Reads signings and events, with the claims, articles, people and conflicts that belong to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from database import models
from database.load import evidence, stored_amount, stored_date, to_claims
from database.queries_crawl import article_query, to_article
from database.queries_genealogy import load_descents
from database.queries_lineage import load_phases
from database.queries_organisations import bears_name
from database.queries_versions import load_changes
from database.rows import ArticleRow, ClaimRow, Conflict, ConflictValue, HappeningRow
from database.session import Store
from database.voices import voices
from pipelines.alerting import LOCAL
from pipelines.folding import fold_name
from pipelines.merging.announced import overdue_since
from pipelines.values import Person

#: Happenings loaded at a time, with all that belongs to them.
_BATCH = 200


def signings(
    store: Store,
    *,
    since: datetime | None = None,
    statuses: Sequence[str] = (),
    organisation: str | None = None,
    limit: int | None = None,
) -> tuple[HappeningRow, ...]:
    """Signings, newest first; ``since`` counts the first report, ``organisation`` any part of a name."""
    return _happenings(store, _wanted("signing", since, statuses, organisation), limit)


def events(
    store: Store,
    *,
    since: datetime | None = None,
    statuses: Sequence[str] = (),
    organisation: str | None = None,
    limit: int | None = None,
) -> tuple[HappeningRow, ...]:
    """Events, newest first; ``since`` counts the first report, ``organisation`` any part of a name."""
    return _happenings(store, _wanted("event", since, statuses, organisation), limit)


def happening(store: Store, happening_id: int) -> HappeningRow | None:
    """One happening with claims, evidence, articles, people and conflicts; None where there is none."""
    with store.reading() as session:
        rows = load_happenings(session, [current_number(session, happening_id)])
        if not rows:
            return None
        row = rows[0]
        return replace(
            row,
            descents=load_descents(session, row.articles),
            phases=load_phases(session, row.id),
            changes=load_changes(session, row.articles),
        )


def current_number(session: Session, happening_id: int) -> int:
    """The number under which a happening is kept now: its own, or that of the one that it turned out to be."""
    merged = models.MergedHappening
    found = session.scalar(select(merged.into_id).where(merged.happening_id == happening_id))
    return found if found is not None else happening_id


def names_organisation(
    happening_id: ColumnElement[int] | ColumnElement[int | None], organisation: str
) -> ColumnElement[bool]:
    """True for happenings one of whose claims names an organisation with a name of which this is a part."""
    arguments = models.ClaimArgument
    return exists().where(
        models.HappeningClaim.happening_id == happening_id,
        models.HappeningClaim.claim_id == arguments.claim_id,
        arguments.role.not_in(("date", "amount", "count")),
        or_(
            arguments.value.contains(organisation, autoescape=True),
            arguments.normalised.contains(fold_name(organisation), autoescape=True),
            bears_name(arguments.organisation_id.expression, organisation),
        ),
    )


def _wanted(
    family: str, since: datetime | None, statuses: Sequence[str], organisation: str | None
) -> list[ColumnElement[bool]]:
    merged = exists().where(models.MergedHappening.happening_id == models.Happening.id)
    wanted: list[ColumnElement[bool]] = [models.Happening.family == family, ~merged]
    if since is not None:
        wanted.append(models.Happening.first_reported_at >= since)
    if statuses:
        wanted.append(models.Happening.status.in_(statuses))
    if organisation:
        wanted.append(names_organisation(models.Happening.id.expression, organisation))
    return wanted


def _happenings(
    store: Store, wanted: Sequence[ColumnElement[bool]], limit: int | None
) -> tuple[HappeningRow, ...]:
    query = (
        select(models.Happening.id)
        .where(*wanted)
        .order_by(models.Happening.first_reported_at.desc(), models.Happening.id.desc())
        .limit(limit)
    )
    with store.reading() as session:
        return load_happenings(session, session.scalars(query).all())


def load_happenings(session: Session, ids: Sequence[int]) -> tuple[HappeningRow, ...]:
    """The happenings of those numbers, in that order, loaded in batches."""
    rows: list[HappeningRow] = []
    for begin in range(0, len(ids), _BATCH):
        rows += _load_batch(session, ids[begin : begin + _BATCH])
    return tuple(rows)


def _load_batch(session: Session, ids: Sequence[int]) -> list[HappeningRow]:
    claims = _claims(session, ids)
    article_ids = sorted({claim.article_id for group in claims.values() for claim in group})
    articles = {
        row.id: to_article(row, url, family, status)
        for row, url, family, status in session.execute(
            article_query().where(models.Article.id.in_(article_ids))
        )
    }
    people = _people(session, article_ids)
    conflicts = _conflicts(session, ids, claims)
    stored = {
        row.id: row for row in session.scalars(select(models.Happening).where(models.Happening.id.in_(ids)))
    }
    found = []
    for happening_id in ids:
        if (row := stored.get(happening_id)) is None:
            continue
        spoken = _counting(claims.get(row.id, []))
        named = dict.fromkeys(claim.article_id for claim in claims.get(row.id, []))
        found.append(
            _row(
                row,
                spoken,
                tuple(articles[i] for i in named),
                tuple(p for i in named for p in people.get(i, ())),
                conflicts.get(row.id, ()),
            )
        )
    return found


def _row(
    row: models.Happening,
    claims: tuple[ClaimRow, ...],
    articles: tuple[ArticleRow, ...],
    people: tuple[Person, ...],
    conflicts: tuple[Conflict, ...],
) -> HappeningRow:
    return HappeningRow(
        id=row.id,
        family=row.family,
        type=row.type,
        subtype=row.subtype,
        status=row.status,
        name=row.name,
        date=stored_date(row),
        place=row.place,
        parties=tuple(row.parties),
        amount=stored_amount(row),
        counts=tuple((str(what), int(n)) for what, n in row.counts),
        parent_id=row.parent_id,
        first_reported_at=row.first_reported_at,
        updated_at=row.updated_at,
        claims=claims,
        articles=articles,
        people=tuple({(p.name, p.title): p for p in people}.values()),
        conflicts=conflicts,
        independent_reports=independent_reports(articles),
        overdue_since=overdue_since(
            row.status, stored_date(row), today=datetime.now(UTC).astimezone(LOCAL).date()
        ),
    )


def _counting(claims: Sequence[ClaimRow]) -> tuple[ClaimRow, ...]:
    """Claims of the newest versions; all of them where no newest version speaks of it any more."""
    return tuple(claim for claim in claims if claim.current) or tuple(claims)


def _claims(session: Session, happening_ids: Sequence[int]) -> dict[int, list[ClaimRow]]:
    query = (
        select(
            models.HappeningClaim,
            models.ArticleVersion.article_id,
            models.ArticleVersion.number == models.Article.current_version,
            models.Claim.alert,
            models.Claim.why_not,
        )
        .join(models.Claim, models.Claim.id == models.HappeningClaim.claim_id)
        .join(models.ArticleVersion, models.ArticleVersion.id == models.Claim.version_id)
        .join(models.Article, models.Article.id == models.ArticleVersion.article_id)
        .where(models.HappeningClaim.happening_id.in_(happening_ids))
        .order_by(models.HappeningClaim.claim_id)
    )
    rows = session.execute(query).all()
    values = to_claims(session, [link.claim_id for link, *_ in rows])
    claims: dict[int, list[ClaimRow]] = {}
    for link, article_id, current, alert, why_not in rows:
        claims.setdefault(link.happening_id, []).append(
            ClaimRow(
                id=link.claim_id,
                article_id=article_id,
                happening_id=link.happening_id,
                current=current,
                claim=values[link.claim_id],
                why=link.why,
                review=link.review,
                alert=alert,
                why_not=why_not,
            )
        )
    return claims


def _people(session: Session, article_ids: Sequence[int]) -> dict[int, list[Person]]:
    query = (
        select(models.Person, models.ArticleVersion.article_id)
        .join(models.ArticleVersion, models.ArticleVersion.id == models.Person.version_id)
        .join(models.Article, models.Article.id == models.ArticleVersion.article_id)
        .where(
            models.Article.id.in_(article_ids),
            models.ArticleVersion.number == models.Article.current_version,
        )
        .order_by(models.Person.id)
    )
    people: dict[int, list[Person]] = {}
    for row, article_id in session.execute(query):
        people.setdefault(article_id, []).append(
            Person(name=row.name, title=row.title, organisation=row.organisation, evidence=evidence(row))
        )
    return people


def _conflicts(
    session: Session, happening_ids: Sequence[int], claims: dict[int, list[ClaimRow]]
) -> dict[int, tuple[Conflict, ...]]:
    rows = session.scalars(
        select(models.HappeningConflict)
        .where(models.HappeningConflict.happening_id.in_(happening_ids))
        .order_by(models.HappeningConflict.role, models.HappeningConflict.claim_id)
    )
    by_claim = {claim.id: claim for group in claims.values() for claim in group}
    points: dict[int, dict[str, list[ConflictValue]]] = {}
    for row in rows:
        said = by_claim[row.claim_id]
        points.setdefault(row.happening_id, {}).setdefault(row.role, []).append(
            ConflictValue(
                value=row.value,
                claim_id=row.claim_id,
                article_id=said.article_id,
                evidence=said.claim.evidence,
            )
        )
    return {
        happening_id: tuple(Conflict(role=role, values=tuple(values)) for role, values in roles.items())
        for happening_id, roles in points.items()
    }


def independent_reports(articles: Sequence[ArticleRow]) -> int:
    """How many voices report it: articles of one text or one publisher family are one voice."""
    marks = [(("text", a.group_id), ("family", a.family or a.outlet or a.url)) for a in articles]
    return len(set(voices(marks)))
