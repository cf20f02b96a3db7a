"""The daemon: composition only. APScheduler and Scrapy on one asyncio loop (docs/decisions/0001)."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from crawler import catalogue, configuration, crawl
from crawler.configuration import Configuration, ConfigurationError
from crawler.memory import memory
from crawler.outlet import OutletSpider
from database import addresses, save, session
from database.errors import StoreError, StoreUnreachable
from database.locks import DAEMON, Held
from database.session import Store
from watching.logs import log_to_stderr
from watching.metrics import served
from watching.pulse import BEAT_SECONDS
from watching.reloading import Wanted
from watching.watch import RENEW, Watch

log = logging.getLogger("hetao.daemon")
T = TypeVar("T")
#: Tells the renewed daemon when its watch began.
_STARTED_AT = "HETAO_DAEMON_STARTED_AT"


def run_daemon(
    store: Store,
    settings: Configuration,
    *,
    spiders: list[type[OutletSpider]] | None = None,
    crawls: crawl.Crawls | None = None,
    **rhythm: Any,
) -> int:
    """Run the schedule until SIGTERM or Ctrl-C; gives the exit status, or :data:`RENEW`.

    ``rhythm``: other triggers and beats than :class:`Watch` has by itself, for whoever compresses time.

    Raises:
        Held: another daemon works on this database.
    """
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # until somebody listens to it
    log_to_stderr(settings.daemon.log)
    shared = crawls or crawl.Crawls(store=store, configuration=settings)
    shared.program = "hetao daemon"
    try:
        persistently(lambda: _take_the_watch(shared))
        wanted = persistently(lambda: _wanted(store, settings, spiders))
        with served(store, settings.daemon.metrics):
            return _on_loop(shared, wanted, rhythm, lambda: _wanted_again(store, settings, spiders))
    except ConfigurationError as problem:
        log.error("%s", problem)  # said now, not in the night
        return 2
    finally:
        shared.close()


def _on_loop(
    shared: crawl.Crawls, wanted: Wanted, rhythm: dict[str, Any], read_again: Callable[[], Wanted]
) -> int:
    renewed = os.environ.get(_STARTED_AT)
    started_at = datetime.fromisoformat(renewed) if renewed else datetime.now(UTC)
    persistently(
        lambda: save.begin_watch(
            shared.store,
            started_at=started_at,
            now=datetime.now(UTC),
            renewed=renewed is not None,
            memory=memory().own,
        )
    )
    os.environ.pop(_STARTED_AT, None)

    async def main() -> int:
        watch = Watch(
            crawls=shared, spiders=wanted.spiders, stop=asyncio.Event(), read_again=read_again, **rhythm
        )
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, watch.end)
        loop.add_signal_handler(signal.SIGHUP, watch.reload)
        return await watch.keep()

    status = crawl.on_reactor(main)
    if status == RENEW:
        os.environ[_STARTED_AT] = started_at.isoformat()
    return status


def persistently(deed: Callable[[], T]) -> T:
    """What a deed of the store gives. A daemon that renews itself does not end because the store is away just then.

    Raises:
        StoreUnreachable: it is away, and this is a first start, before somebody's eyes.
    """
    while True:
        try:
            return deed()
        except StoreUnreachable as problem:
            if _STARTED_AT not in os.environ:
                raise
            log.warning("%s Waiting for it.", problem)
            time.sleep(BEAT_SECONDS)


def _wanted(store: Store, settings: Configuration, spiders: list[type[OutletSpider]] | None) -> Wanted:
    """What these settings want. ``spiders``: instead of those that they switch on.

    Raises:
        ConfigurationError: they want nothing, or what cannot be had.
    """
    if spiders is None:
        everything = catalogue.spiders(settings.own)
        crawl.register(store, everything.values(), settings)
        spiders = crawl.enabled(store, everything, settings)
    if not spiders:
        raise ConfigurationError(
            "no source is enabled; `hetao sources enable ID` or hetao.toml switches one on"
        )
    if fault := settings.proxy_fault([spider.source.id for spider in spiders]):
        raise ConfigurationError(fault)
    for fault in settings.channel_faults():
        log.error("%s; the alerts of that channel wait", fault)
    return Wanted(configuration=settings, spiders=spiders)


def _wanted_again(store: Store, before: Configuration, spiders: list[type[OutletSpider]] | None) -> Wanted:
    """What ``hetao.toml`` wants now.

    Raises:
        ConfigurationError: it has a mistake.
    """
    return _wanted(store, configuration.load(before.file), spiders)


def _take_the_watch(shared: crawl.Crawls) -> None:
    try:
        shared.locks.take(DAEMON, now=datetime.now(UTC))
    except Held as why:
        raise Held(
            f"{shared.store.address} is watched already: {why}. "
            "Stop that one first, or name another database in HETAO_DATABASE_URL."
        ) from None


def ended(status: int) -> int:
    """The exit status of a daemon that ended; one that wants to renew itself begins anew in this very process.

    Call it when the store is closed: what the process holds is gone with its memory, the locks too.
    """
    if status == RENEW:
        signal.signal(
            signal.SIGHUP, signal.SIG_IGN
        )  # the new program keeps that; else a reload now would kill it
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
    return status


def main() -> int:
    """Start the daemon with the configuration and database of the environment."""
    try:
        settings = configuration.load(None)
        url = addresses.database_url(settings.database_url)
        store = persistently(lambda: session.open_store(url, watches=settings.watches))
    except (ConfigurationError, StoreError) as problem:
        sys.stderr.write(f"hetao: {problem}\n")
        return 2
    try:
        status = run_daemon(store, settings)
    except StoreError as problem:
        sys.stderr.write(f"hetao: {problem}\n")
        return 2
    finally:
        store.close()
    return ended(status)


if __name__ == "__main__":
    sys.exit(main())
