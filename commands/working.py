"""What works: crawls, the daemon, the demo, the schema."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.place import (
    OK,
    SOURCE_FAILED,
    AsJson,
    Names,
    Place,
    Since,
    err,
    moment,
    opened,
    out,
    print_json,
)
from database import addresses, session
from database.upgrading import bring_up_to_date
from faces import crawling
from faces import demo as demo_face

app = typer.Typer()


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
    with opened(context) as store:
        summaries = crawling.crawl_by_hand(
            store, place.configuration, sources or [], since=moment(since), console=err if as_json else out
        )
    if as_json:
        print_json([crawling.summary_shape(s) for s in summaries])
    else:
        out.print(crawling.summary_view(summaries))
    raise typer.Exit(SOURCE_FAILED if any(s.failed for s in summaries) else OK)


@app.command()
def daemon(context: typer.Context) -> None:
    """Run the schedule until Ctrl-C or SIGTERM."""
    import scheduler

    place: Place = context.obj
    store = scheduler.persistently(
        lambda: session.open_store(place.database, watches=place.configuration.watches)
    )
    try:
        status = scheduler.run_daemon(store, place.configuration)
    finally:
        store.close()
    raise typer.Exit(scheduler.ended(status))


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
    revision = bring_up_to_date(context.obj.database)
    out.print(f"{addresses.shown(context.obj.database)} is at revision {revision}.")
