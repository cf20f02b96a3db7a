"""Watches: what readers want to hear of."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from commands.place import AsJson, Place, moment, opened, out, print_json
from database import queries_watches
from faces import watches as face

app = typer.Typer()
watches_app = typer.Typer(help="The watches of hetao.toml: check.", no_args_is_help=True)
app.add_typer(watches_app, name="watches")


@watches_app.command("check")
def watches_check(
    context: typer.Context,
    since: Annotated[str, typer.Option(help="Over the alerts of 30d, 36h, or since 2026-11-24.")] = "30d",
    reasons: Annotated[
        bool, typer.Option("--reasons", help="Also say of each alert why it is let through or not.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """What each watch wants, and how many of the latest alerts it would let through; nothing is sent."""
    place: Place = context.obj
    watches = place.configuration.watches
    with opened(context) as store:
        alerts = queries_watches.subjects(store, since=moment(since) or datetime.now(UTC))
    judged = face.judge(watches, alerts)
    if as_json:
        print_json([face.shape(watch, judged) for watch in watches])
    else:
        out.print(face.watches_view(watches, judged, since, reasons=reasons))
