"""How often names of organisations are bounded exactly, on sentences with labelled spans (FewFC format).

Run: ``python -m bench.organisations FILE... [--half tune|check] [--events 签署合同 …] [--misses]``. Each line of a file is
one JSON object with ``content`` and ``events``; the spans of the roles below are the truth. The halves are split by the
hash of the id: rules may be tuned on ``tune``; ``check`` is for figures only. Beside ours stand three usual ways.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.organisation_baselines import BASELINES, Spans
from pipelines.extraction.document import read_document
from pipelines.extraction.organisations import find_organisations

#: The roles of each type of event that organisations fill.
ROLES = {
    "签署合同": ("sub-org", "obj-org"),
    "收购": ("sub-org", "obj-org"),
    "中标": ("sub",),
    "投资": ("sub",),
    "股份股权转让": ("sub-org", "obj-org", "target-company"),
}


@dataclass(slots=True)
class Tally:
    """Counts of one way on many sentences. ``touching``: names that overlap a labelled one."""

    wanted: int = 0
    right: int = 0
    touching: int = 0
    everything: int = 0
    likeness: float = 0.0  # sum over labels of the character F1 of the best name

    def add(self, truth: Spans, names: Spans) -> None:
        """Counts one sentence."""
        self.wanted += len(truth)
        self.right += len(truth & names)
        self.touching += sum(any(n[0] < e and s < n[1] for s, e in truth) for n in names)
        self.everything += len(names)
        self.likeness += sum(max((alike(t, n) for n in names), default=0.0) for t in truth)

    def line(self) -> str:
        """Recall, precision of boundaries, their F1, and the F1 of characters of the best name for each label."""
        recall, precision = self.right / max(1, self.wanted), self.right / max(1, self.touching)
        both = 2 * recall * precision / max(1e-9, recall + precision)
        harsh = 2 * self.right / max(1, self.wanted + self.everything)
        return (
            f"recall {recall:.3f}, relaxed {self.likeness / max(1, self.wanted):.3f}, exact boundaries {precision:.3f},"
            f" F1 {both:.3f}; F1 against all {self.everything} names {harsh:.3f}"
        )


def alike(one: tuple[int, int], other: tuple[int, int]) -> float:
    """F1 of the characters of two spans."""
    shared = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return 2 * shared / (one[1] - one[0] + other[1] - other[0])


def labelled(paths: Iterable[Path], half: str, event: str) -> Iterator[tuple[str, Spans]]:
    """Sentences of one half with the spans of the organisations of one type of event."""
    for line in (line for path in paths for line in path.read_text("utf-8").splitlines()):
        row = json.loads(line)
        odd = int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 2
        mentions = [m for e in row["events"] if e["type"] == event for m in e["mentions"]]
        spans = {tuple(m["span"]) for m in mentions if m["role"] in ROLES[event]}
        if spans and odd == (half == "check"):
            yield row["content"], spans


def found(text: str) -> Spans:
    """Spans of all names found, in the text as given."""
    document = read_document(text, title=None, reference=None)
    spans = (document.folded.span(m.start, m.end) for m in find_organisations(document))
    return {(s.start, s.end) for s in spans}


def main() -> int:
    """Prints, for each type of event and each way, recall, precision of boundaries and F1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--half", choices=("tune", "check"), default="check")
    parser.add_argument("--events", nargs="+", choices=ROLES, default=list(ROLES))
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--ours", action="store_true", help="leave the baselines out")
    options = parser.parse_args()
    ways: dict[str, Callable[[str], Spans]] = {"ours": found, **({} if options.ours else BASELINES)}
    for event in options.events:
        tallies = {way: Tally() for way in ways}
        for text, truth in labelled(options.files, options.half, event):
            for way, names in ways.items():
                tallies[way].add(truth, names(text))
            missed = truth - found(text) if options.misses else set()
            if missed:
                _write(text, missed)
        for way, tally in tallies.items():
            sys.stdout.write(f"{event} {options.half}: {tally.wanted} names, {way}: {tally.line()}\n")
    return 0


def _write(text: str, missed: Spans) -> None:
    names = sorted(found(text))
    sys.stdout.write(f"{text}\n  missed {[text[a:b] for a, b in sorted(missed)]}\n")
    sys.stdout.write(f"  found {[text[a:b] for a, b in names]}\n")


if __name__ == "__main__":
    raise SystemExit(main())
