"""What extraction finds in the corpus of happenings: ``python -m bench.extraction.reports [--part tune|test] [--misses]``.

The reports are ordinary press prose written for merging (``bench/reprints/happenings``); what each ``tells`` is compared
with the claims: found, parties, day, status. ``--misses`` shows single reports of ``tune`` only.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.extraction.facts import Fact, claimed, reported
from bench.extraction.matching import match
from bench.extraction.scoring import Tally
from pipelines.folding import fold_name
from pipelines.vocabulary import ALERTING_STATUSES

FOLDER = Path(__file__).parents[1] / "reprints" / "happenings"
Row = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Scores:
    """Sums over all reports."""

    found: Tally = field(default_factory=Tally)
    typed: Tally = field(default_factory=Tally)
    parties: Tally = field(default_factory=Tally)
    days: Tally = field(default_factory=Tally)
    statuses: Tally = field(default_factory=Tally)
    amounts: Tally = field(default_factory=Tally)
    told: int = 0  # alerts
    untrue: int = 0  # alerts that answer nothing that the report tells


def load(folder: Path, part: str) -> Iterator[tuple[Row, list[Fact]]]:
    """The reports whose main happening belongs to a part, each with what it tells."""
    for path in sorted(folder.glob("*.reports.jsonl")):
        events = {row["id"]: row for row in _rows(path.with_name(path.name.replace("reports", "events")))}
        for report in _rows(path):
            tells = report["tells"]
            if tells and events[tells[0]["event"]]["part"] == part:
                yield report, [_fact(events[one["event"]], one) for one in tells]


def _rows(path: Path) -> Iterator[Row]:
    return (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())


def _fact(event: Row, told: Row) -> Fact:
    named = [("party", name) for name in told.get("parties") or ()]
    named += [(role, told[role]) for role in ("name", "place") if told.get(role)]
    amount = told.get("amount")
    return Fact(
        key=told["event"],
        family=event["family"],
        type=event["type"],
        subtype=event["subtype"],
        status=told["status"],
        told=told["status"] in ALERTING_STATUSES and event["type"] != "VISIT",
        parent=event["part_of"],
        evidence=fold_name(told.get("evidence") or ""),
        arguments=frozenset((role, fold_name(text).strip("《》“”‘’\"' ")) for role, text in named),
        date=told.get("date"),
        amount=(float(amount["value"]), amount["currency"]) if amount else None,
        counts=frozenset((c["what"], c["n"]) for c in told.get("counts") or ()),
    )


def score(scores: Scores, claims: list[Fact], labels: list[Fact]) -> list[str]:
    """Adds one report; what was wrong with it, a line each."""
    matched = match(claims, labels)
    wrong = [f"  missed {one.type} {one.status} {one.date} | {one.evidence[:150]}" for one in matched.missed]
    alerts = [c for c in claims if c.told]
    untrue = [c for c in matched.invented if c.told]
    scores.told += len(alerts)
    scores.untrue += len(untrue)
    scores.found.add(len(matched.pairs), len(matched.pairs) + len(untrue), len(labels))
    wrong += [f"  untrue {c.type} {c.date} {sorted(c.arguments)} | {c.evidence[:150]}" for c in untrue]
    for claim, label in matched.pairs:
        scores.typed.add(claim.type == label.type, 1, 1)
        scores.statuses.add(claim.status == label.status, 1, 1)
        if label.date:
            scores.days.add(claim.date == label.date, 1, 1)
        if label.amount:
            scores.amounts.add(claim.amount == label.amount, int(claim.amount is not None), 1)
        mine, theirs = claim.texts("party"), label.texts("party")
        if label.family == "signing":
            scores.parties.add(len(mine & theirs), len(mine), len(theirs))
        pairs = [(getattr(claim, name), getattr(label, name)) for name in ("type", "status", "date")]
        pairs += [(sorted(mine - theirs), sorted(theirs - mine))] if label.family == "signing" else []
        if said := [f"{a}, not {b}" for a, b in pairs if a != b and (b or a == [])]:
            wrong.append(f"  {label.key} {'; '.join(said)} | {label.evidence[:150]}")
    for label in matched.missed:
        if label.family == "signing":
            scores.parties.add(0, 0, len(label.texts("party")))
    return wrong


def main() -> int:
    """Prints the totals, with ``--misses`` what was wrong before."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("tune", "test"), default="tune")
    parser.add_argument("--misses", action="store_true", help="what was wrong, report by report (tune only)")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the corpus of happenings lies")
    options = parser.parse_args()
    if options.misses and options.part == "test":
        parser.error("--misses shows the tune part only: nobody may choose a rule by the test part")
    scores, number = Scores(), 0
    for report, labels in load(options.folder, options.part):
        number += 1
        if (wrong := score(scores, claimed(reported(report)), labels)) and options.misses:
            sys.stdout.write(f"\n== {report['id']} {report['published_at'][:10]} {report['title']}\n")
            sys.stdout.write("\n".join(wrong) + "\n")
    sys.stdout.write(f"\n{number} reports, part {options.part}\n")
    for name in ("found", "typed", "parties", "days", "statuses", "amounts"):
        tally: Tally = getattr(scores, name)
        sys.stdout.write(
            f"{name:12}{tally.f1:6.3f}  (P {tally.precision:.3f} R {tally.recall:.3f} of {tally.labelled:.0f})\n"
        )
    sys.stdout.write(f"alerts that answer nothing told: {scores.untrue} of {scores.told}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
