"""Which claims tell of one happening, and what the happening is.

Every claim becomes a :class:`Statement`; two statements are compared by what identifies a happening (kind, days,
parties, names, places, counts), never by the wording of their articles; statements are grouped by their links; a group
establishes a happening. Nothing here depends on the order in which reports arrive.
"""

from __future__ import annotations

from pipelines.merging.comparing import MERGE, NEW, Link, compare
from pipelines.merging.correcting import additions, corrections, facts
from pipelines.merging.establishing import establish
from pipelines.merging.grouping import Decision, group
from pipelines.merging.statements import Statement, about, keys, statement

__all__ = [
    "MERGE",
    "NEW",
    "Decision",
    "Link",
    "Statement",
    "about",
    "additions",
    "compare",
    "corrections",
    "establish",
    "facts",
    "group",
    "keys",
    "statement",
]
