"""What is kept, looked at once more: other watches rehearsed, and the archive of raw pages."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from commands.place import AsJson, Place, err, moment, opened, out, print_json
from crawler import configuration
from faces import archive as archive_face
from faces import rehearsal as rehearsal_face

app = typer.Typer()


@app.command()
def rehearse(
    context: typer.Context,
    since: Annotated[str, typer.Option(help="The news of 30d, 36h, or since 2026-11-24.")] = "30d",
    config: Annotated[
        Path | None,
        typer.Option(help="The hetao.toml whose watches are rehearsed; else today's, and all of it."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="List also what stays as it is.")] = False,
    as_json: AsJson = False,
) -> None:
    """What the watches of another file would have sent, beside what today's send; nothing is sent or written."""
    place: Place = context.obj
    today = place.configuration.watches
    other = today if config is None else configuration.load(config).watches
    begin = moment(since) or datetime.now(UTC)
    with opened(context) as store:
        found = rehearsal_face.rehearsed(store, since=begin, today=today, other=other)
    if as_json:
        print_json(rehearsal_face.shape(found))
    else:
        out.print(rehearsal_face.rehearsal_view(found, everything=everything or config is None))


@app.command()
def archive(context: typer.Context, as_json: AsJson = False) -> None:
    """What the archive of raw pages holds, by day: files, records, size, oldest and newest."""
    place: Place = context.obj
    crawl = place.configuration.crawl
    days = archive_face.days(Path(crawl.archive), err)
    if as_json:
        print_json(archive_face.shape(days, crawl))
    else:
        out.print(archive_face.archive_view(days, crawl))
