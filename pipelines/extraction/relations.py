"""How the claims of one article hang together: signings inside a forum or a batch, and where they took place."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extraction.draft import Draft, Reading

#: Events that a signing can be part of.
_AROUND = ("MEETING", "OPENING", "LAUNCH", "CONSTRUCTION")
#: Events at which people gather, so that what is signed there has their place.
_GATHERS = ("ORG", "SETTLEMENT", "FINANCE", "LAUNCH")
_GATHERED = re.compile("会上|仪式|现场|大会|活动|典礼|礼上")
_WITHIN = re.compile(r"会上|期间|现场|活动|同场|仪式上|仪式|随后|同日|当天|开幕式")


def parented(reading: Reading, draft: Draft, events: list[Draft]) -> Draft:
    """The event that a signing is part of: in its own sentence, or the one that its words point back to."""
    options = [
        (index, e)
        for index, e in enumerate(events)
        if e.type in _AROUND
        and e.status == draft.status
        and e.sentence.start <= draft.sentence.start
        and _same_day(e, draft)
    ]
    here = [i for i, e in options if e.sentence == draft.sentence]
    points_back = _WITHIN.search(reading.text, draft.sentence.start, draft.trigger[0])
    near = [i for i, e in options if e.type in ("MEETING", "OPENING")]
    if here:
        return replace(draft, parent=here[0])
    if near and (points_back or draft.type == "batch"):
        return replace(draft, parent=near[0])
    return draft


def placed(reading: Reading, signing: Draft, events: list[Draft]) -> Draft:
    """A signing takes place where the ceremony does that it is part of, or the only one of its day."""
    if signing.values("place") or signing.status not in ("occurred", "scheduled", "postponed"):
        return signing
    pointed = bool(_GATHERED.search(reading.text, signing.sentence.start, signing.trigger[0]))
    around = [
        e
        for e in events
        if e.status == signing.status
        and _same_day(e, signing)
        and (
            e.type == "MEETING"
            or (e.type == "OPENING" and e.status == "occurred")
            or (e.type in _GATHERS and pointed)
        )
    ]
    if signing.parent is not None:
        around = [events[signing.parent]]
    places = {e.values("place") for e in around if e.values("place")}
    if len(places) != 1 or around[0].sentence.start > signing.sentence.start:
        return signing
    held = next(e for e in around if e.values("place"))
    return signing.with_found(*[f for f in held.found if f.role == "place"][:1])


def within_batches(reading: Reading, signings: list[Draft]) -> list[Draft]:
    """其中，甲与乙签署…: named children of the batch that was told just before."""
    batch = next((i for i, d in enumerate(signings) if d.type == "batch"), None)
    if batch is None:
        return signings
    told = signings[batch].sentence

    def child(index: int, draft: Draft) -> bool:
        if index <= batch or draft.type == "batch" or draft.sentence.start < told.start:
            return False
        before = reading.text[draft.sentence.start : draft.trigger[0]]
        return "其中" in before and draft.sentence.paragraph - told.paragraph <= 1

    return [replace(d, within=batch) if child(i, d) else d for i, d in enumerate(signings)]


def _same_day(event: Draft, signing: Draft) -> bool:
    return event.date is None or signing.date is None or event.date.start == signing.date.start


def only_signing(event: Draft, signings: list[Draft]) -> bool:
    """A ceremony that serves only the signing is no event of its own."""
    name = event.name or ""
    if event.type in ("COOPERATION_OTHER", "SETTLEMENT", "LAUNCH") and any(
        s.sentence == event.sentence for s in signings
    ):
        return True
    return "签约" in name and not re.search("开园|论坛|大会|峰会|推介|开幕|开业|揭牌|博览|年会|研讨", name)
