"""Mistakes of ``hetao.toml``: where they stand, what is wrong, and the mend."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from crawler.toml_places import Place


class ConfigurationError(ValueError):
    """``hetao.toml`` cannot be used; the message says where, what and how to mend it."""


class Mistake(ValueError):
    """One mistake; ``place`` is the way to it through the tables of the file."""

    def __init__(self, place: Place, what: str) -> None:
        super().__init__(what)
        self.place = place
        self.what = what


class Strict(BaseModel):
    """A table in which no key is unknown. Its errors never show what was given: it may be a secret."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


M = TypeVar("M", bound=BaseModel)


def validated(model: type[M], table: object, place: Place = (), *, name: str = "") -> M:
    """A table as a model. ``name``: how the table is called in messages.

    Raises:
        Mistake: it has a mistake; the first is named.
    """
    try:
        return model.model_validate(table)
    except ValidationError as problem:
        first = problem.errors(include_input=False, include_url=False)[0]
        inner: Place = tuple(first["loc"])
        raise Mistake(place + inner, _said(model, first, inner, name)) from None


def _said(model: type[BaseModel], error: Any, inner: Place, name: str) -> str:
    if error["type"] == "extra_forbidden":
        known = tuple(_known_keys(model, inner[:-1]))
        return f"no setting {str(inner[-1])!r}{like(str(inner[-1]), known)}"
    where = ".".join(filter(None, (name, *(part for part in inner if isinstance(part, str)))))
    if error["type"] == "missing":
        return f"{where} is missing"
    if error["type"] == "model_type":
        return f"{where}: write a table, as in [{name or where}]"
    return f"{where}: {error['msg'].removeprefix('Value error, ')}"


def _known_keys(model: type[BaseModel], place: Place) -> Iterator[str]:
    """The keys of the table at a place inside a model."""
    for part in place:
        field = next((f for key, f in model.model_fields.items() if part in (key, f.alias)), None)
        inner = next(_models(field.annotation), None) if field else None
        model = inner or model
    for key, field in model.model_fields.items():
        yield field.alias or key


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def like(name: str, known: Iterable[str], *, listed_by: str | None = None) -> str:
    """The known name that was probably meant, else all of them, or the command that lists them."""
    names = tuple(known)
    close = difflib.get_close_matches(name[:100], names, n=1, cutoff=0.5)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; {listed_by} lists them" if listed_by else f"; there is {', '.join(names)}"
