"""Files in and out: inspect, compare, ingest, export; and the language model that proposes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.place import MOST, OK, SOURCE_FAILED, USAGE, AsJson, Place, err, moment, opened, out, print_json
from database import queries
from faces import comparing, exports, handing_in, inspection, records
from pipelines import shapes
from pipelines.encoding.labels import codec_of

app = typer.Typer()
_RECORD = "an article is expected in each line (`hetao ingest --help` shows one)"


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
    if http_charset is not None and codec_of(http_charset) is None:
        err.print(f"The charset {http_charset!r} is unknown; it counts as none.", markup=False)
    full = _full(files)
    failed = False
    for inspected in handing_in.inspect(full, given, context.obj.configuration):
        failed = failed or inspected.report.error is not None
        if as_json:
            print_json(shapes.inspect_shape(inspected.report, file=inspected.file, url=inspected.url))
        else:
            out.print(inspection.inspection_view(inspected))
    raise typer.Exit(USAGE if len(full) < len(files) else SOURCE_FAILED if failed else OK)


def _full(files: list[str]) -> list[str]:
    """The files without those of JSON Lines in which there is nothing, which is said."""
    full = []
    for file in files:
        if records.is_lines(file) and records.holds_nothing(file):
            err.print(f"{file} holds nothing: {_RECORD}", markup=False)
        else:
            full.append(file)
    return full


@app.command()
def compare(
    file: Annotated[str, typer.Argument(help='JSON Lines of {"a": {…}, "b": {…}}, each as for inspect.')],
    as_json: AsJson = False,
) -> None:
    """Pairs of articles: whether the second is a reprint of the first, and why; nothing is stored."""
    if records.holds_nothing(file):
        raise typer.BadParameter(f"{file} holds nothing: a pair of articles is expected in each line")
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
        int | None, typer.Option(max=MOST, help="Only this one; what was refused is asked again.")
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
def ingest(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE…")],
    url: Annotated[str | None, typer.Option(help="Where the saved page is from.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published the saved page.")] = None,
    published_at: Annotated[
        str | None, typer.Option(help="When, where the page does not say: 2026-11-24, or with the time.")
    ] = None,
) -> None:
    """Articles or raw pages (JSON Lines, WARC, HTML) through the same pipelines into the database.

    A line of a .jsonl is {"url": …, "outlet": …, "title": …, "published_at": "2026-11-24T08:00:00+08:00", "text": …},
    or with "body_b64" (the bytes of a page) in place of the text. Of a saved page the options say the same.
    """
    given = records.Given(url=url, outlet=outlet, published_at=moment(published_at))
    if given != records.Given():
        _one_page(files, url)
    full = _full(files)
    with opened(context) as store:
        counts = handing_in.ingest(store, full, out, given)
    raise typer.Exit(USAGE if len(full) < len(files) else SOURCE_FAILED if counts.get("error") else OK)


def _one_page(files: list[str], url: str | None) -> None:
    """Nothing, where one saved page is handed in, from an address of the web."""
    if len(files) > 1 or records.is_lines(files[0]) or records.is_archive(files[0]):
        raise typer.BadParameter("--url, --outlet and --published-at are of one saved page; name it alone")
    if url is not None and not url.startswith(("http://", "https://")):
        raise typer.BadParameter(f"{url!r} is no address; write it with http:// or https://")


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
        count = exports.write_rows(queries.EXPORTS[what](store), format_=format_, path=output, what=what)
    if output:
        err.print(f"{count} {what} written to {output}")
