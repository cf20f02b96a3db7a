"""Which happening a claim belongs to, and what the happening is afterwards.

Claims are compared by an event key (kind, date window, parties, name, place, counts), never by the
wording of their articles. Merging only adds: the claims stay, the happening is their summary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipelines.entities.lexicon import key_of, seed
from pipelines.event_names import told_apart
from pipelines.folding import fold_name
from pipelines.values import Claim, Date, Happening
from pipelines.vocabulary import PARTY_ROLES

#: At or above: the same happening. Below ``NEW``: certainly another. Between: kept apart, marked for review.
MERGE, NEW = 1.0, 0.6
#: Reports of one day's event name days up to this far apart (the day itself, the day of the report).
DAYS_APART = 3
#: Notices without a day are published within so many days.
NEWS_DAYS = 7
#: A plan and its signing, a signing and its end, lie up to this far apart.
LIFE_DAYS = 3 * 365

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
# Types that reports of one signing confuse: what is exact in one is loosely named in another.
_LOOSE_TYPES = frozenset({"unspecified", "cooperation", "strategic_cooperation", "framework", "batch"})
_ORDINAL = re.compile(r"第([0-9一二三四五六七八九十百零〇两]+)(届|期|次|批|轮|季)")
_YEAR = re.compile(r"(20\d\d|二〇[一二三四五六七八九〇]{2})年?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The happening that a claim joins, or None for a new one; ``review``: it was close."""

    happening_id: int | None
    why: str
    review: bool = False
    score: float = 0.0


def parties(claim: Claim) -> tuple[str, ...]:
    """Folded names of all that sign, in order; of bodies that the lexicons know the canonical one."""
    return tuple(dict.fromkeys(_canonical(n) for n in claim.values(*PARTY_ROLES)))


def _canonical(name: str) -> str:
    key = key_of(name)
    return key if seed(key) is not None else fold_name(name)


def _day(value: Date | None) -> date | None:
    if value is None or value.precision not in ("minute", "day", "range"):
        return None
    try:
        return date.fromisoformat(value.start[:10])
    except ValueError:
        return None


def event_keys(claim: Claim) -> tuple[str, ...]:
    """Blocking keys: two claims of one happening share at least one of them.

    Days fall into two overlapping rows of four-day buckets, so that days up to two apart always meet.
    """
    keys: list[str] = []
    day = _day(claim.date)
    if day is not None:
        ordinal = day.toordinal()
        keys += [f"{claim.family}:day:{ordinal // 4}", f"{claim.family}:day+:{(ordinal + 2) // 4}"]
    keys += [f"{claim.family}:party:{name}" for name in parties(claim)]
    if claim.name:
        keys.append(f"{claim.family}:name:{fold_name(claim.name)}")
    keys += [
        f"{claim.family}:{role}:{fold_name(v)}"
        for role in ("appointee", "agreement")
        for v in claim.values(role)
    ]
    if not keys:
        keys.append(f"{claim.family}:{claim.type}:undated")
    return tuple(dict.fromkeys(keys))


def choose(
    claim: Claim, candidates: Sequence[Happening], *, parent: int | None, published: date | None = None
) -> Choice:
    """The candidate that the claim tells of again, if any. The order of candidates does not matter.

    ``published``: local day of the report; what it tells as done without a day lies within the week before.
    """
    scored = sorted(
        ((*_score(claim, candidate, parent, published), candidate.id or 0) for candidate in candidates),
        key=lambda row: (-row[0], row[2]),
    )
    if not scored:
        return Choice(happening_id=None, why="no happening shares a key with it")
    score, why, happening_id = scored[0]
    if score >= MERGE:
        return Choice(happening_id=happening_id, why=why, score=score)
    if score >= NEW:
        return Choice(
            happening_id=None, why=f"close to happening {happening_id} ({why})", review=True, score=score
        )
    return Choice(happening_id=None, why=f"nearest is happening {happening_id}: {why}", score=score)


def _score(claim: Claim, other: Happening, parent: int | None, published: date | None) -> tuple[float, str]:
    if claim.family != other.family:
        return 0.0, "another family"
    forbidden = _forbidden(claim, other)
    if forbidden:
        return 0.0, forbidden
    if claim.family == "signing":
        return _score_signing(claim, other, parent, published)
    return _score_event(claim, other)


def _forbidden(claim: Claim, other: Happening) -> str | None:
    """What rules out that both are one: another edition, another year in the name, other parties."""
    mine, theirs = fold_name(claim.name or ""), fold_name(other.name or "")
    for pattern, what in ((_ORDINAL, "another edition"), (_YEAR, "another year in the name")):
        a, b = set(pattern.findall(mine)), set(pattern.findall(theirs))
        if a and b and not a & b:
            return what
    ours = parties(claim)
    if len(ours) >= 2 and len(other.parties) >= 2 and not _shared(ours, other.parties):
        return "other parties"
    return None


def _shared(a: Sequence[str], b: Sequence[str]) -> int:
    """How many names of ``a`` stand in ``b``; 远屿新材 counts as 深圳远屿新材有限公司."""
    return sum(1 for x in a if any(x == y or _short_for(x, y) or _short_for(y, x) for y in b))


def _short_for(short: str, full: str) -> bool:
    return len(short) >= 3 and len(short) < len(full) and short in full


def _days_between(claim: Claim, other: Happening) -> int | None:
    a, b = _day(claim.date), _day(other.date)
    return None if a is None or b is None else abs((a - b).days)


def _reported_then(claim: Claim, other: Happening, published: date | None) -> bool:
    """Whether an undated report of something done came out within the week after the day that is known."""
    day = _day(other.date)
    done = claim.status == other.status == "occurred"
    if not done or claim.date is not None or day is None or published is None:
        return False
    return 0 <= (published - day).days <= NEWS_DAYS


def _score_signing(
    claim: Claim, other: Happening, parent: int | None, published: date | None
) -> tuple[float, str]:
    ours, theirs = parties(claim), other.parties
    shared = _shared(ours, theirs)
    apart = _days_between(claim, other)
    same_type = claim.type == other.type or claim.type in _LOOSE_TYPES or other.type in _LOOSE_TYPES
    if (claim.type == "batch") != (other.type == "batch") and shared < 2:
        return 0.0, "a batch and a single signing"
    counts = {(c.what, c.n) for c in claim.counts if c.scope == "this_event"}
    same_counts = bool(counts & set(other.counts))
    another_act = claim.status == other.status and apart is not None and apart > DAYS_APART
    if another_act:
        return 0.0, f"{apart} days apart"
    near = apart is not None and apart <= DAYS_APART
    if (
        claim.type == "batch"
        and near
        and (same_counts or (parent is not None and parent == other.parent_id) or shared)
    ):
        return 1.2, "the same ceremony: day and counts, parent or parties agree"
    if not ours or not theirs:
        return (
            (0.7, "the same day, but one names no party")
            if near and same_type and same_counts
            else (0.0, "no party to compare")
        )
    complete = shared >= min(len(ours), len(theirs)) and shared >= 1
    if shared >= 2 and same_type and (apart is None or apart <= LIFE_DAYS):
        return 1.5, f"{shared} parties agree"
    if complete and near and same_type:
        return 1.2, "all parties of the shorter list and the day agree"
    if complete and apart is None and same_type and _reported_then(claim, other, published):
        return 1.1, "all parties of the shorter list agree, reported within the week"
    if complete and apart is None and same_type:
        return 0.8, "one party agrees, no day to compare"
    if shared and claim.status != other.status and same_type:
        return 0.8, "one party agrees in another stage"
    return 0.3 * shared, f"{shared} party in common"


def _score_event(claim: Claim, other: Happening) -> tuple[float, str]:
    if claim.type != other.type:
        return 0.0, "another type"
    if claim.subtype and other.subtype and claim.subtype != other.subtype:
        return 0.0, "another subtype"
    if told_apart(claim.name or "", other.name or ""):
        return 0.0, "each has a name of its own"
    likeness = _name_likeness(claim.name, other.name)
    apart = _days_between(claim, other)
    changed_day = {claim.status, other.status} & {"postponed", "scheduled", "planned", "cancelled"}
    if apart is not None and apart > DAYS_APART and not (changed_day and likeness >= 0.6 and apart <= 400):
        return 0.0, f"{apart} days apart"
    if likeness >= 0.6:
        return 1.3, "name and day agree" if apart is not None else "the names agree"
    if _short_for(fold_name(claim.name or ""), fold_name(other.name or "")) or _short_for(
        fold_name(other.name or ""), fold_name(claim.name or "")
    ):
        return (
            (1.2, "one name holds the other, the day agrees")
            if apart is not None
            else (0.8, "one name holds the other")
        )
    place = {fold_name(v) for v in claim.values("place", "venue")}
    if apart is not None and other.place and other.place in place and likeness >= 0.3:
        return 1.1, "day, place and part of the name agree"
    if apart is not None and apart <= 1 and likeness >= 0.3:
        return 0.7, "the same day, names alike in part"
    return 0.4 * likeness, f"names alike by {likeness:.2f}"


def _name_likeness(a: str | None, b: str | None) -> float:
    """Dice coefficient of the bigrams of two folded names, 0 to 1; 0 where one is missing."""
    first, second = (
        {n[i : i + 2] for i in range(len(n) - 1)} for n in (fold_name(a or ""), fold_name(b or ""))
    )
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def absorb(happening: Happening | None, claim: Claim, *, parent_id: int | None) -> Happening:
    """The happening after one more claim: gaps are filled, the status only moves on in its life."""
    ours = parties(claim)
    counts = tuple(dict.fromkeys((c.what, c.n) for c in claim.counts if c.scope == "this_event"))
    place = next((fold_name(v) for v in claim.values("place", "venue", "host")), None)
    people = tuple(fold_name(v) for v in claim.values("appointee", "signatory"))
    if happening is None:
        return Happening(
            id=None,
            family=claim.family,
            type=claim.type,
            subtype=claim.subtype,
            status=claim.status,
            name=claim.name,
            date=claim.date,
            parties=ours,
            people=people,
            place=place,
            amount=claim.amount,
            counts=counts,
            parent_id=parent_id,
        )
    moves_on = _LIFE[claim.status] > _LIFE[happening.status]
    new_day = claim.date is not None and (
        happening.date is None or moves_on or _finer(claim.date, happening.date)
    )
    return replace(
        happening,
        type=claim.type if happening.type in ("unspecified",) else happening.type,
        subtype=happening.subtype or claim.subtype,
        status=claim.status if moves_on else happening.status,
        name=happening.name or claim.name,
        date=claim.date if new_day else happening.date,
        parties=(*happening.parties, *(n for n in ours if not _shared([n], happening.parties))),
        people=tuple(dict.fromkeys((*happening.people, *people))),
        place=happening.place or place,
        amount=happening.amount or claim.amount,
        counts=tuple(dict.fromkeys((*happening.counts, *counts))),
        parent_id=happening.parent_id if happening.parent_id is not None else parent_id,
    )


def _finer(new: Date, old: Date) -> bool:
    return _day(old) is None and _day(new) is not None and new.start.startswith(old.start[:4])
