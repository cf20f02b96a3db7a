"""What all verbs share: where configuration and database are, common options, the two consoles."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console

from crawler.configuration import Configuration
from crawler.mistakes import like
from database import session
from database.session import Store
from faces.periods import since
from pipelines.watches import Watch

OK, SOURCE_FAILED, USAGE = 0, 1, 2
MOST = 2**31 - 1  # no record has a greater number
out = Console()
err = Console(stderr=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the configuration and the database are."""

    configuration: Configuration
    database: str

    def watch(self, name: str) -> Watch:
        """The watch of a name.

        Raises:
            BadParameter: there is none.
        """
        watches = {watch.name: watch for watch in self.configuration.watches}
        if name not in watches:
            raise typer.BadParameter(f"no watch {name!r}{like(name, watches)}")
        return watches[name]


AsJson = Annotated[bool, typer.Option("--json", help="Print JSON (docs/json.md).")]
Since = Annotated[str | None, typer.Option(help="Only what is newer: 7d, 36h, 45m or 2026-11-24.")]
Limit = Annotated[int, typer.Option(min=1, max=MOST, help="At most so many.")]
Names = Annotated[list[str] | None, typer.Argument(help="Sources; all enabled ones if none is named.")]


@contextmanager
def opened(context: typer.Context) -> Iterator[Store]:
    """The store of this place, closed at the end."""
    place: Place = context.obj
    store = session.open_store(place.database, watches=place.configuration.watches)
    try:
        yield store
    finally:
        store.close()


def named(what: str, value: str | None) -> str | None:
    """A name as it was given.

    Raises:
        BadParameter: it is empty: everything would be meant.
    """
    if value is not None and not value.strip():
        raise typer.BadParameter(f"the name of {what} is empty")
    return value


def print_json(value: Any) -> None:
    """One line of JSON, Chinese as it is."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def moment(text: str | None) -> datetime | None:
    """The moment that ``--since`` means; None for none."""
    return since(text, now=datetime.now(UTC)) if text else None
