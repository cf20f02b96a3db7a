"""Rows as tables that a terminal of 80 columns can show, Chinese text included."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from database.rows import AlertRow, ClaimRow, DaemonState, HappeningRow, RunRow, SourceHealth
from faces.genealogy import genealogy_view
from faces.times import when
from pipelines.values import Amount, Date, Span

_STATUS_STYLE = {
    "occurred": "green",
    "scheduled": "cyan",
    "postponed": "yellow",
    "cancelled": "red",
    "terminated": "red",
}


def day(value: Date | None) -> str:
    """A date as precise as known; a range with both ends."""
    if value is None:
        return "-"
    return value.start if value.start == value.end else f"{value.start}/{value.end}"


def kind_of(type_: str | None, subtype: str | None) -> str:
    """``OPENING.park``, ``lease``."""
    return f"{type_ or '-'}.{subtype}" if subtype else type_ or "-"


def money(value: Amount | None) -> str | None:
    """``CNY 300,000,000 (investment)``, with its operator."""
    if value is None:
        return None
    operator = "" if value.operator == "=" else value.operator
    return f"{operator}{value.currency} {value.value:,.0f} ({value.kind})"


def _plain(title: str) -> Table:
    return Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")


def alerts_view(alerts: Sequence[AlertRow]) -> RenderableType:
    """The alerts, newest first: number, day, what, who, and the sentence that proves it."""
    if not alerts:
        return Text("No alerts.")
    table = _plain(f"{len(alerts)} alert{'s' if len(alerts) != 1 else ''}")
    for name, options in (
        ("id", {"justify": "right"}),
        ("date", {"no_wrap": True}),
        ("what", {"no_wrap": True}),
        ("who, and the proof", {"ratio": 1, "overflow": "fold"}),
    ):
        table.add_column(name, **options)
    for alert in alerts:
        style = _STATUS_STYLE.get(alert.status or "", "")
        head = Text(_subject(alert), style="bold")
        proof = Text(_shortened(alert.evidence), style="dim")
        outlets = dict.fromkeys(a.outlet or "?" for a in alert.articles)
        source = Text("、".join(outlets), style="italic")
        what = Text(f"{kind_of(alert.type, alert.subtype)}\n", style="bold")
        what.append(f"{alert.status or alert.kind}", style=style)
        if alert.kind != "new":
            what.append(f"\n{alert.kind}", style="magenta")
        unread = "" if alert.read_at else "•"
        table.add_row(f"{unread}{alert.id}", day(alert.date), what, Group(head, proof, source))
    return table


def _subject(alert: AlertRow) -> str:
    if alert.happening_id is None:
        return alert.summary
    who = "、".join(alert.parties)
    return who or alert.name or alert.summary


def _shortened(span: Span | None, limit: int = 120) -> str:
    if span is None:
        return ""
    text = span.text.strip()
    return text if len(text) <= limit else text[:limit] + "…"


def happenings_view(rows: Sequence[HappeningRow], noun: str) -> RenderableType:
    """Signings or events, one line each."""
    if not rows:
        return Text(f"No {noun}s.")
    table = _plain(f"{len(rows)} {noun}{'s' if len(rows) != 1 else ''}")
    for name, options in (
        ("id", {"justify": "right"}),
        ("date", {"no_wrap": True}),
        ("what", {"no_wrap": True}),
        ("who", {"ratio": 1, "overflow": "fold"}),
        ("reports", {"justify": "right"}),
    ):
        table.add_column(name, **options)
    for row in rows:
        what = Text(
            f"{kind_of(row.type, row.subtype)}\n{row.status}", style=_STATUS_STYLE.get(row.status, "")
        )
        table.add_row(str(row.id), day(row.date), what, escape(_who(row)), str(row.independent_reports))
    return table


def _who(row: HappeningRow) -> str:
    parts = ["、".join(row.parties) or row.name or "-"]
    if row.counts:
        parts.append(" ".join(f"{n} {what}" for what, n in row.counts))
    if row.place:
        parts.append(f"@ {row.place}")
    return " · ".join(parts)


def happening_view(row: HappeningRow) -> RenderableType:
    """Everything known of one happening: facts, each claim with its evidence, articles, conflicts."""
    facts = Table(box=None, show_header=False, pad_edge=False)
    facts.add_column(style="bold", no_wrap=True)
    facts.add_column(overflow="fold", ratio=1)
    for name, value in _facts(row):
        facts.add_row(name, escape(value))
    parts: list[RenderableType] = [facts, Text()]
    for claim in row.claims:
        parts.append(_claim_view(claim))
    parts.append(Text(f"\n{len(row.articles)} articles, {row.independent_reports} independent", style="bold"))
    parts.append(genealogy_view(row.articles, row.descents))
    for conflict in row.conflicts:
        said = "; ".join(f"{v.value} (article {v.article_id})" for v in conflict.values)
        parts.append(Text(f"reports differ on {conflict.role}: {said}", style="yellow"))
    return Group(*parts)


def _facts(row: HappeningRow) -> list[tuple[str, str]]:
    facts = [
        (row.family, f"{row.id}  {kind_of(row.type, row.subtype)}  {row.status}"),
        ("name", row.name or ""),
        ("parties", "、".join(row.parties)),
        ("date", f"{day(row.date)} ({row.date.basis})" if row.date else ""),
        ("place", row.place or ""),
        ("amount", money(row.amount) or ""),
        ("counts", ", ".join(f"{n} {what}" for what, n in row.counts)),
        ("part of", str(row.parent_id or "")),
        *(
            ("later" if p.later else "before", f"{p.happening_id}  {p.kind}  {p.day}  ({p.why})")
            for p in row.phases
        ),
        ("people", "、".join(f"{p.name}（{p.organisation or ''}{p.title}）" for p in row.people)),
    ]
    shown = {"party", "party_a", "party_b", "settler", "investor", "date", "place", "amount", "count", "name"}
    facts += [(role, "、".join(values)) for role, values in row.roles().items() if role not in shown]
    return [(name, value) for name, value in facts if value]


def _claim_view(row: ClaimRow) -> RenderableType:
    evidence = row.claim.evidence
    text = Text(f"claim {row.id}  article {row.article_id}  {row.claim.status}  ", style="bold")
    text.append(f"confidence {row.claim.confidence:.2f}", style="dim")
    text.append("\n")
    proof = Text(evidence.text)
    for argument in row.claim.arguments:
        start = argument.evidence.start - evidence.start
        if 0 <= start < len(evidence.text):
            proof.stylize("bold underline", start, start + len(argument.evidence.text))
    text.append_text(proof)
    if not row.current:
        text.append("\nno longer in the newest text of its article", style="yellow")
    if row.review:
        text.append(f"\nto be looked at: {row.why}", style="yellow")
    else:
        text.append(f"\nwhy here: {row.why}", style="dim")
    return text


def sources_view(rows: Sequence[SourceHealth]) -> RenderableType:
    """The catalogue with its health."""
    table = _plain(f"{len(rows)} sources")
    for name in ("id", "outlet", "every", "last run", "health", "articles"):
        table.add_column(name, overflow="fold", justify="right" if name == "articles" else "left")
    for row in rows:
        every, last_run = row.every or "-", when(row.last_run_at)
        table.add_row(row.id, row.outlet, every, last_run, _health(row), str(row.articles))
    return table


def _health(row: SourceHealth) -> Text:
    if not row.enabled:
        return Text("disabled")
    if row.quiet and row.health != "failing":
        return Text("quiet", style="yellow")
    return Text(row.health, style="red" if row.health == "failing" else "")


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


def status_view(
    rows: Sequence[SourceHealth],
    runs: Sequence[RunRow],
    daemon: DaemonState | None = None,
    *,
    alive: bool = False,
) -> RenderableType:
    """The daemon, health of each source with what became of its pages, then the latest runs."""
    parts: list[RenderableType] = [_daemon_line(daemon, alive=alive), sources_view(rows)]
    for row in rows:
        if row.misfires:
            parts.append(Text(f"{row.id}: {row.misfires} runs began late or were left out", style="yellow"))
        if row.outcomes:
            counted = ", ".join(f"{n} {outcome}" for outcome, n in row.outcomes)
            parts.append(Text(f"{row.id}: {counted}", style="dim"))
        if row.quiet:
            newest = when(row.newest_page_at) if row.newest_page_at else "its first run"
            parts.append(Text(f"{row.id}: answers, but has named nothing new since {newest}", style="yellow"))
        if row.consecutive_failures and row.last_message:
            parts.append(
                Text(f"{row.id}: {row.consecutive_failures} failed in a row: {row.last_message}", style="red")
            )
    table = _plain(f"{len(runs)} latest runs")
    for name in ("started", "source", "by", "outcome", "what happened"):
        table.add_column(name, overflow="fold")
    for run in runs:
        counts = f"{run.counts.new} new, {run.counts.reprints} reprints, {run.counts.alerts} alerts"
        table.add_row(when(run.started_at), run.source_id, run.trigger, run.outcome, run.message or counts)
    parts.append(table)
    return Group(*parts)
