"""Which signings of one article are one: title, lead and detail tell it again; the children of a batch stay apart."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extraction.draft import Draft, Reading, party_found

_PARTY = ("party", "party_a", "party_b", "settler", "investor")


#: What is told of one agreement at one time only.
_CHANGES = ("terminated", "postponed", "cancelled")
#: Kinds that leave open what exactly was signed, the least telling first; a later telling may say more.
_VAGUE = ("unspecified", "cooperation", "settle_in", "investment", "framework", "joint_build")


def merged(drafts: list[Draft], new: Draft) -> list[Draft]:
    """The list with one more draft, or with it folded into the one that it repeats."""
    for index, known in enumerate(drafts):
        if _repeats(known, new):
            drafts[index] = joined(known, new)
            return drafts
    return [*drafts, new]


def joined(known: Draft, new: Draft) -> Draft:
    """One record of two tellings of one agreement."""
    first, second = (new, known) if known.aside and not new.aside else (known, new)
    counts = {(c.what, c.n): c for c in (*first.counts, *second.counts)}
    vague = first.type in _VAGUE and (
        second.type not in _VAGUE or _VAGUE.index(second.type) > _VAGUE.index(first.type)
    )
    return replace(
        first.with_found(*second.found),
        type=second.type if vague else first.type,
        counts=tuple(counts.values()),
        amount=first.amount or second.amount,
        on_hetao=first.on_hetao or second.on_hetao,
    )


def _repeats(known: Draft, new: Draft) -> bool:
    if not _same_status(known, new):
        return False
    theirs, mine = ({(c.what, c.n) for c in d.counts} for d in (known, new))
    if known.type == "batch" and new.type == "batch":
        differing = {w for w, _ in theirs ^ mine} & {w for w, _ in theirs} & {w for w, _ in mine}
        return not differing
    mine_names, their_names = set(new.values(*_PARTY)), set(known.values(*_PARTY))
    if "batch" in (known.type, new.type):
        # 此次签约入驻的13个项目 repeats the batch; named children are their own records
        return not mine_names and bool(theirs & mine)
    if known.sentence == new.sentence and (not mine_names or mine_names <= their_names):
        return True
    if not mine_names or not their_names:
        return bool(theirs & mine) and _compatible(known, new)
    return _same_names(known, new, mine_names, their_names)


def _same_status(known: Draft, new: Draft) -> bool:
    both = {known.status, new.status}
    if len(both) == 1 or both == {"occurred", "ongoing"}:
        return True
    aside = known.aside or new.aside
    return aside and both <= {"occurred", "scheduled", "terminated", "historical"}


def _same_names(known: Draft, new: Draft, mine: set[str], theirs: set[str]) -> bool:
    """All names of the shorter telling stand in the other, and the kinds do not contradict each other."""
    shorter = min(len(mine), len(theirs))
    if known.type == new.type and known.status == new.status and known.status in _CHANGES and mine & theirs:
        return True  # one end of one agreement, its sides named now so, now so
    if len(mine & theirs) < shorter or (known.sentence == new.sentence and shorter == 1):
        return False
    if known.aside or new.aside:
        return shorter >= 2
    # one side alone, told again: 甲签约入驻, then 甲与乙签订租约
    alone = shorter == 1 and {known.type, new.type} & set(_VAGUE) and _same_day(known, new)
    return _compatible(known, new) or bool(alone)


def _compatible(known: Draft, new: Draft) -> bool:
    return known.type == new.type or bool({known.type, new.type} & {"unspecified", "cooperation"})


def _same_day(known: Draft, new: Draft) -> bool:
    return known.date is None or new.date is None or known.date.start == new.date.start


_REPRESENTS = re.compile(r"(?:签约(?:项目|企业|机构|单位)?|入驻(?:企业|机构)|合作伙伴|签约方)代表[、，：]?$")


def with_representatives(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Parties of a batch who speak later as 重点签约项目代表 or 生态合作伙伴代表."""
    batch = next((i for i, d in enumerate(drafts) if d.type == "batch" and d.status == "occurred"), None)
    if batch is None:
        return drafts
    speakers = {
        mention.canonical: party_found("party", mention)
        for mention in reversed(reading.organisations)  # the first place at which each speaks stays
        if mention.kind != "place"
        and _REPRESENTS.search(reading.text[max(0, mention.start - 10) : mention.start])
    }
    drafts[batch] = drafts[batch].with_found(*reversed(speakers.values()))
    return drafts
