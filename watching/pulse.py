"""The daemon's pulse: signs of life, locks that stay held, a clock that is watched, memory that is bounded."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crawler.crawl import Crawls
from crawler.memory import memory
from crawler.rhythm import Moment, clock_shift
from database import save
from database.locks import Lost

log = logging.getLogger("hetao.daemon")
#: Seconds between two signs of life; also how soon a clock that was set is noticed.
BEAT_SECONDS = 15.0


@dataclass(kw_only=True)
class Pulse:
    """Beats until it is cancelled.

    Args:
        crawls: whose store, locks and limits.
        on_clock_set: told by how much the wall clock was set, and what it says now.
        on_lost: another program took a lock of this one while the database was away.
        on_heavy: the program holds more memory than its bound.
        after_beat: what else is done at every beat.
    """

    crawls: Crawls
    on_clock_set: Callable[[timedelta, datetime], None]
    on_lost: Callable[[], None]
    on_heavy: Callable[[], None]
    after_beat: Callable[[], Awaitable[None]]
    seconds: float = BEAT_SECONDS

    async def beat_for_ever(self) -> None:
        """Beat, and beat again; what goes wrong in one beat is said and stops none."""
        before = _moment()
        while True:
            await asyncio.sleep(self.seconds)
            after = _moment()
            if shift := clock_shift(before, after):
                way = "forward" if shift > timedelta(0) else "back"
                log.warning("the clock was set %s by %s; the schedule follows it", way, abs(shift))
                self.on_clock_set(shift, after.wall)
            before = after
            try:
                await self._beat()
            except Lost as why:
                log.error("%s; this daemon ends", why)
                self.on_lost()
            except Exception as problem:  # the watch goes on without this sign of life
                log.error("no sign of life could be left: %s", problem)

    async def _beat(self) -> None:
        patience, store = self.crawls.patience, self.crawls.store
        await patience.of(self.crawls.locks.keep)
        held = memory()
        now = datetime.now(UTC)
        await patience.of(save.note_life, store, now=now, memory=held.own, workers_memory=held.workers)
        await self.after_beat()
        bound = self.crawls.configuration.limits.daemon_bytes
        if held.own > bound:
            log.info("memory is %d MB, over the bound of %d MB", held.own // 10**6, bound // 10**6)
            self.on_heavy()


def _moment() -> Moment:
    return Moment(wall=datetime.now(UTC), steady=time.monotonic())
