"""Writes which organisations a text names, and which rows of them are one body.

Every name that a text uses as the fullest is a key, forever; to which organisation a key belongs follows from all that
was said (:mod:`pipelines.entities.joining`) and is decided anew around whatever a text adds. So rows are joined, and
parted again where a namesake turns up, without anything being lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from database import models
from database.settle_organisations import settle
from pipelines.entities.forms import derived, scope_of, script_of_name
from pipelines.entities.lexicon import key_of, plain_key, seed
from pipelines.entities.values import Name, NamedOrganisation
from pipelines.lexicons.names import kind_by_ending

#: Keys refreshed at a time.
_BATCH = 500


def store_organisations(
    session: Session, version_id: int, named: Sequence[NamedOrganisation]
) -> dict[str, int]:
    """Write the organisations of a text with their names; gives the organisation of each key."""
    keys = list(dict.fromkeys(organisation.key for organisation in named))
    if not keys:
        return {}
    fresh = _add_keys(session, keys)
    rows = {_identity(o.key, n): (o.key, n) for o in named for n in (*o.names, *_seeds(o.key))}
    added = _add_names(session, list(rows.values()))
    owners = settle(session, {*fresh, *added}) if fresh or added else {}
    owners = {**_owners(session, [key for key in keys if key not in owners]), **owners}
    _add_mentions(session, version_id, named, owners)
    return {key: owners[key] for key in keys}


def refresh(session: Session) -> int:
    """Tell class, region, seeds and short forms of all organisations anew, as after an update; gives how many rows.

    Running it twice changes nothing.
    """
    last = ""
    query = select(models.OrganisationKey.key).order_by(models.OrganisationKey.key).limit(_BATCH)
    while keys := session.scalars(query.where(models.OrganisationKey.key > last)).all():
        last = keys[-1]
        _forget_seeds(session, keys)
        wanted = [(key, name) for key in keys for name in (*_seeds(key), *_forms(session, key))]
        canonical = {key: key_of(key) for key in keys if key_of(key) != key}
        _add_keys(session, sorted(set(canonical.values())))  # the lexicons learnt that it is another's name
        wanted += [(k, name) for k in canonical.values() for name in _seeds(k)]
        _add_names(session, list({_identity(k, n): (k, n) for k, n in wanted}.values()))
        settle(session, {*keys, *canonical.values()})
    return session.scalar(select(func.count()).select_from(models.Organisation)) or 0


def _forget_seeds(session: Session, keys: Sequence[str]) -> None:
    """Names that the lexicons gave once and give no longer prove nothing any more."""
    table = models.OrganisationName
    query = select(table.id, table.organisation_key, table.name).where(
        table.organisation_key.in_(keys), table.origin == "seed"
    )
    listed = {key: {name.text for name in _seeds(key)} for key in keys}
    gone = [number for number, key, name in session.execute(query).all() if name not in listed[key]]
    if gone:
        session.execute(delete(table).where(table.id.in_(gone)))


def _identity(key: str, name: Name) -> tuple[str, str, str, str]:
    return key, name.text, name.origin, name.scope


def _seeds(key: str) -> tuple[Name, ...]:
    known = seed(key)
    return tuple(Name(text=text, origin="seed") for text in known.names) if known else ()


def _forms(session: Session, key: str) -> Iterable[Name]:
    """The short forms that follow from the names that texts used, where no reading gave them yet."""
    names = models.OrganisationName
    query = select(names.name).where(
        names.organisation_key == key, names.origin.in_(("written", "translation"))
    )
    for written in session.scalars(query):
        # the name in Latin letters has short forms of its own
        if plain_key(written) == key or written.isascii():
            for form in derived(written, kind_by_ending(key) or "other"):
                yield Name(text=form, origin="suffix_strip", scope=scope_of(form, written))


def _add_keys(session: Session, keys: Sequence[str]) -> list[str]:
    """Rows for keys that no text used before: each an organisation of its own until something is proven."""
    table = models.OrganisationKey
    known = set(session.scalars(select(table.key).where(table.key.in_(keys))))
    fresh = [key for key in keys if key not in known]
    rows = [
        models.Organisation(key=key, name=key, class_="other", region="unknown", seed=seed(key) is not None)
        for key in fresh
    ]
    session.add_all(rows)
    session.flush()
    if rows:
        session.execute(insert(table), [{"key": row.key, "organisation_id": row.id} for row in rows])
    return fresh


def _add_names(session: Session, wanted: Sequence[tuple[str, Name]]) -> set[str]:
    """Write the names that are new; gives the keys that got one."""
    table = models.OrganisationName
    keys = {key for key, _ in wanted}
    columns = (table.organisation_key, table.name, table.origin, table.scope)
    known = {tuple(row) for row in session.execute(select(*columns).where(table.organisation_key.in_(keys)))}
    rows = [(key, name) for key, name in wanted if _identity(key, name) not in known]
    if not rows:
        return set()
    owners = _owners(session, sorted({key for key, _ in rows}))
    session.execute(insert(table), [_name_row(owners[key], key, name) for key, name in rows])
    return {key for key, _ in rows}


def _name_row(owner: int, key: str, name: Name) -> dict[str, Any]:
    return {
        "organisation_id": owner,
        "organisation_key": key,
        "name": name.text,
        "folded": plain_key(name.text),
        "script": script_of_name(name.text),
        "origin": name.origin,
        "scope": name.scope,
    }


def _owners(session: Session, keys: Sequence[str]) -> dict[str, int]:
    table = models.OrganisationKey
    if not keys:
        return {}
    return dict(session.execute(select(table.key, table.organisation_id).where(table.key.in_(keys))).all())


def _add_mentions(
    session: Session, version_id: int, named: Sequence[NamedOrganisation], owners: dict[str, int]
) -> None:
    rows = {
        (organisation.key, name.text, name.origin): {
            "version_id": version_id,
            "organisation_id": owners[organisation.key],
            "organisation_key": organisation.key,
            "name": name.text,
            "origin": name.origin,
            "evidence_start": name.evidence.start,
            "evidence_end": name.evidence.end,
            "evidence_text": name.evidence.text,
        }
        for organisation in reversed(named)
        for name in reversed(organisation.names)
        if name.evidence is not None
    }
    if rows:
        session.execute(insert(models.OrganisationMention), list(rows.values())[::-1])
