"""Files in and out: inspect, compare, ingest, export; and the language model that proposes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.place import OK, SOURCE_FAILED, AsJson, Place, err, moment, opened, out, print_json
from database import queries
from faces import comparing, exports, handing_in, inspection, records
from pipelines import shapes

app = typer.Typer()


@app.command()
def inspect(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE·URL…")],
    url: Annotated[str | None, typer.Option(help="Where the page is from.")] = None,
    http_charset: Annotated[
        str | None, typer.Option(help="The charset that its HTTP header declared.")
    ] = None,
    fetched_at: Annotated[str | None, typer.Option(help="When it was fetched.")] = None,
    as_json: AsJson = False,
) -> None:
    """A page (or each article of a .jsonl or .warc) through every stage; nothing is stored."""
    given = records.Given(url=url, http_charset=http_charset, fetched_at=moment(fetched_at))
    failed = False
    for inspected in handing_in.inspect(files, given, context.obj.configuration):
        failed = failed or inspected.report.error is not None
        if as_json:
            print_json(shapes.inspect_shape(inspected.report, file=inspected.file, url=inspected.url))
        else:
            out.print(inspection.inspection_view(inspected))
    raise typer.Exit(SOURCE_FAILED if failed else OK)


@app.command()
def compare(
    file: Annotated[str, typer.Argument(help='JSON Lines of {"a": {…}, "b": {…}}, each as for inspect.')],
    as_json: AsJson = False,
) -> None:
    """Pairs of articles: whether the second is a reprint of the first, and why; nothing is stored."""
    rows = []
    for row in comparing.compare_file(file):
        rows.append(row)
        if as_json:
            print_json(comparing.compare_shape(row))
    if not as_json:
        out.print(comparing.compared_view(rows))
    raise typer.Exit(SOURCE_FAILED if any(row.error for row in rows) else OK)


@app.command()
def propose(
    context: typer.Context,
    since: Annotated[str, typer.Option(help="Only what is newer: 7d, 36h, 45m or 2026-11-24.")] = "7d",
    article: Annotated[
        int | None, typer.Option(help="Only this one; what was refused is asked again.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Ask the language model that hetao.toml names for claims to review; they are kept apart and never told."""
    from faces import proposing  # what crawls need not load it

    place: Place = context.obj
    with opened(context) as store:
        run = proposing.begin(store, place.configuration, since=moment(since), article_id=article)
        done = proposing.go_through(run, out=None if as_json else out)
    if as_json:
        print_json(proposing.run_shape(run, done))
    else:
        out.print(proposing.total(run, done), markup=False)
    raise typer.Exit(SOURCE_FAILED if proposing.failed(done) else OK)


@app.command()
def ingest(context: typer.Context, files: Annotated[list[str], typer.Argument(metavar="FILE…")]) -> None:
    """Articles or raw pages (JSON Lines, WARC, HTML) through the same pipelines into the database."""
    with opened(context) as store:
        counts = handing_in.ingest(store, files, out)
    raise typer.Exit(SOURCE_FAILED if counts.get("error") else OK)


@app.command()
def export(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help=" · ".join(queries.EXPORTS))],
    format_: Annotated[str, typer.Option("--format", help="jsonl, csv or xlsx.")] = "jsonl",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; else standard output.")
    ] = None,
) -> None:
    """Alerts, signings, events or articles out again."""
    if what not in queries.EXPORTS:
        raise typer.BadParameter(f"no {what!r} to export; there is {', '.join(queries.EXPORTS)}")
    with opened(context) as store:
        count = exports.write_rows(queries.EXPORTS[what](store), format_=format_, path=output)
    if output:
        err.print(f"{count} {what} written to {output}")
