"""Reads what feeds and calendars show: all there is, or what watches let through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from database import models
from database.queries_alerts import alerts
from database.queries_happenings import load_happenings
from database.rows import AlertRow, HappeningRow
from database.session import Store
from database.subjects import known_of, subjects_of
from pipelines.watches import Subject, Watch, is_held, why_not, why_not_the_happening

#: What stands in a calendar: announced for a day, or called off.
ANNOUNCED = ("scheduled", "postponed", "cancelled")
_WITH_A_DAY = ("minute", "day", "range")
#: Alerts that are looked at together, and in all: where a watch lets one in a thousand through, its feed is short.
_TOGETHER, _MOST_LOOKED_AT = 100, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The newest that the store holds: while it stays, nothing that is published has changed."""

    alert: int | None
    happening: datetime | None
    merged: datetime | None


def newest_change(store: Store) -> Change:
    """How far the store is."""
    with store.reading() as session:
        return Change(
            alert=session.scalar(select(func.max(models.Alert.id))),
            happening=session.scalar(select(func.max(models.Happening.updated_at))),
            merged=session.scalar(select(func.max(models.MergedHappening.merged_at))),
        )


def let_through(store: Store, watches: Sequence[Watch], *, most: int) -> tuple[AlertRow, ...]:
    """The newest alerts that one of some watches lets through and does not hold back, among the latest thousand."""
    with store.reading() as session:
        return alerts(store, ids=list(islice(_passing(session, watches), most)))


def announced(store: Store, watches: Sequence[Watch] | None = None) -> tuple[HappeningRow, ...]:
    """Happenings that were told, are scheduled, postponed or cancelled, and have a day; in the order of the days.

    ``watches``: only what one of these lets through, whatever kinds of alerts it wants; a first crawl brings days, too.
    """
    row = models.Happening
    query = (
        select(row.id)
        .where(
            row.status.in_(ANNOUNCED),
            row.date_precision.in_(_WITH_A_DAY),
            exists().where(models.Alert.happening_id == row.id),
            ~exists().where(models.MergedHappening.happening_id == row.id),
        )
        .order_by(row.date_start, row.id)
    )
    with store.reading() as session:
        ids = session.scalars(query).all()
        if watches is not None:
            known = known_of(session, ids)
            ids = [id_ for id_ in ids if any(_is_wanted(watch, known[id_]) for watch in watches)]
        return load_happenings(session, ids)


def _is_wanted(watch: Watch, subject: Subject) -> bool:
    return why_not_the_happening(watch, subject) is None and not is_held(watch, subject)


def _passing(session: Session, watches: Sequence[Watch]) -> Iterator[int]:
    alert = models.Alert
    newest = select(alert).order_by(alert.created_at.desc(), alert.id.desc()).limit(_TOGETHER)
    for start in range(0, _MOST_LOOKED_AT, _TOGETHER):
        rows = session.scalars(newest.offset(start)).all()
        holds = _holds(session, [row.id for row in rows], watches)
        for row, subject in zip(rows, subjects_of(session, rows), strict=True):
            if any(_passes(watch, subject, holds[row.id]) for watch in watches):
                yield row.id
        if len(rows) < _TOGETHER:
            return


_Holds = list[tuple[str | None, str | None]]


def _passes(watch: Watch, subject: Subject, holds: _Holds) -> bool:
    """Whether a watch shows an alert; ``holds``: of its deliveries to people, by watch. One that was let go is not held."""
    if why_not(watch, subject) is not None:
        return False
    own = [hold for name, hold in holds if name == watch.name]
    if own:
        return None in own
    return not is_held(watch, subject) and all(hold != "flood" for _, hold in holds)


def _holds(session: Session, alert_ids: Sequence[int], watches: Sequence[Watch]) -> dict[int, _Holds]:
    row = models.Delivery
    programs = {channel for watch in watches for channel in watch.programs}
    query = select(row.alert_id, row.watch, row.hold).where(
        row.alert_id.in_(alert_ids), row.channel.not_in(programs)
    )
    found: dict[int, _Holds] = {number: [] for number in alert_ids}
    for alert_id, watch, hold in session.execute(query):
        found[alert_id].append((watch, hold))
    return found
