"""Are later phases linked to earlier ones: ``python -m bench.reprints.lineage [--part tune|test]``.

Every report of the corpus of happenings is extracted; the claim that answers what it tells stands for it. Two happenings count
as linked where any two of their claims are. Printed: how many of the labelled phases are linked, how many of the links are
labelled, and how many stay within one story (the labels name only the phase right before).
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import permutations
from pathlib import Path

from bench.extraction import reports as corpus
from bench.extraction.facts import claimed, reported
from bench.extraction.matching import match
from pipelines.alerting import LOCAL
from pipelines.merging import Statement, statement
from pipelines.merging.lineage import follows


def told(rows: list[tuple[corpus.Row, list[corpus.Fact]]]) -> dict[str, list[Statement]]:
    """By happening what each report tells of it, as far as extraction finds it."""
    found: dict[str, list[Statement]] = {}
    for number, (row, facts) in enumerate(rows, 1):
        report = reported(row)
        published = report.article.published_at
        by_id = {claim.id: claim for claim in report.extraction.claims}
        for claim, label in match(claimed(report), facts).pairs:
            if claim.key in by_id:
                day = published.astimezone(LOCAL).date() if published else None
                one = statement(by_id[claim.key], published=day, text=number)
                found.setdefault(label.key, []).append(one)
    return found


def links(found: dict[str, list[Statement]]) -> set[tuple[str, str]]:
    """Pairs of a later and an earlier happening that any of their reports link."""
    return {
        (later, earlier)
        for later, earlier in permutations(found, 2)
        if any(follows(x, y) for x in found[later] for y in found[earlier])
    }


def main() -> int:
    """Prints the figures of one part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("tune", "test"), default="tune")
    parser.add_argument("--folder", type=Path, default=corpus.FOLDER, help="where the corpus lies")
    options = parser.parse_args()
    lines = (line for file in options.folder.glob("*.events.jsonl") for line in file.open(encoding="utf-8"))
    events = {event["id"]: event for event in map(json.loads, lines) if event["part"] == options.part}
    found = links(told(corpus.load(options.folder, options.part)))
    labelled = {(event["id"], event["follows"]) for event in events.values() if event["follows"]}
    story = {number: event["series"] for number, event in events.items()}
    within = sum(1 for later, earlier in found if story[later] == story[earlier])
    sys.stdout.write(
        f"part {options.part}: {len(labelled)} labelled phases, {len(found & labelled)} linked; "
        f"{len(found)} links, {within} within one story\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
