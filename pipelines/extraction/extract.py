"""From an article to its claims: frames are read, dated, related to each other and given their evidence."""

from __future__ import annotations

from dataclasses import replace

from pipelines.extraction.confidence import confidence
from pipelines.extraction.dates import undated
from pipelines.extraction.dating import dated
from pipelines.extraction.document import ReferenceDate, read_document
from pipelines.extraction.draft import Draft, Found, Reading, argument
from pipelines.extraction.events import read_events
from pipelines.extraction.organisation_names import named_organisations
from pipelines.extraction.quotations import said_by
from pipelines.extraction.relations import members_of, only_signing, parented, placed, within_batches
from pipelines.extraction.settling import settled
from pipelines.extraction.signing.read import read_signings
from pipelines.relevance import judge_relevance
from pipelines.values import Argument, Article, Claim, Count, Date, Extraction, Person, Relevance


def extract(article: Article, *, reference: ReferenceDate, relevance: Relevance | None = None) -> Extraction:
    """Claims and people of an article. Evidence quotes ``article.text``; the title is a feature only.

    ``relevance``: where it was judged already.
    """
    if not article.text.strip():
        return Extraction()
    reading, drafts = read_drafts(article, reference=reference, relevance=relevance)
    events = [d for d in drafts if d.family == "event"]
    claims = [_claim(reading, d, _identity(d, index, events), events) for index, d in enumerate(drafts)]
    return Extraction(
        claims=tuple(claims), people=_people(reading), organisations=named_organisations(reading)
    )


def read_drafts(
    article: Article, *, reference: ReferenceDate, relevance: Relevance | None = None
) -> tuple[Reading, list[Draft]]:
    """An article with all that it claims, before that is given its evidence; events first."""
    document = read_document(article.text, title=article.title, reference=reference.day)
    subject = (relevance or judge_relevance(article)).kind == "subject"
    reading = Reading(document=document, zone_subject=subject)
    drafts = [dated(reading, d) for d in (*read_events(reading), *read_signings(reading))]
    drafts = _with_words_of_days(reading, drafts)
    drafts = settled(reading, drafts, stale=reference.stale)
    events = [d for d in drafts if d.family == "event"]
    signings = [d for d in drafts if d.family == "signing"]
    events = [d for d in events if not only_signing(d, signings)]
    events, signings = members_of(reading, events, signings)
    signings = within_batches(reading, [parented(reading, d, events) for d in signings])
    return reading, [*events, *(placed(reading, d, events) for d in signings)]


def _with_words_of_days(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """8月13日 in an article without a day: the claim shows the words, and has no date."""
    spans = undated(reading.document)
    if not spans:
        return drafts
    told = []
    for draft in drafts:
        mine = [s for s in spans if draft.sentence.start <= s[0] < draft.sentence.end and draft.date is None]
        nearest = min(mine, key=lambda s: abs(s[0] - draft.trigger[0]), default=None)
        told.append(replace(draft, date_at=nearest) if nearest else draft)
    return told


def _identity(draft: Draft, index: int, events: list[Draft]) -> str:
    return f"e{index + 1}" if draft.family == "event" else f"s{index - len(events) + 1}"


def _parent_identity(draft: Draft) -> str | None:
    if draft.within is not None:
        return f"s{draft.within + 1}"
    return f"e{draft.parent + 1}" if draft.parent is not None else None


def _claim(reading: Reading, draft: Draft, identity: str, events: list[Draft]) -> Claim:
    span = reading.document.folded.span
    arguments = [argument(reading, f) for f in draft.found]
    if draft.date is not None and draft.date_at is not None:
        arguments.append(_spelled(reading, "date", draft.date_at, _iso(draft.date)))
    elif draft.date_at is not None:
        arguments.append(_spelled(reading, "date", draft.date_at, reading.text[slice(*draft.date_at)]))
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
        confidence=confidence(reading, draft),
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
