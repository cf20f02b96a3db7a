"""The catalogue and its health."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from commands.place import OK, SOURCE_FAILED, AsJson, Names, err, opened, out, print_json
from crawler.configuration import Configuration
from database import queries
from faces import crawling, health, manners, probing
from faces import status as status_face

app = typer.Typer()
sources_app = typer.Typer(help="The catalogue: list, check, enable, disable.", invoke_without_command=True)
app.add_typer(sources_app, name="sources")


@sources_app.callback()
def sources_default(context: typer.Context, as_json: AsJson = False) -> None:
    """The catalogue: list, check, enable, disable."""
    if context.invoked_subcommand is None:
        sources_list(context, as_json)
    elif as_json:
        raise typer.BadParameter(
            f"write it behind the word: hetao sources {context.invoked_subcommand} --json"
        )


@sources_app.command("list")
def sources_list(context: typer.Context, as_json: AsJson = False) -> None:
    """The outlets that are watched, with their health."""
    with opened(context) as store:
        rows = health.health(store, context.obj.configuration, now=datetime.now(UTC))
    if as_json:
        print_json([queries.health_shape(row) for row in rows])
    else:
        out.print(status_face.sources_view(rows))


@sources_app.command("check")
def sources_check(
    context: typer.Context,
    sources: Names = None,
    as_json: AsJson = False,
    report: Annotated[
        Path | None,
        typer.Option(help="Write what was found here, to be sent to the makers: Markdown, or JSON (.json)."),
    ] = None,
    prove: Annotated[
        bool, typer.Option("--prove", help="Note the sources that work as proven, with the day.")
    ] = False,
    minutes: Annotated[float, typer.Option(min=0.1, help="The whole probe takes no longer.")] = 30.0,
) -> None:
    """Probe sources live: robots.txt, each entry point, one article; no article is stored."""
    settings = context.obj.configuration
    console = err if as_json else out
    with opened(context) as store:
        probes = probing.check(store, settings, sources or [], seconds=minutes * 60, console=console)
    if as_json:
        print_json([shape for probe in probes for shape in probing.shapes(probe)])
    console.print(probing.summary(probes), style="bold")
    if report is not None:
        probing.write_report(report, probes, settings, now=datetime.now(UTC))
        console.print(f"The report is in {report}.", markup=False)
    if prove:
        console.print(probing.prove(probes, settings, now=datetime.now(UTC)), markup=False)
    raise typer.Exit(OK if all(probe.works for probe in probes) else SOURCE_FAILED)


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
def status(context: typer.Context, sources: Names = None, as_json: AsJson = False) -> None:
    """What is not well and why, what is, and the latest runs; of SOURCE … each entry point with its latest polls."""
    with opened(context) as store:
        rows = health.health(store, context.obj.configuration, now=datetime.now(UTC))
        runs = queries.runs(store, limit=10)
        daemon, alive = health.daemon(store)
        hosts = queries.hosts(store)
    if sources:
        rows = health.named(rows, sources, context.obj.configuration)
    if as_json:
        print_json(
            {
                "daemon": queries.daemon_shape(daemon) | {"alive": alive} if daemon else None,
                "sources": [queries.health_shape(r, polls=48 if sources else 1) for r in rows],
                "hosts": [manners.host_shape(h) for h in hosts],
                "runs": [queries.run_shape(r) for r in runs],
            }
        )
    elif sources:
        for row in rows:
            out.print(status_face.source_view(row))
    else:
        settings: Configuration = context.obj.configuration
        out.print(status_face.status_view(rows, runs, daemon, alive=alive))
        for line in (
            *manners.hosts_view(hosts, settings, now=datetime.now(UTC)),
            *manners.contact_hint(settings),
        ):
            out.print(line)
