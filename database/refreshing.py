"""A happening told anew from the claims that it has now: its facts, details, conflicts, keys and place among others."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from database import models
from database.load import stored_date
from database.rows import HAPPENING_RELATIONS
from database.save_details import Voices, claims_that_count, voices_of, write_conflicts, write_details
from database.statements import load_statements
from pipelines.alerting import LOCAL
from pipelines.merging import establish, keys
from pipelines.merging.announced import Announced, moved_to
from pipelines.values import Claim, Happening

PART_OF = HAPPENING_RELATIONS[0]


def refresh(session: Session, row: models.Happening, now: datetime) -> None:
    """Establish a happening from its claims. What reports say, and in which order they came, is all one."""
    claims = claims_that_count(session, row.id)
    voices = voices_of(session, row.id)
    parents = _parents(session, row.id)
    after = establish(voiced(claims, voices), parent_id=parents[0] if parents else None)
    _fill(row, _followed(session, row.id, after))
    row.independent_reports = voices.count
    row.first_reported_at = _first_reached(session, row.id) or row.first_reported_at
    row.updated_at = now
    session.flush()
    _relate(session, row.id, parents)
    _adopt(session, row.id)
    remember_keys(session, row.id)
    write_details(session, row, claims)
    write_conflicts(session, row.id, claims)


def _followed(session: Session, happening_id: int, after: Happening) -> Happening:
    """What was announced for one day and then for a later one is postponed to that one."""
    if after.status != "scheduled":
        return after
    claim, link = models.Claim, models.HappeningClaim
    rows = session.execute(
        select(claim, models.Article.published_at)
        .join(link, link.claim_id == claim.id)
        .join(models.ArticleVersion, models.ArticleVersion.id == claim.version_id)
        .join(models.Article, models.Article.id == models.ArticleVersion.article_id)
        .where(
            link.happening_id == happening_id,
            claim.status == after.status,
            claim.date_start.is_not(None),
            models.Article.published_at.is_not(None),
            models.ArticleVersion.number == models.Article.current_version,
        )
    )
    told = [
        Announced(on=published.astimezone(LOCAL).date(), for_=day)
        for row, published in rows
        if published is not None and (day := stored_date(row)) is not None
    ]
    day = moved_to(told)
    return after if day is None else replace(after, status="postponed", date=day)


def what_is_told(session: Session, happening_id: int) -> list[tuple[Claim, int]]:
    """Every way in which a happening is told, once for each voice that tells it so."""
    return voiced(claims_that_count(session, happening_id), voices_of(session, happening_id))


def voiced(claims: dict[int, Claim], voices: Voices) -> list[tuple[Claim, int]]:
    """Claims, each standing for all that tell the same, with the voices that do."""
    return [(claim, voice) for claim_id, claim in claims.items() for voice in voices.telling_as(claim_id)]


def note_report(session: Session, row: models.Happening, claim: models.Claim, now: datetime) -> bool:
    """One more report that tells nothing new: who reports it, and when, may change; gives whether it is one more voice."""
    version = session.get_one(models.ArticleVersion, claim.version_id)
    article = session.get_one(models.Article, version.article_id)
    row.first_reported_at = min(row.first_reported_at, article.reached_at)
    row.updated_at = now
    is_voice = not _said_by_this_voice(session, row.id, article, claim)
    if is_voice:
        refresh(session, row, now)  # it may tip a vote
    session.flush()
    return is_voice


def _said_by_this_voice(
    session: Session, happening_id: int, article: models.Article, claim: models.Claim
) -> bool:
    """Whether an article of the same text tells the happening just so, and its outlet is no link to another voice.

    Then nothing is new, not even a vote: so it is with nearly every reprint, and costs the same however many there are.
    """
    mine, link = aliased(models.HappeningClaim), models.HappeningClaim
    key = select(mine.statement_key).where(mine.claim_id == claim.id).scalar_subquery()
    speaking = (
        select(models.Article.id)
        .join(models.ArticleVersion, models.ArticleVersion.article_id == models.Article.id)
        .join(models.Claim, models.Claim.version_id == models.ArticleVersion.id)
        .join(models.HappeningClaim, models.HappeningClaim.claim_id == models.Claim.id)
        .where(models.Article.id != article.id, link.happening_id == happening_id)
        .limit(1)
    )
    same_text = speaking.where(models.Article.group_id == article.group_id, link.statement_key == key)
    elsewhere = speaking.where(_of_its_family(article), models.Article.group_id != article.group_id)
    return session.scalar(same_text) is not None and session.scalar(elsewhere) is None


def _of_its_family(article: models.Article) -> ColumnElement[bool]:
    """What articles of the same publisher family are: by their source, which is indexed, where it is known."""
    if article.source_id is None:
        return models.Article.outlet == article.outlet
    family = select(models.Source.family).where(models.Source.id == article.source_id).scalar_subquery()
    return models.Article.source_id.in_(select(models.Source.id).where(models.Source.family == family))


def _fill(row: models.Happening, after: Happening) -> None:
    row.family, row.type, row.subtype = after.family, after.type, after.subtype
    row.status, row.name, row.place = after.status, after.name, after.place
    row.parties, row.people = list(after.parties), list(after.people)
    row.counts = [[what, n] for what, n in after.counts]
    row.parent_id = after.parent_id
    day, money = after.date, after.amount
    row.date_start, row.date_end = (day.start, day.end) if day else (None, None)
    row.date_precision, row.date_basis = (day.precision, day.basis) if day else (None, None)
    row.amount_value, row.amount_currency = (money.value, money.currency) if money else (None, None)
    row.amount_kind, row.amount_operator = (money.kind, money.operator) if money else (None, None)


def _first_reached(session: Session, happening_id: int) -> datetime | None:
    return session.scalar(
        select(func.min(models.Article.reached_at))
        .join(models.ArticleVersion, models.ArticleVersion.article_id == models.Article.id)
        .join(models.Claim, models.Claim.version_id == models.ArticleVersion.id)
        .join(models.HappeningClaim, models.HappeningClaim.claim_id == models.Claim.id)
        .where(models.HappeningClaim.happening_id == happening_id)
    )


def _parents(session: Session, happening_id: int) -> list[int]:
    """The happenings that its claims say it is part of, the one that most say first."""
    mine, theirs = aliased(models.HappeningClaim), aliased(models.HappeningClaim)
    rows = session.scalars(
        select(theirs.happening_id)
        .join(models.Claim, models.Claim.parent_id == theirs.claim_id)
        .join(mine, mine.claim_id == models.Claim.id)
        .where(mine.happening_id == happening_id, theirs.happening_id != happening_id)
    )
    times = Counter(rows)
    return sorted(times, key=lambda number: (-times[number], number))


def _relate(session: Session, happening_id: int, parents: list[int]) -> None:
    relation = models.HappeningRelation
    known = set(
        session.scalars(
            select(relation.to_id).where(relation.from_id == happening_id, relation.kind == PART_OF)
        )
    )
    if gone := known - set(parents):
        session.execute(
            delete(relation).where(
                relation.from_id == happening_id, relation.kind == PART_OF, relation.to_id.in_(gone)
            )
        )
    rows = [{"from_id": happening_id, "to_id": to, "kind": PART_OF} for to in parents if to not in known]
    if rows:
        session.execute(insert(relation), rows)


def _adopt(session: Session, happening_id: int) -> None:
    """What its claims hold together as parts belongs to it, whatever number their whole had before."""
    mine, theirs = aliased(models.HappeningClaim), aliased(models.HappeningClaim)
    parts = set(
        session.scalars(
            select(theirs.happening_id)
            .join(models.Claim, models.Claim.id == theirs.claim_id)
            .join(mine, mine.claim_id == models.Claim.parent_id)
            .where(mine.happening_id == happening_id, theirs.happening_id != happening_id)
        )
    )
    for part in sorted(parts):
        parents = _parents(session, part)
        _relate(session, part, parents)
        session.execute(
            update(models.Happening)
            .where(
                models.Happening.id == part,
                or_(models.Happening.parent_id.is_(None), models.Happening.parent_id != parents[0]),
            )
            .values(parent_id=parents[0])
        )


def remember_keys(session: Session, happening_id: int) -> None:
    """Keys of every way in which it is told."""
    link, key = models.HappeningClaim, models.HappeningKey
    first = (
        select(func.min(link.claim_id)).where(link.happening_id == happening_id).group_by(link.statement_key)
    )
    told = load_statements(session, session.scalars(first).all())
    wanted = dict.fromkeys(found for one in told.values() for found in keys(one))
    known = set(session.scalars(select(key.key).where(key.happening_id == happening_id)))
    if gone := known - set(wanted):
        session.execute(delete(key).where(key.happening_id == happening_id, key.key.in_(gone)))
    rows = [{"key": found, "happening_id": happening_id} for found in wanted if found not in known]
    if rows:
        session.execute(insert(key), rows)


def rekey_happenings(session: Session) -> int:
    """Give the happenings that have claims and no key the keys of what these tell; gives how many they were."""
    link, key = models.HappeningClaim, models.HappeningKey
    bare = select(link.happening_id).where(link.happening_id.not_in(select(key.happening_id))).distinct()
    numbers = sorted(session.scalars(bare))
    for number in numbers:
        remember_keys(session, number)
    return len(numbers)
