"""Waiting for a store or a disk that is away for a while: said once, tried again, said when it is over."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import ParamSpec, TypeVar

from database.errors import StoreUnreachable

log = logging.getLogger("hetao.store")
#: Seconds between two tries: at first short, because most faults are; then a person's pace.
FIRST_WAIT, LONGEST_WAIT = 0.5, 15.0
#: A run gives up after ten minutes: what it has not stored stays queued, and the next run begins with it.
PATIENCE_SECONDS = 600.0

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(kw_only=True)
class Patience:
    """Does deeds of the store in a thread, again and again while the store or the disk is away.

    Every deed is one transaction and twice is once, so that trying again is safe even where only the answer
    was lost. All deeds of a program share one patience, so that one outage is told once, and one thread: there is
    one writer at a time anyway, and what was asked first is stored first.
    """

    seconds: float = PATIENCE_SECONDS
    told: Callable[[str], None] = log.warning
    _away_since: dict[str, float] = field(default_factory=dict)
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "store"))

    async def of(self, deed: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
        """What the deed gives, as soon as it can be done.

        Raises:
            StoreUnreachable: the database stayed away for longer than this patience.
            OSError: the disk did (full, read-only, damaged).
        """
        loop = asyncio.get_running_loop()
        began, wait = time.monotonic(), FIRST_WAIT
        met: set[str] = set()
        while True:
            try:
                done = await loop.run_in_executor(self._thread, partial(deed, *args, **more))
            except (StoreUnreachable, OSError) as problem:
                if time.monotonic() - began + wait > self.seconds:
                    raise
                met.add(self._away(problem))
                await asyncio.sleep(wait)
                wait = min(LONGEST_WAIT, wait * 2)
            else:
                for what in met:
                    self._back(what)
                return done

    def _away(self, problem: Exception) -> str:
        """Say it once, for the database and for the disk of the archive."""
        what = "database" if isinstance(problem, StoreUnreachable) else "disk"
        if what not in self._away_since:
            self._away_since[what] = time.monotonic()
            self.told(f"{problem} Waiting for it; nothing is lost.")
        return what

    def _back(self, what: str) -> None:
        # only whoever met the fault knows that it is over: another deed may not touch what is broken
        if (since := self._away_since.pop(what, None)) is not None:
            self.told(f"The store works again ({what}) after {time.monotonic() - since:.0f} seconds.")
