"""The organisations that the lexicons know, with all their names, class and region; and the key that names share."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from pipelines.folding import fold_name

#: What a row of zone.toml is, of which the rules of classes.py know nothing better. Parks and buildings are none.
_KINDS = {
    "body": "gov_agency",
    "gov": "gov_agency",
    "institute": "institute",
    "academy": "institute",
    "university": "university",
    "company": "firm",
    "firm": "firm",
    "society": "association",
    "money": "other",
}
#: Where a body of the zone is at home. Of a tenant the side says only which park it is in.
_SIDES = {"shenzhen": "SZ", "hongkong": "HK", "guangdong": "GD", "national": "mainland"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """One organisation of the lexicons. ``class_`` and ``region`` are None where only the names tell."""

    key: str
    names: tuple[str, ...]  # as written, the canonical one first
    kind_class: str
    class_: str | None = None
    region: str | None = None
    home: str | None = None  # by the side of the zone, where no name says otherwise


def toml(name: str) -> dict[str, Any]:
    """One of the lexicons."""
    return tomllib.loads((files("pipelines") / "lexicons" / name).read_text("utf-8"))


@lru_cache(maxsize=16384)
def plain_key(name: str) -> str:
    """A name folded, in lower case, without the English article and the full stop of an abbreviation.

    >>> plain_key("The University of Hong Kong"), plain_key("港深創新及科技園有限公司")
    ('university of hong kong', '港深创新及科技园有限公司')
    """
    return fold_name(name).lower().removeprefix("the ").rstrip(".")


def key_of(name: str) -> str:
    """The key of an organisation by one of its names: the canonical one where the lexicons know it."""
    plain = plain_key(name)
    return _keys().get(plain, plain)


def seed(key: str) -> Seed | None:
    """What the lexicons say of an organisation."""
    return _seeds().get(key)


@lru_cache(maxsize=1)
def _keys() -> dict[str, str]:
    """Every key of a name to the key of the canonical one; where two share a name, the first listed has it."""
    known: dict[str, str] = {}
    for key, row in _seeds().items():
        for name in row.names:
            known.setdefault(plain_key(name), key)
    return known


@lru_cache(maxsize=1)
def _seeds() -> dict[str, Seed]:
    extra = toml("entities.toml")
    classes = {plain_key(n): class_ for class_, ns in extra["classes"].items() for n in ns}
    regions = {plain_key(n): region for region, ns in extra["regions"].items() for n in ns}
    further = {plain_key(n): tuple(ns) for n, ns in extra["names"].items()}
    found: dict[str, Seed] = {}
    for file, table in (("zone.toml", "name"), ("organisations.toml", "organisation")):
        for row in toml(file)[table]:
            key = plain_key(row["names"][0])
            if row["kind"] not in _KINDS:
                continue
            of_zone = file == "zone.toml" and row["kind"] in ("body", "institute")
            before = found[key].names if key in found else ()
            names = (*before, *row["names"], *further.get(key, ()))
            found[key] = Seed(
                key=key,
                names=tuple(dict.fromkeys(n for n in names if len(n) > 1)),
                kind_class=found[key].kind_class if key in found else _KINDS[row["kind"]],
                class_=classes.get(key),
                region=regions.get(key),
                home=_SIDES.get(row.get("side", "")) if of_zone else None,
            )
    return found
