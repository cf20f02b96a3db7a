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
    month_agrees,
    telling_count,
)
from pipelines.merging.names import told_apart
from pipelines.merging.organisations import (
    Names,
    brands,
    in_one_script,
    is_about,
    is_everywhere,
    same_organisation,
    shared,
)
from pipelines.merging.statements import Statement

# Types that reports of one signing confuse: what is exact in one is loosely named in another.
_LOOSE = frozenset({"unspecified", "cooperation", "strategic_cooperation", "framework", "batch"})
#: Kinds of which a zone has few in a year.
_RARE = frozenset({"gov_arrangement"})
_AHEAD = frozenset({"intended", "planned", "scheduled"})
_ENDED = frozenset({"terminated", "cancelled"})


def compare_signings(a: Statement, b: Statement) -> Link:
    """The link of two statements about signings."""
    common, apart = shared(a.parties, b.parties), gap(a, b)
    if reason := _ruled_out(a, b, common, apart):
        return Link(0.0, reason, apart=True)
    if (a.type == "batch") != (b.type == "batch") and common < 2:
        return _of_many(a, b, apart)
    near = apart is not None and apart <= DAYS_APART
    if a.type == b.type == "batch" and (link := _batches(a, b, common, apart)):
        return link
    if not a.parties or not b.parties:
        if near and counts_agree(a, b):
            return Link(0.7, "the same days and counts, but one names no party")
        return _looking_back(a, b)
    return _by_parties(a, b, common, apart)


def _ruled_out(a: Statement, b: Statement, common: int, apart: int | None) -> str | None:
    fewer = min(len(a.parties), len(b.parties))
    if fewer >= 2 and common < fewer and "batch" not in (a.type, b.type):
        mine, theirs = _others(a.parties, b.parties), _others(b.parties, a.parties)
        if in_one_script(mine, theirs):
            return "another partner" if common else "other parties"
    if not _other_stage(a, b) and both_stated(a, b) and apart is not None and apart > DAYS_APART:
        return f"{apart} days apart"
    if a.titles and b.titles and all(told_apart(x, y) for x in a.titles for y in b.titles):
        return "another agreement"
    return None


def _other_stage(a: Statement, b: Statement) -> bool:
    """Whether one tells what was meant to be, or the end: its day is another one. A mention later is no other stage."""
    return a.status != b.status and bool({a.status, b.status} & ({"intended", "planned"} | _ENDED))


def _incomparable(a: Statement, b: Statement) -> bool:
    """Whether the parties that two statements do not share are written in different scripts."""
    mine, theirs = _others(a.parties, b.parties), _others(b.parties, a.parties)
    return bool(mine and theirs) and not in_one_script(mine, theirs)


def _others(mine: tuple[Names, ...], theirs: tuple[Names, ...]) -> list[Names]:
    """The organisations of one list that the other does not have."""
    return [x for x in mine if not any(same_organisation(x, y) for y in theirs)]


def _batches(a: Statement, b: Statement, common: int, apart: int | None) -> Link | None:
    if apart is not None and apart > DAYS_APART:
        return None
    if apart is None:
        if telling_count(a, b) or (month_agrees(a, b) and counts_agree(a, b)):
            return Link(1.0, "a ceremony of as many, told again without its day")
        return None
    if counts_agree(a, b) or common:
        return Link(1.2, "the same ceremony: days and counts or parties agree")
    if apart == 0 and both_stated(a, b):
        return Link(0.8 if counts_differ(a, b) else 1.05, "batches of one day")
    return None


def _of_many(a: Statement, b: Statement, apart: int | None) -> Link:
    """Of a batch, and of a signing of which a report names nobody but the host: it may be the whole ceremony."""
    single = b if a.type == "batch" else a
    host_alone = bool(single.parties) and all(is_everywhere(names) for names in single.parties)
    if host_alone and single.type in _LOOSE and apart == 0 and both_stated(a, b):
        return Link(1.0, "a ceremony of that day, of which one report names the host alone")
    return Link(0.0, "a batch and a single signing")


def _looking_back(a: Statement, b: Statement) -> Link:
    """Of a signing that a later text mentions without its parties: the kind, the month and what that text is about."""
    back, other = (a, b) if not a.parties else (b, a)
    if back.status == "historical" and month_agrees(a, b) and a.type == b.type not in _LOOSE:
        if a.type in _RARE:
            return Link(1.0, "told again later, of its kind and month")
        if is_about(back.about, other.parties):
            return Link(1.0, "told again later, of its kind and month, in a text about one of its parties")
        return Link(0.8, "told again later, of its kind and month")
    return Link(0.0, "no party to compare")


def _by_parties(a: Statement, b: Statement, common: int, apart: int | None) -> Link:
    near = apart is not None and apart <= DAYS_APART
    fewer = min(len(a.parties), len(b.parties))
    complete = 1 <= fewer <= common
    same_type = a.type == b.type or a.type in _LOOSE or b.type in _LOOSE
    if not complete:
        if apart == 0 and both_stated(a, b) and a.type == b.type not in _LOOSE and _incomparable(a, b):
            return Link(1.0, "a signing of that kind on that day, its parties in another script")
        if apart == 0 and both_stated(a, b) and a.type == b.type not in _LOOSE and _one_house(a, b):
            return Link(1.0, "a signing of that kind on that day by companies of one name")
        return Link(0.3 * common, f"{common} party in common")
    if common >= 2 and (apart is None or apart <= (LIFE_DAYS if _other_stage(a, b) else DAYS_APART)):
        return Link(1.6 if near else 1.5, f"{common} parties agree")
    if near and both_stated(a, b):
        return Link(1.2 if same_type else 1.0, "all parties of the shorter list and the day agree")
    if near and same_type:
        return Link(1.1, "all parties of the shorter list agree, reported within the week")
    if month_agrees(a, b) and same_type and _telling_party(a, b):
        return Link(1.1, "all parties of the shorter list and the month agree")
    if apart is None and _stages(a, b) and a.type == b.type not in _LOOSE and _telling_party(a, b):
        return Link(1.0, "planned and done, the kind and all parties of the shorter list agree")
    known = a.type == b.type not in _LOOSE and (a.type in _RARE or _telling_party(a, b))
    if apart is None and "historical" in (a.status, b.status) and known:
        return Link(1.0, "told again later, the kind and all parties of the shorter list agree")
    if apart is None and same_type:
        return Link(0.8, "one party agrees, no day to compare")
    if a.status != b.status and same_type and (apart or 0) <= LIFE_DAYS:
        return Link(0.8, "one party agrees in another stage")
    return Link(0.3 * common, f"{common} party in common")


def _one_house(a: Statement, b: Statement) -> bool:
    """Whether a company of either list is of one house with one of the other: 旭岚制药, 旭岚细胞科技（香港）有限公司."""
    return bool(
        {brand for names in a.parties for brand in brands(names)}
        & {brand for names in b.parties for brand in brands(names)}
    )


def _telling_party(a: Statement, b: Statement) -> bool:
    """Whether a party that both name is none of the bodies that sign with everybody here."""
    return any(not is_everywhere(x) and any(same_organisation(x, y) for y in b.parties) for x in a.parties)


def _stages(a: Statement, b: Statement) -> bool:
    """Whether one of two statements tells a plan and the other one that it was carried out."""
    return (a.status in _AHEAD) != (b.status in _AHEAD) and "occurred" in (a.status, b.status)
