"""Alerts and their deliveries, written in the transaction of the facts that they tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from database import models
from database.routing import route
from database.session import Store
from database.subjects import source_of
from pipelines.alerting import LOCAL
from pipelines.values import AlertIntent
from pipelines.watches import FLOOD, Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an alert is about: exactly one of happening and source."""

    happening_id: int | None = None
    source_id: str | None = None
    claim_id: int | None = None
    status: str | None = None
    told: Mapping[str, str] | None = None  # what is said of the happening that may be corrected

    @property
    def kind(self) -> str:
        return "happening" if self.happening_id is not None else "source"

    @property
    def id(self) -> str:
        return str(self.happening_id) if self.happening_id is not None else str(self.source_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A delivery that is due; ``tries``: how often it failed, ``refusals``: how often of these it was refused."""

    id: int
    alert_id: int
    channel: str
    tries: int
    refusals: int


def write_alert(
    session: Session, subject: Subject, intent: AlertIntent, *, watches: Sequence[Watch], now: datetime
) -> int | None:
    """Write an alert and the deliveries that watches want of it; None where it was told already."""
    told = session.scalar(
        select(models.Alert.id).where(
            models.Alert.subject_kind == subject.kind,
            models.Alert.subject_id == subject.id,
            models.Alert.kind == intent.kind,
            models.Alert.state_hash == intent.state_hash,
        )
    )
    if told is not None:
        return None
    alert = models.Alert(
        subject_kind=subject.kind,
        subject_id=subject.id,
        kind=intent.kind,
        state_hash=intent.state_hash,
        happening_id=subject.happening_id,
        source_id=subject.source_id,
        claim_id=subject.claim_id,
        status=subject.status,
        told=dict(subject.told) if subject.told is not None else None,
        summary=intent.summary,
        created_at=now,
    )
    session.add(alert)
    session.flush()
    if route(session, alert, watches, now=now) and alert.claim_id is not None:
        _tell_flood(session, alert.claim_id, watches, now)
    return alert.id


def _tell_flood(session: Session, claim_id: int, watches: Sequence[Watch], now: datetime) -> None:
    """Tell the operator, once a day, that a source brings more alerts than news can be."""
    source_id, _ = source_of(session, claim_id)
    if source_id is None:
        return
    day = now.astimezone(LOCAL).date()
    summary = (
        f"{source_id}: more than {FLOOD} alerts within an hour; the others are held back: a broken reader looks so. "
        f"Look at them with `hetao alerts`, then let them go with `hetao deliveries release --source {source_id}`"
    )
    intent = AlertIntent(kind="source_failing", state_hash=f"flood {day}", summary=summary)
    write_alert(session, Subject(source_id=source_id), intent, watches=watches, now=now)


def source_health_alert(
    store: Store, source_id: str, *, failing: bool, summary: str, now: datetime
) -> int | None:
    """Tell the operator once that a source fails, and once that it works again; None where that was told.

    A source that works and never failed tells nothing.
    """
    with store.transaction() as session:
        source = session.get_one(models.Source, source_id)
        state = "failing" if failing else "ok"
        if source.health == state:
            return None
        recovered = source.health == "failing"
        source.health = state
        if not failing and not recovered:
            return None
        source.health_changes += 1
        intent = AlertIntent(
            kind="source_failing" if failing else "source_recovered",
            state_hash=f"change {source.health_changes}",
            summary=summary,
        )
        subject = Subject(source_id=source_id)
        return write_alert(session, subject, intent, watches=store.watches, now=now)


def next_due(store: Store, channel: str, *, now: datetime, longest_wait: timedelta) -> Waiting | None:
    """The delivery that goes out next on a channel; None where nothing waits, or its oldest is not due yet.

    Nothing overtakes the oldest: a channel knows a repeat by what it sent last. ``longest_wait``: what is due later
    than any wait explains was put off before the clock was set back.
    """
    oldest = (
        select(models.Delivery)
        .where(models.Delivery.channel == channel, models.Delivery.state == "waiting")
        .order_by(models.Delivery.alert_id, models.Delivery.id)
        .limit(1)
    )
    with store.reading() as session:
        row = session.scalar(oldest)
        if row is None or now < row.due_at <= now + 2 * longest_wait:
            return None
        return Waiting(
            id=row.id, alert_id=row.alert_id, channel=channel, tries=row.tries, refusals=row.refusals
        )


def sent_since(store: Store, channel: str, moment: datetime) -> int:
    """How many deliveries went out on a channel since a moment."""
    query = select(func.count()).where(
        models.Delivery.channel == channel, models.Delivery.state == "sent", models.Delivery.sent_at > moment
    )
    with store.reading() as session:
        return session.scalar(query) or 0


def note_sent(store: Store, delivery_id: int, *, now: datetime, remark: str | None = None) -> None:
    """A delivery went out; ``remark``: what is to be said of it all the same."""
    with store.transaction() as session:
        row = session.get_one(models.Delivery, delivery_id)
        row.state, row.sent_at, row.message = "sent", now, remark
        row.tries += 1


def put_off(store: Store, delivery_id: int, *, due_at: datetime, message: str, refused: bool = False) -> None:
    """A delivery failed and is tried again at ``due_at``; ``refused``: the channel said that it never takes it."""
    with store.transaction() as session:
        row = session.get_one(models.Delivery, delivery_id)
        row.tries, row.due_at, row.message = row.tries + 1, due_at, message
        row.refusals += refused


def give_up(store: Store, delivery_id: int, *, message: str) -> None:
    """A delivery was refused once too often: it stays as failed until somebody asks for another try."""
    with store.transaction() as session:
        row = session.get_one(models.Delivery, delivery_id)
        row.state, row.message = "failed", message
        row.tries, row.refusals = row.tries + 1, row.refusals + 1


def retry(store: Store, ids: Sequence[int], *, now: datetime) -> tuple[int, ...]:
    """Let deliveries that wait or failed go out now, in their order; gives those that can."""
    with store.transaction() as session:
        rows = session.scalars(
            select(models.Delivery)
            .where(models.Delivery.id.in_(ids), models.Delivery.state.in_(("waiting", "failed")))
            .order_by(models.Delivery.id)
        ).all()
        for row in rows:
            row.state, row.due_at, row.refusals = "waiting", now, 0
        return tuple(row.id for row in rows)
