"""What the claims of one happening establish together: each point settled by votes, one for each independent voice.

Nothing depends on the order of the claims. What is outvoted stays with its claim, and is shown as a conflict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from pipelines.folding import fold_name
from pipelines.merging.organisations import Names, same_organisation
from pipelines.merging.statements import canonical
from pipelines.values import Amount, Claim, Date, Happening
from pipelines.vocabulary import PARTY_ROLES

V = TypeVar("V", bound=Hashable)
Told = tuple[Claim, Hashable]  # a claim and the voice that makes it

# The later in the life of an agreement or event, the higher. Old news and denials never move a happening.
_LIFE = {
    "generic": 0,
    "cumulative": 0,
    "historical": 0,
    "denied": 0,
    "intended": 1,
    "planned": 2,
    "scheduled": 3,
    "postponed": 4,
    "ongoing": 5,
    "occurred": 6,
    "cancelled": 7,
    "terminated": 8,
}
_VAGUE_TYPES = frozenset({"unspecified", "cooperation", "OTHER", "COOPERATION_OTHER"})
_FINENESS = ("minute", "day", "range")


def establish(told: Sequence[Told], *, parent_id: int | None = None) -> Happening:
    """The happening that claims of one group establish; ``id`` is None.

    Args:
        told: each claim with its voice: reports of one text or one publisher family are one voice.
        parent_id: the happening that this one is part of.

    Raises:
        ValueError: there is no claim.
    """
    if not told:
        raise ValueError("a happening needs a claim")
    ordered = sorted(told, key=lambda row: _content(row[0]))
    status = max((claim.status for claim, _ in ordered), key=lambda s: (_LIFE[s], s))
    newest = [(claim, voice) for claim, voice in ordered if claim.status == status]
    kind = _voted(ordered, _kind) or _voted(ordered, lambda c: (c.type, c.subtype))
    name = _voted(ordered, lambda c: fold_name(c.name) if c.name else None)
    return Happening(
        id=None,
        family=ordered[0][0].family,
        type=kind[0] if kind else ordered[0][0].type,
        subtype=kind[1] if kind else None,
        status=status,
        name=next((c.name for c, _ in ordered if c.name and fold_name(c.name) == name), None),
        date=_day(newest) or _day(ordered),
        parties=_parties(ordered),
        people=tuple(
            dict.fromkeys(fold_name(v) for c, _ in ordered for v in c.values("appointee", "signatory"))
        ),
        place=_voted(ordered, _place),
        amount=_voted(newest, _amount) or _voted(ordered, _amount),
        counts=_voted(ordered, _counts) or (),
        parent_id=parent_id,
    )


def _content(claim: Claim) -> tuple[str, ...]:
    """An order of claims by what they say."""
    arguments = sorted(f"{a.role}={a.normalised}" for a in claim.arguments)
    return f"{1000 - len(arguments):04d}", claim.type, claim.status, claim.name or "", *arguments


def _voted(told: Sequence[Told], value: Callable[[Claim], V | None]) -> V | None:
    """The value with most voices; of equals the one that says most, then the first in the order of their text."""
    voices: dict[V, set[Hashable]] = defaultdict(set)
    for claim, voice in told:
        found = value(claim)
        if found is not None:
            voices[found].add(voice)
    return min(voices, key=lambda v: (-len(voices[v]), -len(str(v)), str(v)), default=None)


def _kind(claim: Claim) -> tuple[str, str | None] | None:
    return None if claim.type in _VAGUE_TYPES else (claim.type, claim.subtype)


def _place(claim: Claim) -> str | None:
    return next((fold_name(v) for v in claim.values("place", "venue", "host")), None)


def _amount(claim: Claim) -> Amount | None:
    return claim.amount


def _counts(claim: Claim) -> tuple[tuple[str, int], ...] | None:
    return tuple(dict.fromkeys((c.what, c.n) for c in claim.counts if c.scope == "this_event")) or None


def _day(told: Sequence[Told]) -> Date | None:
    """The day with most voices among the finest that are given."""
    fine = [(c, v) for c, v in told if c.date is not None and c.date.precision in _FINENESS]
    day = _voted(fine or told, lambda c: c.date.start[:10] if c.date else None)
    found = [c.date for c, _ in told if c.date is not None and c.date.start[:10] == day]
    return min(found, key=lambda d: (_rank(d), d.start, d.end or "", d.basis), default=None)


def _rank(value: Date) -> int:
    return _FINENESS.index(value.precision) if value.precision in _FINENESS else len(_FINENESS)


def _parties(told: Sequence[Told]) -> tuple[str, ...]:
    """All that sign, each once; claims that name more of them first."""
    found: list[Names] = []
    lists = [tuple(canonical(n) for n in claim.values(*PARTY_ROLES)) for claim, _ in told]
    for names in sorted(lists, key=lambda row: (-len(row), row)):
        for name in names:
            if not any(same_organisation(frozenset((name,)), other) for other in found):
                found.append(frozenset((name,)))
    return tuple(next(iter(names)) for names in found)
