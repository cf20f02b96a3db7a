"""Decides anew to which organisation the keys around a change belong, and moves their rows there."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from database import models
from pipelines.entities.classes import entity_class, entity_region
from pipelines.entities.joining import MOST_BEARERS, Saying, root
from pipelines.entities.joining import settle as decide
from pipelines.entities.lexicon import seed

#: Columns by which rows follow their key to another organisation.
_FOLLOWING = (
    (models.OrganisationKey, models.OrganisationKey.key),
    (models.OrganisationName, models.OrganisationName.organisation_key),
    (models.OrganisationMention, models.OrganisationMention.organisation_key),
    (models.ClaimArgument, models.ClaimArgument.organisation_key),
    (models.Person, models.Person.organisation_key),
)
#: Names by which a body is known, in the order in which they are believed for reading.
_TOLD = ("seed", "written", "definition", "translation", "former", "in_text")


def settle(session: Session, touched: set[str]) -> dict[str, int]:
    """Decide for all keys that the touched ones have to do with; gives the organisation of each of them."""
    owners, sayings = _around(session, touched)
    known = {key for key in owners if seed(key) is not None}
    bodies = decide(owners, sayings, known=known)
    groups: dict[str, list[str]] = {}
    for key in sorted(owners):
        groups.setdefault(bodies[key], []).append(key)
    found: dict[str, int] = {}
    rows = {
        row.id: row
        for row in session.scalars(
            select(models.Organisation).where(models.Organisation.id.in_(set(owners.values())))
        )
    }
    held = {row.key: row.id for row in rows.values()}
    left: list[int] = []
    for keys in groups.values():
        mine = sorted(held[key] for key in keys if key in held)
        number = mine[0] if mine else _new(session, root(keys, known=known))
        left += mine[1:]
        _move(session, [key for key in keys if owners[key] != number], number)
        found.update(dict.fromkeys(keys, number))
    if left:
        session.execute(delete(models.Organisation).where(models.Organisation.id.in_(left)))
    for keys in groups.values():
        _describe(session, found[keys[0]], root(keys, known=known))
    session.flush()
    return found


def _new(session: Session, key: str) -> int:
    row = models.Organisation(key=key, name=key, class_="other", region="unknown", seed=False)
    session.add(row)
    session.flush()
    return row.id


def _move(session: Session, keys: list[str], number: int) -> None:
    if not keys:
        return
    for model, column in _FOLLOWING:
        session.execute(update(model).where(column.in_(keys)).values(organisation_id=number))


def _describe(session: Session, number: int, key: str) -> None:
    """Name, class and region, by all names of the body."""
    table = models.OrganisationName
    query = select(table.name, table.folded, table.script, table.origin).where(
        table.organisation_id == number, table.origin.in_(_TOLD), table.scope == "global"
    )
    names = session.execute(query).all()
    known = seed(key)
    own = sorted(
        (row for row in names if row.folded == key),
        key=lambda row: (
            row.script not in ("hans", "han"),
            row.script != "hant",
            _TOLD.index(row.origin),
            row.name,
        ),
    )
    shown = known.names[0] if known else own[0].name if own else key
    others = sorted({row.name for row in names}, key=lambda name: (-len(name), name))
    row = session.get_one(models.Organisation, number)
    row.key, row.name, row.seed = key, shown, known is not None
    row.class_ = entity_class(key, (shown, *others))
    row.region = entity_region(key, (shown, *others))


# ---------------------------------------------------------------- what has to do with each other


def _around(session: Session, touched: set[str]) -> tuple[dict[str, int], set[Saying]]:
    """The keys that are tied to the touched ones by names or by one organisation, with what is said of them."""
    owners: dict[str, int] = {}
    sayings: set[Saying] = set()
    frontier = touched
    while frontier:
        found = _with_bodies(session, frontier)
        fresh = sorted(found.keys() - owners.keys())
        owners |= found
        ties = _ties(session, fresh) if fresh else set()
        sayings |= ties
        frontier = _followed(ties) - owners.keys()
    return owners, sayings


def _with_bodies(session: Session, keys: set[str]) -> dict[str, int]:
    """The keys, and those that belong to the same organisations now, each with its organisation."""
    table = models.OrganisationKey
    mine = select(table.organisation_id).where(table.key.in_(keys))
    query = select(table.key, table.organisation_id).where(table.organisation_id.in_(mine))
    return dict(session.execute(query).all())


def _ties(session: Session, keys: list[str]) -> set[Saying]:
    """What is said of these keys as forms of others, and of other keys as forms of these."""
    name, key = models.OrganisationName, models.OrganisationKey
    columns = select(name.folded, name.organisation_key, name.origin, name.scope).where(
        name.origin != "written", name.folded != name.organisation_key
    )
    as_forms = columns.where(name.folded.in_(keys))
    of_these = columns.join(key, key.key == name.folded).where(name.organisation_key.in_(keys))
    return {
        Saying(alias=folded, key=full, proves=scope == "global", seed=origin == "seed")
        for query in (as_forms, of_these)
        for folded, full, origin, scope in session.execute(query)
    }


def _followed(ties: set[Saying]) -> set[str]:
    """The keys at both ends, but not the bearers of a form that too many bear."""
    bearers: dict[str, set[str]] = {}
    for saying in ties:
        bearers.setdefault(saying.alias, set()).add(saying.key)
    return {key for alias, full in bearers.items() if len(full) <= MOST_BEARERS for key in (alias, *full)}
