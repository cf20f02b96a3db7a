"""What somebody decides by hand: two happenings are one, or one is two. The rules do not undo it afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import combinations, product

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from database import models
from database.errors import UnknownRecord
from database.linking import hang_together
from database.queries_happenings import current_number
from database.refreshing import refresh
from database.regrouping import regroup
from database.session import Store
from database.statements import Representative, representatives

Pair = tuple[str, str]


def unite(store: Store, first: int, second: int, *, now: datetime) -> int:
    """Make two happenings one, and keep them so; gives the number that it has then. Nobody is alerted.

    Raises:
        UnknownRecord: one of them does not exist, or they are no two happenings of one family.
    """
    with store.transaction() as session:
        one, other = (_happening(session, number) for number in (first, second))
        if one.id == other.id:
            raise UnknownRecord(f"{first} and {second} are one happening already, {one.id}.")
        if one.family != other.family:
            raise UnknownRecord(f"Of {one.id} and {other.id} one is a signing, one an event: two happenings.")
        mine, theirs = (_keys(representatives(session, [row.id])) for row in (one, other))
        _decide(session, product(mine, theirs), together=True, now=now)
        _regroup(session, [one.id, other.id], now)
        return current_number(session, one.id)


def divide(store: Store, happening_id: int, claim_ids: Sequence[int], *, now: datetime) -> tuple[int, ...]:
    """Part some claims from a happening, and keep them apart; gives the numbers of all parts. Nobody is alerted.

    Claims that tell exactly the same go together, whichever of them is named.

    Raises:
        UnknownRecord: there is no such happening, a claim is not one of it, or none would stay.
    """
    with store.transaction() as session:
        row = _happening(session, happening_id)
        link = models.HappeningClaim
        rows = session.execute(select(link.claim_id, link.statement_key).where(link.happening_id == row.id))
        told = {claim_id: key for claim_id, key in rows}  # noqa: C416 - rows are no pairs to dict()
        if strangers := sorted(set(claim_ids) - set(told)):
            raise UnknownRecord(
                f"Claim {strangers[0]} does not speak of happening {row.id}; `hetao show {row.id}` lists those that do."
            )
        leaving = {told[claim_id] for claim_id in claim_ids}
        staying = set(told.values()) - leaving
        if not leaving or not staying:
            raise UnknownRecord(
                f"Name some of the claims of happening {row.id}, and leave at least one of other content."
            )
        _decide(session, product(sorted(leaving), sorted(staying)), together=False, now=now)
        _decide(session, combinations(sorted(leaving), 2), together=True, now=now)
        changed = _regroup(session, [row.id], now)
        return tuple(sorted({row.id, *changed}))


def _happening(session: Session, number: int) -> models.Happening:
    row = session.get(models.Happening, current_number(session, number))
    if row is None:
        raise UnknownRecord(f"No signing or event {number}; `hetao signings` and `hetao events` list them.")
    return row


def _keys(told: Sequence[Representative]) -> list[str]:
    return [rep.told.key for rep in told]


def _decide(session: Session, pairs: Iterable[Pair], *, together: bool, now: datetime) -> None:
    rows = [
        {"first_key": first, "second_key": second, "together": together, "created_at": now}
        for first, second in pairs
    ]
    if rows:
        session.execute(insert(models.MergeDecision), rows)


def _regroup(session: Session, numbers: Sequence[int], now: datetime) -> tuple[int, ...]:
    moved = regroup(session, hang_together(session, numbers), now=now)
    for number in moved.changed:
        refresh(session, session.get_one(models.Happening, number), now)
    return moved.changed
