"""How often the sides of a signing are bounded exactly, on sentences with labelled spans (FewFC format).

Run: ``python bench/organisations.py train_trans.json [--half tune|check] [--misses]``. Each line of the file is one JSON
object with ``content`` and ``events``; the spans of sub-org and obj-org of 签署合同 are the truth. The halves are split by
the hash of the id: rules may be tuned on ``tune``; ``check`` is for figures only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from pipelines.extraction.document import read_document
from pipelines.extraction.organisations import find_organisations

ROLES = ("sub-org", "obj-org")
Spans = set[tuple[int, int]]


def labelled(path: Path, half: str) -> Iterator[tuple[str, Spans]]:
    """Sentences of one half with the spans of their sides."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        odd = int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 2
        events = [e for e in row["events"] if e["type"] == "签署合同"]
        spans = {tuple(m["span"]) for e in events for m in e["mentions"] if m["role"] in ROLES}
        if spans and odd == (half == "check"):
            yield row["content"], spans


def found(text: str) -> Spans:
    """Spans of all names found, in the text as given."""
    document = read_document(text, title=None, reference=None)
    spans = (document.folded.span(m.start, m.end) for m in find_organisations(document))
    return {(s.start, s.end) for s in spans}


def main() -> int:
    """Prints recall, precision of boundaries, and the harsh F1 that counts every other name as an error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--half", choices=("tune", "check"), default="check")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    right = wanted = touching = everything = 0
    for text, truth in labelled(options.file, options.half):
        names = found(text)
        near = {n for n in names if any(n[0] < end and start < n[1] for start, end in truth)}
        right, wanted = right + len(truth & names), wanted + len(truth)
        touching, everything = touching + len(near), everything + len(names)
        if options.misses and truth - names:
            sys.stdout.write(f"{text}\n  missed {[text[a:b] for a, b in truth - names]}\n")
    recall, precision = right / max(1, wanted), right / max(1, touching)
    both = 2 * recall * precision / max(1e-9, recall + precision)
    harsh = 2 * right / max(1, wanted + everything)
    sys.stdout.write(
        f"{options.half}: {wanted} sides, recall {recall:.3f}, exact boundaries {precision:.3f}, F1 {both:.3f};"
        f" F1 against all {everything} names {harsh:.3f}\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
