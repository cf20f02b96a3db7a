"""The inbox: alerts as a person reads them, what is unread first, by day, each with the sentence that proves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from channels.words import has_word, word
from database.rows import AlertRow
from faces.tables import STATUS_STYLE, day, kind_of
from pipelines.alerting import LOCAL
from pipelines.values import Amount

_KIND_STYLE = {
    "new": "bold green",
    "status_change": "bold magenta",
    "correction": "bold yellow",
    "material_update": "bold cyan",
    "source_failing": "bold red",
    "source_recovered": "bold green",
}
#: A sentence is shown so far, in characters; `hetao show` has it whole.
_PROOF = 160
_INDENT = 6
_MOST_OUTLETS = 6


def inbox_view(alerts: Sequence[AlertRow], *, now: datetime, waiting: int = 0) -> RenderableType:
    """The alerts, the unread ones first, the newest day first. ``waiting``: how many are unread, shown here or not."""
    if not alerts:
        return Text("No alerts.")
    unread = [alert for alert in alerts if alert.read_at is None]
    read = [alert for alert in alerts if alert.read_at is not None]
    parts: list[RenderableType] = [Text(_total(len(unread), len(read), waiting), style="dim")]
    for rows, after in ((unread, ""), (read, ", read")):
        for written_on, of_day in groupby(rows, key=_day_of):
            parts.append(Text(f"\n{_named(written_on, now)}{after}", style="bold underline"))
            parts += [_view(alert) for alert in of_day]
    return Group(*parts)


def _total(unread: int, read: int, waiting: int) -> str:
    if waiting <= unread:
        return f"{unread} unread, {read} read"
    return (
        f"{waiting} unread, the newest {unread} shown: `--limit` shows more, `hetao ack --all` marks all read"
    )


def _day_of(alert: AlertRow) -> date:
    return alert.created_at.astimezone(LOCAL).date()


def _named(day_: date, now: datetime) -> str:
    ago = (now.astimezone(LOCAL).date() - day_).days
    near = {0: "Today, ", 1: "Yesterday, "}.get(ago, "")
    return f"{near}{day_:%a %d %b %Y}"


def _view(alert: AlertRow) -> RenderableType:
    head = Text("• " if alert.read_at is None else "  ", style="bold")
    head.append(f"{alert.id:<4}")
    head.append(alert.kind.replace("_", " ").upper(), style=_KIND_STYLE.get(alert.kind, "bold"))
    if alert.type:
        head.append(f"  {kind_of(alert.type, alert.subtype)}", style="bold")
    if alert.status:
        head.append(f"  {alert.status}", style=STATUS_STYLE.get(alert.status, ""))
    if alert.is_unconfirmed:
        head.append("  unconfirmed", style="yellow")
    if alert.verdict:
        head.append(f"  you said: {alert.verdict}", style="dim")
    body = Group(*(line for line in _lines(alert) if line))
    return Group(head, Padding(body, (0, 0, 0, _INDENT)))


def _lines(alert: AlertRow) -> Iterator[Text]:
    if alert.happening_id is None:
        yield Text(alert.summary)
        return
    yield Text("、".join(alert.parties) or alert.name or alert.summary, style="bold")
    if alert.kind in ("correction", "material_update"):
        yield Text(f"since told: {alert.summary.partition(' · ')[0]}", style="cyan")
    yield Text(" · ".join(_facts(alert)))
    yield _proof(alert)
    yield _outlets(alert)


def _outlets(alert: AlertRow) -> Text:
    """Who reports it; a terminal that can opens the article at a click on its outlet."""
    first: dict[str, str] = {}
    for article in alert.articles:
        first.setdefault(article.outlet or "?", article.url)
    text = Text(style="italic")
    for number, (outlet, url) in enumerate(list(first.items())[:_MOST_OUTLETS]):
        text.append("、" if number else "")
        text.append(outlet, style=f"link {url}" if url.startswith(("http://", "https://")) else "")
    more = f" and {len(first) - _MOST_OUTLETS} more" if len(first) > _MOST_OUTLETS else ""
    return text.append(f"{more} ({alert.independent_reports} independent)")


def _facts(alert: AlertRow) -> Iterator[str]:
    yield f"{day(alert.date)} ({word(alert.date.basis, 'en')})" if alert.date else "day unknown"
    if alert.place:
        yield f"at {alert.place}"
    if amount := _money(alert.amount):
        yield amount
    for what, n in alert.counts:
        yield f"{n} {word(f'{what} count', 'en') if n != 1 else what}"
    if alert.confidence is not None:
        yield f"confidence {alert.confidence:.2f}"
    if alert.parent_id is not None:
        yield f"part of {alert.parent_id}"
    yield f"hetao show {alert.happening_id}"


def _money(value: Amount | None) -> str | None:
    """``CNY 300,000,000, total investment``; what the sum is for, where it is known."""
    if value is None:
        return None
    operator = word(value.operator, "en") if has_word(value.operator) else ""
    what = f"{value.kind} amount"
    return f"{operator}{value.currency} {value.value:,.0f}" + (
        f", {word(what, 'en')}" if has_word(what) else ""
    )


def _proof(alert: AlertRow) -> Text:
    """The sentence with what was read in it marked."""
    if alert.evidence is None:
        return Text()
    sentence = alert.evidence.text.strip()
    shown = sentence if len(sentence) <= _PROOF else sentence[:_PROOF] + "…"
    text = Text(f"“{shown}”", style="dim")
    for name in alert.names:
        start = text.plain.find(name) if name else -1
        while start >= 0:
            text.stylize("not dim bold", start, start + len(name))
            start = text.plain.find(name, start + len(name))
    return text
