"""Whether labelled spans of dates and money in real sentences are found (FewFC format)."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

from pipelines.extraction.dates import find_dates
from pipelines.extraction.document import read_document
from pipelines.extraction.money import find_amounts

Span = tuple[int, int]
_DAY = date(2020, 6, 30)  # the sentences have no day of their own; spans do not depend on it


def lines(path: Path, half: str, *, misses: bool) -> list[str]:
    """Recall of spans, exact and by overlap, of dates and of money; the misses before, where asked for."""
    told: list[str] = []
    tally = {"date": [0, 0, 0], "money": [0, 0, 0]}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        odd = int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 2
        if odd != (half == "check"):
            continue
        found = _found(row["content"])
        for role, span in _labelled(row):
            exact, near = span in found[role], any(a < span[1] and span[0] < b for a, b in found[role])
            for at, hit in enumerate((True, exact, near)):
                tally[role][at] += hit
            if misses and not exact:
                got = [row["content"][a:b] for a, b in found[role]]
                told.append(f"{role} {row['content'][span[0] : span[1]]!r} not in {got}: {row['content']}")
    for role, (wanted, exact, near) in tally.items():
        told.append(
            f"FewFC {half}, {role}: {wanted} spans, exact {exact / max(1, wanted):.3f},"
            f" overlapping {near / max(1, wanted):.3f}"
        )
    return told


def _labelled(row: dict[str, object]) -> set[tuple[str, Span]]:
    events = row["events"]
    assert isinstance(events, list)
    return {
        ("date" if m["role"] == "date" else "money", (m["span"][0], m["span"][1]))
        for event in events
        for m in event["mentions"]
        if m["role"] in ("date", "money", "amount")
    }


def _found(text: str) -> dict[str, set[Span]]:
    document = read_document(text, title=None, reference=_DAY)
    span = document.folded.span
    return {
        "date": {(s.start, s.end) for m in find_dates(document) for s in [span(m.start, m.end)]},
        "money": {(s.start, s.end) for m in find_amounts(document.text) for s in [span(m.start, m.end)]},
    }
