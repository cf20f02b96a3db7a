"""Crawls as a person starts them: progress while they run, a summary at the end, the demo where there is no network."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import tempfile
import urllib.request
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console, Group
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bars
from rich.table import Table
from rich.text import Text

import scheduler
from channels.configured import channels_of
from channels.deliver import deliver_alone
from crawler import catalogue, crawl
from crawler.configuration import Configuration
from crawler.demo import site as demo_site
from crawler.demo import stories
from crawler.memory import lives
from crawler.outlet import OutletSpider
from crawler.run import Progress, RunSummary
from database import queries, save, session
from database.rows import DaemonState
from database.session import Store
from faces.tables import alerts_view

#: Where the demo keeps its fictional news, apart from the real.
DEMO_DATABASE = "data/demo.db"
#: Where a served demo leaves its address, so that `--publish` finds it on whatever port.
DEMO_ADDRESS = "data/demo.url"
#: `hetao run` shows what the program does; what it leaves stays queued for the next crawl.
RUN_PAGES = 25
DEMO_EVERY = "1m"
#: A daemon on another machine that left no sign of life for so long is taken for dead.
SILENT = timedelta(seconds=8 * scheduler.BEAT_SECONDS)
Spiders = list[type[OutletSpider]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One finding of a live probe of a source."""

    source: str
    ok: bool
    what: str
    message: str


def _quiet() -> None:
    for name in ("scrapy", "twisted", "asyncio"):
        logging.getLogger(name).setLevel(logging.ERROR)


async def _watched(
    crawls: crawl.Crawls, spiders: Spiders, console: Console, **options: Any
) -> tuple[RunSummary, ...]:
    """Crawl side by side with a bar per source; Ctrl-C finishes what is in flight."""
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
        tasks = {s.source.id: bars.add_task(s.source.id.ljust(12), total=None, note="") for s in spiders}

        def report(progress: Progress) -> None:
            total = progress.done + progress.waiting
            bars.update(
                tasks[progress.source],
                completed=progress.done,
                total=total or None,
                note=progress.message[:36],
            )

        return await crawls.crawl_all(spiders, report=report, **options)


def crawl_by_hand(
    store: Store, settings: Configuration, names: list[str], *, since: datetime | None, console: Console
) -> tuple[RunSummary, ...]:
    """Crawl the named sources, else all enabled ones.

    Raises:
        UnknownSource: a name is not in the catalogue.
    """
    _quiet()
    everything = catalogue.spiders(settings.own)
    wanted = (
        list(catalogue.chosen(names, settings.own).values())
        if names
        else crawl.enabled(store, everything, settings)
    )
    crawl.register(store, everything.values(), settings)

    async def crawled(crawls: crawl.Crawls) -> tuple[RunSummary, ...]:
        summaries = await _watched(crawls, wanted, console, trigger="hand", since=since)
        done = await asyncio.to_thread(
            deliver_alone, store, crawls.locks, channels_of(settings), now=lambda: datetime.now(UTC)
        )
        for channel, why in done.problems:
            console.print(f"channel {channel} fails, its alerts wait: {why}", style="red", markup=False)
        return summaries

    return _on_loop(store, settings, crawled)


def _on_loop(
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
    """What each crawl did, one line each; then what went wrong."""
    table = Table(
        title="What the crawl did", title_justify="left", box=None, pad_edge=False, header_style="bold"
    )
    table.add_column("source", no_wrap=True)
    for name in ("outcome", "new", "reprints", "irrelevant", "failed", "alerts"):
        table.add_column(name, justify="left" if name == "outcome" else "right", no_wrap=True)
    for summary in summaries:
        c = summary.counts
        numbers = (c.new, c.reprints, c.irrelevant, c.failed, c.alerts)
        style = "red" if summary.failed else "yellow" if summary.outcome == "partial" else ""
        table.add_row(summary.source, summary.outcome, *map(str, numbers), style=style)
    problems = [Text(f"{s.source}: {s.message}", style="dim") for s in summaries if s.message]
    return Group(table, *problems)


def summary_shape(summary: RunSummary) -> dict[str, Any]:
    """A run for ``--json``."""
    shape = asdict(replace(summary, outcomes=()))
    return {**shape, "outcomes": dict(summary.outcomes)}


def run_once(database: str, settings: Configuration, console: Console) -> int:
    """What ``make run`` does; gives the exit status."""
    _quiet()
    store = session.open_store(database, channels=tuple(settings.channels))
    console.print(f"Database: {store.address}")
    everything = catalogue.spiders(settings.own)
    crawl.register(store, everything.values(), settings)
    wanted = crawl.enabled(store, everything, settings)
    names = ", ".join(spider.source.outlet for spider in wanted)
    console.print(f"Crawling {len(wanted)} outlets, one polite request at a time: {names}")
    with demo_site.serve() as site:
        demo_store = session.open_store(DEMO_DATABASE)

        async def main(crawls: crawl.Crawls) -> tuple[RunSummary, ...]:
            summaries = await _watched(crawls, wanted, console, trigger="hand")
            console.print(summary_view(summaries))
            if any(s.reached for s in summaries) or any(s.outcome == "interrupted" for s in summaries):
                console.print(alerts_view(queries.alerts(store, unread=True, limit=30)))
                return summaries
            console.print(
                "\n[bold]Not one outlet could be reached[/bold]: this machine seems to have no network. "
                "The same job on the bundled demo outlets (all of it fiction):\n"
            )
            shared = crawl.Crawls(
                store=demo_store, configuration=settings.without_proxy(), delay=0.0, **_on(site)
            )
            try:
                return await _demo_crawl(shared, console)
            finally:
                shared.close()

        try:
            _on_loop(store, settings, main, most_pages=RUN_PAGES)
        finally:
            demo_store.close()
            store.close()
    return 0


async def _demo_crawl(crawls: crawl.Crawls, console: Console) -> tuple[RunSummary, ...]:
    spiders = list(catalogue.spiders(demo=True).values())
    crawl.register(crawls.store, spiders, crawls.configuration)
    summaries = await _watched(crawls, spiders, console, trigger="demo")
    console.print(summary_view(summaries))
    console.print(alerts_view(queries.alerts(crawls.store, limit=60)))
    console.print(
        f"\nThe demo's database is {crawls.store.address}; read it with: hetao --database {DEMO_DATABASE} alerts"
    )
    return summaries


def run_demo(settings: Configuration, console: Console, *, keep: bool) -> int:
    """Serve the fictional outlets and crawl them; with ``keep`` the daemon goes on until Ctrl-C."""
    _quiet()
    settings = settings.without_proxy()
    store = session.open_store(DEMO_DATABASE)
    with demo_site.serve() as site:
        for outlet, address in site.addresses.items():
            console.print(f"{outlet}: {address}/")
        if keep:
            Path(DEMO_ADDRESS).write_text(site.addresses[stories.OUTLETS[0]], "utf-8")
            console.print(
                "`hetao demo --publish` in another terminal lets an outlet publish; Ctrl-C ends the demo."
            )
            return _keep_demo(store, settings, site)
        try:
            crawls = crawl.Crawls(store=store, configuration=settings, delay=0.0, **_on(site))
            try:
                crawl.on_reactor(lambda: _demo_crawl(crawls, console))
            finally:
                crawls.close()
        finally:
            store.close()
    return 0


def _keep_demo(store: Store, settings: Configuration, site: demo_site.DemoSite) -> int:
    spiders = list(catalogue.spiders(demo=True).values())
    often = {s.source.id: replace_every(settings, s.source.id) for s in spiders}
    fast = replace(settings, sources={**settings.sources, **often})
    crawl.register(store, spiders, fast)
    crawls = crawl.Crawls(store=store, configuration=fast, delay=0.0, **_on(site))
    return scheduler.ended(scheduler.run_daemon(store, fast, spiders=spiders, crawls=crawls))


def _on(site: demo_site.DemoSite) -> dict[str, Any]:
    """Where the fictional outlets are, and that these very addresses may be connected."""
    return {"rebased": site.rebased, "allowed": tuple(site.rebased.values())}


def replace_every(settings: Configuration, source_id: str) -> Any:
    """The settings of a demo source with the demo's rhythm."""
    return settings.of(source_id).model_copy(update={"every": DEMO_EVERY, "cron": None})


def publish_demo(console: Console) -> int:
    """Ask a served demo to publish its next held article."""
    served = Path(DEMO_ADDRESS)
    base = (
        served.read_text("utf-8").strip()
        if served.exists()
        else f"http://{demo_site.HOST}:{demo_site.PORTS[0]}"
    )
    url = f"{base}{demo_site.PUBLISH}"
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, method="POST", data=b""), timeout=5
        ) as answer:
            console.print(answer.read().decode(), markup=False)
    except OSError as problem:
        console.print(
            f"No demo is served at {url} ({problem}); start one with `hetao demo --serve`.", markup=False
        )
        return 2
    return 0


def daemon(store: Store) -> tuple[DaemonState | None, bool]:
    """The daemon that ran last, and whether it still does: by its process on this machine, by its signs of life else."""
    state = queries.daemon_state(store)
    if state is None or state.stopped_at is not None:
        return state, False
    if state.host == socket.gethostname():
        return state, lives(state.pid)
    return state, datetime.now(UTC) - state.beat_at < SILENT


def switch(store: Store, settings: Configuration, names: list[str], *, enabled: bool) -> None:
    """Switch sources on or off by hand; that outranks hetao.toml.

    Raises:
        UnknownSource: a name is not in the catalogue.
    """
    crawl.register(store, catalogue.spiders(settings.own).values(), settings)
    for name in catalogue.chosen(names, settings.own):
        save.switch_source(store, name, enabled=enabled)


def check(settings: Configuration, names: list[str]) -> list[Check]:
    """Probe sources live: each entry point and one article, in a database that is thrown away.

    Raises:
        UnknownSource: a name is not in the catalogue.
    """
    _quiet()
    spiders = list(catalogue.chosen(names or list(catalogue.spiders(settings.own)), settings.own).values())
    with tempfile.TemporaryDirectory() as folder:
        store = session.open_store(f"{folder}/check.db")
        probing = replace(
            settings, crawl=settings.crawl.model_copy(update={"archive": str(Path(folder) / "archive")})
        )
        summaries = _on_loop(
            store, probing, lambda crawls: crawls.crawl_all(spiders, trigger="check"), most_pages=1
        )
        store.close()
    return [finding for summary in summaries for finding in _findings(summary)]


def _findings(summary: RunSummary) -> list[Check]:
    named = f"{summary.counts.discovered} articles named"
    message = f"{named}; {summary.message}" if summary.message else named
    found = [Check(source=summary.source, ok=not summary.failed, what="entry points", message=message)]
    if summary.outcomes:
        became = ", ".join(f"{n} {outcome}" for outcome, n in summary.outcomes)
        found.append(
            Check(source=summary.source, ok=summary.counts.failed == 0, what="one article", message=became)
        )
    return found
