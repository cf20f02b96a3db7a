"""The ``hetao`` command: thin, every verb calls one function.

Exit status: 0 done; 1 some source failed; 2 usage or configuration.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from crawler import configuration
from crawler.configuration import Configuration, ConfigurationError
from database import decisions, queries, save, session
from database.errors import StoreError
from database.session import Store
from faces import comparing, crawling, exports, handing_in, health, inspection, organisations, records, tables
from faces import demo as demo_face
from faces.periods import BadPeriod, since
from pipelines import shapes
from pipelines.vocabulary import ALERT_KINDS

OK, SOURCE_FAILED, USAGE = 0, 1, 2
MOST = 2**31 - 1  # no record has a greater number

app = typer.Typer(
    help="Hetao Watch: new signings and events of the Hetao zone, each with its evidence, told once.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
sources_app = typer.Typer(help="The catalogue: list, check, enable, disable.", invoke_without_command=True)
app.add_typer(sources_app, name="sources")
out = Console()
err = Console(stderr=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the configuration and the database are."""

    configuration: Configuration
    database: str


AsJson = Annotated[bool, typer.Option("--json", help="Print JSON (docs/json.md).")]
Since = Annotated[str | None, typer.Option(help="Only what is newer: 7d, 36h, 45m or 2026-11-24.")]
Limit = Annotated[int, typer.Option(min=1, help="At most so many.")]
Names = Annotated[list[str] | None, typer.Argument(help="Sources; all enabled ones if none is named.")]


@app.callback()
def _place(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option(help="hetao.toml (default: HETAO_CONFIG, ./hetao.toml).")
    ] = None,
    database: Annotated[
        str | None, typer.Option(help="Database (default: HETAO_DATABASE_URL, data/hetao.db).")
    ] = None,
) -> None:
    if context.resilient_parsing or "--help" in sys.argv:
        return
    loaded = configuration.load(config)
    # an option outranks the environment, that outranks the file
    url = session.database_url(database or os.environ.get("HETAO_DATABASE_URL") or loaded.database_url)
    context.obj = Place(configuration=loaded, database=url)


@contextmanager
def _store(context: typer.Context) -> Iterator[Store]:
    place: Place = context.obj
    store = session.open_store(place.database, channels=tuple(place.configuration.channels))
    try:
        yield store
    finally:
        store.close()


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def _moment(text: str | None) -> datetime | None:
    return since(text, now=datetime.now(UTC)) if text else None


@app.command()
def run(context: typer.Context) -> None:
    """Crawl all enabled outlets once, then show the alerts; without a network, the demo."""
    place: Place = context.obj
    raise typer.Exit(demo_face.run_once(place.database, place.configuration, out))


@app.command()
def crawl(
    context: typer.Context, sources: Names = None, since: Since = None, as_json: AsJson = False
) -> None:
    """Crawl by hand: SOURCE …, or all enabled ones."""
    place: Place = context.obj
    with _store(context) as store:
        summaries = crawling.crawl_by_hand(
            store, place.configuration, sources or [], since=_moment(since), console=err if as_json else out
        )
    if as_json:
        _print_json([crawling.summary_shape(s) for s in summaries])
    else:
        out.print(crawling.summary_view(summaries))
    raise typer.Exit(SOURCE_FAILED if any(s.failed for s in summaries) else OK)


@app.command()
def daemon(context: typer.Context) -> None:
    """Run the schedule until Ctrl-C or SIGTERM."""
    import scheduler

    place: Place = context.obj
    store = scheduler.persistently(
        lambda: session.open_store(place.database, channels=tuple(place.configuration.channels))
    )
    try:
        status = scheduler.run_daemon(store, place.configuration)
    finally:
        store.close()
    raise typer.Exit(scheduler.ended(status))


@app.command()
def alerts(
    context: typer.Context,
    since: Since = None,
    unread: Annotated[bool, typer.Option("--unread", help="Only those not acknowledged.")] = False,
    kind: Annotated[list[str] | None, typer.Option(help=f"Kinds: {', '.join(ALERT_KINDS)}.")] = None,
    org: Annotated[
        str | None, typer.Option(help="Only with this organisation: a part of any of its names.")
    ] = None,
    limit: Limit = 50,
    as_json: AsJson = False,
) -> None:
    """Read the alerts, newest first."""
    unknown = [k for k in kind or [] if k not in ALERT_KINDS]
    if unknown:
        raise typer.BadParameter(f"no kind {unknown[0]!r}; there is {', '.join(ALERT_KINDS)}")
    with _store(context) as store:
        rows = queries.alerts(
            store, since=_moment(since), unread=unread, kinds=tuple(kind or ()), organisation=org, limit=limit
        )
    if as_json:
        _print_json([queries.alert_shape(row) for row in rows])
    else:
        out.print(tables.alerts_view(rows))


@app.command()
def ack(context: typer.Context, ids: Annotated[list[int], typer.Argument(help="Numbers of alerts.")]) -> None:
    """Mark alerts as read."""
    with _store(context) as store:
        known = queries.acknowledge(store, ids, now=datetime.now(UTC))
    out.print(f"{len(known)} of {len(set(ids))} marked as read.")
    if missing := sorted(set(ids) - set(known)):
        err.print(f"No alert {', '.join(map(str, missing))}; `hetao alerts` lists them.")
        raise typer.Exit(USAGE)


def _happenings(context: typer.Context, family: str, since: Since, limit: int, as_json: bool) -> None:
    read = queries.signings if family == "signing" else queries.events
    with _store(context) as store:
        rows = read(store, since=_moment(since), limit=limit)
    if as_json:
        _print_json([queries.happening_shape(row) for row in rows])
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
    with _store(context) as store:
        row = queries.happening(store, id_)
    if row is None:
        err.print(f"No signing or event {id_}; `hetao signings` and `hetao events` list them.")
        raise typer.Exit(USAGE)
    if as_json:
        _print_json(queries.happening_shape(row))
    else:
        out.print(tables.happening_view(row))


@app.command()
def merge(
    context: typer.Context,
    first: Annotated[int, typer.Argument(metavar="ID", max=MOST)],
    second: Annotated[int, typer.Argument(metavar="OTHER", max=MOST)],
) -> None:
    """Two signings or events are one: put them together for good."""
    with _store(context) as store:
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
    with _store(context) as store:
        numbers = decisions.divide(store, id_, claims, now=datetime.now(UTC))
    out.print(f"{id_} is divided into: {', '.join(map(str, numbers))}.")


@app.command()
def org(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Any name of it, in any script, its beginning, or its number.")],
    as_json: AsJson = False,
) -> None:
    """One organisation: its names, class, region, and everything that we know of it in time order."""
    with _store(context) as store:
        dossier = organisations.look_up(store, name)
    if as_json:
        _print_json(queries.dossier_shape(dossier))
    else:
        out.print(organisations.dossier_view(dossier))


@sources_app.callback()
def sources_default(context: typer.Context) -> None:
    """The catalogue: list, check, enable, disable."""
    if context.invoked_subcommand is None:
        sources_list(context)


@sources_app.command("list")
def sources_list(context: typer.Context, as_json: AsJson = False) -> None:
    """The outlets that are watched, with their health."""
    with _store(context) as store:
        rows = health.health(store, context.obj.configuration, now=datetime.now(UTC))
    if as_json:
        _print_json([queries.health_shape(row) for row in rows])
    else:
        out.print(tables.sources_view(rows))


@sources_app.command("check")
def sources_check(context: typer.Context, sources: Names = None, as_json: AsJson = False) -> None:
    """Probe sources live: robots.txt, each entry point, one article; nothing is stored."""
    checks = crawling.check(context.obj.configuration, sources or [])
    if as_json:
        _print_json([asdict(c) for c in checks])
    else:
        for check in checks:
            out.print(f"{check.source}  {check.what}: {check.message}", style=None if check.ok else "red")
    raise typer.Exit(OK if all(c.ok for c in checks) else SOURCE_FAILED)


@sources_app.command("enable")
def sources_enable(context: typer.Context, sources: Annotated[list[str], typer.Argument()]) -> None:
    """Watch these sources again."""
    _switch(context, sources, True)


@sources_app.command("disable")
def sources_disable(context: typer.Context, sources: Annotated[list[str], typer.Argument()]) -> None:
    """Stop watching these sources; what is stored stays."""
    _switch(context, sources, False)


def _switch(context: typer.Context, sources: list[str], enabled: bool) -> None:
    with _store(context) as store:
        crawling.switch(store, context.obj.configuration, sources, enabled=enabled)
    out.print(f"{'enabled' if enabled else 'disabled'}: {', '.join(sources)}")


@app.command()
def status(context: typer.Context, as_json: AsJson = False) -> None:
    """How each source does, what became of its pages, and the latest runs."""
    with _store(context) as store:
        rows = health.health(store, context.obj.configuration, now=datetime.now(UTC))
        runs = queries.runs(store, limit=10)
        daemon, alive = health.daemon(store)
    if as_json:
        _print_json(
            {
                "daemon": queries.daemon_shape(daemon) | {"alive": alive} if daemon else None,
                "sources": [queries.health_shape(r) for r in rows],
                "runs": [queries.run_shape(r) for r in runs],
            }
        )
    else:
        out.print(tables.status_view(rows, runs, daemon, alive=alive))


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
    given = records.Given(url=url, http_charset=http_charset, fetched_at=_moment(fetched_at))
    failed = False
    for name in files:
        for inspected in handing_in.inspect(name, given, context.obj.configuration):
            failed = failed or inspected.report.error is not None
            if as_json:
                _print_json(shapes.inspect_shape(inspected.report, file=inspected.file, url=inspected.url))
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
            _print_json(comparing.compare_shape(row))
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
    """Ask the language model of [proposer] for claims to review; they are kept apart and never told."""
    from faces import proposing  # what crawls need not load it

    place: Place = context.obj
    with _store(context) as store:
        run = proposing.begin(store, place.configuration, since=_moment(since), article_id=article)
        done = proposing.go_through(run, out=None if as_json else out)
    if as_json:
        _print_json(proposing.run_shape(run, done))
    else:
        out.print(proposing.total(run, done), markup=False)
    raise typer.Exit(SOURCE_FAILED if proposing.failed(done) else OK)


@app.command()
def ingest(context: typer.Context, files: Annotated[list[str], typer.Argument(metavar="FILE…")]) -> None:
    """Articles or raw pages (JSON Lines, WARC, HTML) through the same pipelines into the database."""
    with _store(context) as store:
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
    with _store(context) as store:
        count = exports.write_rows(queries.EXPORTS[what](store), format_=format_, path=output)
    if output:
        err.print(f"{count} {what} written to {output}")


@app.command()
def demo(
    context: typer.Context,
    serve: Annotated[bool, typer.Option("--serve", help="Keep serving and crawling until Ctrl-C.")] = False,
    publish: Annotated[
        bool, typer.Option("--publish", help="Let a served demo outlet publish a new article.")
    ] = False,
) -> None:
    """The bundled, fictional outlets on loopback, crawled end to end into a database of their own."""
    if publish:
        raise typer.Exit(demo_face.publish_demo(out))
    raise typer.Exit(demo_face.run_demo(context.obj.configuration, out, keep=serve))


@app.command()
def migrate(context: typer.Context) -> None:
    """Bring the database to the current schema."""
    revision = session.migrate(context.obj.database)
    with _store(context) as store:
        save.refresh_organisations(store)
        save.rekey_statements(store)
    out.print(f"{session.shown(context.obj.database)} is at revision {revision}.")


def main() -> None:
    """Run the command line; what is wrong is said in one line, with the mend."""
    try:
        app()
    except (StoreError, ConfigurationError, BadPeriod, ValueError, OSError) as problem:
        err.print(f"hetao: {problem}", style="red", markup=False, highlight=False)
        sys.exit(USAGE)
    except KeyboardInterrupt:
        err.print("stopped.")
        sys.exit(130)


if __name__ == "__main__":
    main()
