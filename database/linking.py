"""Finds what a new claim may belong to: stored claims that tell the same, that may tell of the same, and what hangs together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_, func, insert, or_, select
from sqlalchemy.orm import Session, aliased

from database import models
from database.load import to_claims
from database.statements import Representative, representatives
from pipelines.folding import fold
from pipelines.merging import MERGE, NEW, Link, Statement, compare, keys
from pipelines.merging.organisations import STORED
from pipelines.values import Claim

#: So many happenings are looked at, those that share most keys.
_MOST_CANDIDATES = 150
#: Happenings that hang together by links, at most; a story has a handful.
_MOST_TOGETHER = 30


def same_statement(session: Session, told: Statement) -> int | None:
    """The happening of a claim of another text that tells the same, if any.

    Not one that another claim of this text with this status belongs to: these two are apart.
    """
    link = models.HappeningClaim
    taken = (
        select(link.happening_id)
        .join(models.Claim, models.Claim.id == link.claim_id)
        .where(models.Claim.version_id == told.text, models.Claim.status == told.status)
    )
    query = (
        select(link.happening_id)
        .where(link.statement_key == told.key, link.happening_id.not_in(taken))
        .order_by(link.claim_id)
        .limit(1)
    )
    return session.scalar(query)


def same_sentence(session: Session, claim_id: int) -> tuple[int, str] | None:
    """The happening, and the key, of what the first print of a text tells with the sentence of this claim, if any.

    A text that is put on line again says 今日 once more; read as of its new day it would tell of another one.
    """
    mine, version, article = models.Claim, models.ArticleVersion, models.Article
    theirs, first, first_version = aliased(mine), aliased(article), aliased(version)
    link = models.HappeningClaim
    rows = session.execute(
        select(mine.evidence_text, theirs.id, theirs.evidence_text, link.happening_id, link.statement_key)
        .join(version, version.id == mine.version_id)
        .join(article, article.id == version.article_id)
        .join(first, first.id == article.reprint_of)
        .join(
            first_version,
            and_(first_version.article_id == first.id, first_version.number == first.current_version),
        )
        .join(
            theirs,
            and_(
                theirs.version_id == first_version.id,
                theirs.family == mine.family,
                theirs.type == mine.type,
                theirs.status == mine.status,
            ),
        )
        .join(link, link.claim_id == theirs.id)
        .where(mine.id == claim_id)
        .order_by(theirs.id)
    ).all()
    alike = [row for row in rows if fold(row[0]).text == fold(row[2]).text]
    if not alike:
        return None
    claims = to_claims(session, [claim_id, *(row[1] for row in alike)])
    for _, other, _, happening_id, key in alike:
        if _about(claims[other]) == _about(claims[claim_id]):
            return happening_id, key
    return None


def _about(claim: Claim) -> frozenset[tuple[str, str]]:
    """Whom and what a claim tells of: two acts may stand in one sentence."""
    return frozenset((one.role, fold(one.value).text) for one in claim.arguments if one.role != "date")


def still_near(session: Session, happening_id: int) -> tuple[int, ...]:
    """The happenings that one comes close to, where nothing but doubtful claims speak of it."""
    place_, link, other = models.HappeningClaim, models.ClaimLink, aliased(models.HappeningClaim)
    # what joined by its key is as doubtful as the claim that it repeats
    doubted = select(other.statement_key).where(other.happening_id == happening_id, other.review)
    sure = select(place_.claim_id).where(
        place_.happening_id == happening_id,
        ~place_.review,
        place_.statement_key.not_in(doubted),
    )
    if session.scalar(sure.limit(1)) is not None:
        return ()
    doubtful = select(place_.claim_id).where(place_.happening_id == happening_id, place_.review)
    others = (
        select(place_.happening_id)
        .join(link, link.other_id == place_.claim_id)
        .where(link.claim_id.in_(doubtful), link.score < MERGE, place_.happening_id != happening_id)
    )
    return tuple(sorted(set(session.scalars(others))))


def find_links(session: Session, told: Statement) -> list[tuple[Representative, Link]]:
    """The stored statements that may tell of the same happening, with how sure that is; all others are left out."""
    found = [(rep, compare(told, rep.told)) for rep in representatives(session, _candidates(session, told))]
    return [(rep, link) for rep, link in found if link.score >= NEW]


def _candidates(session: Session, told: Statement) -> list[int]:
    """Happenings that share a key or an organisation, those that share most first, then the latest."""
    key = models.HappeningKey
    keyed = (
        select(key.happening_id, func.count().label("shared"))
        .where(key.key.in_(keys(told)))
        .group_by(key.happening_id)
        .subquery()
    )
    wanted: ColumnElement[bool] = keyed.c.shared.is_not(None)
    numbers = _stored_organisations(told)
    if numbers:
        argument, link = models.ClaimArgument, models.HappeningClaim
        named = (
            select(link.happening_id)
            .join(argument, argument.claim_id == link.claim_id)
            .where(argument.organisation_id.in_(numbers))
        )
        wanted = or_(wanted, models.Happening.id.in_(named))
    query = (
        select(models.Happening.id)
        .outerjoin(keyed, keyed.c.happening_id == models.Happening.id)
        .where(models.Happening.family == told.family, wanted)
        .order_by(
            func.coalesce(keyed.c.shared, 0).desc(),
            models.Happening.updated_at.desc(),
            models.Happening.id.desc(),
        )
        .limit(_MOST_CANDIDATES)
    )
    return list(session.scalars(query))


def _stored_organisations(told: Statement) -> list[int]:
    marks = {name for names in (*told.parties, *told.subjects) for name in names if name.startswith(STORED)}
    return sorted(int(mark.removeprefix(STORED)) for mark in marks)


def remember_links(session: Session, claim_id: int, links: Sequence[tuple[Representative, Link]]) -> None:
    rows = [
        {"claim_id": claim_id, "other_id": rep.claim_id, "score": link.score, "why": link.why}
        for rep, link in links
    ]
    if rows:
        session.execute(insert(models.ClaimLink), rows)


def hang_together(session: Session, happening_ids: Iterable[int]) -> list[Representative]:
    """All statements that hang together with those of some happenings, also where something else kept them apart."""
    numbers = set(happening_ids)
    found: list[Representative] = []
    while numbers:
        found = representatives(session, sorted(numbers))
        more = _linked_happenings(session, [rep.claim_id for rep in found]) - numbers
        if not more or len(numbers) >= _MOST_TOGETHER:
            break
        numbers |= set(sorted(more)[: _MOST_TOGETHER - len(numbers)])
    return found


def _linked_happenings(session: Session, claim_ids: Sequence[int]) -> set[int]:
    link, place_ = models.ClaimLink, models.HappeningClaim
    found: set[int] = set()
    for mine, theirs in ((link.claim_id, link.other_id), (link.other_id, link.claim_id)):
        query = (
            select(place_.happening_id)
            .join(link, theirs == place_.claim_id)
            .where(mine.in_(claim_ids), link.score >= MERGE)
        )
        found |= set(session.scalars(query))
    return found
