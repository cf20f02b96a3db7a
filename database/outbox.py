"""Alerts and their deliveries, written in the transaction of the facts that they tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
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
    """A delivery that is due; ``tries``: how often it failed."""

    id: int
    alert_id: int
    channel: str
    tries: int


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


def due(store: Store, *, now: datetime, longest_wait: timedelta) -> tuple[Waiting, ...]:
    """Deliveries that may go out now, in the order of their alerts.

    ``longest_wait``: what is due later than any wait explains was put off before the clock was set back.
    """
    waiting = (
        select(models.Delivery)
        .where(models.Delivery.state == "waiting")
        .order_by(models.Delivery.alert_id, models.Delivery.id)
    )
    found, held_up = [], set()
    with store.reading() as session:
        for row in session.scalars(waiting):
            if now < row.due_at <= now + 2 * longest_wait:
                held_up.add(
                    row.channel
                )  # nothing overtakes it: a channel knows a repeat by what it sent last
            if row.channel not in held_up:
                found.append(Waiting(id=row.id, alert_id=row.alert_id, channel=row.channel, tries=row.tries))
    return tuple(found)


def note_sent(store: Store, delivery_id: int, *, now: datetime) -> None:
    """A delivery went out."""
    with store.transaction() as session:
        row = session.get_one(models.Delivery, delivery_id)
        row.state, row.sent_at, row.message = "sent", now, None
        row.tries += 1


def put_off(store: Store, delivery_id: int, *, due_at: datetime, message: str) -> None:
    """A delivery failed and is tried again at ``due_at``."""
    with store.transaction() as session:
        row = session.get_one(models.Delivery, delivery_id)
        row.tries, row.due_at, row.message = row.tries + 1, due_at, message
