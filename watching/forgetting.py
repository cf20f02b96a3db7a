"""What the daemon forgets once a day: runs that came to nothing, addresses of old printed papers, and what the user no longer wants to keep."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.archive import old_files
from crawler.crawl import Crawls
from crawler.spans import parse_days
from database import retention, save
from database.errors import StoreError

log = logging.getLogger("hetao.daemon")
#: Runs that came to nothing are shown for so long; a source has some 3,000 of them then, instead of 35,000 in a year.
KEEP_IDLE_RUNS = timedelta(days=30)
#: Printed papers have new addresses every day, some twenty each; after so long none of them is asked again.
KEEP_VALIDATORS = timedelta(days=30)


async def forget(crawls: Crawls, *, go_on: Callable[[], bool]) -> None:
    """Forget what is old enough; what is in the way stays until tomorrow."""
    now, keep = datetime.now(UTC), crawls.configuration.keep
    of, store = crawls.patience.of, crawls.store
    try:
        forgotten = 1
        while forgotten and go_on():
            forgotten = await of(save.forget_runs, store, before=now - KEEP_IDLE_RUNS)
        await of(save.forget_entry_points, store, before=now - KEEP_VALIDATORS)
        if keep.articles:
            _say("articles", await _forget_articles(crawls, now - parse_days(keep.articles), go_on))
        if keep.alerts:
            _say("alerts", await _forget_alerts(crawls, now - parse_days(keep.alerts), go_on))
        if keep.archive and go_on():
            _say("archive files", await of(_forget_archive, crawls, now - parse_days(keep.archive)))
    except (StoreError, OSError) as problem:
        log.warning("what is old stays until tomorrow: %s", problem)


async def _forget_articles(crawls: Crawls, before: datetime, go_on: Callable[[], bool]) -> int:
    """One portion after the other, so that what is fetched meanwhile need not wait for all of it."""
    forgotten = 0
    for bundle in await crawls.patience.of(retention.old_articles, crawls.store, before=before):
        if go_on():
            forgotten += await crawls.patience.of(retention.forget_articles, crawls.store, bundle)
    return forgotten


async def _forget_alerts(crawls: Crawls, before: datetime, go_on: Callable[[], bool]) -> int:
    forgotten, last = 0, retention.MOST
    while last == retention.MOST and go_on():
        last = await crawls.patience.of(retention.forget_alerts, crawls.store, before=before)
        forgotten += last
    return forgotten


def _forget_archive(crawls: Crawls, before: datetime) -> int:
    """Delete the archive files of days before a moment, save those that are needed; gives how many."""
    folder = Path(crawls.configuration.crawl.archive)
    needed = retention.needed_archive_files(crawls.store, since=before)
    files = [path for path in old_files(folder, before=before.date()) if path.name not in needed]
    for path in files:
        retention.leave_archive_file(crawls.store, path.name)  # first: nothing may point to what is gone
        path.unlink(missing_ok=True)
    return len(files)


def _say(what: str, forgotten: int) -> None:
    if forgotten:
        log.info("%d old %s were forgotten, as [keep] wants it", forgotten, what)
