"""Alerts: read them, mark them read, say what they were worth, sum them up."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from channels.words import Language
from commands.place import (
    MOST,
    USAGE,
    AsJson,
    Limit,
    Place,
    Since,
    err,
    moment,
    named,
    opened,
    out,
    print_json,
)
from crawler.mistakes import like
from crawler.watch_settings import TYPES
from database import queries, queries_watches
from database.rows import FEEDBACK_VERDICTS
from database.session import Store
from faces import digest as digest_face
from faces.inbox import inbox_view
from pipelines.vocabulary import ALERT_KINDS, ALERTING_STATUSES, FAMILIES
from pipelines.watches import why_not

app = typer.Typer()
_SPAN = re.compile(r"([0-9]{1,10})(?:-([0-9]{1,10}))?")


def _checked(what: str, known: tuple[str, ...], given: list[str] | None) -> tuple[str, ...]:
    for one in given or ():
        if one not in known:
            raise typer.BadParameter(f"no {what} {one!r}{like(one, known)}")
    return tuple(given or ())


@app.command()
def alerts(
    context: typer.Context,
    since: Since = None,
    unread: Annotated[bool, typer.Option("--unread", help="Only those not acknowledged.")] = False,
    kind: Annotated[list[str] | None, typer.Option(help=f"Kinds: {', '.join(ALERT_KINDS)}.")] = None,
    family: Annotated[list[str] | None, typer.Option(help="signing or event.")] = None,
    type_: Annotated[list[str] | None, typer.Option("--type", help="lease, OPENING, OPENING.park …")] = None,
    status: Annotated[
        list[str] | None, typer.Option(help=f"As told: {', '.join(ALERTING_STATUSES)}.")
    ] = None,
    org: Annotated[
        str | None, typer.Option(help="Only with this organisation: a part of any of its names.")
    ] = None,
    watch: Annotated[str | None, typer.Option(help="Only what this watch lets through.")] = None,
    limit: Limit = 50,
    as_json: AsJson = False,
) -> None:
    """Read the alerts: what is unread first, the newest day first."""
    wanted: dict[str, Any] = {
        "since": moment(since),
        "kinds": _checked("kind", ALERT_KINDS, kind),
        "families": _checked("family", FAMILIES, family),
        "types": _checked("type", TYPES, type_),
        "statuses": _checked("status", ALERTING_STATUSES, status),
        "organisation": named("an organisation", org),
    }
    with opened(context) as store:
        if watch is not None:
            wanted["ids"] = _let_through(store, context.obj, watch, wanted["since"])
        if as_json:
            print_json(
                [
                    queries.alert_shape(row)
                    for row in queries.alerts(store, limit=limit, unread=unread or None, **wanted)
                ]
            )
            return
        rows = queries.alerts(store, limit=limit, unread=True, **wanted)
        waiting = len(rows) if len(rows) < limit else queries.count_alerts(store, unread=True, **wanted)
        if not unread and len(rows) < limit:
            rows += queries.alerts(store, limit=limit - len(rows), unread=False, **wanted)
    out.print(inbox_view(rows, now=datetime.now(UTC), waiting=waiting))


def _let_through(store: Store, place: Place, name: str, since: datetime | None) -> list[int]:
    """The numbers of the alerts that a watch lets through."""
    watch = place.watch(name)
    everything = queries_watches.subjects(store, since=since or datetime.min.replace(tzinfo=UTC))
    return [number for number, _, subject in everything if why_not(watch, subject) is None]


@app.command()
def ack(
    context: typer.Context,
    numbers: Annotated[list[str] | None, typer.Argument(metavar="ID…", help="Alerts: 7, or 3-20.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that are unread.")] = False,
) -> None:
    """Mark alerts as read."""
    if bool(numbers) == everything:
        raise typer.BadParameter("name numbers of alerts, or --all")
    now = datetime.now(UTC)
    with opened(context) as store:
        if everything:
            out.print(f"{queries.acknowledge_all(store, now=now)} marked as read.")
            return
        single, spans = _numbers(numbers or [])
        there = [row for begin, end in spans for row in queries.alert_numbers(store, begin, end)]
        known = queries.acknowledge(store, [*single, *there], now=now)
    out.print(f"{len(known)} of {len({*single, *there})} marked as read.")
    if missing := sorted(set(single) - set(known)):
        err.print(f"No alert {', '.join(map(str, missing))}; `hetao alerts` lists them.")
        raise typer.Exit(USAGE)


def _numbers(given: list[str]) -> tuple[list[int], list[tuple[int, int]]]:
    """Numbers, and spans of them, as somebody writes them."""
    single, spans = [], []
    for text in given:
        match = _SPAN.fullmatch(text)
        if match is None or int(match[2] or 0) > MOST or int(match[1]) > MOST:
            raise typer.BadParameter(f"{text!r} is no number of an alert; write 7, or 3-20")
        if match[2]:
            spans.append((int(match[1]), int(match[2])))
        else:
            single.append(int(match[1]))
    return single, spans


@app.command()
def feedback(
    context: typer.Context,
    id_: Annotated[int, typer.Argument(metavar="ID", max=MOST, help="Number of an alert.")],
    verdict: Annotated[str, typer.Argument(help=" · ".join(FEEDBACK_VERDICTS))],
    note: Annotated[str | None, typer.Option(help="Why, in your words.")] = None,
) -> None:
    """Say what an alert was worth; it counts as read then."""
    _checked("verdict", FEEDBACK_VERDICTS, [verdict])
    with opened(context) as store:
        if not queries.alerts(store, ids=[id_]):
            err.print(f"No alert {id_}; `hetao alerts` lists them.")
            raise typer.Exit(USAGE)
        queries.give_feedback(store, id_, verdict, note=note, now=datetime.now(UTC))
    out.print(f"Alert {id_}: {verdict}.")


@app.command()
def digest(
    context: typer.Context,
    since: Annotated[str, typer.Option(help="What was written since: 7d, 36h or 2026-11-24.")] = "7d",
    format_: Annotated[str, typer.Option("--format", help="text, markdown or html.")] = "text",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; else standard output.")
    ] = None,
    language: Annotated[Language, typer.Option(help="zh or en.")] = "en",
) -> None:
    """The alerts of a time on one page, by what they are."""
    _checked("format", digest_face.FORMATS, [format_])
    begin = moment(since)
    assert begin is not None
    with opened(context) as store:
        rows = queries.alerts(store, since=begin)
    page = digest_face.render(rows, since=begin, now=datetime.now(UTC), format_=format_, language=language)
    digest_face.give(page, output)
    if output:
        err.print(f"{len(rows)} alerts in {output}", markup=False)
