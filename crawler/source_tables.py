"""The part ``sources`` of ``hetao.toml``: settings of built-in sources, and sources of the user's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crawler.entry_points import searches
from crawler.mistakes import Mistake, like, validated
from crawler.own_sources import ENTRY_POINTS, OwnSource
from crawler.own_values import check_id
from crawler.source import EntryPoint, Search, Source
from crawler.source_settings import SourceSettings
from crawler.toml_places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a file says of sources: settings by id, and the declarations of the user's own."""

    settings: Mapping[str, SourceSettings]
    own: tuple[Source, ...] = ()


def read_sources(given: object, built_in: Mapping[str, Source]) -> Sources:
    """The part ``sources`` of a file, in either form: ``[sources.ID]`` or ``[[sources]]`` with ``id``.

    Raises:
        Mistake: it has a mistake; the first is named.
    """
    settings: dict[str, SourceSettings] = {}
    own: list[Source] = []
    asked = {
        entry.url: source.id for source in built_in.values() for entry in source.entry_points if _plain(entry)
    }
    for place, id_, table in _elements(given):
        if id_ in settings:
            raise Mistake((*place, "id"), f"a second source {id_!r}; every id stands once")
        if _is_own(place, id_, table, built_in):
            declared = validated(OwnSource, {**table, "id": id_}, place, name=f"sources.{id_}")
            own.append(_declaration(declared, place, asked))
            settings[id_] = declared
        else:
            settings[id_] = validated(SourceSettings, table, place, name=f"sources.{id_}")
    return Sources(settings=settings, own=tuple(own))


def _plain(entry: EntryPoint) -> bool:
    """Whether an entry point is asked by its address alone, without words or a body."""
    return not (searches(entry) or (isinstance(entry, Search) and entry.body))


def _declaration(declared: OwnSource, place: Place, asked: dict[str, str]) -> Source:
    """The source of a table. ``asked``: which source asks which address; the state of an address is kept once."""
    try:
        source = declared.source()
        for inner, entry in declared.entry_points():
            if not _plain(entry):
                continue
            if entry.url in asked:
                raise Mistake(
                    (*inner, "url"), f"{entry.url} is asked by the source {asked[entry.url]!r} already"
                )
            asked[entry.url] = declared.id
    except Mistake as mistake:
        raise Mistake(place + mistake.place, mistake.what) from None
    return source


def _is_own(place: Place, id_: str, table: Mapping[str, Any], built_in: Collection[str]) -> bool:
    """Whether a table declares a source; else it holds the settings of a built-in one.

    Raises:
        Mistake: it is neither.
    """
    entry_keys = [key for key in ENTRY_POINTS if key in table]
    if id_ in built_in:
        if entry_keys:
            raise Mistake(
                (*place, entry_keys[0]),
                f"{id_!r} is a built-in source and keeps its entry points; give yours another id",
            )
        return False
    declares = entry_keys or any(
        key in OwnSource.model_fields and key not in SourceSettings.model_fields for key in table
    )
    if not declares:
        raise Mistake(
            place,
            f"no source {id_!r}{like(id_, built_in)}; one of your own needs feeds, listings, sitemaps or searches",
        )
    return True


def _elements(given: object) -> Iterator[tuple[Place, str, Mapping[str, Any]]]:
    """Place, id and table of each source; the table without the id."""
    if isinstance(given, dict):
        for id_, table in given.items():
            yield _element(("sources", id_), id_, table)
    elif isinstance(given, list):
        for number, table in enumerate(given):
            place: Place = ("sources", number)
            if not isinstance(table, dict):
                raise Mistake(place, "sources: write [[sources]] and the settings below it")
            if "id" not in table:
                raise Mistake(place, 'sources: id is missing; write id = "a_name"')
            rest = {key: value for key, value in table.items() if key != "id"}
            yield _element(place, table["id"], rest)
    else:
        raise Mistake(("sources",), "sources: write [[sources]] and the settings below it")


def _element(place: Place, id_: object, table: object) -> tuple[Place, str, Mapping[str, Any]]:
    if not isinstance(table, dict):
        raise Mistake(place, f"sources.{id_}: write a table [sources.{id_}], or [[sources]] with an id")
    if "id" in table:
        raise Mistake((*place, "id"), f"[sources.{id_}] has its id in its name; leave `id` away")
    try:
        name = check_id(id_) if isinstance(id_, str) else check_id(repr(id_))
    except ValueError as problem:
        raise Mistake((*place, "id"), str(problem)) from None
    for key, value in table.items():
        if isinstance(value, dict) and key not in OwnSource.model_fields and isinstance(place[1], int):
            raise Mistake(
                (*place, key),
                f"[sources.{key}] below [[sources]] belongs to the source before it; "
                f'write [[sources]] and id = "{key}" instead',
            )
    return place, name, table
