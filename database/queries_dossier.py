"""Reads everything that is known of one organisation, in time order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from database import models
from database.load import evidence, stored_date
from database.organisation_rows import Dealing, OrganisationRow
from database.queries_crawl import article_query, to_article
from database.queries_happenings import load_happenings
from database.rows import ArticleRow, HappeningRow
from database.session import Store
from pipelines.alerting import LOCAL
from pipelines.folding import fold_name
from pipelines.values import Span

#: A sentence is shown up to so many characters before and behind the name.
_AROUND = 120
_ORDER = ("signing", "event", "person", "article")


def dealings(store: Store, organisation: OrganisationRow) -> tuple[Dealing, ...]:
    """Signings, events, people with posts and articles of an organisation, the oldest first."""
    with store.reading() as session:
        found = [
            *_happenings(session, organisation.id),
            *_claims_elsewhere(session, organisation.id),
            *_people(session, organisation.id),
            *_articles(session, organisation.id),
        ]
    return tuple(sorted(found, key=_when))


def _when(dealing: Dealing) -> tuple[str, int, str]:
    # what has no day comes last; 2026-06 stands before 2026-06-01
    return dealing.day or "9", _ORDER.index(dealing.what), dealing.evidence.text


def _day(*moments: datetime | None) -> str | None:
    moment = next((m for m in moments if m is not None), None)
    return moment.astimezone(LOCAL).date().isoformat() if moment else None


def _article_day(article: ArticleRow) -> str | None:
    return _day(article.published_at, article.reached_at)


# ---------------------------------------------------------------- signings and events


def _happenings(session: Session, number: int) -> list[Dealing]:
    arguments, link = models.ClaimArgument, models.HappeningClaim
    roles: dict[int, dict[str, None]] = {}
    claims: dict[int, set[int]] = {}
    query = (
        select(link.happening_id, arguments.claim_id, arguments.role)
        .join(arguments, arguments.claim_id == link.claim_id)
        .where(arguments.organisation_id == number)
        .order_by(arguments.claim_id, arguments.position)
    )
    for happening_id, claim_id, role in session.execute(query):
        roles.setdefault(happening_id, {})[role] = None
        claims.setdefault(happening_id, set()).add(claim_id)
    return [
        _happening(row, tuple(roles[row.id]), claims[row.id])
        for row in load_happenings(session, sorted(roles))
    ]


def _happening(row: HappeningRow, roles: tuple[str, ...], claims: set[int]) -> Dealing:
    said = next((c for c in row.claims if c.id in claims), row.claims[0])
    return Dealing(
        what=row.family,
        day=row.date.start if row.date else _day(row.first_reported_at),
        happening_id=row.id,
        type=row.type,
        subtype=row.subtype,
        status=row.status,
        name=row.name,
        roles=roles,
        evidence=said.claim.evidence,
        articles=row.articles,
    )


def _claims_elsewhere(session: Session, number: int) -> list[Dealing]:
    """What the newest texts claim of it that belongs to no happening of the zone."""
    arguments, claim = models.ClaimArgument, models.Claim
    query = (
        select(claim, arguments.role, models.Article.id)
        .join(arguments, arguments.claim_id == claim.id)
        .join(models.ArticleVersion, models.ArticleVersion.id == claim.version_id)
        .join(models.Article, models.Article.id == models.ArticleVersion.article_id)
        .where(
            arguments.organisation_id == number,
            models.ArticleVersion.number == models.Article.current_version,
            ~exists().where(models.HappeningClaim.claim_id == claim.id),
        )
        .order_by(claim.id, arguments.position)
    )
    rows = session.execute(query).all()
    roles: dict[int, dict[str, None]] = {}
    for row, role, _ in rows:
        roles.setdefault(row.id, {})[role] = None
    articles = _load_articles(session, [article for *_, article in rows])
    return [
        _elsewhere(row, tuple(roles[row.id]), articles[article])
        for row, article in {row.id: (row, article) for row, _, article in rows}.values()
    ]


def _elsewhere(row: models.Claim, roles: tuple[str, ...], article: ArticleRow) -> Dealing:
    day = stored_date(row)
    return Dealing(
        what=row.family,
        day=day.start if day else _article_day(article),
        type=row.type,
        subtype=row.subtype,
        status=row.status,
        name=row.name,
        roles=roles,
        evidence=evidence(row),
        articles=(article,),
    )


# ---------------------------------------------------------------- people and articles


def _people(session: Session, number: int) -> list[Dealing]:
    """Everyone who holds a post there, once per post, from the first article that says so."""
    query = (
        select(models.Person, models.ArticleVersion.text, models.Article.id)
        .join(models.ArticleVersion, models.ArticleVersion.id == models.Person.version_id)
        .join(models.Article, models.Article.id == models.ArticleVersion.article_id)
        .where(
            models.Person.organisation_id == number,
            models.ArticleVersion.number == models.Article.current_version,
        )
        .order_by(models.Person.id)
    )
    rows = session.execute(query).all()
    articles = _load_articles(session, [article for *_, article in rows])
    posts: dict[tuple[str, str], list[tuple[ArticleRow, models.Person, str]]] = {}
    for person, text, article in rows:
        same = fold_name(person.name), fold_name(person.title)  # 副署长 and 副署長 are one post
        posts.setdefault(same, []).append((articles[article], person, text))
    return [_post(places) for places in posts.values()]


def _post(places: list[tuple[ArticleRow, models.Person, str]]) -> Dealing:
    article, person, text = min(places, key=lambda place: (_article_day(place[0]) or "9", place[0].id))
    return Dealing(
        what="person",
        day=_article_day(article),
        name=person.name,
        post=person.title,
        evidence=sentence(text, person.evidence_start, person.evidence_end),
        articles=tuple({place[0].id: place[0] for place in places}.values()),
    )


def _articles(session: Session, number: int) -> list[Dealing]:
    """The articles whose newest text names it, each with the sentence that does so first."""
    mention = models.OrganisationMention
    query = (
        select(models.Article.id, models.ArticleVersion.text, mention.evidence_start, mention.evidence_end)
        .join(models.ArticleVersion, models.ArticleVersion.id == mention.version_id)
        .join(models.Article, models.Article.id == models.ArticleVersion.article_id)
        .where(
            mention.organisation_id == number,
            models.ArticleVersion.number == models.Article.current_version,
        )
        .order_by(models.Article.id, mention.evidence_start.desc())
    )
    first = {article: (text, start, end) for article, text, start, end in session.execute(query)}
    return [
        Dealing(
            what="article",
            day=_article_day(article),
            name=article.title,
            evidence=sentence(*first[number_]),
            articles=(article,),
        )
        for number_, article in _load_articles(session, list(first)).items()
    ]


def _load_articles(session: Session, ids: Sequence[int]) -> dict[int, ArticleRow]:
    rows = session.execute(article_query().where(models.Article.id.in_(ids)).order_by(models.Article.id))
    return {row.id: to_article(row, url, family, status) for row, url, family, status in rows}


def sentence(text: str, start: int, end: int) -> Span:
    """The sentence around a stretch, cut where it is long."""
    before = text[max(0, start - _AROUND) : start]
    behind = text[end : end + _AROUND]
    begin = start - len(re.split("[。！？\n]", before)[-1])
    stop = re.search("[。！？\n]", behind)
    finish = end + (stop.end() if stop else len(behind))
    return Span(start=begin, end=finish, text=text[begin:finish])
