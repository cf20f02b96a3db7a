"""One inspected page, for people: what was read, how it was cured, what it claims, what would be told."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from faces.records import Inspected
from faces.tables import day, kind_of, money
from faces.times import when
from pipelines.values import Claim, Repair, Step, Verdict

#: So many places of a cure are shown.
_SHOWN = 5


def inspection_view(inspected: Inspected) -> RenderableType:
    """The stages of one page, in their order."""
    report = inspected.report
    article = report.article
    parts: list[RenderableType] = [Text(inspected.url or inspected.file, style="bold")]
    if report.error:
        parts.append(Text(f"not read: {report.error}", style="red"))
    charset = report.charset
    declared = ", ".join(filter(None, (charset.declared_http, charset.declared_meta))) or "nothing"
    parts.append(Text(f"charset    {charset.used or '-'} (declared: {declared}); {charset.why}"))
    repairs = ", ".join(
        f"{r.name} {r.count}{'' if r.restored else ' (marked only)'}" for r in article.repairs
    )
    parts.append(Text(f"repairs    {repairs or 'none'}"))
    parts += [_steps(repair) for repair in article.repairs if repair.steps]
    parts.append(Text(f"title      {article.title or '-'}"))
    basis = f" ({article.published_basis})" if article.published_basis else ""
    parts.append(Text(f"published  {when(article.published_at)}{basis}; outlet {article.outlet or '-'}"))
    parts.append(Text(f"text       {len(article.text)} characters, {article.script}"))
    parts.append(Text(f"relevance  {report.relevance.kind}: {'; '.join(report.relevance.why)}"))
    verdicts = {v.claim_id: v for v in report.verdicts}
    for claim in report.extraction.claims:
        parts.append(_claim(claim, verdicts.get(claim.id)))
    for person in report.extraction.people:
        parts.append(Text(f"person     {person.name}  {person.organisation or ''} {person.title}"))
    return Group(*parts, Text())


def _steps(repair: Repair) -> Text:
    """The first places of one cure, before and after, with the margin of what was chosen; ``--json`` gives all."""
    shown = "  ".join(
        f"{_short(step.before)} → {_short(step.after)}{_margin(step)}"
        if repair.restored
        else _short(step.before)
        for step in repair.steps[:_SHOWN]
    )
    more = f"  … {len(repair.steps) - _SHOWN} more" if len(repair.steps) > _SHOWN else ""
    return Text(f"           {repair.name}: {shown}{more}", style="dim")


def _margin(step: Step) -> str:
    return f" (+{step.margin:.1f})" if step.margin is not None else ""


def _short(text: str) -> str:
    """Some characters on one line; what nobody could see shows as its code point."""
    if not text.strip() and text:
        return "␣" * len(text) if set(text) == {" "} else " ".join(f"U+{ord(c):04X}" for c in text[:8])
    text = "".join(c if c.isprintable() else "⏎" if c == "\n" else f"<U+{ord(c):04X}>" for c in text[:25])
    return (text if len(text) <= 24 else f"{text[:24]}…") or "∅"


def _claim(claim: Claim, verdict: Verdict | None) -> Text:
    told = verdict is not None and verdict.alert
    head = (
        f"{claim.id:<4} {claim.family} {kind_of(claim.type, claim.subtype)} {claim.status} {day(claim.date)}"
    )
    text = Text(f"\n{head}", style="bold green" if told else "bold")
    text.append("  would be told\n" if told else f"  not told: {verdict.why_not if verdict else ''}\n")
    if claim.name:
        text.append(f"     name: {claim.name}\n")
    if claim.parent:
        text.append(f"     part of: {claim.parent}\n")
    for argument in claim.arguments:
        text.append(f"     {argument.role}: {argument.value}\n")
    if claim.amount:
        text.append(f"     amount: {money(claim.amount)}\n")
    text.append(f"     “{claim.evidence.text.strip()}”", style="dim")
    return text
