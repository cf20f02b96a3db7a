"""Which alert goes by which channel, and when: written with the alert, and thought over when more is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from database import models
from database.first_crawls import came_at, end_of_first_crawl
from database.subjects import subjects_of
from pipelines.alerting import LOCAL
from pipelines.watches import NEWS_KINDS, PASSING, RECONSIDERED, Sending, Subject, Traffic, Watch, choose

_HOUR = timedelta(hours=1)


def route(session: Session, alert: models.Alert, watches: Sequence[Watch], *, now: datetime) -> bool:
    """Write the deliveries that watches want of an alert, one for each channel; gives whether it is held as a flood.

    What waited for a second voice, or for a report after a first crawl, is planned anew. A watch that had the alert does not get it again by another channel:
    it may have been renamed, or added, since. Where two watches send by one channel, the first that wants the alert at once has it.
    """
    if not any(watch.channels for watch in watches):
        return False
    (subject,) = subjects_of(session, [alert])
    wanted = choose(watches, subject, lambda channel: _traffic(session, channel, subject, now), now=now)
    known = {
        row.channel: row
        for row in session.scalars(select(models.Delivery).where(models.Delivery.alert_id == alert.id))
    }
    had = {row.watch for row in known.values()}  # None: of before there were watches, when all had everything
    for channel, (watch, sending) in wanted.items():
        row = known.get(channel)
        if row is None and had.isdisjoint((watch.name, None)):
            session.add(_delivery(alert, channel, watch, sending))
        elif row is not None and row.hold in PASSING and sending.hold != row.hold:
            row.watch, row.digest, row.due_at = watch.name, sending.digest, sending.due_at
            row.state, row.hold = _state(sending), sending.hold
    session.flush()
    return any(sending.hold == "flood" for _, sending in wanted.values())


def _delivery(alert: models.Alert, channel: str, watch: Watch, sending: Sending) -> models.Delivery:
    return models.Delivery(
        alert_id=alert.id,
        channel=channel,
        watch=watch.name,
        state=_state(sending),
        hold=sending.hold,
        digest=sending.digest,
        tries=0,
        due_at=sending.due_at,
    )


def _state(sending: Sending) -> str:
    return "held" if sending.hold else "waiting"


def reconsider(session: Session, happening_id: int, watches: Sequence[Watch], *, now: datetime) -> None:
    """More is known of a happening: what waited for a second voice goes out, and watches that wanted more may want it now."""
    if not any(watch.channels for watch in watches):
        return
    told = (
        select(models.Alert)
        .where(
            models.Alert.happening_id == happening_id,
            models.Alert.kind.in_(NEWS_KINDS),
            models.Alert.created_at.between(now - RECONSIDERED, now),
        )
        .order_by(models.Alert.id.desc())
    )
    waits = exists().where(models.Delivery.alert_id == models.Alert.id, models.Delivery.hold == "unconfirmed")
    latest = session.scalars(told.limit(1)).all()
    # the second voice may have brought a later alert: what waited for it goes out all the same
    for alert in {row.id: row for row in (*session.scalars(told.where(waits)), *latest)}.values():
        route(session, alert, watches, now=now)


def reconsider_first_crawl(
    session: Session, happening_id: int, watches: Sequence[Watch], *, now: datetime
) -> None:
    """A happening was reported as news: what is held of it because a first crawl brought it may go out."""
    is_held = exists().where(
        models.Delivery.alert_id == models.Alert.id, models.Delivery.hold == "first_crawl"
    )
    held = select(models.Alert).where(models.Alert.happening_id == happening_id, is_held)
    for alert in session.scalars(held).all():
        route(session, alert, watches, now=now)


def _traffic(session: Session, channel: str, subject: Subject, now: datetime) -> Traffic:
    midnight = now.astimezone(LOCAL).replace(hour=0, minute=0, second=0, microsecond=0)
    query = (
        select(models.Alert.happening_id, whole_of())
        .join(models.Delivery, models.Delivery.alert_id == models.Alert.id)
        .outerjoin(models.Happening, models.Happening.id == models.Alert.happening_id)
        .where(
            models.Delivery.channel == channel,
            models.Delivery.hold.is_(None),
            ~models.Delivery.digest,
            models.Alert.created_at.between(
                midnight, now
            ),  # not what was written before the clock was set back
        )
    )
    rows = session.execute(query).all()
    own = subject.whole_id or subject.happening_id
    return Traffic(
        today=len({whole for _, whole in rows} - {own}),
        told_today=any(number == subject.happening_id for number, _ in rows),
        of_source=_of_source(session, subject, now),
    )


def whole_of() -> ColumnElement[int | None]:
    """What an alert is told together with: the happening that its own is part of, else its own."""
    return func.coalesce(models.Happening.parent_id, models.Alert.happening_id)


def _of_source(session: Session, subject: Subject, now: datetime) -> int:
    """Of how many happenings the articles of a source brought alerts within the last hour; parts are not counted.

    What came with its first crawl is no flood of what comes after it.
    """
    if subject.source_id is None:
        return 0
    query = (
        select(func.count(whole_of().distinct()))
        .select_from(models.Alert)
        .join(models.Happening, models.Happening.id == models.Alert.happening_id)
        .join(models.Claim, models.Claim.id == models.Alert.claim_id)
        .join(models.ArticleVersion, models.ArticleVersion.id == models.Claim.version_id)
        .join(models.Article, models.Article.id == models.ArticleVersion.article_id)
        .join(models.Page, models.Page.id == models.Article.page_id)
        .where(
            models.Article.source_id == subject.source_id,
            models.Alert.created_at.between(now - _HOUR, now),
        )
    )
    first_end = end_of_first_crawl(session, subject.source_id)
    if first_end is not None and not subject.first_crawl:
        query = query.where(came_at() > first_end)
    return session.scalar(query) or 0
