"""What we miss."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from commands.place import AsJson, err, moment, opened, out, print_json
from faces import crawling
from faces import recall as recall_face

app = typer.Typer()


@app.command()
def recall(
    context: typer.Context,
    since: Annotated[str, typer.Option(help="Of what was published since: 30d, 12w or 2026-11-01.")] = "30d",
    search: Annotated[
        bool, typer.Option("--search", help="First search back at the outlets; the daemon does so weekly.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Estimate what part of the news on Hetao we hold, and say what came late."""
    settings, begin = context.obj.configuration, moment(since) or datetime.now(UTC) - timedelta(days=30)
    with opened(context) as store:
        if search:
            console = err if as_json else out
            summaries = crawling.search_back_by_hand(store, settings, since=begin, console=console)
            console.print(crawling.summary_view(summaries))
        found = recall_face.recall(store, settings, since=begin, until=datetime.now(UTC))
    if as_json:
        print_json(recall_face.recall_shape(found))
    else:
        for line in recall_face.recall_view(found):
            out.print(line)
