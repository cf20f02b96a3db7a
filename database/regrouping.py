"""Which happening each claim belongs to: a new claim joins, founds, unites or divides happenings.

Groups are decided by the rules over all statements that hang together, whatever came first. Numbers are kept: a group
keeps the number that most of its statements had, and a number that is no longer used leads to where its claims went.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from database import models
from database.linking import (
    find_links,
    hang_together,
    remember_links,
    same_sentence,
    same_statement,
    still_near,
)
from database.statements import Representative
from pipelines.merging import MERGE, Decision, Link, Statement, group


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a claim went. ``changed``: happenings whose claims are others now; ``near``: those that it comes close to."""

    happening_id: int
    fresh: bool = False
    changed: tuple[int, ...] = ()
    near: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A claim that has no happening yet, and why it goes where it goes."""

    claim_id: int
    told: Statement
    why: str
    review: bool = False


def place(session: Session, claim_id: int, told: Statement, now: datetime) -> Placed:
    """Put a claim where it belongs, and move what it shows to belong elsewhere."""
    if (printed := same_sentence(session, claim_id)) is not None:
        first, key = printed
        again = Entry(claim_id=claim_id, told=replace(told, key=key), why="it prints a known sentence again")
        _enter(session, again, first)
        return Placed(happening_id=first, near=still_near(session, first))
    if (known := same_statement(session, told)) is not None:
        _enter(session, Entry(claim_id=claim_id, told=told, why="it tells what is known already"), known)
        return Placed(happening_id=known, near=still_near(session, known))
    links = find_links(session, told)
    remember_links(session, claim_id, links)
    sure = [row for row in links if row[1].score >= MERGE]
    close = {rep.happening_id for rep, link in links if link.score < MERGE}
    near = tuple(sorted(number for number in close if number is not None))
    entry = Entry(claim_id=claim_id, told=told, why=_why(sure or links), review=bool(near) and not sure)
    numbers = {rep.happening_id for rep, _ in sure if rep.happening_id is not None}
    moved = regroup(session, hang_together(session, numbers), now=now, entry=entry)
    return replace(moved, near=near if entry.review else ())


def _why(links: Sequence[tuple[Representative, Link]]) -> str:
    if not links:
        return "nothing like it is known"
    rep, link = max(links, key=lambda row: (row[1].score, -row[0].claim_id))
    return link.why if link.score >= MERGE else f"close to happening {rep.happening_id}: {link.why}"


def regroup(
    session: Session, stored: Sequence[Representative], *, now: datetime, entry: Entry | None = None
) -> Placed:
    """Group statements anew, and move the claims that belong elsewhere.

    Args:
        session: a transaction.
        stored: all that hang together, each once.
        now: the moment of writing.
        entry: a claim beside them that has no happening yet.
    """
    told = [*stored, *_unplaced(entry)]
    by_statement = {id(rep.told): rep for rep in told}  # two claims of one text may tell the same
    groups = [
        [by_statement[id(one)] for one in members]
        for members in group([rep.told for rep in told], _decisions(session, told))
    ]
    home, fresh = 0, False
    changed: set[int] = set()
    went: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for members, number in zip(groups, _numbers(groups), strict=True):
        target = number if number is not None else _add_happening(session, members[0].told, now)
        for rep in members:
            if rep.happening_id is None and entry is not None:
                _enter(session, entry, target)
                home, fresh = target, number is None
                changed.add(target)
            elif rep.happening_id is not None and rep.happening_id != target:
                _move(session, rep, rep.happening_id, target)
                changed |= {target, rep.happening_id}
                went[rep.happening_id][target] += 1
    for number, targets in went.items():
        (target, times), *others = targets.most_common()
        if not others and times == sum(1 for rep in stored if rep.happening_id == number):
            _move_rest(session, number, target)
        if not _has_claims(session, number):
            _redirect(session, number, min(targets, key=lambda target: (-targets[target], target)), now)
            changed.discard(number)
    return Placed(happening_id=home, fresh=fresh, changed=tuple(sorted(changed)))


def _unplaced(entry: Entry | None) -> list[Representative]:
    if entry is None:
        return []
    return [Representative(claim_id=entry.claim_id, happening_id=None, told=entry.told)]


def _numbers(groups: Sequence[Sequence[Representative]]) -> list[int | None]:
    """The number that each group keeps: the one that most of its statements had; of equals the older claim keeps it."""
    shares = [
        (-times, min(rep.claim_id for rep in members), number, index)
        for index, members in enumerate(groups)
        for number, times in Counter(rep.happening_id for rep in members).items()
        if number is not None
    ]
    kept: dict[int, int] = {}
    for _, _, number, index in sorted(shares):
        if index not in kept and number not in kept.values():
            kept[index] = number
    return [kept.get(index) for index in range(len(groups))]


def _decisions(session: Session, told: Sequence[Representative]) -> list[Decision]:
    named = {rep.told.key for rep in told}
    row = models.MergeDecision
    query = select(row).where(row.first_key.in_(named), row.second_key.in_(named)).order_by(row.id)
    return [
        Decision(first=found.first_key, second=found.second_key, together=found.together)
        for found in session.scalars(query)
    ]


def _enter(session: Session, entry: Entry, happening_id: int) -> None:
    row = {
        "claim_id": entry.claim_id,
        "happening_id": happening_id,
        "statement_key": entry.told.key,
        "why": entry.why,
        "review": entry.review,
    }
    session.execute(insert(models.HappeningClaim), [row])


def _move(session: Session, rep: Representative, origin: int, target: int) -> None:
    """Move a statement: all claims of a happening that tell the same."""
    link, alert = models.HappeningClaim, models.Alert
    moved = (link.happening_id == origin) & (link.statement_key == rep.told.key)
    session.execute(
        update(alert)
        .where(alert.happening_id == origin, alert.claim_id.in_(select(link.claim_id).where(moved)))
        .values(happening_id=target)
    )
    session.execute(update(link).where(moved).values(happening_id=target))


def _move_rest(session: Session, origin: int, target: int) -> None:
    """The ways to tell a happening that are too many to be compared go where all others went."""
    link = models.HappeningClaim
    session.execute(update(link).where(link.happening_id == origin).values(happening_id=target))


def _has_claims(session: Session, happening_id: int) -> bool:
    link = models.HappeningClaim
    return session.scalar(select(link.claim_id).where(link.happening_id == happening_id).limit(1)) is not None


def _add_happening(session: Session, told: Statement, now: datetime) -> int:
    row = models.Happening(
        family=told.family,
        type=told.type,
        status=told.status,
        parties=[],
        people=[],
        counts=[],
        first_reported_at=now,
        updated_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def _redirect(session: Session, emptied: int, target: int, now: datetime) -> None:
    """Let the number of a happening without claims lead to the one that has them; its alerts go along."""
    for table in (models.Signing, models.Event, models.HappeningKey, models.HappeningConflict):
        session.execute(delete(table).where(table.happening_id == emptied))
    relation = models.HappeningRelation
    session.execute(delete(relation).where(or_(relation.from_id == emptied, relation.to_id == emptied)))
    session.execute(
        update(models.Alert).where(models.Alert.happening_id == emptied).values(happening_id=target)
    )
    merged = models.MergedHappening
    session.execute(update(merged).where(merged.into_id == emptied).values(into_id=target))
    session.execute(insert(merged), [{"happening_id": emptied, "into_id": target, "merged_at": now}])
