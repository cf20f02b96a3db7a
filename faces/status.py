"""The picture of the watching: what is not well first, and why; what is well in a few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.text import Text

from database.health_rows import EntryHealth, SourceHealth
from database.rows import DaemonState, RunRow
from faces.tables import plain
from faces.times import when
from pipelines.health import states
from pipelines.health.states import WORST

_STYLES = {
    states.UNREACHABLE: "red",
    states.BLOCKED: "red",
    states.BROKEN: "red",
    states.GAP: "yellow",
    states.DEGRADED: "yellow",
    states.SATURATED: "yellow",
}
#: In the order of a report: the good news first.
_COUNTED = tuple(name for name in reversed(WORST) if name != states.UNKNOWN)
_FINE = (states.HEALTHY, states.UNKNOWN)
#: Of one source: its latest polls.
_POLLS = 10


def status_view(
    rows: Sequence[SourceHealth],
    runs: Sequence[RunRow],
    daemon: DaemonState | None = None,
    *,
    alive: bool = False,
) -> RenderableType:
    """The daemon, one line that counts, what is not well, what is, then the latest runs."""
    watched = [row for row in rows if row.enabled]
    ill = [
        row
        for row in watched
        if row.state.health not in _FINE or (row.state.health == states.UNKNOWN and row.state.why)
    ]
    ill.sort(key=lambda row: (WORST.index(row.state.health), row.id))
    parts: list[RenderableType] = [_daemon_line(daemon, alive=alive), Text(summary_line(rows), style="bold")]
    if ill:
        parts.append(_ill_view(ill))
    parts += _well_view([row for row in watched if row.state.health == states.HEALTHY])
    unknown = [row.id for row in watched if row.state.health == states.UNKNOWN and not row.state.why]
    parts += _list("not asked yet", unknown) + _list("disabled", [row.id for row in rows if not row.enabled])
    late = [f"{row.id} {row.misfires}" for row in watched if row.misfires]
    parts += _list("runs that began late or were left out", late)
    parts.append(_runs_view(runs))
    return Group(*parts)


def summary_line(rows: Sequence[SourceHealth]) -> str:
    """``82 sources: 62 healthy, 3 quiet, 1 blocked, 16 not asked yet``."""
    counts = Counter(row.state.health for row in rows if row.enabled)
    told = [f"{counts[name]} {name}" for name in _COUNTED if counts[name]]
    if counts[states.UNKNOWN]:
        told.append(f"{counts[states.UNKNOWN]} not asked yet")
    if off := sum(not row.enabled for row in rows):
        told.append(f"{off} disabled")
    return f"{len(rows)} sources: {', '.join(told)}"


def _list(name: str, ids: Sequence[str]) -> list[RenderableType]:
    return [Text(f"{name}: {', '.join(ids)}", style="dim")] if ids else []


def _ill_view(rows: Sequence[SourceHealth]) -> RenderableType:
    table = plain("")
    table.title = None
    for name in ("source", "state", "since", "next"):
        table.add_column(name, no_wrap=name != "source", overflow="fold")
    table.add_column("why", overflow="fold", ratio=1)
    for row in rows:
        state = row.state
        shown = Text(state.health, style=_STYLES.get(state.health, ""))
        table.add_row(row.id, shown, when(state.since), when(row.next_at), escape(state.why))
    return table


def _well_view(rows: Sequence[SourceHealth]) -> list[RenderableType]:
    """Healthy sources with the moment at which they last named something new."""
    if not rows:
        return []
    cells = [Text(f"{row.id} {when(row.arrived_at)}") for row in rows]
    return [Text("healthy, and when something new came last:"), Columns(cells, equal=True, padding=(0, 2))]


def _runs_view(runs: Sequence[RunRow]) -> RenderableType:
    table = plain(f"{len(runs)} latest runs")
    for name in ("started", "source", "by", "outcome", "what happened"):
        table.add_column(name, overflow="fold")
    for run in runs:
        counts = f"{run.counts.new} new, {run.counts.reprints} reprints, {run.counts.alerts} alerts"
        happened = escape(run.message or counts)
        table.add_row(when(run.started_at), run.source_id, run.trigger, run.outcome, happened)
    return table


def source_view(row: SourceHealth) -> RenderableType:
    """One source: its state, what became of its pages, its entry points and their latest polls."""
    state = row.state
    head = Text(f"{row.outlet} ({row.id}): ", style="bold")
    health = state.health if row.enabled else f"{state.health}, disabled"
    head.append(health, style=_STYLES.get(state.health, ""))
    facts = [f"since {when(state.since)}", f"next {when(row.next_at)}", f"every {row.every or '-'}"]
    facts += [f"{row.articles} articles", f"proven: {row.proven or '-'}"]
    parts: list[RenderableType] = [head, Text(", ".join(facts), style="dim")]
    if state.why:
        parts.append(Text(state.why, style="yellow"))
    if row.outcomes:
        parts.append(
            Text("pages: " + ", ".join(f"{n} {outcome}" for outcome, n in row.outcomes), style="dim")
        )
    parts += [_entry_view(entry) for entry in row.entry_points]
    return Group(*parts)


def _entry_view(entry: EntryHealth) -> RenderableType:
    table = plain(f"\n{escape(entry.url)}: {entry.state.health}")
    for name in ("asked", "outcome", "status", "named", "new", "newest"):
        table.add_column(name, no_wrap=True, justify="right" if name in ("named", "new") else "left")
    table.add_column("why", overflow="fold", ratio=1)
    for poll in reversed(entry.polls[-_POLLS:]):
        status, named, fresh = str(poll.status or "-"), str(poll.named or "-"), str(poll.fresh or "-")
        told = (when(poll.at), poll.outcome, status, named, fresh, when(poll.newest), escape(poll.why))
        table.add_row(*told)
    return table


def sources_view(rows: Sequence[SourceHealth]) -> RenderableType:
    """The catalogue with its health."""
    table = plain(summary_line(rows))
    for name in ("id", "outlet", "every", "last run", "health", "proven", "articles"):
        table.add_column(name, overflow="fold", justify="right" if name == "articles" else "left")
    for row in rows:
        state = row.state.health if row.enabled else "disabled"
        shown = Text(state, style=_STYLES.get(state, "dim" if state in (states.UNKNOWN, "disabled") else ""))
        told = (
            row.id,
            row.outlet,
            row.every or "-",
            when(row.last_run_at),
            shown,
            row.proven,
            str(row.articles),
        )
        table.add_row(*told)
    return table


def _daemon_line(daemon: DaemonState | None, *, alive: bool) -> Text:
    if daemon is None:
        return Text("No daemon has worked on this database; start one with: hetao daemon", style="dim")
    who = f"process {daemon.pid} on {daemon.host}"
    if not alive:
        end = f"stopped {when(daemon.stopped_at)}" if daemon.stopped_at else "did not end in an orderly way"
        return Text(f"No daemon works now; the last one ({who}) {end}.", style="yellow")
    held = f"{daemon.memory // 10**6} MB and {daemon.workers_memory // 10**6} MB in its workers"
    return Text(
        f"The daemon works: {who}, since {when(daemon.started_at)}, last sign of life {when(daemon.beat_at)}; "
        f"it holds {held}; renewed {daemon.renewals} times."
    )
