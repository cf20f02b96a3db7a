"""Crawls on one asyncio loop: by hand, by the daemon, in the demo; always this code."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.utils.reactor import install_reactor

from crawler import catalogue, settings, telling
from crawler.archive import Archive
from crawler.configuration import Configuration
from crawler.decider import Decider
from crawler.lanes import Lanes
from crawler.limits import Limits
from crawler.outlet import OutletSpider
from crawler.patience import Patience
from crawler.robots import KnownRobots
from crawler.run import Progress, Run, RunSummary
from crawler.source import Source
from crawler.spans import parse_days, parse_size
from crawler.telling import RunEnd
from database import queries, retention, save
from database.locks import Held, Locks
from database.rows import RunCounts, SourceRow
from database.session import Store
from pipelines.rhythm import Bounds

REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
#: A thread that writes rows gives way to the event loop after this; Python's 5 ms would cost every wait for the network.
SWITCH_SECONDS = 0.0005
#: Names are resolved in threads; of Twisted's ten, eighty outlets whose names do not resolve would fill each for long.
NAME_THREADS = 40
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """How a run is wanted (:meth:`Crawls.crawl`)."""

    trigger: str
    since: datetime | None
    report: Callable[[Progress], None] | None
    bounds: Bounds | None


@dataclass(kw_only=True)
class Crawls:
    """What all crawls of a program share: store, worker processes, archive. Close it at the end."""

    store: Store
    configuration: Configuration
    program: str = "hetao"
    rebased: dict[str, str] = field(default_factory=dict)  # demo and tests: host to loopback address
    most_pages: int | None = None
    delay: float | None = None
    allowed: tuple[str, ...] = ()  # addresses that are connected though not public: 127.0.0.1:8080
    running: dict[str, Run] = field(default_factory=dict)
    patience: Patience = field(default_factory=Patience)
    robots: KnownRobots = field(default_factory=KnownRobots)
    _lanes: Lanes | None = None
    _locks: Locks | None = None
    _decider: Decider | None = None
    _archive: Archive | None = None
    _stops: set[asyncio.Future[None]] = field(default_factory=set)
    _stopped: bool = False

    @property
    def is_stopped(self) -> bool:
        """Whether nothing more is begun."""
        return self._stopped

    @property
    def locks(self) -> Locks:
        """The locks that this program holds on the database."""
        if self._locks is None:
            self._locks = Locks(store=self.store, program=self.program)
        return self._locks

    @property
    def lanes(self) -> Lanes:
        """The hosts as this program asks them."""
        if self._lanes is None:
            most = self.configuration.crawl.daily_requests
            self._lanes = Lanes(store=self.store, daily_requests=most)
        return self._lanes

    def tools(self) -> tuple[Decider, Archive]:
        """The worker pool and the archive, started when first wanted."""
        self._decider = self._decider or Decider(self.configuration.limits)
        wished = self.configuration.crawl
        self._archive = self._archive or Archive(
            Path(wished.archive),
            keep_irrelevant=parse_days(wished.keep_irrelevant),
            most=parse_size(wished.archive_size) if wished.archive_size else None,
            leave=partial(retention.leave_archive_file, self.store),
        )
        return self._decider, self._archive

    def adopt(self, configuration: Configuration) -> None:
        """Crawl by other settings from now on; a run in flight ends by those that it began with.

        The database and the worker processes stay as they are.
        """
        self.configuration = configuration
        self.store = replace(self.store, watches=configuration.watches)
        self.lanes.daily_requests = configuration.crawl.daily_requests
        if self._archive:
            self._archive.close()  # a run in flight opens it again for what it still has to keep
            self._archive = None

    def close(self) -> None:
        """Stop the workers and close the archive."""
        if self._decider:
            self._decider.close()
        if self._archive:
            self._archive.close()
        if self._locks:
            self._locks.close()

    async def stop(self) -> None:
        """Let every crawl finish what is in flight, and begin nothing more."""
        self._stopped = True
        for run in self.running.values():
            run.end()
        await asyncio.gather(*self._stops, return_exceptions=True)

    async def crawl(
        self,
        spider: type[OutletSpider],
        *,
        trigger: str,
        since: datetime | None = None,
        report: Callable[[Progress], None] | None = None,
        bounds: Bounds | None = None,
    ) -> RunSummary:
        """One run of one source; ``skipped`` where that source is being crawled already, here or elsewhere.

        ``bounds``: only what is due by its own rhythm is asked (:class:`crawler.run.Run`).
        """
        source = self.source_of(spider)
        lock = f"run of {source.id}"
        try:
            await self.patience.of(self.locks.take, lock, now=datetime.now(UTC))
        except Held as why:
            return _skipped(source, str(why))
        try:
            wanted = _Wanted(trigger=trigger, since=since, report=report, bounds=bounds)
            return await self._locked_crawl(spider, source, wanted)
        finally:
            await asyncio.to_thread(self.locks.release, lock)

    def source_of(self, spider: type[OutletSpider]) -> Source:
        """The declaration of a spider, as the user wants it, on the hosts that this program asks."""
        declared = replace(spider.source, expects=self.configuration.expects_of(spider.source))
        return declared.rebased(self.rebased) if self.rebased else declared

    async def _locked_crawl(self, spider: type[OutletSpider], source: Source, wanted: _Wanted) -> RunSummary:
        started = time.monotonic()
        decider, archive = self.tools()
        run_id = await self.patience.of(
            save.start_run, self.store, source.id, started_at=datetime.now(UTC), trigger=wanted.trigger
        )
        runner = AsyncCrawlerRunner(self._settings(source))
        run = Run(
            source=source,
            store=self.store,
            run_id=run_id,
            decider=decider,
            archive=archive,
            patience=self.patience,
            lanes=self.lanes,
            robots=self.robots,
            delay=self.configuration.delay_of(source) if self.delay is None else self.delay,
            declared=tuple(one.source for one in catalogue.spiders(self.configuration.own).values()),
            limits=self._limits(),
            since=wanted.since,
            report=wanted.report,
            bounds=wanted.bounds,
            stop=lambda: self._stopping(runner),
            proxy=self.configuration.of(source.id).proxy,
            stopping=self._stopped,
        )
        self.running[source.id] = run
        seconds = run.limits.run_seconds
        timer = asyncio.get_running_loop().call_later(
            seconds, run.end_early, f"the limit of {seconds / 60:.0f} minutes for one run"
        )
        try:
            await runner.crawl(spider, run=run)
        finally:
            timer.cancel()
            self.running.pop(source.id, None)
        return await self._finished(run, wanted.trigger, time.monotonic() - started)

    def _stopping(self, runner: AsyncCrawlerRunner) -> None:
        task = asyncio.ensure_future(runner.stop())
        self._stops.add(task)  # a task that nobody holds may be collected
        task.add_done_callback(self._stops.discard)

    def _limits(self) -> Limits:
        limits = self.configuration.limits
        return replace(limits, run_pages=self.most_pages) if self.most_pages else limits

    async def crawl_all(
        self, spiders: Iterable[type[OutletSpider]], **options: Any
    ) -> tuple[RunSummary, ...]:
        """Several sources side by side: they are different hosts, each asked one request at a time."""
        return tuple(await asyncio.gather(*(self.crawl(spider, **options) for spider in spiders)))

    def _settings(self, source: Source) -> dict[str, Any]:
        values = settings.as_dict() | settings.for_limits(self._limits())
        values |= settings.for_addresses((*self.allowed, *self.configuration.crawl.allow_addresses))
        values["DOWNLOAD_VERIFY_CERTIFICATES"] = source.verify_tls
        values["USER_AGENT"] = settings.user_agent(self.configuration.crawl.contact)
        return values

    async def _finished(self, run: Run, trigger: str, seconds: float) -> RunSummary:
        reached = run.entry_points_read > 0
        none_due = run.under_way and run.entry_points_due == 0  # only what waited in the queue was fetched
        answered = reached or none_due
        outcome = "success" if answered and not run.problems else "partial" if answered else "failed"
        if run.cut:
            outcome = "partial" if reached or run.outcomes else "failed"
        elif run.stopping or (run.is_spent and not reached):  # of our own will: nothing failed
            outcome = "interrupted"
        message = run.message()
        await self.patience.of(
            save.finish_run,
            self.store,
            run.run_id,
            finished_at=datetime.now(UTC),
            outcome=outcome,
            counts=run.counts(),
            message=message or None,
        )
        await self._judge(run, RunEnd(trigger=trigger, outcome=outcome, message=message, none_due=none_due))
        return RunSummary(
            source=run.source.id,
            outcome=outcome,
            message=message,
            reached=reached,
            counts=run.counts(),
            outcomes=tuple(sorted(run.outcomes.items())),
            seconds=seconds,
            unasked=max(0, run.entry_points_due - run.polls) if run.under_way else 1,
        )

    async def _judge(self, run: Run, end: RunEnd) -> None:
        """How the source does after the run, and a word to the operator where the schedule found out."""
        now = datetime.now(UTC)
        if run.outcomes or run.kept_back:
            await self.patience.of(
                save.judge_articles,
                self.store,
                run.source.id,
                expects=run.source.expects,
                kept_back=len(run.kept_back),
                now=now,
            )
        if run.kept_back:
            await self.patience.of(
                save.record_kept_back,
                self.store,
                run.kept_back,
                run.run_id,
                alone=run.brought > 0,
                now=now,
            )
        if end.is_told:
            await self.patience.of(telling.tell_health, self.store, run.source, end, now=now)


def _skipped(source: Source, why: str) -> RunSummary:
    return RunSummary(
        source=source.id,
        outcome="skipped",
        message=why,
        reached=False,
        counts=RunCounts(),
        outcomes=(),
        seconds=0.0,
    )


def register(store: Store, spiders: Iterable[type[OutletSpider]], configuration: Configuration) -> None:
    """Write what the catalogue says, with the user's settings, so that `hetao status` and SQL show it."""
    declared = [spider.source for spider in spiders]
    # a demo's database may be read with the real catalogue
    save.leave_sources(store, {source.id for source in declared} | set(catalogue.spiders(demo=True)))
    for source in declared:
        wished = configuration.of(source.id)
        minutes = int(source.every.total_seconds() // 60)
        save.register_source(
            store,
            SourceRow(
                id=source.id,
                outlet=source.outlet,
                family=source.family,
                enabled=wished.enabled is not False,
                every=wished.cron or wished.every or f"{minutes}m",
            ),
        )


def enabled(
    store: Store, spiders: dict[str, type[OutletSpider]], configuration: Configuration
) -> list[type[OutletSpider]]:
    """The spiders that are watched: what was switched by hand outranks the file, that outranks the catalogue."""
    switched = dict(queries.switched_sources(store))
    return [
        spider
        for name, spider in spiders.items()
        if switched.get(name, configuration.of(name).enabled is not False)
    ]


def on_reactor(main: Callable[[], Awaitable[T]]) -> T:
    """Run a coroutine on Twisted's asyncio reactor until it ends. Once per process: a reactor cannot restart."""
    install_reactor(REACTOR)
    sys.setswitchinterval(SWITCH_SECONDS)
    from twisted.internet import reactor as installed

    reactor: Any = installed  # Twisted types the module, not the reactor that it becomes
    reactor.suggestThreadPoolSize(NAME_THREADS)
    outcome: list[tuple[T | None, BaseException | None]] = []

    async def guarded() -> None:
        try:
            outcome.append((await main(), None))
        except BaseException as problem:  # handed to the caller below, whatever it is
            outcome.append((None, problem))
        finally:
            reactor.stop()

    reactor.callWhenRunning(lambda: asyncio.ensure_future(guarded()))
    reactor.run(installSignalHandlers=False)
    result, problem = outcome[0]
    if problem is not None:
        raise problem
    return result  # type: ignore[return-value]
