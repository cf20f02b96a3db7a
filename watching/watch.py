"""The watch that the daemon keeps: each source in its rhythm, the outbox emptied, an end in good order."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.events import EVENT_JOB_MAX_INSTANCES, EVENT_JOB_SUBMITTED
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.interval import IntervalTrigger

from crawler import configuration, crawl
from crawler.back_search import search_back
from crawler.configuration import Configuration, ConfigurationError
from crawler.due import earliest, keys_of, not_before
from crawler.outlet import OutletSpider
from crawler.rhythm import LOCAL, OwnRhythm, after_shift, first_run, is_broken_off, trigger_of
from crawler.run import RunSummary
from crawler.source import Source
from database import queries, queries_recall, save
from database.errors import StoreError
from pipelines.rhythm import Bounds
from watching.forgetting import forget
from watching.pulse import BEAT_SECONDS, Pulse
from watching.reloading import Wanted, differences
from watching.sending import Sending

log = logging.getLogger("hetao.daemon")
#: Sources start one after the other, not all in the same second.
STAGGER = timedelta(seconds=2)
#: A run that begins later than this after its time is a misfire.
LATE = timedelta(minutes=1)
#: How long a stop waits for pages in flight.
LAST_SECONDS = 45
#: … and how long each of them for a store that is away.
LAST_PATIENCE = 10.0
#: How long after a stop a message may still set out; the others wait for the next start.
LAST_CALL_SECONDS = 20
#: The daily job that is no source.
FORGET = "forget what is old"
#: The weekly job that is none either; it looks for what the entry points did not name in their time.
SEARCH_BACK = "search back"
SEARCH_EVERY, SEARCH_SPAN = timedelta(weeks=1), timedelta(days=30)
#: A daemon that never searched back does so when all sources have been crawled.
FIRST_SEARCH = timedelta(hours=1)
#: What the daemon gives instead of an exit status where it wants to begin anew to give memory back.
RENEW = -1


@dataclass(kw_only=True)
class Watch:
    """Crawls each source in its rhythm until ``stop`` is set; then finishes what is in flight.

    ``read_again``: gives what is wanted now; raises ConfigurationError where the settings have a mistake.
    """

    crawls: crawl.Crawls
    spiders: list[type[OutletSpider]]
    stop: asyncio.Event
    read_again: Callable[[], Wanted] | None = None
    triggers: Callable[[Source, Configuration], BaseTrigger] = trigger_of
    beat_seconds: float = BEAT_SECONDS
    status: int = 0
    _scheduler: AsyncIOScheduler = field(default_factory=lambda: AsyncIOScheduler(timezone=LOCAL))
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)
    _runs: int = 0
    _in_vain: Counter[str] = field(default_factory=Counter)  # runs in a row that left something due unasked
    _is_lost: bool = False
    _mistake: str = ""  # of the settings, as it was said
    _sending: Sending = field(init=False)

    def __post_init__(self) -> None:
        self._sending = Sending(crawls=self.crawls, hold=self._hold)

    async def keep(self) -> int:
        """Watch; gives the exit status, or :data:`RENEW`."""
        await self._plan()
        self._scheduler.start()
        log.info("watching %s; Ctrl-C stops", ", ".join(s.source.id for s in self.spiders))
        pulse = Pulse(
            crawls=self.crawls,
            on_clock_set=self._clock_was_set,
            on_lost=self._lost,
            on_heavy=self._heavy,
            after_beat=self._sending.deliver,
            seconds=self.beat_seconds,
        )
        beating = asyncio.create_task(pulse.beat_for_ever())
        await self.stop.wait()
        self._scheduler.pause()
        await self._finish()
        self._sending.close()
        beating.cancel()
        self._scheduler.shutdown(wait=False)
        return self.status

    def end(self) -> None:
        """Somebody wants the daemon to end, also where it was about to renew itself."""
        if self.status == RENEW:
            self.status = 0
        self.stop.set()

    async def _plan(self) -> None:
        self._scheduler.configure(event_loop=asyncio.get_running_loop())
        self._scheduler.add_listener(self._heard, EVENT_JOB_SUBMITTED | EVENT_JOB_MAX_INSTANCES)
        now = datetime.now(UTC)
        await self._plan_sources(self.spiders, now)
        self._scheduler.add_job(
            self._forget,
            IntervalTrigger(days=1),
            id=FORGET,
            next_run_time=now,
            misfire_grace_time=None,
            coalesce=True,
        )

        searched = await self.crawls.patience.of(queries_recall.last_back_search, self.crawls.store)
        self._scheduler.add_job(
            self._search_back,
            IntervalTrigger(seconds=int(SEARCH_EVERY.total_seconds())),
            id=SEARCH_BACK,
            next_run_time=max(now, searched + SEARCH_EVERY)
            if searched and searched <= now
            else now + FIRST_SEARCH,
            misfire_grace_time=None,
            coalesce=True,
        )

    async def _plan_sources(self, spiders: Sequence[type[OutletSpider]], now: datetime) -> None:
        """Let each of these sources run when it is due."""
        last = await self.crawls.patience.of(queries.last_runs, self.crawls.store)
        for index, spider in enumerate(spiders):
            trigger = self.triggers(spider.source, self.crawls.configuration)
            before = last.get(spider.source.id)
            if spider.source.id in self.crawls.running:  # what comes next is known when it has ended
                start = trigger.get_next_fire_time(None, now.astimezone(LOCAL)) or now
            elif isinstance(trigger, OwnRhythm) and before and not is_broken_off(before, now):
                start = await self._due(spider, trigger.bounds)
            else:
                start = first_run(trigger, before, now)
            self._scheduler.add_job(
                self._run,
                trigger,
                args=[spider],
                id=spider.source.id,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,  # late, after the machine slept, is better than never
                next_run_time=start + STAGGER * index,
                replace_existing=True,
            )

    def reload(self) -> None:
        """Somebody wants the settings to be read again."""
        if self.read_again and not self.stop.is_set():
            self._hold(self._reload(self.read_again))

    async def _reload(self, read_again: Callable[[], Wanted]) -> None:
        """Watch by other settings from now on; a run in flight ends by those that it began with."""
        try:
            wanted = await self.crawls.patience.of(read_again)
        except (ConfigurationError, StoreError, OSError) as problem:
            log.error("%s; the settings of before stay", problem, extra={"event": "reload_refused"})
            return
        before = Wanted(configuration=self.crawls.configuration, spiders=self.spiders)
        if later := wanted.configuration.only_at_a_start(before.configuration):
            log.warning("%s: that counts when the daemon is started anew", ", ".join(later))
        self.crawls.adopt(wanted.configuration)
        self._sending.adopt()
        self.spiders = wanted.spiders
        changed, gone = differences(before, wanted, self.triggers)
        for source_id in gone:
            self._scheduler.remove_job(source_id)
        await self._plan_sources(changed, datetime.now(UTC))
        log.info(
            "the settings were read again: watching %d sources, %d of them new or changed, %d no longer",
            len(self.spiders),
            len(changed),
            len(gone),
            extra={"event": "reloaded"},
        )

    async def _search_back(self) -> None:
        """Once a week: what do the outlets' own searches find that nobody named?"""
        self._hold(asyncio.ensure_future(self._searched_back()))

    async def _searched_back(self) -> None:
        try:
            since = datetime.now(UTC) - SEARCH_SPAN
            summaries = await search_back(self.crawls, self.spiders, since=since)
            found = sum(summary.counts.discovered for summary in summaries)
            new = sum(summary.counts.new for summary in summaries)
            log.info(
                "searched back at %d sources: %d articles found, %d of them new", len(summaries), found, new
            )
        except (StoreError, OSError) as problem:
            log.warning("the search back ended early: %s", problem)
        await self._sending.deliver()

    async def _finish(self) -> None:
        """Let runs end: in a renewal by themselves, else soon."""
        log.info("stopping: finishing what is in flight")
        self._sending.end(within=LAST_CALL_SECONDS)
        while self._tasks and self.status == RENEW:
            await asyncio.wait(self._tasks, timeout=1)
        if self.status == RENEW:
            return
        self.crawls.patience.seconds = LAST_PATIENCE
        self._hold(self.crawls.stop())
        await asyncio.wait(self._tasks, timeout=LAST_SECONDS)
        if not self._is_lost:
            await self._say_goodbye()

    async def _say_goodbye(self) -> None:
        try:
            await self.crawls.patience.of(save.end_watch, self.crawls.store, now=datetime.now(UTC))
        except (StoreError, OSError) as problem:
            log.warning("the end could not be noted: %s", problem)

    def _hold(self, work: Awaitable[Any]) -> None:
        """Keep a task until it is done: one that nobody holds may be collected."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, spider: type[OutletSpider]) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        trigger = self.triggers(spider.source, self.crawls.configuration)
        bounds = trigger.bounds if isinstance(trigger, OwnRhythm) else None
        asked_all = False
        try:
            summary = await self.crawls.crawl(spider, trigger="schedule", bounds=bounds)
            asked_all = not summary.unasked
            _log_end(summary)
            if summary.outcome == "skipped":
                self._misfired(spider.source.id)
        except StoreError as problem:
            log.error(
                "%s: the run failed: %s The next run goes on.",
                spider.source.id,
                problem,
                extra={"event": "run_failed", "source": spider.source.id},
            )
        except Exception:
            log.exception(
                "%s: the run failed",
                spider.source.id,
                extra={"event": "run_failed", "source": spider.source.id},
            )
        finally:
            self._runs += 1
            self._in_vain[spider.source.id] = 0 if asked_all else self._in_vain[spider.source.id] + 1
            await self._plan_next(spider.source.id)
            await self._sending.deliver()

    async def _plan_next(self, source_id: str) -> None:
        """Let a source that has its own rhythm run next when the first of its entry points is due.

        What counts is what is wanted now: the settings may have been read again during the run.
        """
        job = self._scheduler.get_job(source_id)
        if job is None or not isinstance(job.trigger, OwnRhythm):
            return
        (spider,), bounds = job.args, job.trigger.bounds
        try:
            due = await self._due(spider, bounds)
        except (StoreError, OSError) as problem:
            log.warning("%s: its next run is at %s: %s", source_id, job.next_run_time, problem)
            return
        if self._scheduler.get_job(source_id) and not self.stop.is_set():
            soonest = not_before(bounds, self._in_vain[source_id])
            job.modify(next_run_time=max(due, datetime.now(UTC) + soonest))

    async def _due(self, spider: type[OutletSpider], bounds: Bounds) -> datetime:
        """When the first of the entry points of a source is due."""
        source = self.crawls.source_of(spider)
        kept = await self.crawls.patience.of(save.kept_rhythms, self.crawls.store, keys_of(source))
        return earliest(source, kept, datetime.now(UTC), bounds)

    async def _forget(self) -> None:
        await forget(self.crawls, go_on=lambda: not self.stop.is_set())

    def _heard(self, event: Any) -> None:
        if event.job_id in (FORGET, SEARCH_BACK):
            return
        planned: datetime = event.scheduled_run_times[0]
        if event.code == EVENT_JOB_MAX_INSTANCES:
            log.warning(
                "%s: left out, the run before has not ended",
                event.job_id,
                extra={"event": "misfire", "source": event.job_id},
            )
            self._misfired(event.job_id)
        elif (late := datetime.now(UTC) - planned) > LATE:
            log.warning(
                "%s: begins %d minutes late",
                event.job_id,
                late.total_seconds() // 60,
                extra={"event": "misfire", "source": event.job_id},
            )
            self._misfired(event.job_id)

    def _misfired(self, source_id: str) -> None:
        self._hold(self.crawls.patience.of(save.count_misfire, self.crawls.store, source_id))

    def _clock_was_set(self, shift: timedelta, now: datetime) -> None:
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=after_shift(job, shift, now))
        self._scheduler.wakeup()

    def _may_begin_again(self) -> bool:
        """Whether a renewed daemon would start: with a mistake in the settings it would not."""
        try:
            configuration.load(self.crawls.configuration.file)
        except ConfigurationError as problem:
            if self._mistake != str(problem):
                log.error("not renewed, since nothing would begin with it: %s", problem)
            self._mistake = str(problem)
            return False
        return True

    def _lost(self) -> None:
        self.status, self._is_lost = 2, True
        self.stop.set()

    def _heavy(self) -> None:
        # what is over the bound before any run was made, no renewal would cure
        if self._runs and not self.stop.is_set() and self._may_begin_again():
            log.warning("renewing, to give memory back")
            self.status = RENEW
            self.stop.set()


def _log_end(summary: RunSummary) -> None:
    c = summary.counts
    log.info(
        "%s: %d new, %d reprints, %d irrelevant, %d failed, %d alerts (%s%s)",
        summary.source, c.new, c.reprints, c.irrelevant, c.failed, c.alerts, summary.outcome,
        f": {summary.message}" if summary.message else "",
        extra={
            "event": "run_ended", "source": summary.source, "outcome": summary.outcome, "new": c.new,
            "reprints": c.reprints, "irrelevant": c.irrelevant, "failed": c.failed, "alerts": c.alerts,
            "seconds": round(summary.seconds, 3),
        },
    )  # fmt: skip
