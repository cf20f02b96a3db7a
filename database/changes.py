"""How happenings have changed since they were told, and what of them a channel has told or tells along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from database import models
from database.load import to_happening
from database.outbox import Waiting
from database.refreshing import what_is_told
from database.session import Store
from pipelines.alerting import NOTHING, Since
from pipelines.merging import additions, corrections, facts
from pipelines.values import Happening

#: Alerts that say of a happening that it is, or how it stands; the others say what was added to that.
_STATES = ("new", "status_change")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """That another alert told the happening of a delivery with its status on its channel, in a message of ``sent_at``.

    ``since``: what has changed since that alert; nothing where there is nothing left to say.
    """

    alert_id: int
    sent_at: datetime
    since: Since = NOTHING


def changed_since(session: Session, after: Happening, last: models.Alert | None) -> Since:
    """How a happening has changed since an alert told it."""
    if last is None or last.told is None or after.id is None or last.told == facts(after):
        return NOTHING
    return Since(
        said_in=last.id,
        corrected=corrections(last.told, after, what_is_told(session, after.id)),
        added=additions(last.told, after),
    )


def told_before(store: Store, waiting: Sequence[Waiting]) -> dict[int, Told]:
    """Those of some deliveries on one channel that say again what it told, by number; nearly always none.

    Two happenings that were told, or wait to be, may turn out to be one: then the second alert is news only for what it
    adds.
    """
    mine, other, delivery = models.Alert, aliased(models.Alert), models.Delivery
    query = (
        select(mine, other, delivery.sent_at)
        .join(other, (other.happening_id == mine.happening_id) & (other.status == mine.status))
        .join(delivery, delivery.alert_id == other.id)
        .where(
            mine.id.in_([one.alert_id for one in waiting]),
            mine.kind.in_(_STATES),
            other.id != mine.id,
            delivery.channel.in_({one.channel for one in waiting}),
            delivery.state == "sent",
            delivery.sent_at.is_not(None),
        )
        .order_by(delivery.sent_at, delivery.id)
    )
    numbers = {one.alert_id: one.id for one in waiting}
    with store.reading() as session:
        return {
            numbers[alert.id]: Told(
                alert_id=last.id,
                sent_at=sent_at,
                since=changed_since(
                    session, to_happening(session.get_one(models.Happening, alert.happening_id)), last
                ),
            )
            for alert, last, sent_at in session.execute(query).all()  # the latest message counts
            if sent_at is not None
        }


def told_along(store: Store, waiting: Sequence[Waiting]) -> dict[int, int]:
    """Other deliveries on the channel that a message of these tells along, each with the number of that one of these: of
    the same happening, with the same status, since a message says what is known when it goes out.

    Asked before the message is made: what is written meanwhile may not stand in it.
    """
    mine, other, delivery = models.Alert, aliased(models.Alert), models.Delivery
    query = (
        select(delivery.id, mine.id)
        .select_from(delivery)
        .join(other, other.id == delivery.alert_id)
        .join(mine, (other.happening_id == mine.happening_id) & (other.status == mine.status))
        .where(
            mine.id.in_([one.alert_id for one in waiting]),
            delivery.channel.in_({one.channel for one in waiting}),
            delivery.state.in_(("waiting", "held")),
            delivery.id.not_in([one.id for one in waiting]),
        )
        .order_by(delivery.id, mine.id.desc())
    )
    numbers = {one.alert_id: one.id for one in waiting}
    with store.reading() as session:
        return {number: numbers[alert_id] for number, alert_id in session.execute(query)}
