"""Whether two statements tell of one happening: a score, the reason, and what rules it out. The order plays no part."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extraction.numbers import parse_number
from pipelines.merging.comparing_events import compare_events
from pipelines.merging.comparing_signings import compare_signings
from pipelines.merging.evidence import MERGE, NEW, Link
from pipelines.merging.statements import Statement

__all__ = ["MERGE", "NEW", "Link", "compare"]

_ORDINAL = re.compile(r"第([0-9一二三四五六七八九十百零〇两]+)(届|期|次|批|轮|季)")
_YEAR = re.compile(r"(20\d\d|二〇[一二三四五六七八九〇]{2})年?")


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What a name counts: editions by kind (届, 期) and years."""

    editions: frozenset[tuple[float, str]]
    years: frozenset[float]


def compare(a: Statement, b: Statement) -> Link:
    """How sure it is that two statements tell of one happening. ``compare(a, b) == compare(b, a)``."""
    if a.family != b.family:
        return Link(0.0, "another family", apart=True)
    if a.text and a.text == b.text and a.status == b.status:
        # extraction has told them apart already, with the whole text before it
        return Link(0.0, "two claims of one text", apart=True)
    if b.key < a.key:
        a, b = b, a
    if reason := _other_number(a.name, b.name):
        return Link(0.0, reason, apart=True)
    return compare_signings(a, b) if a.family == "signing" else compare_events(a, b)


def _other_number(a: str, b: str) -> str | None:
    """Another edition or another year in the name."""
    mine, theirs = _numbers(a), _numbers(b)
    kinds = {kind for _, kind in mine.editions} & {kind for _, kind in theirs.editions}
    if kinds and not mine.editions & theirs.editions:
        return "another edition"
    if mine.years and theirs.years and not mine.years & theirs.years:
        return "another year in the name"
    return None


def _numbers(name: str) -> _Numbers:
    found = ((parse_number(number), kind) for number, kind in _ORDINAL.findall(name))
    editions = frozenset((number, kind) for number, kind in found if number is not None)
    years = (parse_number(year) for year in _YEAR.findall(name))
    return _Numbers(editions, frozenset(year for year in years if year is not None))
