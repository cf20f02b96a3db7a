"""Whether the organisations and places that the gold set labels are among the names found in its articles.

Run: ``python -m bench.organisations_gold [--part tune|test] [--files plain1 …] [--misses] [--found]``.
A label is found if it is, folded, the full form of some name of its article. ``--misses`` and
``--found`` show texts and so work on ``tune`` alone. Beside
ours stand three usual ways, which know no full forms: there a label is found if it is one of their stretches.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator

from bench.extraction.gold.records import Record, clean, load
from bench.organisation_baselines import BASELINES
from pipelines.extraction.document import read_document
from pipelines.extraction.organisations import OrganisationMention, find_organisations
from pipelines.folding import fold_name

FIELDS = ("parties", "host", "place", "people", "hosts")


def labels(record: Record) -> Iterator[tuple[str, str]]:
    """(field, name) of every organisation and place that an article's labels name, each once a field."""
    gold = record["gold"]
    rows: set[tuple[str, str | None]] = set()
    for signing in gold["signings"]:
        rows |= {("parties", name) for name in signing["parties"]}
        rows |= {("host", signing["host"]), ("place", signing["place"])}
    for event in gold["events"]:
        rows |= {("hosts", name) for name in event["hosts"]} | {("place", event["place"])}
    rows |= {("people", person["organisation"]) for person in gold["people"]}
    yield from sorted((field, name) for field, name in rows if name)


def mentions(record: Record) -> tuple[OrganisationMention, ...]:
    """The names found in the undamaged text of an article."""
    document = read_document(clean(record), title=record["title"], reference=None)
    return find_organisations(document)


def _same(name: str) -> str:
    return re.sub(r"\s+", " ", fold_name(name)).lower()


def _ours(record: Record) -> set[str]:
    return {_same(m.name) for m in mentions(record)}


def _theirs(way: Callable[[str], set[tuple[int, int]]], record: Record) -> set[str]:
    text = clean(record)
    return {_same(text[a:b]) for a, b in way(text)}


def main() -> int:
    """Prints the share of labels found, by field and way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("tune", "test"), default="tune")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--found", action="store_true")
    parser.add_argument("--ours", action="store_true", help="leave the baselines out")
    parser.add_argument("--files", nargs="*", default=(), help="only these files of gold/, by their names")
    options = parser.parse_args()
    records = [r for r in load(files=options.files) if r["part"] == options.part]
    for way in ("ours", *([] if options.ours else BASELINES)):
        wanted: Counter[str] = Counter()
        right: Counter[str] = Counter()
        stretches = 0
        for record in records:
            names = _ours(record) if way == "ours" else _theirs(BASELINES[way], record)
            stretches += len(names)
            missed = []
            for field, label in labels(record):
                wanted[field] += 1
                right[field] += _same(label) in names
                if _same(label) not in names:
                    missed.append((field, label))
            if way == "ours" and options.part == "tune":
                _show(record, missed if options.misses else [], found=options.found)
        sys.stdout.write(f"{options.part}, {way} ({stretches} names): {_shares(right, wanted)}\n")
    return 0


def _shares(right: Counter[str], wanted: Counter[str]) -> str:
    rows = [
        f"{field} {right[field]}/{wanted[field]} ({right[field] / max(1, wanted[field]):.3f})"
        for field in FIELDS
    ]
    return ", ".join([*rows, f"all {right.total() / max(1, wanted.total()):.3f}"])


def _show(record: Record, missed: list[tuple[str, str]], *, found: bool) -> None:
    for field, label in missed:
        near = (
            sorted({f"{m.text}>{m.name}" for m in mentions(record) if len(set(m.name) & set(label)) > 2})
            if sys.flags.dev_mode
            else []
        )
        sys.stdout.write(f"{record['id']} {field} missed {label}; near {near[:5]}\n")
    if found:
        sys.stdout.write(f"{record['id']} found {sorted({(m.name, m.kind) for m in mentions(record)})}\n")


if __name__ == "__main__":
    raise SystemExit(main())
