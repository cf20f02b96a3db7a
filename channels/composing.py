"""Which of the deliveries that are due make the next message, and what it is: nothing is told twice, nothing is cut off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from channels.fitting import largest
from channels.outgoing import Channel, Outgoing, key_of
from database import queries
from database.changes import Told, told_along, told_before
from database.outbox import Waiting
from database.rows import AlertRow
from database.session import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A message, and the deliveries that go out by it. ``along``: others that need no message of their own then.

    ``known``: deliveries that say again what the channel has told; ``outgoing`` is None where nothing else was due.
    """

    outgoing: Outgoing | None
    waiting: tuple[Waiting, ...] = ()
    along: tuple[int, ...] = ()
    known: Mapping[int, Told] = field(default_factory=dict)


def compose(store: Store, channel: Channel, waiting: Sequence[Waiting], *, now: datetime) -> Composed:
    """The next message of what is due together on a channel. Programs that take alerts one by one are told every one."""
    if not channel.bundles:
        each = [queries.alert(store, one.alert_id) for one in waiting]
        return Composed(outgoing=_outgoing(store, waiting, each, now), waiting=tuple(waiting))
    before = told_before(store, waiting)
    known = {number: told for number, told in before.items() if told.since.is_nothing}
    left = [one for one in waiting if one.id not in known]
    if not left:
        return Composed(outgoing=None, known=known)
    along = told_along(store, left)
    rows = {one.id: _row(store, one, before.get(one.id)) for one in left}
    first: dict[object, int] = {}
    for one in left:
        number = first.setdefault(_place(rows[one.id]), one.id)
        if number != one.id:
            along[one.id] = number
    said = [one for one in left if one.id not in along]
    taken, outgoing = _as_fits(store, channel, said, [rows[one.id] for one in said], now)
    numbers = {one.id for one in taken}
    with_it = tuple(sorted(number for number, told in along.items() if told in numbers))
    return Composed(outgoing=outgoing, waiting=taken, along=with_it, known=known)


def _place(row: AlertRow) -> object:
    """Two alerts with the same are told by one line."""
    return (row.happening_id, row.status) if row.happening_id is not None else row.id


def _row(store: Store, one: Waiting, before: Told | None) -> AlertRow:
    """An alert as it is told: one whose happening was told already, as what was added to that."""
    row = queries.alert(store, one.alert_id)
    if before is None:
        return row
    since = before.since
    kind, lines = ("correction", since.corrected) if since.corrected else ("material_update", since.added)
    return replace(row, kind=kind, summary=f"{'; '.join(lines)} · {row.summary}")


def _as_fits(
    store: Store, channel: Channel, waiting: Sequence[Waiting], rows: Sequence[AlertRow], now: datetime
) -> tuple[tuple[Waiting, ...], Outgoing]:
    """A message of as much as a channel has room for; of a digest the rest comes in the next one."""

    def of_first(most: int) -> Outgoing:
        return _outgoing(store, waiting[:most], rows[:most], now)

    outgoing = of_first(len(rows))
    if not outgoing.digest or channel.has_room(outgoing):
        return tuple(waiting), outgoing
    most = max(1, largest(len(rows) - 1, lambda most: most == 0 or channel.has_room(of_first(most))))
    return tuple(waiting[:most]), of_first(most)


def _outgoing(store: Store, waiting: Sequence[Waiting], rows: Sequence[AlertRow], now: datetime) -> Outgoing:
    """One message for deliveries that go together; what all others are part of leads it."""
    parts = {row.parent_id for row in rows}
    lead = next((row for row in rows if row.happening_id in parts), rows[0])
    languages = {watch.name: watch.language for watch in store.watches}
    return Outgoing(
        key=key_of([one.id for one in waiting], rows),
        alert=lead,
        at=now,
        others=tuple(row for row in rows if row is not lead),
        digest=waiting[0].digest,
        language=languages.get(waiting[0].watch or ""),
    )
