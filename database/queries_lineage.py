"""Reads which happenings are earlier or later phases of one: signed, moved in, opened; begun, topped out, in use.

Worked out when somebody asks, from what is known then: so it needs no order of reports and no upkeep.
"""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from database import models
from database.rows import PhaseRow
from database.statements import Representative, representatives
from pipelines.merging.lineage import follows

#: So many happenings that share an organisation or are of one kind are looked at, the latest first.
_MOST = 200


def load_phases(session: Session, happening_id: int) -> tuple[PhaseRow, ...]:
    """Earlier and later phases of a happening, in the order of their days."""
    near = _near(session, happening_id)
    told = representatives(session, [happening_id, *near]) if near else []
    mine = [rep for rep in told if rep.happening_id == happening_id]
    found: dict[int, PhaseRow] = {}
    for other in told:
        if other.happening_id is None or other.happening_id == happening_id or other.happening_id in found:
            continue
        phase = next((phase for rep in mine if (phase := _phase(rep, other, other.happening_id))), None)
        if phase is not None:
            found[phase.happening_id] = phase
    return tuple(sorted(found.values(), key=lambda phase: (phase.day, phase.happening_id)))


def _phase(mine: Representative, other: Representative, number: int) -> PhaseRow | None:
    why, later = follows(mine.told, other.told), False
    if why is None:
        why, later = follows(other.told, mine.told), True
    if why is None:
        return None
    day = other.told.first.isoformat() if other.told.first else ""
    kind = f"{other.told.type}.{other.told.subtype}" if other.told.subtype else other.told.type
    return PhaseRow(happening_id=number, later=later, kind=kind, day=day, why=why)


def _near(session: Session, happening_id: int) -> list[int]:
    """Other happenings that name one of its organisations, and events of its type."""
    row = session.get(models.Happening, happening_id)
    if row is None:
        return []
    argument, link, happening = models.ClaimArgument, models.HappeningClaim, models.Happening
    organisations = (
        select(argument.organisation_id)
        .join(link, link.claim_id == argument.claim_id)
        .where(link.happening_id == happening_id, argument.organisation_id.is_not(None))
    )
    named = (
        select(link.happening_id)
        .join(argument, argument.claim_id == link.claim_id)
        .where(argument.organisation_id.in_(organisations))
    )
    of_a_kind = (happening.family == "event") & happening.name.is_not(None)
    query = (
        select(happening.id)
        .where(
            or_(happening.id.in_(named), of_a_kind if row.family == "event" else happening.id.in_(named)),
            happening.id != happening_id,
            happening.id.in_(select(link.happening_id)),
        )
        .order_by(happening.updated_at.desc(), happening.id.desc())
        .limit(_MOST)
    )
    return list(session.scalars(query))
