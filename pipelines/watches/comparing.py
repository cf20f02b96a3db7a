"""What other watches change: which alerts they send that were not sent, or no more, or later, or in one message."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipelines.watches.rehearsing import Planned, Written

#: What becomes of an alert on a channel.
CHANGES = ("appears", "disappears", "moves", "merges", "stays")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A delivery, with the keys of the alerts that its message tells beside its own."""

    planned: Planned
    together: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of an alert on a channel, one of :data:`CHANGES`. None: the watches do not want it there.

    ``merges``: its message tells of alerts that its message did not tell of before.
    """

    what: str
    alert: Written
    channel: str
    before: Told | None
    after: Told | None


def compare(
    before: Sequence[Planned], after: Sequence[Planned], *, one_by_one: Collection[str] = ()
) -> tuple[Change, ...]:
    """Every delivery of either, in the order in which their alerts were written.

    ``one_by_one``: channels whose messages tell one alert each.
    """
    old, new = _messages(before, one_by_one), _messages(after, one_by_one)
    either = {(one.alert.key, one.channel): one for one in (*before, *after)}
    in_order = sorted(either.values(), key=lambda one: one.since)
    return tuple(_change(one, old, new) for one in in_order)


def _change(one: Planned, old: _Messages, new: _Messages) -> Change:
    place = (one.alert.key, one.channel)
    was, is_ = old.get(place), new.get(place)
    if was is None or is_ is None:
        what = "appears" if was is None else "disappears"
    elif is_.together - was.together:
        what = "merges"
    elif was.planned.sending != is_.planned.sending:
        what = "moves"
    else:
        what = "stays"
    return Change(what=what, alert=one.alert, channel=one.channel, before=was, after=is_)


_Messages = dict[tuple[str, str], Told]


def _messages(planned: Sequence[Planned], one_by_one: Collection[str]) -> _Messages:
    """Deliveries with what goes out with them: all of a digest, and a whole with its parts."""
    bundles: dict[object, list[Planned]] = {}
    for one in planned:
        bundles.setdefault(_bundle(one, one_by_one), []).append(one)
    return {
        (one.alert.key, one.channel): Told(
            planned=one, together=frozenset(other.alert.key for other in bundle if other is not one)
        )
        for bundle in bundles.values()
        for one in bundle
    }


def _bundle(one: Planned, one_by_one: Collection[str]) -> object:
    sending = one.sending
    if one.channel in one_by_one or sending.hold or (one.whole is None and not sending.digest):
        return one.channel, one.alert.key
    return one.channel, sending.due_at, None if sending.digest else one.whole
