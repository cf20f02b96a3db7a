"""Finds organisations by any of their names."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from database import models
from database.organisation_rows import OrganisationNameRow, OrganisationRow
from database.session import Store
from pipelines.entities.lexicon import key_of, plain_key

#: Organisations that are listed where several match; names that are compared where none does.
_MOST_LISTED, _MOST_COMPARED, _MOST_NEAR = 20, 50_000, 5
#: Names that somebody gave it, before those that only follow from others.
_GIVEN = ("written", "seed")


def find_organisations(store: Store, wanted: str) -> tuple[OrganisationRow, ...]:
    """The organisations that are meant: by number, by any whole name in any script, else by the beginning of one.

    Where one is called so in full and others only for short, it stands first.
    """
    key, plain = key_of(wanted), plain_key(wanted)
    if not plain:
        return ()
    name = models.OrganisationName
    with store.reading() as session:
        whole = _ids(session, or_(name.folded == plain, name.organisation_key == key))
        if not whole and plain.isdecimal() and len(plain) < 10:
            return load_organisations(session, [int(plain)])
        if not whole:
            whole = _ids(session, name.folded.startswith(plain, autoescape=True))
        in_full = set(_ids(session, (name.folded == plain) & name.origin.in_(_GIVEN)))
        ordered = sorted(whole, key=lambda number: (number not in in_full, number))
        return load_organisations(session, ordered[:_MOST_LISTED])


def is_called(store: Store, organisation_id: int, wanted: str) -> bool:
    """Whether a text or a lexicon gives an organisation this very name, in whatever script."""
    name = models.OrganisationName
    with store.reading() as session:
        return organisation_id in _ids(session, (name.folded == plain_key(wanted)) & name.origin.in_(_GIVEN))


def nearest_names(store: Store, wanted: str) -> tuple[str, ...]:
    """The names that are most like one that nobody bears."""
    plain, name = plain_key(wanted), models.OrganisationName
    query = select(name.folded, name.name).where(name.scope == "global").order_by(name.id)
    with store.reading() as session:
        inside = session.execute(
            query.where(name.folded.contains(plain, autoescape=True)).limit(_MOST_NEAR)
        ).all()
        known = dict(inside)
        if plain and not known:
            known = dict(session.execute(query.limit(_MOST_COMPARED)).all())
            near = difflib.get_close_matches(plain, known, n=_MOST_NEAR, cutoff=0.5)
            return tuple(dict.fromkeys(known[folded] for folded in near))
        return tuple(dict.fromkeys(known.values()))


def load_organisations(session: Session, ids: Sequence[int]) -> tuple[OrganisationRow, ...]:
    """The organisations of those numbers with their names, in that order."""
    stored = {
        row.id: row
        for row in session.scalars(select(models.Organisation).where(models.Organisation.id.in_(ids)))
    }
    names: dict[int, list[models.OrganisationName]] = {}
    table = models.OrganisationName
    for name in session.scalars(select(table).where(table.organisation_id.in_(ids)).order_by(table.id)):
        names.setdefault(name.organisation_id, []).append(name)
    return tuple(
        OrganisationRow(
            id=row.id,
            name=row.name,
            class_=row.class_,
            region=row.region,
            seed=row.seed,
            names=_names(names.get(row.id, [])),
        )
        for number in ids
        if (row := stored.get(number)) is not None
    )


def bears_name(organisation_id: ColumnElement[int | None], part: str) -> ColumnElement[bool]:
    """True for organisations that have a name of which this is a part, in whatever script or language."""
    name = models.OrganisationName
    wanted = plain_key(part)
    bearing = select(name.organisation_id).where(
        or_(
            name.folded == wanted,
            name.folded.contains(wanted, autoescape=True) & (name.scope == "global"),
            name.organisation_key == key_of(part),
        )
    )
    return organisation_id.in_(bearing)


def _ids(session: Session, condition: ColumnElement[bool]) -> list[int]:
    name = models.OrganisationName
    return list(session.scalars(select(name.organisation_id).where(condition).distinct()))


def _names(rows: Sequence[models.OrganisationName]) -> tuple[OrganisationNameRow, ...]:
    """Each name once; those that a text or a lexicon gives before those that only follow, the longest first."""
    found: dict[str, list[models.OrganisationName]] = {}
    for row in rows:
        found.setdefault(row.name, []).append(row)
    named = [
        OrganisationNameRow(
            name=name,
            script=same[0].script,
            origins=tuple(sorted({row.origin for row in same}, key=_rank)),
            scope="global" if any(row.scope == "global" for row in same) else "document",
        )
        for name, same in found.items()
    ]
    return tuple(sorted(named, key=lambda n: (_rank(n.origins[0]), -len(n.name), n.name)))


def _rank(origin: str) -> int:
    order = ("seed", "written", "translation", "former", "definition", "acronym", "in_text", "suffix_strip")
    return order.index(origin)
