"""The process pool in which pages are decided: a page that hangs or kills its worker costs that page only."""

from __future__ import annotations

import asyncio
import multiprocessing

from pebble import ProcessExpired, ProcessPool

from pipelines import decide
from pipelines.values import CharsetDecision, Page, Report

#: No article takes a second; what takes this long never ends.
MOST_SECONDS = 60.0


class Decider:
    """Hands pages to worker processes and takes reports back. One for the whole program."""

    def __init__(self, workers: int = 1) -> None:
        # spawn: a forked child would inherit the reactor and the database connections
        self._pool = ProcessPool(max_workers=workers, context=multiprocessing.get_context("spawn"))

    async def decide(self, page: Page) -> Report:
        """The report of a page; one that took too long or killed its worker says so in ``error``."""
        future = self._pool.schedule(decide.decide, args=[page], timeout=MOST_SECONDS)
        try:
            return await asyncio.wrap_future(future)
        except TimeoutError:
            why = f"reading it took over {MOST_SECONDS:.0f} seconds"
        except ProcessExpired as problem:
            why = f"reading it killed the worker (exit code {problem.exitcode})"
        except Exception as problem:  # a fault of the rules: the page is kept and marked, the crawl goes on
            why = f"reading it failed: {type(problem).__name__}: {problem}"
        return decide.unreadable(page, CharsetDecision(used="unknown", why="not decided"), why)

    def close(self) -> None:
        """Stop the workers."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
