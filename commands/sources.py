"""The catalogue and its health."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from commands.place import OK, SOURCE_FAILED, AsJson, Names, opened, out, print_json
from crawler.configuration import Configuration
from database import queries
from faces import crawling, health, manners, tables

app = typer.Typer()
sources_app = typer.Typer(help="The catalogue: list, check, enable, disable.", invoke_without_command=True)
app.add_typer(sources_app, name="sources")


@sources_app.callback()
def sources_default(context: typer.Context) -> None:
    """The catalogue: list, check, enable, disable."""
    if context.invoked_subcommand is None:
        sources_list(context)


@sources_app.command("list")
def sources_list(context: typer.Context, as_json: AsJson = False) -> None:
    """The outlets that are watched, with their health."""
    with opened(context) as store:
        rows = health.health(store, context.obj.configuration, now=datetime.now(UTC))
    if as_json:
        print_json([queries.health_shape(row) for row in rows])
    else:
        out.print(tables.sources_view(rows))


@sources_app.command("check")
def sources_check(context: typer.Context, sources: Names = None, as_json: AsJson = False) -> None:
    """Probe sources live: robots.txt, each entry point, one article; nothing is stored."""
    with opened(context) as store:
        checks = crawling.check(store, context.obj.configuration, sources or [])
    if as_json:
        print_json([asdict(c) for c in checks])
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
    with opened(context) as store:
        crawling.switch(store, context.obj.configuration, sources, enabled=enabled)
    out.print(f"{'enabled' if enabled else 'disabled'}: {', '.join(sources)}")


@app.command()
def status(context: typer.Context, as_json: AsJson = False) -> None:
    """How each source does, what became of its pages, and the latest runs."""
    with opened(context) as store:
        rows = health.health(store, context.obj.configuration, now=datetime.now(UTC))
        runs = queries.runs(store, limit=10)
        daemon, alive = health.daemon(store)
        hosts = queries.hosts(store)
    if as_json:
        print_json(
            {
                "daemon": queries.daemon_shape(daemon) | {"alive": alive} if daemon else None,
                "sources": [queries.health_shape(r) for r in rows],
                "hosts": [manners.host_shape(h) for h in hosts],
                "runs": [queries.run_shape(r) for r in runs],
            }
        )
    else:
        settings: Configuration = context.obj.configuration
        out.print(tables.status_view(rows, runs, daemon, alive=alive))
        for line in (
            *manners.hosts_view(hosts, settings, now=datetime.now(UTC)),
            *manners.contact_hint(settings),
        ):
            out.print(line)
