"""From an article to its claims: frames are read, dated, related to each other and given their evidence."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extraction.dating import dated
from pipelines.extraction.document import ReferenceDate, read_document
from pipelines.extraction.draft import Draft, Found, Reading, argument
from pipelines.extraction.events import read_events
from pipelines.extraction.organisation_names import named_organisations
from pipelines.extraction.quotations import said_by
from pipelines.extraction.settling import settled
from pipelines.extraction.signing.read import read_signings
from pipelines.relevance import judge_relevance
from pipelines.values import Argument, Article, Claim, Count, Date, Extraction, Person, Relevance

#: Events that a signing can be part of.
_AROUND = ("MEETING", "OPENING", "LAUNCH", "CONSTRUCTION")
#: Events at which people gather, so that what is signed there has their place.
_GATHERS = ("MEETING", "ORG", "SETTLEMENT", "FINANCE")
_WITHIN = re.compile(r"会上|期间|现场|活动|同场|仪式上|仪式|随后|同日|当天|开幕式")


def extract(article: Article, *, reference: ReferenceDate, relevance: Relevance | None = None) -> Extraction:
    """Claims and people of an article. Evidence quotes ``article.text``; the title is a feature only.

    ``relevance``: where it was judged already.
    """
    if not article.text.strip():
        return Extraction()
    document = read_document(article.text, title=article.title, reference=reference.day)
    subject = (relevance or judge_relevance(article)).kind == "subject"
    reading = Reading(document=document, zone_subject=subject)
    drafts = [dated(reading, d) for d in (*read_events(reading), *read_signings(reading))]
    drafts = settled(reading, drafts, stale=reference.stale)
    events = [d for d in drafts if d.family == "event"]
    signings = [d for d in drafts if d.family == "signing"]
    events = [d for d in events if not _only_signing(d, signings)]
    signings = _within_batches(reading, [_parented(reading, d, events) for d in signings])
    signings = [_placed(d, events) for d in signings]
    drafts = events + signings
    claims = [_claim(reading, d, _identity(d, index, events), events) for index, d in enumerate(drafts)]
    return Extraction(
        claims=tuple(claims), people=_people(reading), organisations=named_organisations(reading)
    )


def _identity(draft: Draft, index: int, events: list[Draft]) -> str:
    return f"e{index + 1}" if draft.family == "event" else f"s{index - len(events) + 1}"


def _parented(reading: Reading, draft: Draft, events: list[Draft]) -> Draft:
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


def _placed(signing: Draft, events: list[Draft]) -> Draft:
    """A signing takes place where the ceremony does that it is part of, or the only one of its day."""
    if signing.values("place") or signing.status not in ("occurred", "scheduled", "postponed"):
        return signing
    around = [
        e
        for e in events
        if e.status == signing.status
        and _same_day(e, signing)
        and (e.type in _GATHERS or (e.type in _AROUND and e.status == "occurred"))
    ]
    ceremony = (
        events[signing.parent]
        if signing.parent is not None
        else around[0]
        if len({e.values("place") for e in around}) == 1
        else None
    )
    if ceremony is None or ceremony.sentence.start > signing.sentence.start:
        return signing
    return signing.with_found(*[f for f in ceremony.found if f.role == "place"][:1])


def _within_batches(reading: Reading, signings: list[Draft]) -> list[Draft]:
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


def _parent_identity(draft: Draft) -> str | None:
    if draft.within is not None:
        return f"s{draft.within + 1}"
    return f"e{draft.parent + 1}" if draft.parent is not None else None


def _same_day(event: Draft, signing: Draft) -> bool:
    return event.date is None or signing.date is None or event.date.start == signing.date.start


def _only_signing(event: Draft, signings: list[Draft]) -> bool:
    """A ceremony that serves only the signing is no event of its own."""
    name = event.name or ""
    if event.type in ("COOPERATION_OTHER", "SETTLEMENT", "LAUNCH") and any(
        s.sentence == event.sentence for s in signings
    ):
        return True
    return "签约" in name and not re.search("开园|论坛|大会|峰会|推介|开幕|开业|揭牌|博览|年会|研讨", name)


def _claim(reading: Reading, draft: Draft, identity: str, events: list[Draft]) -> Claim:
    span = reading.document.folded.span
    arguments = [argument(reading, f) for f in draft.found]
    if draft.date is not None and draft.date_at is not None:
        arguments.append(_spelled(reading, "date", draft.date_at, _iso(draft.date)))
    if draft.amount is not None:
        at = (draft.amount.start, draft.amount.end)
        arguments.append(
            _spelled(reading, "amount", at, f"{draft.amount.amount.currency} {draft.amount.amount.value:.0f}")
        )
    counts = tuple(
        Count(what=c.what, n=c.n, scope=c.scope, evidence=span(c.start, c.end)) for c in draft.counts
    )
    arguments += [_spelled(reading, "count", (c.start, c.end), f"{c.n} {c.what}") for c in draft.counts]
    name = next((f for f in draft.found if f.role == "name"), None)
    return Claim(
        id=identity,
        family=draft.family,
        type=draft.type,
        subtype=draft.subtype,
        status=draft.status,
        name=argument(reading, name).value if name else draft.name,
        evidence=span(draft.sentence.start, draft.sentence.end),
        parent=_parent_identity(draft),
        date=draft.date,
        arguments=tuple(arguments),
        counts=counts,
        amount=draft.amount.amount if draft.amount else None,
        zone=draft.sentence.zone,
        prominence="main"
        if draft.sentence.zone == "lead"
        else "background"
        if draft.status == "historical"
        else "co_main",
        attributed_to=_speaker(reading, draft),
        confidence=_confidence(draft),
        on_hetao=draft.on_hetao or (draft.parent is not None and events[draft.parent].on_hetao),
    )


def _spelled(reading: Reading, role: str, at: tuple[int, int], normalised: str) -> Argument:
    surface = reading.text[at[0] : at[1]]
    return argument(reading, Found(role=role, start=at[0], end=at[1], value=surface, normalised=normalised))


def _iso(value: Date) -> str:
    return value.start if value.start == value.end else f"{value.start}/{value.end}"


def _speaker(reading: Reading, draft: Draft) -> str | None:
    """Whoever is quoted with the act."""
    return said_by(reading.quotations, draft.trigger[0])


def _confidence(draft: Draft) -> float:
    """0 to 1: the weight of the rule, more in the lead and with a day, less without either."""
    score = draft.weight
    score += 0.05 if draft.sentence.zone == "lead" else -0.05
    score += 0.05 if draft.date is not None else -0.05
    return min(0.98, max(0.05, round(score, 2)))


def _people(reading: Reading) -> tuple[Person, ...]:
    span = reading.document.folded.span

    def written(words: str | None, near: int) -> str | None:
        """Folded words as the text writes them, from their nearest place before ``near``, else anywhere."""
        if words is None:
            return None
        at = reading.text.rfind(words, 0, near)
        at = at if at >= 0 else reading.text.find(words)
        return span(at, at + len(words)).text if at >= 0 else words

    return tuple(
        Person(
            name=span(person.start, person.end).text,
            title=written(person.title, person.start) or person.title,
            organisation=written(person.organisation, person.start),
            evidence=span(person.start, person.end),
        )
        for person in reading.people
    )
