"""Rows as tables that a terminal of 80 columns can show, Chinese text included."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from database.rows import ChangeRow, ClaimRow, HappeningRow
from faces.genealogy import genealogy_view
from faces.times import when
from pipelines.values import Amount, Date

STATUS_STYLE = {
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


def plain(title: str) -> Table:
    return Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")


def happenings_view(rows: Sequence[HappeningRow], noun: str) -> RenderableType:
    """Signings or events, one line each."""
    if not rows:
        return Text(f"No {noun}s.")
    table = plain(f"{len(rows)} {noun}{'s' if len(rows) != 1 else ''}")
    for name, options in (
        ("id", {"justify": "right"}),
        ("date", {"no_wrap": True}),
        ("what", {"no_wrap": True}),
        ("who", {"ratio": 1, "overflow": "fold"}),
        ("reports", {"justify": "right"}),
    ):
        table.add_column(name, **options)
    for row in rows:
        what = Text(f"{kind_of(row.type, row.subtype)}\n{row.status}", style=STATUS_STYLE.get(row.status, ""))
        if row.overdue_since is not None:
            what.append("\noverdue", style="yellow")
        if row.withdrawn:
            what.append("\nwithdrawn", style="red")
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
    gone = {article.id for article in row.articles if article.withdrawn}
    for claim in row.claims:
        parts.append(_claim_view(claim, is_withdrawn=claim.article_id in gone))
    parts.append(Text(f"\n{len(row.articles)} articles, {row.independent_reports} independent", style="bold"))
    parts.append(genealogy_view(row.articles, row.descents))
    for conflict in row.conflicts:
        said = "; ".join(f"{v.value} (article {v.article_id})" for v in conflict.values)
        parts.append(Text(f"reports differ on {conflict.role}: {said}", style="yellow"))
    parts += [_change_view(change) for change in row.changes]
    return Group(*parts)


def _change_view(row: ChangeRow) -> RenderableType:
    """What a newer version of an article says otherwise, as diff prints it."""
    text = Text(f"\narticle {row.article_id}, version {row.version}, {when(row.seen_at)}", style="bold")
    before, after = ((row.title[0],), (row.title[1],)) if row.title else ((), ())
    for line in (*before, *row.removed):
        text.append(f"\n- {line}", style="red not bold")
    for line in (*after, *row.added):
        text.append(f"\n+ {line}", style="green not bold")
    return text


def _facts(row: HappeningRow) -> list[tuple[str, str]]:
    facts = [
        (row.family, f"{row.id}  {kind_of(row.type, row.subtype)}  {row.status}"),
        ("name", row.name or ""),
        ("parties", "、".join(row.parties)),
        ("date", f"{day(row.date)} ({row.date.basis})" if row.date else ""),
        ("overdue", f"announced for {row.overdue_since}; nobody reported it" if row.overdue_since else ""),
        ("withdrawn", "every page that reported it is gone" if row.withdrawn else ""),
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


def _claim_view(row: ClaimRow, *, is_withdrawn: bool) -> RenderableType:
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
    if is_withdrawn:
        text.append("\nits article is withdrawn", style="red")
    if row.review:
        text.append(f"\nto be looked at: {row.why}", style="yellow")
    else:
        text.append(f"\nwhy here: {row.why}", style="dim")
    return text
