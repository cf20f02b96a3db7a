"""Are reports of one happening merged, and others kept apart: ``python -m bench.reprints.happenings [--part tune|test]``.

The corpus of happenings goes through the whole program into a SQLite file, in order of publication. An item is one report
telling one happening; it lies where the program put the claim that answers it, alone where none does. Printed: B-cubed (of
each item, the share of the items put with it that belong there, and of those that belong there the share put with it) and
the alerts of kind ``new`` for each happening told as news. Beside it: one happening per title, per
text, for all texts within seven bits of SimHash, for all of Jaccard 0.5 (what MinHash estimates), per report;
and what came of it if every claim that extraction finds lay right. ``--as-labelled`` merges what the labels tell in place of
what extraction finds: what merging alone makes of it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from statistics import median

from bench.extraction import reports as corpus
from bench.extraction.facts import Fact, claimed, reported
from bench.extraction.matching import match
from bench.reprints import labelled
from bench.reprints.anchors import Sketch, distance, jaccard, sketch
from database import queries, save, session
from database.session import Store
from pipelines.folding import fold_name
from pipelines.reprints import fingerprint
from pipelines.values import Report

#: What the anchors take for one text: bits that differ, and the true Jaccard that MinHash estimates.
_SIMHASH, _JACCARD = 7, 0.5
Item = tuple[str, str]  # report, happening told


def b_cubed(found: Mapping[Item, Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 of groups of items against the happenings in their names."""
    groups: dict[Hashable, list[Item]] = defaultdict(list)
    truth: dict[str, list[Item]] = defaultdict(list)
    for item, where in found.items():
        groups[where].append(item)
        truth[item[1]].append(item)
    precision = recall = 0.0
    for item, where in found.items():
        right = sum(1 for other in groups[where] if other[1] == item[1])
        precision += right / len(groups[where])
        recall += right / len(truth[item[1]])
    p, r = (value / max(1, len(found)) for value in (precision, recall))
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def main() -> int:
    """Prints the figures of one part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("tune", "test"), default="tune")
    parser.add_argument("--folder", type=Path, default=corpus.FOLDER, help="where the corpus lies")
    parser.add_argument(
        "--as-labelled", action="store_true", help="merge the labels, not what extraction finds"
    )
    options = parser.parse_args()
    rows = sorted(corpus.load(options.folder, options.part), key=lambda row: str(row[0]["published_at"]))
    with tempfile.TemporaryDirectory() as folder:
        store = session.open_store(f"sqlite:///{folder}/happenings.db")
        try:
            read = labelled.reader(options.folder) if options.as_labelled else reported
            merged, new, seconds = through(store, rows, read=read)
            linked = {row["url"]: row["group"] for row in queries.EXPORTS["articles"](store)}
        finally:
            store.close()
    told = {fact.key for _, facts in rows for fact in facts if fact.told}
    ways: dict[str, Mapping[Item, Hashable]] = {
        "merged": merged,
        "if right": {item: item if where == item else item[1] for item, where in merged.items()},
        "by title": {(r["id"], f.key): fold_name(r["title"]) for r, facts in rows for f in facts},
        "by text": {(r["id"], f.key): fingerprint(r["text"]).exact for r, facts in rows for f in facts},
        "by SimHash": _by_pairs(rows, lambda a, b: distance(a, b) <= _SIMHASH),
        "by MinHash": _by_pairs(rows, lambda a, b: jaccard(a, b) >= _JACCARD),
        "none": {(r["id"], f.key): (r["id"], f.key) for r, facts in rows for f in facts},
    }
    sys.stdout.write(
        f"part {options.part}: {len(rows)} reports, {len(merged)} items, {len(told)} told as news\n"
    )
    for name, found in ways.items():
        p, r, f1 = b_cubed(found)
        sys.stdout.write(f"{name:10} B3 precision {p:.3f}  recall {r:.3f}  F1 {f1:.3f}\n")
    p, r = reprints([row for row, _ in rows], linked)
    sys.stdout.write(f"pairs of one text linked: precision {p:.3f}  recall {r:.3f}\n")
    sys.stdout.write(
        f"alerts of kind new: {new}, {new / max(1, len(told)):.2f} for each happening told as news\n"
    )
    sys.stdout.write(f"one report saved in {seconds * 1000:.0f} ms (median, without extraction)\n")
    return 0


def _by_pairs(
    rows: list[tuple[corpus.Row, list[Fact]]], alike: Callable[[Sketch, Sketch], bool]
) -> Mapping[Item, Hashable]:
    """One happening for all reports that hang together by likeness of their texts."""
    sketches = [sketch(row["text"]) for row, _ in rows]
    first = list(range(len(rows)))
    for i, j in combinations(range(len(rows)), 2):
        if first[i] != first[j] and alike(sketches[i], sketches[j]):
            old, new = max(first[i], first[j]), min(first[i], first[j])
            first = [new if at == old else at for at in first]
    return {(row["id"], f.key): first[at] for at, (row, facts) in enumerate(rows) for f in facts}


def reprints(rows: list[corpus.Row], linked: Mapping[str, Hashable]) -> tuple[float, float]:
    """Precision and recall of the pairs of reports that the program takes for one text."""
    first: dict[str, str] = {}
    for row in rows:  # in order of publication: what is reprinted stands before its reprints
        first[row["id"]] = first.get(row["reprint_of"], row["reprint_of"] or row["id"])
    pairs = list(combinations([row for row in rows if row["url"] in linked], 2))
    true = {(a["id"], b["id"]) for a, b in pairs if first[a["id"]] == first[b["id"]]}
    found = {(a["id"], b["id"]) for a, b in pairs if linked[a["url"]] == linked[b["url"]]}
    return len(true & found) / max(1, len(found)), len(true & found) / max(1, len(true))


def through(
    store: Store,
    rows: list[tuple[corpus.Row, list[Fact]]],
    read: Callable[[corpus.Row], Report] = reported,
) -> tuple[dict[Item, Hashable], int, float]:
    """Where the program put what each report tells, how many alerts of kind ``new`` it wrote, and seconds for a save."""
    answers: list[tuple[Item, str, str | None]] = []
    spent: list[float] = []
    for row, facts in rows:
        report = read(row)
        begin = time.perf_counter()
        save.save_report(store, report, now=datetime.now(UTC))
        spent.append(time.perf_counter() - begin)
        answers += [((row["id"], fact.key), row["url"], _answer(report, fact, facts)) for fact in facts]
    placed = {
        (article.url, said.claim.id): happening.id
        for happening in (*queries.signings(store), *queries.events(store))
        for said in happening.claims
        for article in happening.articles
        if article.id == said.article_id
    }
    merged: dict[Item, Hashable] = {item: placed.get((url, key or ""), item) for item, url, key in answers}
    return merged, len(queries.alerts(store, kinds=("new",), limit=10_000)), median(spent)


def _answer(report: Report, fact: Fact, facts: list[Fact]) -> str | None:
    """The claim that answers what a report tells."""
    if any(claim.id == fact.key for claim in report.extraction.claims):
        return fact.key  # the label itself
    pairs = match(claimed(report), facts).pairs
    return next((claim.key for claim, label in pairs if label.key == fact.key), None)


if __name__ == "__main__":
    raise SystemExit(main())
