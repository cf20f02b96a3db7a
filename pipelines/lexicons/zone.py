"""The zone's names and look-alikes, folded and loaded once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from pipelines.folding import fold_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """What ``zone.toml`` holds; every name folded, Latin in lower case."""

    strong: tuple[str, ...]
    medium: tuple[str, ...]
    weak: tuple[str, ...]
    alone: tuple[str, ...]  # bodies, parks and buildings that name the zone by themselves
    residents: tuple[str, ...]  # institutes, companies, buildings that need the zone beside them
    places: tuple[str, ...]  # parks and buildings
    bodies: tuple[str, ...]
    negatives: tuple[tuple[str, int], ...]
    context_places: tuple[str, ...]
    context_topics: tuple[str, ...]
    parks: tuple[tuple[str, str], ...]  # names of the parks, the longest first, with the side of each


#: The two parks, by the side of the river.
PARKS = ("hongkong", "shenzhen")


def folded(name: str) -> str:
    """A name as it is matched: folded, Latin in lower case, co-operation as cooperation, & as and."""
    return fold_name(name).lower().replace("co-operation", "cooperation").replace("&", "and")


@lru_cache(maxsize=1)
def load() -> Zone:
    """The lexicon; read once."""
    data = tomllib.loads((files("pipelines") / "lexicons" / "zone.toml").read_text("utf-8"))
    # names of universities and ministries are in the list for their offices here: alone they say nothing
    names = [(folded(n), row) for row in data["name"] for n in row["names"]]

    def strength(wanted: str) -> tuple[str, ...]:
        return _unique(folded(row["text"]) for row in data["alias"] if row["strength"] == wanted)

    return Zone(
        strong=strength("strong"),
        medium=strength("medium"),
        weak=strength("weak"),
        alone=_unique(n for n, row in names if row["alone"]),
        residents=_unique(
            n for n, row in names if not row["alone"] and row["kind"] in ("company", "institute")
        ),
        places=_unique(n for n, row in names if row["kind"] in ("place", "park") and row["alone"]),
        bodies=_unique(n for n, row in names if row["kind"] == "body" and row["alone"]),
        negatives=tuple((folded(row["text"]), int(row["weight"])) for row in data["negative"]),
        context_places=_unique(map(folded, data["context"]["place"])),
        context_topics=_unique(map(folded, data["context"]["topic"])),
        parks=_parks(data),
    )


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names), key=lambda n: (-len(n), n)))


def parks_named(text: str) -> frozenset[str]:
    """The sides of the parks that a text names: ``hongkong``, ``shenzhen``."""
    plain = folded(text)
    return frozenset(side for name, side in load().parks if name in plain)


def _parks(data: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The parks' own names, the short ones among them, and those of their buildings that say where they stand."""
    side_of = {f"{side}_park": side for side in PARKS}
    named = {folded(row["text"]): side_of[row["of"]] for row in data["alias"] if row["of"] in side_of}
    for row in data["name"]:
        if row["kind"] in ("place", "park") and row["alone"] and row["side"] in PARKS:
            named |= {folded(name): row["side"] for name in row["names"]}
    for side in PARKS:
        named |= {folded(name): side for name in data["short_park_names"][side]}
    return tuple(sorted(named.items(), key=lambda one: -len(one[0])))
