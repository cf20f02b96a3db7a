"""Which of the deliveries that are due make the next message, and what it is: nothing is told twice, nothing is cut off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from channels.fitting import largest
from channels.outgoing import Channel, Outgoing, key_of
from database import queries
from database.changes import STATES, Told, told_along, told_before
from database.outbox import Waiting
from database.rows import AlertRow
from database.session import Store

#: What leads the line of several alerts of one happening, the first before the others.
_RANK = {kind: place for place, kind in enumerate((*STATES, "correction", "material_update"))}
#: Between the notes of an alert and the line on its happening, and between two notes.
_LINE, _NOTE = " · ", "; "


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
    others = told_along(store, left, again=before)
    rows = {one.id: _row(store, one, before.get(one.id)) for one in left}
    told = [_together(group) for group in _groups(left, rows)]
    along = others | {number: one.lead.id for one in told for number in one.with_it}
    taken, outgoing = _as_fits(store, channel, [one.lead for one in told], [one.row for one in told], now)
    numbers = {one.id for one in taken}
    with_it = tuple(
        number
        for number, lead in sorted(along.items())
        if along.get(lead, lead) in numbers and number not in known
    )
    return Composed(outgoing=outgoing, waiting=taken, along=with_it, known=known)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What is told by one line, and the deliveries that are: of one its own, and others ``with_it``."""

    lead: Waiting
    row: AlertRow
    with_it: tuple[int, ...] = ()


def _groups(waiting: Sequence[Waiting], rows: Mapping[int, AlertRow]) -> list[list[tuple[Waiting, AlertRow]]]:
    """Deliveries of the same happening with the same status together, in the order of the first of each."""
    groups: dict[object, list[tuple[Waiting, AlertRow]]] = {}
    for one in waiting:
        row = rows[one.id]
        place = (row.happening_id, row.status) if row.happening_id is not None else row.id
        groups.setdefault(place, []).append((one, row))
    return list(groups.values())


def _together(group: Sequence[tuple[Waiting, AlertRow]]) -> _Line:
    """One line for alerts of one happening: who hears of it for the first time needs no notes of how it came to be so; to
    the others all are said, and that something was wrong comes first."""
    ordered = sorted(group, key=lambda pair: _RANK.get(pair[1].kind, len(_RANK)))
    (lead, row), *others = ordered
    if row.kind not in STATES and others:
        notes = dict.fromkeys(
            note for _, one in ordered for note in one.summary.partition(_LINE)[0].split(_NOTE)
        )
        row = replace(row, summary=f"{_NOTE.join(notes)}{_LINE}{row.summary.partition(_LINE)[2]}")
    return _Line(lead=lead, row=row, with_it=tuple(one.id for one, _ in others))


def _row(store: Store, one: Waiting, before: Told | None) -> AlertRow:
    """An alert as it is told: one whose happening was told already, as what was added to that."""
    row = queries.alert(store, one.alert_id)
    if before is None:
        return row
    since = before.since
    kind, lines = ("correction", since.corrected) if since.corrected else ("material_update", since.added)
    return replace(row, kind=kind, summary=f"{_NOTE.join(lines)}{_LINE}{row.summary}")


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
