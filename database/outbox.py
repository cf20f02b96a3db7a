"""Alerts and their deliveries, written in the transaction of the facts that they tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from database import models
from database.first_crawls import how_came
from database.floods import hold_what_waits
from database.routing import route, whole_of
from database.session import Store
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


#: A message tells no more than so many alerts; the others follow in the next one.
MOST_TOGETHER = 50
#: A digest comes every week at the latest: what is due later was planned before the clock was set back.
FARTHEST = timedelta(days=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A delivery that is due; ``tries``: how often it failed, ``refusals``: how often of these it was refused."""

    id: int
    alert_id: int
    channel: str
    tries: int
    refusals: int
    watch: str | None = None
    digest: bool = False


def write_alert(
    session: Session, subject: Subject, intent: AlertIntent, *, watches: Sequence[Watch], now: datetime
) -> int | None:
    """Write an alert and the deliveries that watches want of it; None where it was told already."""
    told = session.scalar(
        select(models.Alert).where(
            models.Alert.subject_kind == subject.kind,
            models.Alert.subject_id == subject.id,
            models.Alert.kind == intent.kind,
            models.Alert.state_hash == intent.state_hash,
        )
    )
    state_hash = intent.state_hash
    if told is not None and told.happening_id == subject.happening_id:
        return None
    if told is not None:  # its claim has left for another happening: of this one nothing was told
        state_hash = f"{state_hash} claim {subject.claim_id}"
    alert = models.Alert(
        subject_kind=subject.kind,
        subject_id=subject.id,
        kind=intent.kind,
        state_hash=state_hash,
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
    if route(session, alert, watches, now=now):
        _tell_flood(session, alert, watches, now)
    return alert.id


def _tell_flood(session: Session, alert: models.Alert, watches: Sequence[Watch], now: datetime) -> None:
    """Hold what a source brings that is more than news can be, and tell the operator of it once a day."""
    source_id = how_came(session, [alert])[alert.id].source_id
    if source_id is None:
        return
    hold_what_waits(session, source_id, watches, now=now)
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


def next_due(
    store: Store, channel: str, *, bundles: bool, now: datetime, longest_wait: timedelta
) -> tuple[Waiting, ...]:
    """What goes out next on a channel: one delivery, or several in one message; nothing where nothing is due.

    ``bundles``: a whole and its parts go together, and so does all that is due with a digest. What was put off is not
    overtaken. ``longest_wait``: what is due later than any wait explains was put off before the clock was set back.
    """
    rows = models.Delivery
    waiting = _waiting_on(channel)
    put_off = waiting.where(rows.tries > 0, rows.due_at > now, rows.due_at <= now + 2 * longest_wait)
    is_due = or_(
        rows.due_at <= now,
        and_(rows.tries > 0, rows.due_at > now + 2 * longest_wait),
        rows.due_at > now + FARTHEST,
    )
    with store.reading() as session:
        if session.execute(put_off.limit(1)).first() is not None:
            return ()
        first = session.execute(waiting.where(is_due).limit(1)).first()
        if first is None:
            return ()
        lead, whole = first
        together = [lead]
        if bundles and (lead.digest or whole is not None):
            with_it = rows.digest if lead.digest else and_(~rows.digest, whole_of() == whole)
            same = (is_due, with_it, _of_language(store.watches, lead.watch))
            together = list(session.scalars(waiting.where(*same).limit(MOST_TOGETHER)))
        return tuple(map(_to_waiting, together))


def _waiting_on(channel: str) -> Select[models.Delivery, int | None]:
    """What waits on a channel in the order of the alerts, each with what it is told together with."""
    rows = models.Delivery
    return (
        select(rows, whole_of())
        .join(models.Alert, models.Alert.id == rows.alert_id)
        .outerjoin(models.Happening, models.Happening.id == models.Alert.happening_id)
        .where(rows.channel == channel, rows.state == "waiting")
        .order_by(rows.alert_id, rows.id)
    )


def _to_waiting(row: models.Delivery) -> Waiting:
    return Waiting(
        id=row.id,
        alert_id=row.alert_id,
        channel=row.channel,
        tries=row.tries,
        refusals=row.refusals,
        watch=row.watch,
        digest=row.digest,
    )


def _of_language(watches: Sequence[Watch], name: str | None) -> ColumnElement[bool]:
    """Whether a delivery is of a watch that speaks as this one does; one that there is no longer speaks as its channel."""
    spoken = {watch.name: watch.language for watch in watches if watch.language is not None}
    language, row = spoken.get(name or ""), models.Delivery.watch
    if language is None:
        return or_(row.is_(None), row.not_in(spoken))
    return row.in_([one for one, other in spoken.items() if other == language])


def sent_between(store: Store, channel: str, begin: datetime, end: datetime) -> int:
    """How many deliveries went out on a channel within a time; not those of before the clock was set back."""
    row = models.Delivery
    query = select(func.count()).where(
        row.channel == channel, row.state == "sent", row.sent_at > begin, row.sent_at <= end
    )
    with store.reading() as session:
        return session.scalar(query) or 0


def note_sent(
    store: Store, ids: Sequence[int], *, along: Sequence[int] = (), now: datetime, remark: str | None = None
) -> None:
    """Deliveries went out in one message, and others were told ``along``; ``remark``: what is to be said of it all the same."""
    with store.transaction() as session:
        for row in _of(session, (*ids, *along)):
            row.state, row.hold, row.sent_at, row.message = "sent", None, now, remark
            row.tries += 1


def put_off(
    store: Store, ids: Sequence[int], *, due_at: datetime, message: str, refused: bool = False
) -> None:
    """Deliveries failed and are tried again at ``due_at``; ``refused``: the channel said that it never takes them."""
    with store.transaction() as session:
        for row in _of(session, ids):
            row.tries, row.due_at, row.message = row.tries + 1, due_at, message
            row.refusals += refused


def give_up(store: Store, ids: Sequence[int], *, message: str) -> None:
    """Deliveries were refused once too often: they stay as failed until somebody asks for another try."""
    with store.transaction() as session:
        for row in _of(session, ids):
            row.state, row.message = "failed", message
            row.tries, row.refusals = row.tries + 1, row.refusals + 1


def _of(session: Session, ids: Sequence[int]) -> Sequence[models.Delivery]:
    return session.scalars(select(models.Delivery).where(models.Delivery.id.in_(ids))).all()
