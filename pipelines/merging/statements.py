"""A claim as merging sees it: who, what, when and where in forms that can be compared, and keys to find it by."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from pipelines.entities.lexicon import key_of, seed
from pipelines.folding import fold_name
from pipelines.merging.names import is_bare, own_part, peculiar
from pipelines.merging.organisations import Names, beginnings, is_name, written
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
#: A window longer than this says nothing about the day.
_LONGEST_WINDOW = 10
#: So many of them that sign are a batch, however a report calls it.
_BATCH = 3
#: What signs, in counts.
SIGNERS = frozenset({"project", "company", "partner", "institution", "agreement", "mou"})
_NO_KIND = frozenset({"unspecified", "cooperation"})
_LONGEST_MONTH = 31
#: Letters of a name that says who or what is meant.
_TELLING = 2
_TWO_SCRIPTS = re.compile("^(?P<chinese>[一-鿿·]{2,})[（(](?P<latin>[A-Za-z][A-Za-z .&,-]{2,})[）)]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one claim tells of a happening.

    ``key``: hash of all that is compared: claims that tell the same have the same. ``first`` and ``last``: the days that
    it may mean, both None where nothing tells; ``stated``: the text gives the day (or month) itself. ``text``: the text it
    stands in; ``about``: whom and what else that text tells of, folded: it says which one is meant where a claim that looks
    back names nobody.
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
    about: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def has_day(self) -> bool:
        """Whether the days that it may mean are few enough to say something about the day."""
        return (
            self.first is not None
            and self.last is not None
            and _length(self.first, self.last) <= _LONGEST_WINDOW
        )

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
    about: frozenset[str] = frozenset(),
) -> Statement:
    """What a claim tells of a happening.

    Args:
        claim: the claim.
        published: local day of its report, None where unknown.
        names: all known names of an organisation by the normalised one that the claim gives; absent ones have only that.
        text: number of the text, so that two claims of one text can be kept apart.
        about: whom and what the other claims of its text tell of, folded (:func:`about`).
        origin: the page whose text this one reprints, or its own. Where a claim says only what kind of thing happened, it
            tells the same only as a claim of that text.
    """
    fields = _compared(claim, published)
    known = names or {}
    parties, subjects = (
        tuple(v for v in claim.values(*roles) if is_name(v)) for roles in (PARTY_ROLES, _SUBJECT_ROLES)
    )
    told = (*fields.values(), [canonical(n) for n in parties], [canonical(n) for n in subjects])
    named = fields["name"] and not is_bare(fields["name"])  # 第二届论坛 is the name of many
    identified = named or parties or subjects or any(fields[what] for what in ("people", "titles", "counts"))
    return Statement(
        **fields,
        key=_hash(told if identified else (*told, origin)),
        parties=_organisations(parties, known),
        subjects=_organisations(subjects, known),
        text=text,
        about=about,
    )


def about(claim: Claim) -> frozenset[str]:
    """Whom and what a claim tells of, folded: for what else its text says (``Statement.about``)."""
    name = {peculiar(fold_name(claim.name).lower())} if claim.name else set()
    values = claim.values(*PARTY_ROLES, *_SUBJECT_ROLES)
    return frozenset(n for n in (*name, *(canonical(v) for v in values if is_name(v))) if len(n) >= _TELLING)


def _compared(claim: Claim, published: date | None) -> dict[str, Any]:
    """What is compared of a claim beside its organisations, by the names of a statement's fields."""
    first, last, stated = _window(claim, published)
    return {
        "family": claim.family,
        "type": "batch" if _is_batch(claim) else claim.type,
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


def _is_batch(claim: Claim) -> bool:
    """Whether many sign, though the report says only that something was signed."""
    many = any(c.what in SIGNERS and c.n >= _BATCH for c in claim.counts if c.scope == "this_event")
    return claim.type == "batch" or (claim.family == "signing" and claim.type in _NO_KIND and many)


def _organisations(values: tuple[str, ...], known: Mapping[str, Names]) -> tuple[Names, ...]:
    return tuple(dict.fromkeys(known.get(value, frozenset()) | _names_of(value) for value in values))


def _names_of(value: str) -> Names:
    """The name of an organisation; of 米瑞尔（Mirelle Biosystems） each of both."""
    both = _TWO_SCRIPTS.match(value)
    return frozenset({canonical(value)} if both is None else {canonical(part) for part in both.groups()})


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
    """The first and the last day of a day, of several, or of a month; a year tells nothing."""
    if value.precision == "month":
        return _month(value.start, value.end or value.start)
    if value.precision not in ("minute", "day", "range"):
        return None, None
    try:
        first = date.fromisoformat(value.start[:10])
        last = date.fromisoformat((value.end or value.start)[:10])
    except ValueError:
        return None, None
    return first, max(first, last)


def _month(start: str, end: str) -> tuple[date | None, date | None]:
    if start[:7] != end[:7]:
        return None, None
    try:
        first = date.fromisoformat(f"{start[:7]}-01")
    except ValueError:
        return None, None
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _length(first: date, last: date) -> int:
    return (last - first).days


def keys(told: Statement) -> tuple[str, ...]:
    """Keys under which statements of one happening meet.

    Days fall into two overlapping rows of six-day buckets, so that days up to three apart always meet.
    """
    found = [f"{told.family}:{key}" for key in (*_day_keys(told), *_month_keys(told))]
    for organisations in (told.parties, told.subjects):
        # the number of a stored organisation is no key: it may change, and the store looks by it anyway
        found += [
            f"{told.family}:who:{begin}"
            for names in organisations
            for name in written(names)
            for begin in beginnings(name)
        ]
    for role, values in (("name", {told.name}), ("own", {told.own}), ("person", told.people)):
        found += [f"{told.family}:{role}:{value}" for value in sorted(values) if value]
    if told.type == "batch":
        found += [f"{told.family}:count:{n}" for what, n in told.counts if what in SIGNERS]
    found += [f"{told.family}:agreement:{title}" for title in sorted(told.titles)]
    if told.name and (kind := peculiar(told.name)) != told.own:
        found.append(f"{told.family}:own:{kind}")
    if told.status == "historical":
        # what it looks back to is found by what else its text is about
        found += [f"{told.family}:own:{one}" for one in sorted(told.about)]
        found += [f"{told.family}:who:{begin}" for one in sorted(told.about) for begin in beginnings(one)]
    return tuple(dict.fromkeys(found or [f"{told.family}:{told.type}:undated"]))


def _month_keys(told: Statement) -> Iterator[str]:
    """Each month that it may mean, with its kind: where only a month is said again later."""
    if told.first is not None and told.last is not None and _length(told.first, told.last) <= _LONGEST_MONTH:
        for month in dict.fromkeys(day.isoformat()[:7] for day in (told.first, told.last)):
            yield f"{told.type}:month:{month}"


def _day_keys(told: Statement) -> Iterator[str]:
    if told.first is None or told.last is None or not told.has_day:
        return
    for ordinal in range(told.first.toordinal(), told.last.toordinal() + 1):
        yield f"day:{ordinal // _BUCKET}"
        yield f"day+:{(ordinal + _BUCKET // 2) // _BUCKET}"
