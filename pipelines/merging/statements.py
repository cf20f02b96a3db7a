"""A claim as merging sees it: who, what, when and where in forms that can be compared, and keys to find it by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from pipelines.entities.lexicon import key_of, seed
from pipelines.folding import fold_name
from pipelines.merging.names import own_part
from pipelines.merging.organisations import Names, is_name, written
from pipelines.values import Amount, Claim, Date
from pipelines.vocabulary import PARTY_ROLES

#: What a report tells as done without a day lies within so many days before its publication.
NEWS_DAYS = 7
# Who an event is about, beside its name.
_SUBJECT_ROLES = ("host", "issuer", "operator", "builder", "winner", "financed", "undertaker")
_PLACE_ROLES = ("place", "venue")
_DONE = frozenset({"occurred", "ongoing"})
#: Days; half of it is how far apart reports of one day may lie (evidence.DAYS_APART).
_BUCKET = 6
#: A window as long as this says nothing about the day.
_LONGEST_WINDOW = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one claim tells of a happening.

    ``key``: hash of all that is compared: claims that tell the same have the same. ``first`` and ``last``: the days that
    it may mean, both None where nothing tells; ``stated``: the text gives the day itself. ``text``: the text it stands in.
    """

    key: str
    family: str
    type: str
    subtype: str | None
    status: str
    name: str
    first: date | None = None
    last: date | None = None
    stated: bool = False
    parties: tuple[Names, ...] = ()
    subjects: tuple[Names, ...] = ()
    people: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()  # of agreements
    counts: tuple[tuple[str, int], ...] = ()
    amount: Amount | None = None
    text: int = field(default=0, compare=False)

    @property
    def own(self) -> str:
        """The part of its name that no other happening shares."""
        return own_part(self.name)


def statement(
    claim: Claim,
    *,
    published: date | None,
    names: Mapping[str, Names] | None = None,
    text: int = 0,
    origin: str = "",
) -> Statement:
    """What a claim tells of a happening.

    Args:
        claim: the claim.
        published: local day of its report, None where unknown.
        names: all known names of an organisation by the normalised one that the claim gives; absent ones have only that.
        text: number of the text, so that two claims of one text can be kept apart.
        origin: the page whose text this one reprints, or its own. Where a claim says only what kind of thing happened, it
            tells the same only as a claim of that text.
    """
    fields = _compared(claim, published)
    known = names or {}
    parties, subjects = (
        tuple(v for v in claim.values(*roles) if is_name(v)) for roles in (PARTY_ROLES, _SUBJECT_ROLES)
    )
    told = (*fields.values(), [canonical(n) for n in parties], [canonical(n) for n in subjects])
    identified = parties or subjects or any(fields[what] for what in ("name", "people", "titles", "counts"))
    return Statement(
        **fields,
        key=_hash(told if identified else (*told, origin)),
        parties=_organisations(parties, known),
        subjects=_organisations(subjects, known),
        text=text,
    )


def _compared(claim: Claim, published: date | None) -> dict[str, Any]:
    """What is compared of a claim beside its organisations, by the names of a statement's fields."""
    first, last, stated = _window(claim, published)
    return {
        "family": claim.family,
        "type": claim.type,
        "subtype": claim.subtype,
        "status": claim.status,
        "name": fold_name(claim.name or "").lower(),
        "first": first,
        "last": last,
        "stated": stated,
        "people": frozenset(fold_name(v) for v in claim.values("appointee")),
        "places": frozenset(fold_name(v) for v in claim.values(*_PLACE_ROLES)),
        "titles": frozenset(fold_name(v) for v in claim.values("agreement")),
        "counts": tuple(dict.fromkeys((c.what, c.n) for c in claim.counts if c.scope == "this_event")),
        "amount": claim.amount,
    }


def _organisations(values: tuple[str, ...], known: Mapping[str, Names]) -> tuple[Names, ...]:
    return tuple(dict.fromkeys(known.get(value, frozenset()) | {canonical(value)} for value in values))


def canonical(name: str) -> str:
    """The folded name of an organisation; of a body that the lexicons know the canonical one."""
    key = key_of(name)
    return key if seed(key) is not None else fold_name(name)


def _hash(told: tuple[object, ...]) -> str:
    plain = "\x1f".join(repr(sorted(v) if isinstance(v, frozenset) else v) for v in told)
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def _window(claim: Claim, published: date | None) -> tuple[date | None, date | None, bool]:
    """The days that a claim may mean, and whether the text itself gives them."""
    if claim.date is not None:
        first, last = _days(claim.date)
        if first is not None and last is not None:
            return first, last, True
    if claim.date is None and claim.status in _DONE and published is not None:
        return published - timedelta(days=NEWS_DAYS), published, False
    return None, None, False


def _days(value: Date) -> tuple[date | None, date | None]:
    if value.precision not in ("minute", "day", "range"):
        return None, None
    try:
        first = date.fromisoformat(value.start[:10])
        last = date.fromisoformat((value.end or value.start)[:10])
    except ValueError:
        return None, None
    return first, max(first, last)


def keys(told: Statement) -> tuple[str, ...]:
    """Keys under which statements of one happening meet.

    Days fall into two overlapping rows of six-day buckets, so that days up to three apart always meet.
    """
    found = [f"{told.family}:{key}" for key in _day_keys(told)]
    for role, organisations in (("party", told.parties), ("subject", told.subjects)):
        # the number of a stored organisation is no key: it may change, and the store looks by it anyway
        found += [f"{told.family}:{role}:{name}" for names in organisations for name in written(names)]
    for role, values in (("name", {told.name}), ("own", {told.own}), ("person", told.people)):
        found += [f"{told.family}:{role}:{value}" for value in sorted(values) if value]
    found += [f"{told.family}:agreement:{title}" for title in sorted(told.titles)]
    return tuple(dict.fromkeys(found or [f"{told.family}:{told.type}:undated"]))


def _day_keys(told: Statement) -> Iterator[str]:
    if told.first is None or told.last is None or (told.last - told.first).days > _LONGEST_WINDOW:
        return
    for ordinal in range(told.first.toordinal(), told.last.toordinal() + 1):
        yield f"day:{ordinal // _BUCKET}"
        yield f"day+:{(ordinal + _BUCKET // 2) // _BUCKET}"
