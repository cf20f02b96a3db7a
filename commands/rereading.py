"""What is kept, looked at once more: other watches rehearsed, and the archive of raw pages."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from commands.place import MOST, AsJson, Place, err, moment, opened, out, print_json
from crawler import configuration
from database.rereading import archived_articles
from faces import archive as archive_face
from faces import rehearsal as rehearsal_face
from faces import rereading as rereading_face

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


@app.command()
def reprocess(
    context: typer.Context,
    since: Annotated[str, typer.Option(help="What came within 30d, 36h, or since 2026-11-24.")] = "30d",
    article: Annotated[
        list[int] | None, typer.Option(max=MOST, help="Only this article; may be repeated.")
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Store what differs; nobody is called.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read archived pages again by today's rules and show what they say otherwise; store it with --apply."""
    place: Place = context.obj
    with opened(context) as store:
        ids = archived_articles(store, since=moment(since), ids=article or ())
        done = rereading_face.reread(
            store, place.configuration, ids, apply=apply, console=None if as_json else out
        )
    if as_json:
        print_json([rereading_face.shape(one) for one in done])
    elif not apply and any(one.outcome == "differs" for one in done):
        out.print("Nothing was stored: --apply does it.")
