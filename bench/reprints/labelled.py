"""Reports with the claims that their labels name in place of those that extraction finds: what merging alone makes of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.extraction.facts import reported
from pipelines.alerting import judge
from pipelines.folding import fold_name
from pipelines.values import Amount, Argument, Claim, Count, Date, Extraction, Report, Span

Row = dict[str, Any]
#: Who an event is about, by its type, where it is no host.
_ABOUT = {"RELEASE": "issuer", "FINANCE": "financed", "CONSTRUCTION": "builder", "AWARD": "winner"}


def reader(folder: Path) -> Callable[[Row], Report]:
    """Reads rows of the corpus that lies in ``folder``."""
    lines = (line for file in folder.glob("*.events.jsonl") for line in file.open(encoding="utf-8"))
    events = {event["id"]: event for event in map(json.loads, lines)}
    return lambda row: as_labelled(row, events)


def as_labelled(row: Row, events: dict[str, Row]) -> Report:
    """The report of a row of the corpus whose claims are what its labels tell.

    Args:
        row: one report, as the corpus has it.
        events: the happenings by their number; type and subtype stand there.
    """
    report = reported(row)
    claims = tuple(_claims(report, row["tells"], events))
    verdicts = tuple(
        judge(
            claim,
            relevance=report.relevance,
            reached_at=datetime.fromisoformat(row["published_at"]),
            reference_stale=False,
        )
        for claim in claims
    )
    told = Extraction(claims=claims, organisations=report.extraction.organisations)
    return replace(report, extraction=told, verdicts=verdicts)


def _claims(report: Report, tells: list[Row], events: dict[str, Row]) -> Iterator[Claim]:
    text = report.article.text
    for told in tells:
        event = events[told["event"]]
        role = "party" if event["family"] == "signing" else _ABOUT.get(event["type"], "host")
        named = [(role, name) for name in told["parties"]]
        named += [("place", told["place"])] if told["place"] else []
        if event["type"] == "PERSONNEL" and told["name"]:
            named.append(("appointee", told["name"]))
        if event["family"] == "signing" and told["name"]:
            named.append(("agreement", told["name"]))
        yield Claim(
            id=told["event"],
            family=event["family"],
            type=event["type"],
            subtype=event["subtype"],
            status=told["status"],
            name=told["name"] if event["family"] == "event" else None,
            evidence=_span(text, told["evidence"]),
            date=_date(told["date"]),
            arguments=tuple(
                Argument(role=role, value=name, normalised=fold_name(name), evidence=_span(text, name))
                for role, name in named
            ),
            counts=tuple(
                Count(what=c["what"], n=c["n"], scope="this_event", evidence=_span(text, ""))
                for c in told["counts"]
            ),
            amount=Amount(**told["amount"]) if told["amount"] else None,
        )


def _span(text: str, part: str) -> Span:
    """Where a part stands in the text; an empty span where it was cured."""
    at = text.find(part)
    return Span(start=max(0, at), end=at + len(part), text=part) if at >= 0 else Span(start=0, end=0, text="")


def _date(day: str | None) -> Date | None:
    if not day:
        return None
    start, _, end = day.partition("/")
    precision = {4: "year", 7: "month"}.get(len(start), "day")
    return Date(start=start, end=end or start, precision="range" if end else precision, basis="explicit")
