"""Crawls as a person starts them: progress while they run, a summary at the end, the demo where there is no network."""

from __future__ import annotations

import asyncio
import logging
import re
import signal
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from rich.console import Console, Group
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bars
from rich.table import Table
from rich.text import Text

from channels.configured import channels_of
from channels.deliver import deliver_alone
from crawler import catalogue, crawl
from crawler.back_search import back_searches
from crawler.configuration import Configuration
from crawler.outlet import OutletSpider
from crawler.run import Progress, RunSummary
from database import queries_recall, save
from database.session import Store

#: So many sources that failed have a line each.
_FEW = 5
#: What a problem begins with.
_HOST = re.compile(r"^[^\s/:]+(?::\d+)?: ")
Spiders = list[type[OutletSpider]]


def quiet() -> None:
    """Keep the libraries' logs from the screen: the bars and the summary tell what there is to tell."""
    for name in ("scrapy", "twisted", "asyncio"):
        logging.getLogger(name).setLevel(logging.ERROR)


async def watched(
    crawls: crawl.Crawls, spiders: Spiders, console: Console, **options: Any
) -> tuple[RunSummary, ...]:
    """Crawl side by side with a bar for all and one for each that fetches; Ctrl-C finishes what is in flight."""
    loop = asyncio.get_running_loop()
    main = asyncio.current_task()
    stops = 0
    stopping: list[asyncio.Task[None]] = []  # a task that nobody holds may be collected

    def stop() -> None:
        nonlocal stops
        stops += 1
        if stops == 1:
            console.print("finishing what is in flight; Ctrl-C again stops at once")
            stopping.append(loop.create_task(crawls.stop()))
        elif main:
            main.cancel()

    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
    )
    with Bars(*columns, console=console, transient=False, disable=not console.is_terminal) as bars:
        whole = bars.add_task(f"{len(spiders)} sources".ljust(12), total=None, note="")
        tasks = {
            s.source.id: bars.add_task(s.source.id.ljust(12), total=None, note="", visible=False)
            for s in spiders
        }
        latest: dict[str, Progress] = {}

        def report(progress: Progress) -> None:
            latest[progress.source] = progress
            bars.update(
                tasks[progress.source],
                completed=progress.done,
                total=progress.done + progress.waiting or None,
                note=progress.message[:36],
                visible=progress.waiting > 0,  # seventy bars fit on no screen
            )
            done = sum(one.done for one in latest.values())
            waiting = sum(one.waiting for one in latest.values())
            bars.update(whole, completed=done, total=done + waiting or None)

        return await crawls.crawl_all(spiders, report=report, **options)


def crawl_by_hand(
    store: Store, settings: Configuration, names: list[str], *, since: datetime | None, console: Console
) -> tuple[RunSummary, ...]:
    """Crawl the named sources, else all enabled ones.

    Raises:
        UnknownSource: a name is not in the catalogue.
    """
    quiet()
    everything = catalogue.spiders(settings.own)
    wanted = (
        list(catalogue.chosen(names, settings.own).values())
        if names
        else crawl.enabled(store, everything, settings)
    )
    crawl.register(store, everything.values(), settings)
    return crawl_and_deliver(store, settings, wanted, console, trigger="hand", since=since)


def search_back_by_hand(
    store: Store, settings: Configuration, *, since: datetime, console: Console
) -> tuple[RunSummary, ...]:
    """Look at all enabled sources that can be searched for what was published since and nobody named."""
    quiet()
    everything = catalogue.spiders(settings.own)
    crawl.register(store, everything.values(), settings)
    wanted = back_searches(crawl.enabled(store, everything, settings))
    return crawl_and_deliver(
        store, settings, wanted, console, trigger=queries_recall.BACK_SEARCH, since=since
    )


def crawl_and_deliver(
    store: Store,
    settings: Configuration,
    spiders: Sequence[type[OutletSpider]],
    console: Console,
    **options: Any,
) -> tuple[RunSummary, ...]:
    """Crawl with progress, then send what waits in the outbox."""

    async def crawled(crawls: crawl.Crawls) -> tuple[RunSummary, ...]:
        summaries = await watched(crawls, list(spiders), console, **options)
        done = await asyncio.to_thread(
            deliver_alone, store, crawls.locks, channels_of(settings), now=lambda: datetime.now(UTC)
        )
        for channel, why in done.problems:
            console.print(f"channel {channel} fails, its alerts wait: {why}", style="red", markup=False)
        for channel, why in done.given_up:
            console.print(f"channel {channel} refuses for good: {why}", style="red", markup=False)
        return summaries

    return on_loop(store, settings, crawled)


def on_loop(
    store: Store,
    settings: Configuration,
    main: Callable[[crawl.Crawls], Awaitable[tuple[RunSummary, ...]]],
    **shared: Any,
) -> tuple[RunSummary, ...]:
    crawls = crawl.Crawls(store=store, configuration=settings, program="hetao crawl", **shared)
    try:
        return crawl.on_reactor(lambda: main(crawls))
    finally:
        crawls.close()


def summary_view(summaries: tuple[RunSummary, ...]) -> Group:
    """What each crawl did, one line each; then what went wrong. Of many that failed each reason stands once."""
    failed = [summary for summary in summaries if summary.failed and not summary.outcomes]
    many = failed if len(failed) > _FEW else []
    table = Table(
        title="What the crawl did", title_justify="left", box=None, pad_edge=False, header_style="bold"
    )
    table.add_column("source", no_wrap=True)
    for name in ("outcome", "new", "reprints", "irrelevant", "failed", "alerts"):
        table.add_column(name, justify="left" if name == "outcome" else "right", no_wrap=True)
    others = [summary for summary in summaries if summary not in many]
    for summary in others:
        c = summary.counts
        numbers = (c.new, c.reprints, c.irrelevant, c.failed, c.alerts)
        style = "red" if summary.failed else "yellow" if summary.outcome == "partial" else ""
        table.add_row(summary.source, summary.outcome, *map(str, numbers), style=style)
    problems = [Text(f"{s.source}: {s.message}", style="dim") for s in others if s.message]
    return Group(*([table] if others else []), *problems, *_by_reason(many, len(summaries)))


def _by_reason(failed: Sequence[RunSummary], of: int) -> Iterator[Text]:
    """The sources that could not be read, those of one reason together, the most first."""
    if not failed:
        return
    yield Text(f"{len(failed)} of {of} sources could not be read; the next run asks them again", style="red")
    reasons: dict[str, list[str]] = {}
    for summary in failed:
        reasons.setdefault(_HOST.sub("", summary.message) or summary.outcome, []).append(summary.source)
    for reason, names in sorted(reasons.items(), key=lambda one: -len(one[1])):
        yield Text(f"{len(names)}: {reason}: {', '.join(names)}", style="dim")


def summary_shape(summary: RunSummary) -> dict[str, Any]:
    """A run for ``--json``."""
    shape = asdict(replace(summary, outcomes=()))
    del shape["unasked"]  # for the schedule
    return {**shape, "outcomes": dict(summary.outcomes)}


def switch(store: Store, settings: Configuration, names: list[str], *, enabled: bool) -> None:
    """Switch sources on or off by hand; that outranks hetao.toml.

    Raises:
        UnknownSource: a name is not in the catalogue.
    """
    crawl.register(store, catalogue.spiders(settings.own).values(), settings)
    for name in catalogue.chosen(names, settings.own):
        save.switch_source(store, name, enabled=enabled)
