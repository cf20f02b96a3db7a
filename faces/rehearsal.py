"""What other watches would have sent, as a person at a terminal sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from database import queries_rehearsal
from database.session import Store
from faces.times import when
from pipelines.watches import Watch
from pipelines.watches.comparing import CHANGES, Change, Told, compare
from pipelines.watches.rehearsing import rehearse

_STYLES = {"appears": "green", "disappears": "red", "moves": "yellow", "merges": "cyan", "stays": "dim"}
#: What the replay knows only as of today; the rest is looked at as it was known at each moment.
AS_OF_TODAY = (
    "which claims are one happening",
    "which articles are one text",
    "what organisations are called",
    "what was forgotten or decided by hand",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """The alerts since a moment, by how many there were, and what becomes of them on each channel."""

    since: datetime
    alerts: int
    changes: tuple[Change, ...]


def rehearsed(store: Store, *, since: datetime, today: Sequence[Watch], other: Sequence[Watch]) -> Rehearsed:
    """What is stored since a moment, sent by the watches of ``today`` and by those of the ``other`` file; only read."""
    arrivals = queries_rehearsal.arrivals(store, since=since)
    planned = [
        [one for one in rehearse(arrivals, watches) if one.since >= since] for watches in (today, other)
    ]
    programs = {channel for watch in (*today, *other) for channel in watch.programs}
    written = {one.written.key for one in arrivals if one.written is not None and one.at >= since}
    return Rehearsed(since=since, alerts=len(written), changes=compare(*planned, one_by_one=programs))


def rehearsal_view(found: Rehearsed, *, everything: bool) -> RenderableType:
    """A line for each alert and channel that changes; with ``everything`` for those too that stay."""
    times = Counter(change.what for change in found.changes)
    said = ", ".join(f"{times[what]} {_plural(what, times[what])}" for what in CHANGES if times[what])
    parts: list[RenderableType] = [
        Text(f"{found.alerts} alerts since {when(found.since)}: {said or 'no message, then as now'}.")
    ]
    shown = [change for change in found.changes if everything or change.what != "stays"]
    if shown:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for name in ("alert", "channel", "", "today", "then"):
            table.add_column(name, overflow="fold")
        table.add_column("what", ratio=1, overflow="fold")
        for change in shown:
            table.add_row(
                Text(change.alert.key),
                Text(change.channel),
                Text(change.what, style=_STYLES[change.what]),
                Text(_how(change.before)),
                Text(_how(change.after)),
                Text(f"{change.alert.kind}: {change.alert.summary}"),
            )
        parts.append(table)
    parts.append(Text(f"Nothing was sent or written. Looked at as known today: {'; '.join(AS_OF_TODAY)}.", style="dim"))  # fmt: skip
    return Group(*parts)


def _plural(verb: str, times: int) -> str:
    return verb if times == 1 else verb.removesuffix("s")


def _how(told: Told | None) -> str:
    if told is None:
        return "-"
    one = told.planned
    with_ = f" with {', '.join(sorted(told.together, key=_number))}" if told.together else ""
    return f"{one.watch}: {_way(told)}{with_}"


def _number(key: str) -> tuple[int, str]:
    return (int(key), "") if key.isdigit() else (0, key)


def _way(told: Told) -> str:
    sending = told.planned.sending
    if sending.hold:
        return f"held ({sending.hold})"
    if sending.digest:
        return f"digest of {when(sending.due_at)}"
    return "at once" if sending.due_at <= told.planned.since else f"at {when(sending.due_at)}"


def shape(found: Rehearsed) -> dict[str, Any]:
    """A rehearsal for ``--json``; all of it, also what stays."""
    return {
        "since": found.since.isoformat(),
        "alerts": found.alerts,
        "changes": [
            {
                "change": change.what,
                "alert": change.alert.key,
                "kind": change.alert.kind,
                "summary": change.alert.summary,
                "channel": change.channel,
                "today": _told(change.before),
                "then": _told(change.after),
            }
            for change in found.changes
        ],
        "as_of_today": list(AS_OF_TODAY),
    }


def _told(told: Told | None) -> dict[str, Any] | None:
    if told is None:
        return None
    sending = told.planned.sending
    return {
        "watch": told.planned.watch,
        "due_at": None if sending.hold else sending.due_at.isoformat(),
        "digest": sending.digest,
        "hold": sending.hold,
        "together_with": sorted(told.together, key=_number),
    }
