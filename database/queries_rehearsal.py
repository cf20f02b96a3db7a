"""What is stored, in its order of arrival: each happening as its claims told it that had come by then."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from database import models
from database.first_crawls import Came, how_came, news_reports
from database.load import to_claims
from database.session import Store
from database.subjects import facts_of, said_by
from database.voices import voices
from pipelines.alerting import is_reported_anew
from pipelines.merging import establish
from pipelines.values import Claim, Happening
from pipelines.watches import RECONSIDERED, Subject
from pipelines.watches.rehearsing import Arrival, Written


@dataclass(frozen=True, slots=True, kw_only=True)
class _Came:
    """A claim of a happening. ``replaced_by``: the next version of its article, by number; ``whole``: the happening of
    the claim that it is part of."""

    id: int
    version: int
    replaced_by: int | None
    key: str
    group: int
    family: str
    at: datetime
    whole: int | None


def arrivals(store: Store, *, since: datetime) -> tuple[Arrival, ...]:
    """What came since, and so long before that what waited then is known too; in the order in which it was stored.

    As known at each moment: the claims that had come, the versions that counted, the independent voices. As known today:
    which claims are one happening, which articles one text, what organisations are called.
    """
    begin = since - RECONSIDERED
    with store.reading() as session:
        alerts = session.scalars(select(models.Alert).where(models.Alert.created_at >= begin)).all()
        numbers = sorted({a.happening_id for a in alerts if a.happening_id is not None})
        how = how_came(session, alerts)
        known = _Known(
            begin=begin,
            alerts={alert.claim_id: alert for alert in alerts if alert.claim_id is not None},
            written={a.claim_id: _written(a, how[a.id]) for a in alerts if a.claim_id is not None},
            news=frozenset(one.claim_id for one in news_reports(session, numbers)),
        )
        found = [
            (came.id, arrival)
            for number in numbers
            for came, arrival in _of_happening(session, number, known)
        ]
    ordered = [arrival for _, arrival in sorted(found, key=lambda pair: pair[0])]
    return tuple(_with_sources(ordered, alerts))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is looked up once: alerts by their claims, and the claims that are news and came with no first crawl."""

    begin: datetime
    alerts: dict[int, models.Alert]
    written: dict[int, Written]
    news: frozenset[int]


def _of_happening(session: Session, number: int, known: _Known) -> Iterator[tuple[_Came, Arrival]]:
    """The arrivals of a happening from the beginning on."""
    rows = _came(session, number)
    ids = [row.id for row in rows]
    claims, said = to_claims(session, ids), said_by(session, ids)
    # what is saved together has one moment, which an alert of it knows best
    moments = {row.version: known.alerts[row.id].created_at for row in rows if row.id in known.alerts}
    before: Subject | None = None
    held: list[Written] = []
    for count, row in enumerate(rows, start=1):
        at = moments.get(row.version, row.at)
        if at < known.begin:
            continue
        told, reports = _told(number, rows[:count], claims)
        facts = facts_of(told, [said[id_] for id_ in ids[:count]], reports=reports)
        alert = known.written.get(row.id)
        reported = tuple(
            one.key for one in held if row.id in known.news and _is_reported(claims[row.id], told, one, at)
        )
        held = [one for one in held if one.key not in reported]
        if alert is not None and alert.first_crawl:
            held.append(alert)
        if alert is None and not reported and facts == before:
            continue
        before = facts
        yield row, Arrival(at=at, facts=facts, written=alert, reported=reported)


def _is_reported(claim: Claim, told: Happening, held: Written, at: datetime) -> bool:
    """Whether a claim that is news tells what a first crawl brought and nobody was told."""
    return claim.status == held.status and is_reported_anew(told.date, claim.status, known_at=held.at, at=at)


def _came(session: Session, number: int) -> list[_Came]:
    claim, version, article, link = models.Claim, models.ArticleVersion, models.Article, models.HappeningClaim
    later, parent = aliased(models.ArticleVersion), aliased(models.HappeningClaim)
    replaced = (
        select(func.min(later.id))
        .where(later.article_id == version.article_id, later.number > version.number)
        .scalar_subquery()
    )
    family = func.coalesce(models.Source.family, article.outlet, models.Page.url)
    rows = session.execute(
        select(
            claim.id,
            version.id,
            replaced,
            link.statement_key,
            article.group_id,
            family,
            version.seen_at,
            parent.happening_id,
        )
        .join(version, version.id == claim.version_id)
        .join(article, article.id == version.article_id)
        .join(models.Page, models.Page.id == article.page_id)
        .outerjoin(models.Source, models.Source.id == article.source_id)
        .join(link, link.claim_id == claim.id)
        .outerjoin(parent, parent.claim_id == claim.parent_id)
        .where(link.happening_id == number)
        .order_by(claim.id)
    )
    return [
        _Came(id=id_, version=v, replaced_by=by, key=key, group=group, family=fam, at=at, whole=whole)
        for id_, v, by, key, group, fam, at, whole in rows
    ]


def _told(number: int, known: Sequence[_Came], claims: dict[int, Claim]) -> tuple[Happening, int]:
    """What claims establish that had come by then, and how many independent voices they are."""
    newest = known[-1].version
    of = voices([(("text", one.group), ("family", one.family)) for one in known])
    current = [one.replaced_by is None or one.replaced_by > newest for one in known]
    counted: dict[str, int] = {}  # the first claim of each way to tell it
    telling: dict[str, set[int]] = {}
    for one, voice, counts in zip(known, of, current, strict=True):
        if counts or not any(current):
            counted.setdefault(one.key, one.id)
            telling.setdefault(one.key, set()).add(voice)
    voiced = [(claims[id_], voice) for key, id_ in counted.items() for voice in sorted(telling[key])]
    times = Counter(one.whole for one in known if one.whole is not None and one.whole != number)
    whole = min(times, key=lambda id_: (-times[id_], id_), default=None)
    return replace(establish(voiced, parent_id=whole), id=number), len(set(of))


def _written(alert: models.Alert, came: Came) -> Written:
    return Written(
        key=str(alert.id),
        kind=alert.kind,
        summary=alert.summary,
        status=alert.status,
        source_id=came.source_id,
        first_crawl=came.first_crawl,
        at=alert.created_at,
    )


def _with_sources(news: Sequence[Arrival], alerts: Iterable[models.Alert]) -> Iterator[Arrival]:
    """The alerts about sources among the others, by their moment; floods are left out, since other watches have others."""
    reached = list(accumulate((one.at for one in news), max))
    about = [
        (bisect_right(reached, alert.created_at), alert)
        for alert in sorted(alerts, key=lambda alert: alert.id)
        if alert.happening_id is None and not alert.state_hash.startswith("flood ")
    ]
    at = 0
    for place, alert in sorted(about, key=lambda pair: pair[0]):
        yield from news[at:place]
        at = place
        written = Written(key=str(alert.id), kind=alert.kind, summary=alert.summary, at=alert.created_at)
        yield Arrival(at=alert.created_at, facts=Subject(kind=alert.kind), written=written)
    yield from news[at:]
