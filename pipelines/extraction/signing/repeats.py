"""Which signings of one article are one: title, lead and detail tell it again; the children of a batch stay apart."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extraction.draft import Draft, Reading, party_found

_PARTY = ("party", "party_a", "party_b", "settler", "investor")


def merged(drafts: list[Draft], new: Draft) -> list[Draft]:
    """The list with one more draft, or with it folded into the one that it repeats."""
    for index, known in enumerate(drafts):
        if _repeats(known, new):
            richer = known.with_found(*new.found)
            counts = {(c.what, c.n): c for c in (*known.counts, *new.counts)}
            kind = (
                new.type
                if known.type in ("unspecified", "cooperation") and new.type != "unspecified"
                else known.type
            )
            drafts[index] = replace(
                richer, type=kind, counts=tuple(counts.values()), amount=known.amount or new.amount,
                on_hetao=known.on_hetao or new.on_hetao,
            )  # fmt: skip
            return drafts
    return [*drafts, new]


def _repeats(known: Draft, new: Draft) -> bool:
    if known.status != new.status and {known.status, new.status} != {"occurred", "ongoing"}:
        return False
    if known.type == "batch" and new.type == "batch":
        theirs = {(c.what, c.n) for c in known.counts}
        mine = {(c.what, c.n) for c in new.counts}
        differing = {w for w, _ in theirs ^ mine} & {w for w, _ in theirs} & {w for w, _ in mine}
        return not differing
    mine_names, their_names = set(new.values(*_PARTY)), set(known.values(*_PARTY))
    if "batch" in (known.type, new.type):
        # 此次签约入驻的13个项目 repeats the batch; named children are their own records
        return not mine_names and bool(
            {(c.what, c.n) for c in new.counts} & {(c.what, c.n) for c in known.counts}
        )
    if known.sentence == new.sentence and (not mine_names or mine_names <= their_names):
        return True
    if not mine_names or not their_names:
        return False
    compatible = known.type == new.type or {known.type, new.type} & {"unspecified", "cooperation"}
    smaller = min(len(mine_names), len(their_names))
    return (
        bool(compatible)
        and len(mine_names & their_names) >= min(2, smaller)
        and len(mine_names & their_names) == smaller
    )


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
