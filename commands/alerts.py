"""Alerts: read them, mark them read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from commands.place import USAGE, AsJson, Limit, Since, err, moment, opened, out, print_json
from database import queries
from faces import tables
from pipelines.vocabulary import ALERT_KINDS

app = typer.Typer()


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
    with opened(context) as store:
        rows = queries.alerts(
            store, since=moment(since), unread=unread, kinds=tuple(kind or ()), organisation=org, limit=limit
        )
    if as_json:
        print_json([queries.alert_shape(row) for row in rows])
    else:
        out.print(tables.alerts_view(rows))


@app.command()
def ack(context: typer.Context, ids: Annotated[list[int], typer.Argument(help="Numbers of alerts.")]) -> None:
    """Mark alerts as read."""
    with opened(context) as store:
        known = queries.acknowledge(store, ids, now=datetime.now(UTC))
    out.print(f"{len(known)} of {len(set(ids))} marked as read.")
    if missing := sorted(set(ids) - set(known)):
        err.print(f"No alert {', '.join(map(str, missing))}; `hetao alerts` lists them.")
        raise typer.Exit(USAGE)
