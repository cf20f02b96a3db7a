"""Whether two statements tell of one signing: by who signs, when, what and how many."""

from __future__ import annotations

from pipelines.merging.evidence import (
    DAYS_APART,
    LIFE_DAYS,
    Link,
    both_stated,
    counts_agree,
    counts_differ,
    gap,
)
from pipelines.merging.names import told_apart
from pipelines.merging.organisations import Names, in_one_script, same_organisation, shared
from pipelines.merging.statements import Statement

# Types that reports of one signing confuse: what is exact in one is loosely named in another.
_LOOSE = frozenset({"unspecified", "cooperation", "strategic_cooperation", "framework", "batch"})
_ENDED = frozenset({"terminated", "cancelled"})


def compare_signings(a: Statement, b: Statement) -> Link:
    """The link of two statements about signings."""
    common, apart = shared(a.parties, b.parties), gap(a, b)
    if reason := _ruled_out(a, b, common, apart):
        return Link(0.0, reason, apart=True)
    if (a.type == "batch") != (b.type == "batch") and common < 2:
        return Link(0.0, "a batch and a single signing")
    near = apart is not None and apart <= DAYS_APART
    if a.type == b.type == "batch" and near and (link := _batches(a, b, common, apart or 0)):
        return link
    if not a.parties or not b.parties:
        if near and counts_agree(a, b):
            return Link(0.7, "the same days and counts, but one names no party")
        return Link(0.0, "no party to compare")
    return _by_parties(a, b, common, apart)


def _ruled_out(a: Statement, b: Statement, common: int, apart: int | None) -> str | None:
    fewer = min(len(a.parties), len(b.parties))
    if fewer >= 2 and common < fewer and "batch" not in (a.type, b.type):
        mine, theirs = _others(a.parties, b.parties), _others(b.parties, a.parties)
        if in_one_script(mine, theirs):
            return "another partner" if common else "other parties"
    same_act = a.status == b.status or not {a.status, b.status} & ({"intended", "planned"} | _ENDED)
    if same_act and both_stated(a, b) and apart is not None and apart > DAYS_APART:
        return f"{apart} days apart"
    if a.titles and b.titles and all(told_apart(x, y) for x in a.titles for y in b.titles):
        return "another agreement"
    return None


def _incomparable(a: Statement, b: Statement) -> bool:
    """Whether the parties that two statements do not share are written in different scripts."""
    mine, theirs = _others(a.parties, b.parties), _others(b.parties, a.parties)
    return bool(mine and theirs) and not in_one_script(mine, theirs)


def _others(mine: tuple[Names, ...], theirs: tuple[Names, ...]) -> list[Names]:
    """The organisations of one list that the other does not have."""
    return [x for x in mine if not any(same_organisation(x, y) for y in theirs)]


def _batches(a: Statement, b: Statement, common: int, apart: int) -> Link | None:
    if counts_agree(a, b) or common:
        return Link(1.2, "the same ceremony: days and counts or parties agree")
    if apart == 0 and both_stated(a, b):
        return Link(0.8 if counts_differ(a, b) else 1.05, "batches of one day")
    return None


def _by_parties(a: Statement, b: Statement, common: int, apart: int | None) -> Link:
    near = apart is not None and apart <= DAYS_APART
    fewer = min(len(a.parties), len(b.parties))
    complete = 1 <= fewer <= common
    same_type = a.type == b.type or a.type in _LOOSE or b.type in _LOOSE
    if not complete:
        if apart == 0 and both_stated(a, b) and a.type == b.type not in _LOOSE and _incomparable(a, b):
            return Link(1.0, "a signing of that kind on that day, its parties in another script")
        return Link(0.3 * common, f"{common} party in common")
    if common >= 2 and (apart is None or apart <= (DAYS_APART if a.status == b.status else LIFE_DAYS)):
        return Link(1.5, f"{common} parties agree")
    if near and both_stated(a, b):
        return Link(1.2 if same_type else 1.0, "all parties of the shorter list and the day agree")
    if near and same_type:
        return Link(1.1, "all parties of the shorter list agree, reported within the week")
    if "historical" in (a.status, b.status) and apart is None and a.type == b.type not in _LOOSE:
        return Link(1.0, "told again later, the kind and all parties of the shorter list agree")
    if apart is None and same_type:
        return Link(0.8, "one party agrees, no day to compare")
    if a.status != b.status and same_type and (apart or 0) <= LIFE_DAYS:
        return Link(0.8, "one party agrees in another stage")
    return Link(0.3 * common, f"{common} party in common")
