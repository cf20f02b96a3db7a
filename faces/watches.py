"""Watches as a person at a terminal sees them: what each wants, and what it would make of the alerts that there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipelines.watches import NEWS_KINDS, OPERATOR_KINDS, Subject, Watch, why_not


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a watch makes of an alert: ``why_not`` is None where it lets it through."""

    watch: str
    alert_id: int
    summary: str
    why_not: str | None


def judge(watches: Sequence[Watch], alerts: Sequence[tuple[int, str, Subject]]) -> tuple[Judged, ...]:
    """Every alert before every watch, in the order of the watches."""
    return tuple(
        Judged(watch=watch.name, alert_id=number, summary=summary, why_not=why_not(watch, subject))
        for watch in watches
        for number, summary, subject in alerts
    )


def wants(watch: Watch) -> str:
    """What a watch lets through and how it sends it, in one line."""
    words = watch.words
    said = [
        *(f"{name}: {', '.join(values)}" for name, values in _lists(watch)),
        *([f"{watch.side} park"] if watch.side else []),
        *([f"at least {watch.least.value:,.0f} {watch.least.currency}".rstrip()] if watch.least else []),
        *([f"confidence from {watch.min_confidence:g}"] if watch.min_confidence else []),
        *([f"from {watch.min_reports} independent reports"] if watch.min_reports > 1 else []),
        *([f"words: {' '.join((*words.one_of, *(f'+{w}' for w in words.all_of), *(f'!{w}' for w in words.none_of)))}"]
          if words != type(words)() else []),
        *([f"{watch.hours.begin:%H:%M}-{watch.hours.end:%H:%M}"] if watch.hours else []),
        *(["in digests"] if watch.digest else []),
    ]  # fmt: skip
    return "; ".join(said) or "everything"


def _lists(watch: Watch) -> list[tuple[str, tuple[str, ...]]]:
    kinds = () if set(watch.kinds) >= set(NEWS_KINDS) else watch.kinds
    named = {
        "kinds": kinds,
        "families": watch.families,
        "types": watch.types,
        "statuses": watch.statuses,
        "organisations": watch.organisations,
        "classes": watch.classes,
    }
    return [(name, values) for name, values in named.items() if values]


def watches_view(
    watches: Sequence[Watch], judged: Sequence[Judged], period: str, *, reasons: bool
) -> RenderableType:
    """A line for each watch; with ``reasons`` also one for each alert."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, options in (("watch", {}), ("channels", {}), ("wants", {"ratio": 1, "overflow": "fold"}), ("lets through", {"justify": "right"})):  # fmt: skip
        table.add_column(name, **options)
    parts: list[RenderableType] = [table]
    for watch in watches:
        mine = [one for one in judged if one.watch == watch.name]
        through = sum(one.why_not is None for one in mine)
        channels = ", ".join((*watch.channels, *watch.files)) or "none: read `hetao alerts`"
        table.add_row(Text(watch.name), Text(channels), Text(wants(watch)), f"{through} of {len(mine)}")
        # what one hears of news is said of watches for news: not a line for each alert that all others are not for
        for one in mine if reasons and set(watch.kinds) - set(OPERATOR_KINDS) else ():
            line = Text(f"{watch.name}: alert {one.alert_id} ", style="" if one.why_not is None else "dim")
            line.append("yes" if one.why_not is None else f"no: {one.why_not}")
            parts.append(line.append(f"  {one.summary}", style="dim"))
    parts.append(Text(f"Counted over the alerts of {period}, as they are known today.", style="dim"))
    return Group(*parts)


def shape(watch: Watch, judged: Sequence[Judged]) -> dict[str, Any]:
    """A watch for ``--json``."""
    return {
        "name": watch.name,
        "channels": [*watch.channels, *watch.files],
        "wants": wants(watch),
        "alerts": [{"id": one.alert_id, "why_not": one.why_not} for one in judged if one.watch == watch.name],
    }
