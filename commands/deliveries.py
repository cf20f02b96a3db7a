"""What goes out: deliveries, channels, the feed and the calendar."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from channels import published
from channels.words import Language
from commands.place import MOST, OK, SOURCE_FAILED, USAGE, AsJson, Limit, Place, err, opened, out, print_json
from crawler.mistakes import like
from database import outbox_by_hand, queries
from database.rows import DELIVERY_STATES
from database.session import Store
from faces import deliveries as face
from pipelines.watches import Watch

app = typer.Typer()
deliveries_app = typer.Typer(
    help="Alerts on their way to channels: what waits and why.", invoke_without_command=True
)
channels_app = typer.Typer(help="The channels of hetao.toml: test.", no_args_is_help=True)
app.add_typer(deliveries_app, name="deliveries")
app.add_typer(channels_app, name="channels")

Output = Annotated[Path | None, typer.Option("--output", "-o", help="A file; else standard output.")]
Tongue = Annotated[
    Language | None, typer.Option("--language", help="zh or en; else that of the watch, or zh.")
]
OfWatch = Annotated[str | None, typer.Option("--watch", help="Only what this watch lets through.")]


@deliveries_app.callback()
def deliveries(
    context: typer.Context,
    channel: Annotated[str | None, typer.Option(help="Only those of this channel.")] = None,
    state: Annotated[
        list[str] | None,
        typer.Option(help=f"States: {', '.join(DELIVERY_STATES)}; all but sent if none is given."),
    ] = None,
    limit: Limit = 50,
    as_json: AsJson = False,
) -> None:
    """What waits and why, how often it was tried, and when it is tried next."""
    if context.invoked_subcommand is not None:
        return
    if unknown := [s for s in state or [] if s not in DELIVERY_STATES]:
        raise typer.BadParameter(f"no state {unknown[0]!r}; there is {', '.join(DELIVERY_STATES)}")
    states = tuple(state or (s for s in DELIVERY_STATES if s != "sent"))
    with opened(context) as store:
        rows = queries.deliveries(store, channel=channel, states=states, limit=limit)
    if as_json:
        print_json([queries.delivery_shape(row) for row in rows])
    else:
        out.print(face.deliveries_view(rows))


@deliveries_app.command("send")
def deliveries_send(context: typer.Context) -> None:
    """Send what is due now; a daemon does so by itself, and each crawl at its end."""
    place: Place = context.obj
    with opened(context) as store:
        done = face.send_due(store, place.configuration)
    out.print(f"{done.sent} sent.")
    for channel, why in (*done.problems, *done.given_up):
        err.print(f"{channel}: {why}", style="red", markup=False)
    raise typer.Exit(SOURCE_FAILED if done.problems or done.given_up else OK)


@deliveries_app.command("retry")
def deliveries_retry(
    context: typer.Context,
    ids: Annotated[list[int], typer.Argument(max=MOST, help="Numbers that `hetao deliveries` lists.")],
) -> None:
    """Let deliveries that wait or were given up go out now; the daemon or the next crawl sends them."""
    with opened(context) as store:
        done = outbox_by_hand.retry(store, ids, now=datetime.now(UTC))
    out.print(f"{len(done)} of {len(set(ids))} go out next.")
    if missing := sorted(set(ids) - set(done)):
        err.print(
            f"No delivery that waits or failed: {', '.join(map(str, missing))}; `hetao deliveries` lists them."
        )
        raise typer.Exit(USAGE)


@deliveries_app.command("release")
def deliveries_release(
    context: typer.Context,
    ids: Annotated[list[int] | None, typer.Argument(max=MOST, help="Numbers of held deliveries.")] = None,
    source: Annotated[str | None, typer.Option(help="All that are held of this source's articles.")] = None,
) -> None:
    """Let deliveries that are held (a first crawl, a flood, an unconfirmed report) go out."""
    if bool(ids) == (source is not None):
        raise typer.BadParameter("name the numbers of deliveries, or --source SOURCE")
    with opened(context) as store:
        if source is not None:
            _there(store, source)
        done = outbox_by_hand.release(store, ids=ids or (), source=source, now=datetime.now(UTC))
    out.print(f"{len(done)} go out next.")
    if missing := sorted(set(ids or ()) - set(done)):
        err.print(
            f"No delivery that is held: {', '.join(map(str, missing))}; `hetao deliveries --state held` lists them."
        )
        raise typer.Exit(USAGE)


def _there(store: Store, source: str) -> None:
    """Nothing, where the database knows the source; one that was never asked has nothing that is held."""
    known = [row.id for row in queries.sources_health(store)]
    if source not in known:
        raise typer.BadParameter(
            f"no source {source!r} in this database{like(source, known, listed_by='`hetao sources`')}"
        )


@channels_app.command("test")
def channels_test(
    context: typer.Context, name: Annotated[str, typer.Argument(help="A channel of hetao.toml.")]
) -> None:
    """Send a message on a channel that says that it is a test."""
    place: Place = context.obj
    remark = face.send_test(place.configuration, name)
    out.print(f"A test message went out on {name}.", markup=False)
    if remark:
        out.print(remark, markup=False)


@app.command()
def feed(
    context: typer.Context,
    output: Output = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="The newest so many alerts.")] = 100,
    watch: OfWatch = None,
    language: Tongue = None,
) -> None:
    """The alerts as an Atom feed."""
    watches = (context.obj.watch(watch),) if watch is not None else ()
    with opened(context) as store:
        content = published.feed_of(store, limit, _spoken(watches, language), watches)
    _give(content, output)


@app.command()
def calendar(
    context: typer.Context, output: Output = None, watch: OfWatch = None, language: Tongue = None
) -> None:
    """What is scheduled, postponed or cancelled as an iCalendar."""
    watches = (context.obj.watch(watch),) if watch is not None else ()
    with opened(context) as store:
        content = published.calendar_of(store, _spoken(watches, language), watches)
    _give(content, output)


def _spoken(watches: Sequence[Watch], wished: Language | None) -> Language:
    return wished or published.language_of(watches) or "zh"


def _give(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        published.write(output, content)
        out.print(f"{output} is written.", markup=False)
