"""What of an answer stands in the text: claims of closed vocabularies, quotes found again, values read by our rules."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipelines import vocabulary
from pipelines.extraction import aliases
from pipelines.extraction.counts import CountMention, find_counts
from pipelines.extraction.dates import DateMention, find_dates
from pipelines.extraction.money import AmountMention, find_amounts
from pipelines.folding import fold_name
from pipelines.proposing.compare import compare
from pipelines.proposing.prompts import MOST_ARGUMENTS, MOST_CLAIMS
from pipelines.proposing.quotes import NotThere, Place, digits, find_quote, splits_number
from pipelines.proposing.values import Answer, Prompt, Proposal, Verified
from pipelines.values import Amount, Argument, Claim, Date, Span

_DATES = ("date", "effective_date")
_MEASURED = (*_DATES, "amount", "count")
_SPACE_FOR_VALUE = 200
#: How far before a quote a mention that reaches into it may begin.
_LONGEST_MENTION = 200


@dataclass(frozen=True)
class _Ground:
    """The text that an answer is held against, with our own readings of it and a tally of what does not stand."""

    prompt: Prompt
    rejected: Counter[str] = field(default_factory=Counter)

    @cached_property
    def mentions(self) -> dict[str, tuple[DateMention | AmountMention | CountMention, ...]]:
        """What our readers find in the whole text: a quote alone has lost its year and its sign."""
        document = self.prompt.document
        dates = find_dates(document)
        return {
            **dict.fromkeys(_DATES, dates),
            "amount": find_amounts(document.text),
            "count": find_counts(document.text),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """An argument that stands, with what our own reader makes of it."""

    argument: Argument
    date: Date | None = None
    amount: Amount | None = None


def verify(answer: Answer, prompt: Prompt, own: tuple[Claim, ...] = ()) -> Verified:
    """What of an answer counts, compared with our ``own`` claims of the same text; nothing else of it is kept."""
    ground = _Ground(prompt)
    proposals: list[Proposal] = []
    taken: set[tuple[str, int, int]] = set()
    ground.rejected["too_many"] += max(0, len(answer.claims) - MOST_CLAIMS)
    for given in answer.claims[:MOST_CLAIMS]:
        try:
            proposal = _proposal(ground, given)
        except NotThere as problem:
            ground.rejected[str(problem)] += 1
            continue
        key = (proposal.type, proposal.trigger.start, proposal.trigger.end)
        if key in taken:
            ground.rejected["repeated"] += 1
            continue
        taken.add(key)
        proposals.append(replace(proposal, compared=compare(proposal, own)))
    return Verified(proposals=tuple(proposals), rejected=tuple(sorted((+ground.rejected).items())))


def _proposal(ground: _Ground, given: object) -> Proposal:
    """One claim.

    Raises:
        NotThere: it does not count.
    """
    if not isinstance(given, dict) or not isinstance(given.get("arguments"), list):
        raise NotThere("shape")
    type_ = _one_of(given.get("type"), (*vocabulary.SIGNING_TYPES, *vocabulary.EVENT_TYPES), "type")
    status = _one_of(given.get("status"), vocabulary.STATUSES, "status")
    family = "signing" if type_ in vocabulary.SIGNING_TYPES else "event"
    trigger = find_quote(ground.prompt, given.get("trigger"), given.get("sentence"))
    read = _arguments(ground, given["arguments"], family, trigger)
    if not read:
        raise NotThere("nothing_left")
    begin, end = ground.prompt.sentences[given["sentence"] - 1]
    return Proposal(
        family=family,
        type=type_,
        status=status,
        evidence=ground.prompt.document.folded.span(begin, end),
        trigger=trigger.span,
        arguments=tuple(r.argument for r in read),
        date=next((r.date for r in read if r.argument.role == "date"), None),
        amount=next((r.amount for r in read if r.amount is not None), None),
    )


def _one_of(given: object, allowed: tuple[str, ...], reason: str) -> str:
    if not isinstance(given, str) or given not in allowed:
        raise NotThere(reason)
    return given


def _arguments(ground: _Ground, given: list[object], family: str, trigger: Place) -> list[_Read]:
    roles = vocabulary.SIGNING_ROLES if family == "signing" else vocabulary.EVENT_ROLES
    found: dict[tuple[str, int, int], _Read] = {}
    ground.rejected["too_many"] += max(0, len(given) - MOST_ARGUMENTS)
    for one in given[:MOST_ARGUMENTS]:
        try:
            read = _argument(ground, one, roles, trigger)
        except NotThere as problem:
            ground.rejected[str(problem)] += 1
            continue
        evidence = read.argument.evidence
        key = (read.argument.role, evidence.start, evidence.end)
        ground.rejected["repeated"] += key in found
        found.setdefault(key, read)
    return list(found.values())


def _argument(ground: _Ground, given: object, roles: tuple[str, ...], trigger: Place) -> _Read:
    if not isinstance(given, dict):
        raise NotThere("shape")
    role = _one_of(given.get("role"), roles, "role")
    place = find_quote(ground.prompt, given.get("quote"), given.get("sentence"), near=trigger.start)
    # No value is asked for. One that is given all the same never counts; with digits of its own it betrays a guess.
    value = given.get("value")
    if value is not None and digits(str(value)[:_SPACE_FOR_VALUE]) not in digits(place.span.text):
        raise NotThere("value")
    if role in _MEASURED:
        return _measured(ground, role, place)
    name = fold_name(place.span.text)
    return _Read(argument=_made(role, place.span, aliases.canonical(name) or name))


def _measured(ground: _Ground, role: str, place: Place) -> _Read:
    """A date, amount or count as our own reader has it: the quote only points, the reader bounds and values it."""
    document = ground.prompt.document
    if splits_number(document.text, place):
        raise NotThere("cut")
    mentions = ground.mentions[role]
    first = bisect_left(mentions, place.start - _LONGEST_MENTION, key=lambda m: m.start)
    last = bisect_left(mentions, place.end, key=lambda m: m.start)
    meant = [m for m in mentions[first:last] if place.start < m.end]
    if not meant:
        raise NotThere("no_value")
    if len(meant) > 1:
        raise NotThere("ambiguous")
    mention = meant[0]
    span = document.folded.span(mention.start, mention.end)
    if isinstance(mention, DateMention):
        date = mention.date
        iso = date.start if date.start == date.end else f"{date.start}/{date.end}"
        return _Read(argument=_made(role, span, iso), date=date)
    if isinstance(mention, AmountMention):
        amount = mention.amount
        return _Read(argument=_made(role, span, f"{amount.currency} {amount.value:.0f}"), amount=amount)
    return _Read(argument=_made(role, span, f"{mention.n} {mention.what}"))


def _made(role: str, span: Span, normalised: str) -> Argument:
    return Argument(role=role, value=span.text, normalised=normalised, evidence=span)
