"""How the claims of one article hang together: signings inside a forum or a batch, and where they took place."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from pipelines.extraction.draft import Draft, Reading
from pipelines.extraction.signing.papers import amount_of

#: Events that a signing can be part of.
_AROUND = ("MEETING", "OPENING", "LAUNCH", "CONSTRUCTION")
#: Events at which people gather, so that what is signed there has their place.
_GATHERS = ("ORG", "SETTLEMENT", "FINANCE", "LAUNCH")
_GATHERED = re.compile("会上|仪式|现场|大会|活动|典礼|礼上")
#: 具体来看，…; 其中，…; ——…; （一）…; ▶ …: an item of a list.
_ITEM = re.compile(
    r"\s*(?:具体来看|具体包括|其中|例如|——|[（(]?[一二三四五六七八九十\d]{1,2}[）).、]|[▶●■◆·•✅▪◎➤-])"
)
_AT_IT = re.compile("(?:大会|论坛|活动|会议|峰会|典礼|仪式|推介会|发布会)(?:现场|上|期间|当[天日])|届时|会上")
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
    if draft.status == "planned" and draft.date is None:
        return _on_its_day(reading, draft, events)
    points_back = _WITHIN.search(reading.text, draft.sentence.start, draft.trigger[0])
    near = [i for i, e in options if e.type in ("MEETING", "OPENING")]
    if here:
        return replace(draft, parent=here[0])
    if near and (points_back or draft.type == "batch"):
        return replace(draft, parent=near[0])
    return draft


def _on_its_day(reading: Reading, draft: Draft, events: list[Draft]) -> Draft:
    """大会现场将有36个项目签约: on the day that the text states for the meeting."""
    ahead = [
        (i, e)
        for i, e in enumerate(events)
        if e.type in ("MEETING", "OPENING") and e.status == "scheduled" and e.date is not None
        and e.sentence.start <= draft.sentence.start
    ]  # fmt: skip
    if len(ahead) != 1 or not _AT_IT.search(reading.text, draft.sentence.start, draft.trigger[0]):
        return draft
    index, meeting = ahead[0]
    day = meeting.date and replace(meeting.date, basis="inherited")
    return replace(draft, status="scheduled", date=day, date_at=meeting.date_at, parent=index)


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


#: Among so many sentences behind a signing of many stand its members.
_MEMBERS_WITHIN = 10
_OF_MANY = ("settle_in", "batch", "lease", "investment")


def members_of(
    reading: Reading, events: list[Draft], signings: list[Draft]
) -> tuple[list[Draft], list[Draft]]:
    """Move-ins listed behind the signing of many are what was signed, not moves of their own.

    八家企业签订入园协议。具体来看，甲落户量子中心；乙入驻生物医药产业园: two settlers, within the first.

    Returns:
        The events that remain, and the signings with those members.
    """
    many = next(
        (i for i, d in enumerate(signings) if d.type in _OF_MANY and d.status == "occurred" and _counts(d)),
        None,
    )
    if many is None:
        return events, signings
    starts = [s.start for s in reading.told]
    first = bisect_right(starts, signings[many].sentence.start)
    within = set(starts[first : first + _MEMBERS_WITHIN])
    listed = [
        e
        for e in events
        if e.type == "SETTLEMENT"
        and e.subtype in (None, "enter")
        and e.status == "occurred"
        and e.sentence.start in within
        and _is_item(reading.sentence_text(e.sentence))
        and _same_day(e, signings[many])
    ]
    members = [_as_signing(reading, e, many) for e in listed]
    return [e for e in events if e not in listed], [*signings, *members]


def _is_item(words: str) -> bool:
    """Whether a sentence is an item of a list: it ends in a semicolon or is marked as one."""
    return bool(_ITEM.match(words)) or words.rstrip().endswith(("；", ";"))


def _counts(draft: Draft) -> bool:
    return any(c.what in ("company", "institution", "project", "partner") and c.n >= 3 for c in draft.counts)


def _as_signing(reading: Reading, event: Draft, many: int) -> Draft:
    """A move-in as a signing of its settler, at its host."""
    roles = {"name": "settler", "place": "host"}
    found = tuple(replace(f, role=roles[f.role]) for f in event.found if f.role in roles)
    span = (event.sentence.start, event.sentence.end)
    return replace(
        event,
        family="signing",
        type="settle_in",
        subtype=None,
        name=None,
        found=found,
        parent=None,
        within=many,
        amount=amount_of(reading, span, span, "occurred"),
    )


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
