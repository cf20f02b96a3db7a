"""Forgets what the user no longer wants to keep: articles with all that they prove, and alerts that were read.

What hangs together goes together: articles of one reprint group, and those whose claims speak of one happening. Nothing
of it goes while any of it is young or wanted: a happening is wanted while an alert of it is unread or on its way, and
until the year of its date has passed. Pages stay, so that no address is fetched again; organisations stay too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from database import models
from database.models import Base
from database.session import Store

#: Articles that one transaction removes: other writers wait for it.
MOST = 100
Node = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Articles and happenings that go together."""

    articles: tuple[int, ...]
    happenings: tuple[int, ...]


def old_articles(store: Store, *, before: datetime) -> tuple[Bundle, ...]:
    """Articles that reached us before a moment, as far as nothing needs them, in portions for :func:`forget_articles`."""
    return tuple(_packed(_old_bundles(store, before)))


def forget_articles(store: Store, bundle: Bundle) -> int:
    """Remove a portion; gives how many articles, none where somebody has just written what refers to one of them."""
    try:
        with store.transaction() as session:
            _remove(session, bundle)
    except IntegrityError:
        return 0
    return len(bundle.articles)


def forget_alerts(store: Store, *, before: datetime) -> int:
    """Remove alerts that were written before a moment and read since, with their deliveries; gives how many, :data:`MOST` where more may be left.

    The latest of each happening and source stays as long as these do: it says what was told.
    """
    alert, delivery = models.Alert, models.Delivery
    latest = select(func.max(alert.id)).group_by(alert.subject_kind, alert.subject_id)
    old = (
        select(alert.id)
        .where(alert.created_at < before, alert.read_at.is_not(None), alert.id.not_in(latest))
        .where(~select(delivery.id).where(delivery.alert_id == alert.id, _is_on_its_way()).exists())
        .order_by(alert.id)
        .limit(MOST)
    )
    with store.transaction() as session:
        ids = session.scalars(old).all()
        _remove_alerts(session, ids)
        return len(ids)


def needed_archive_files(store: Store, *, since: datetime) -> frozenset[str]:
    """The archive files that hold pages on happenings of which an alert is unread, or that changed since a moment."""
    page, article, version = models.Page, models.Article, models.ArticleVersion
    link, happening, alert = models.HappeningClaim, models.Happening, models.Alert
    wanted = (
        select(page.archive_file)
        .join(article, article.page_id == page.id)
        .join(version, version.article_id == article.id)
        .join(models.Claim, models.Claim.version_id == version.id)
        .join(link, link.claim_id == models.Claim.id)
        .join(happening, happening.id == link.happening_id)
        .where(page.archive_file.is_not(None))
        .where(
            or_(
                happening.updated_at >= since,
                select(alert.id).where(alert.happening_id == happening.id, _is_unread()).exists(),
            )
        )
        .distinct()
    )
    with store.reading() as session:
        return frozenset(file for file in session.scalars(wanted) if file)


def leave_archive_file(store: Store, file: str) -> None:
    """Note that no page's body stands in a file any longer."""
    with store.transaction() as session:
        session.execute(
            update(models.Page)
            .where(models.Page.archive_file == file)
            .values(archive_file=None, archive_offset=None)
        )


def _old_bundles(store: Store, before: datetime) -> Iterator[Bundle]:
    """All that hangs together and of which nothing is needed."""
    with store.reading() as session:
        needed, edges = _needed(session, before), list(_edges(session))
    leads: dict[Node, Node] = {}

    def lead(node: Node) -> Node:
        while (above := leads.setdefault(node, node)) != node:
            leads[node] = node = leads[above]
        return node

    for one, other in edges:
        leads[lead(one)] = lead(other)
    young = {lead(node) for node in needed}
    members: dict[Node, list[Node]] = defaultdict(list)
    for node in list(leads):
        if (top := lead(node)) not in young:
            members[top].append(node)
    for nodes in members.values():
        yield Bundle(
            articles=tuple(sorted(n for kind, n in nodes if kind == "article")),
            happenings=tuple(sorted(n for kind, n in nodes if kind == "happening")),
        )


def _edges(session: Session) -> Iterator[tuple[Node, Node]]:
    """What hangs together: an article and its group, and its happenings; a happening and the one that it is part of."""
    article, version, claim = models.Article, models.ArticleVersion, models.Claim
    link, happening, alert = models.HappeningClaim, models.Happening, models.Alert
    for id_, group in session.execute(select(article.id, article.group_id)):
        yield ("article", id_), ("group", group)
    claimed = select(version.article_id, link.happening_id).join(claim, claim.version_id == version.id)
    told = select(version.article_id, alert.happening_id).join(claim, claim.version_id == version.id)
    queries: tuple[Any, ...] = (
        claimed.join(link, link.claim_id == claim.id),
        told.join(alert, alert.claim_id == claim.id),
    )
    for query in queries:
        for id_, spoken_of in session.execute(query.distinct()):
            if spoken_of is not None:
                yield ("article", id_), ("happening", spoken_of)
    for id_, parent in session.execute(
        select(happening.id, func.coalesce(happening.parent_id, happening.id))
    ):
        yield ("happening", id_), ("happening", parent)


def _needed(session: Session, before: datetime) -> set[Node]:
    article, version, happening = models.Article, models.ArticleVersion, models.Happening
    alert, delivery = models.Alert, models.Delivery
    year = f"{before:%Y}"  # of dates as precise as known: 2026, 2026-06, 2026-06-21
    wanted = (
        ("article", select(article.id).where(article.reached_at >= before)),
        ("article", select(version.article_id).where(version.seen_at >= before)),
        (
            "happening",
            select(happening.id).where(
                or_(
                    happening.updated_at >= before,
                    func.coalesce(happening.date_end, happening.date_start) >= year,
                )
            ),
        ),
        ("happening", select(alert.happening_id).where(_is_unread())),
        (
            "happening",
            select(alert.happening_id).join(delivery, delivery.alert_id == alert.id).where(_is_on_its_way()),
        ),
    )
    return {(kind, n) for kind, query in wanted for n in session.scalars(query) if n is not None}


def _is_on_its_way() -> ColumnElement[bool]:
    """Whether a delivery may still go out; what came with a first crawl is held for good unless it becomes news."""
    row = models.Delivery
    return or_(row.state == "waiting", and_(row.state == "held", row.hold != "first_crawl"))


def _is_unread() -> ColumnElement[bool]:
    """Whether an alert waits for its reader. What a first crawl brought fills the inbox by hundreds, and calls nobody."""
    row = aliased(models.Delivery)
    held = select(row.id).where(row.alert_id == models.Alert.id, row.hold == "first_crawl").exists()
    return and_(models.Alert.read_at.is_(None), ~held)


def _packed(bundles: Iterable[Bundle]) -> Iterator[Bundle]:
    """Bundles together, until they are enough for one transaction."""
    articles: list[int] = []
    happenings: list[int] = []
    for bundle in bundles:
        articles += bundle.articles
        happenings += bundle.happenings
        if len(articles) + len(happenings) >= MOST:
            yield Bundle(articles=tuple(articles), happenings=tuple(happenings))
            articles, happenings = [], []
    if articles or happenings:
        yield Bundle(articles=tuple(articles), happenings=tuple(happenings))


def _remove(session: Session, bundle: Bundle) -> None:
    """Remove a bundle, what refers to it first; what else refers to it makes the database refuse."""
    articles, happenings = bundle.articles, bundle.happenings
    versions = _ids(session, models.ArticleVersion, models.ArticleVersion.article_id.in_(articles))
    claims = _ids(session, models.Claim, models.Claim.version_id.in_(versions))
    groups = session.scalars(
        select(models.Article.group_id).where(models.Article.id.in_(articles)).distinct()
    ).all()
    _remove_alerts(session, _ids(session, models.Alert, models.Alert.happening_id.in_(happenings)))
    subjects = (("claim", claims), ("happening", happenings), ("article", articles))
    for kind, ids in subjects:
        _remove_feedback(session, kind, ids)
    for table, where in _parts(articles, versions, claims, happenings):
        session.execute(delete(table).where(where))
    session.execute(delete(models.ReprintGroup).where(models.ReprintGroup.id.in_(groups)))


def _parts(
    articles: Iterable[int], versions: Iterable[int], claims: Iterable[int], happenings: Iterable[int]
) -> Iterator[tuple[type[Base], ColumnElement[bool]]]:
    m = models
    yield m.ClaimLink, or_(m.ClaimLink.claim_id.in_(claims), m.ClaimLink.other_id.in_(claims))
    for of_claim in (m.HappeningConflict, m.HappeningClaim, m.ClaimArgument, m.ClaimCount):
        yield of_claim, of_claim.claim_id.in_(claims)
    for of_happening in (m.HappeningKey, m.Signing, m.Event):
        yield of_happening, of_happening.happening_id.in_(happenings)
    relation, merged = m.HappeningRelation, m.MergedHappening
    yield relation, or_(relation.from_id.in_(happenings), relation.to_id.in_(happenings))
    yield merged, or_(merged.happening_id.in_(happenings), merged.into_id.in_(happenings))
    yield m.Happening, m.Happening.id.in_(happenings)
    yield m.Claim, m.Claim.id.in_(claims)
    for of_version in (m.OrganisationMention, m.Person, m.Proposals):
        yield of_version, of_version.version_id.in_(versions)
    yield m.ArticleVersion, m.ArticleVersion.id.in_(versions)
    yield m.ReprintLink, or_(m.ReprintLink.article_id.in_(articles), m.ReprintLink.other_id.in_(articles))
    yield m.ReprintKey, m.ReprintKey.article_id.in_(articles)
    yield m.Article, m.Article.id.in_(articles)


def _remove_alerts(session: Session, ids: Iterable[int]) -> None:
    _remove_feedback(session, "alert", ids)
    session.execute(delete(models.Delivery).where(models.Delivery.alert_id.in_(ids)))
    session.execute(delete(models.Alert).where(models.Alert.id.in_(ids)))


def _remove_feedback(session: Session, kind: str, ids: Iterable[int]) -> None:
    feedback = models.Feedback
    session.execute(delete(feedback).where(feedback.subject_kind == kind, feedback.subject_id.in_(ids)))


def _ids(session: Session, table: Any, where: ColumnElement[bool]) -> list[int]:
    return list(session.scalars(select(table.id).where(where)))
