"""The daemon: composition only. APScheduler and Scrapy on one asyncio loop (docs/decisions/0001)."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from crawler import catalogue, configuration, crawl
from crawler.configuration import Configuration, ConfigurationError
from crawler.outlet import OutletSpider
from crawler.spans import parse_every
from database import session
from database.errors import StoreError
from database.session import Store

log = logging.getLogger("hetao.daemon")
LOCAL = ZoneInfo("Asia/Shanghai")
#: Sources start one after the other, not all in the same second.
STAGGER = timedelta(seconds=2)
#: A run that should have begun while the machine slept is begun late rather than never.
GRACE = 3600
#: How long a stop waits for pages in flight.
LAST_SECONDS = 45


def trigger_of(spider: type[OutletSpider], settings: Configuration) -> BaseTrigger:
    """When a source is crawled: the user's cron or interval, else the declaration's; intervals with jitter."""
    wished = settings.of(spider.source.id)
    if wished.cron:
        return CronTrigger.from_crontab(wished.cron, timezone=LOCAL)
    every = parse_every(wished.every) if wished.every else spider.source.every
    seconds = every.total_seconds()
    return IntervalTrigger(seconds=int(seconds), jitter=int(min(60.0, seconds / 10)), timezone=LOCAL)


async def keep_watch(crawls: crawl.Crawls, spiders: list[type[OutletSpider]], stop: asyncio.Event) -> None:
    """Crawl each source in its rhythm until ``stop`` is set; then finish what is in flight."""
    scheduler = AsyncIOScheduler(event_loop=asyncio.get_running_loop(), timezone=LOCAL)
    tasks: set[asyncio.Task[None]] = set()

    async def once(spider: type[OutletSpider]) -> None:
        task = asyncio.current_task()
        if task:
            tasks.add(task)
        try:
            summary = await crawls.crawl(spider, trigger="schedule")
            if summary:
                c = summary.counts
                log.info(
                    "%s: %d new, %d reprints, %d irrelevant, %d failed, %d alerts (%s%s)",
                    summary.source, c.new, c.reprints, c.irrelevant, c.failed, c.alerts, summary.outcome,
                    f": {summary.message}" if summary.message else "",
                )  # fmt: skip
        except Exception:
            # the store may be away for a while: the next run tries again
            log.exception("%s: the run failed", spider.source.id)
        finally:
            if task:
                tasks.discard(task)

    for index, spider in enumerate(spiders):
        scheduler.add_job(
            once,
            trigger_of(spider, crawls.configuration),
            args=[spider],
            id=spider.source.id,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=GRACE,
            next_run_time=datetime.now(UTC) + STAGGER * index,
        )
    scheduler.start()
    log.info("watching %s; Ctrl-C stops", ", ".join(s.source.id for s in spiders))
    await stop.wait()
    log.info("stopping: finishing what is in flight")
    scheduler.pause()
    await crawls.stop()
    if tasks:
        await asyncio.wait(tasks, timeout=LAST_SECONDS)
    scheduler.shutdown(wait=False)


def run_daemon(
    store: Store,
    settings: Configuration,
    *,
    spiders: list[type[OutletSpider]] | None = None,
    crawls: crawl.Crawls | None = None,
) -> int:
    """Run the schedule until SIGTERM or Ctrl-C; gives the exit status."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    for name in ("scrapy", "twisted", "pebble"):
        logging.getLogger(name).setLevel(logging.WARNING)
    if spiders is None:
        everything = catalogue.spiders(settings.own)
        crawl.register(store, everything.values(), settings)
        spiders = crawl.enabled(store, everything, settings)
    if not spiders:
        log.error("no source is enabled; `hetao sources enable ID` or hetao.toml switches one on")
        return 2
    if fault := settings.proxy_fault([spider.source.id for spider in spiders]):
        log.error("%s", fault)  # said now, not in the night
        return 2
    shared = crawls or crawl.Crawls(store=store, configuration=settings)
    watched = spiders

    async def main() -> int:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, stop.set)
        await keep_watch(shared, watched, stop)
        return 0

    try:
        return crawl.on_reactor(main)
    finally:
        shared.close()


def main() -> int:
    """Start the daemon with the configuration and database of the environment."""
    try:
        settings = configuration.load(None)
        store = session.open_store(session.database_url(settings.database_url))
    except (ConfigurationError, StoreError) as problem:
        sys.stderr.write(f"hetao: {problem}\n")
        return 2
    try:
        return run_daemon(store, settings)
    finally:
        store.close()


if __name__ == "__main__":
    sys.exit(main())
