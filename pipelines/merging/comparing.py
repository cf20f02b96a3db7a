"""Whether two statements tell of one happening: a score, the reason, and what rules it out. The order plays no part."""

from __future__ import annotations

from pipelines.merging.comparing_events import compare_events
from pipelines.merging.comparing_signings import compare_signings
from pipelines.merging.evidence import MERGE, NEW, Link
from pipelines.merging.names import other_number
from pipelines.merging.statements import Statement

__all__ = ["MERGE", "NEW", "Link", "compare"]


def compare(a: Statement, b: Statement) -> Link:
    """How sure it is that two statements tell of one happening. ``compare(a, b) == compare(b, a)``."""
    if a.family != b.family:
        return Link(0.0, "another family", apart=True)
    if a.text and a.text == b.text and a.status == b.status:
        # extraction has told them apart already, with the whole text before it
        return Link(0.0, "two claims of one text", apart=True)
    if b.key < a.key:
        a, b = b, a
    if reason := other_number(a.name, b.name):
        return Link(0.0, reason, apart=True)
    return compare_signings(a, b) if a.family == "signing" else compare_events(a, b)
