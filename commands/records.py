"""The records: signings, events, organisations, and what a reader corrects by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from commands.place import MOST, USAGE, AsJson, Limit, Since, err, moment, named, opened, out, print_json
from database import decisions, queries
from faces import organisations, tables

app = typer.Typer()


def _happenings(context: typer.Context, family: str, since: Since, limit: int, as_json: bool) -> None:
    read = queries.signings if family == "signing" else queries.events
    with opened(context) as store:
        rows = read(store, since=moment(since), limit=limit)
    if as_json:
        print_json([queries.happening_shape(row) for row in rows])
    else:
        out.print(tables.happenings_view(rows, family))


@app.command()
def signings(context: typer.Context, since: Since = None, limit: Limit = 50, as_json: AsJson = False) -> None:
    """The signings, newest first."""
    _happenings(context, "signing", since, limit, as_json)


@app.command()
def events(context: typer.Context, since: Since = None, limit: Limit = 50, as_json: AsJson = False) -> None:
    """The events, newest first."""
    _happenings(context, "event", since, limit, as_json)


@app.command()
def show(
    context: typer.Context,
    id_: Annotated[int, typer.Argument(metavar="ID", max=MOST)],
    as_json: AsJson = False,
) -> None:
    """One signing or event: facts, evidence, articles, conflicts."""
    with opened(context) as store:
        row = queries.happening(store, id_)
    if row is None:
        err.print(f"No signing or event {id_}; `hetao signings` and `hetao events` list them.")
        raise typer.Exit(USAGE)
    if as_json:
        print_json(queries.happening_shape(row))
    else:
        out.print(tables.happening_view(row))


@app.command()
def merge(
    context: typer.Context,
    first: Annotated[int, typer.Argument(metavar="ID", max=MOST)],
    second: Annotated[int, typer.Argument(metavar="OTHER", max=MOST)],
) -> None:
    """Two signings or events are one: put them together for good."""
    with opened(context) as store:
        number = decisions.unite(store, first, second, now=datetime.now(UTC))
    out.print(f"{first} and {second} are one happening now: {number}.")


@app.command()
def split(
    context: typer.Context,
    id_: Annotated[int, typer.Argument(metavar="ID", max=MOST)],
    claims: Annotated[
        list[int], typer.Argument(metavar="CLAIM …", max=MOST, help="Claims that `hetao show ID` lists.")
    ],
) -> None:
    """Some claims of a signing or event tell of another one: part them for good."""
    with opened(context) as store:
        numbers = decisions.divide(store, id_, claims, now=datetime.now(UTC))
    out.print(f"{id_} is divided into: {', '.join(map(str, numbers))}.")


@app.command()
def org(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Any name of it, in any script, its beginning, or its number.")],
    as_json: AsJson = False,
) -> None:
    """One organisation: its names, class, region, and everything that we know of it in time order."""
    named("an organisation", name)
    with opened(context) as store:
        dossier = organisations.look_up(store, name)
    if as_json:
        print_json(queries.dossier_shape(dossier))
    else:
        out.print(organisations.dossier_view(dossier))
