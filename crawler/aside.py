"""Pages that a skim found irrelevant: set aside and written in small batches, not one by one."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from crawler.archive import RawPage
from database import save
from database.rows import PageOutcome

if TYPE_CHECKING:
    from crawler.run import Run

log = logging.getLogger("hetao.crawl")
#: A batch is written when it has so many pages or bytes, or after so many seconds: a kill costs fetching them again.
MOST_PAGES, MOST_BYTES, MOST_SECONDS = 50, 4_000_000, 1.0


@dataclass(kw_only=True)
class Aside:
    """The irrelevant pages of one run that wait to be written. Lives on the event loop only."""

    run: Run
    _waiting: list[tuple[RawPage, PageOutcome]] = field(default_factory=list)
    _bytes: int = 0
    _later: asyncio.Task[None] | None = None
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def add(self, page: RawPage, outcome: PageOutcome) -> None:
        """Set a page aside; now and then this writes all that waits."""
        self._waiting.append((page, outcome))
        self._bytes += len(page.body)
        if len(self._waiting) >= MOST_PAGES or self._bytes >= MOST_BYTES:
            await self.write()
        elif self._later is None:
            self._later = asyncio.create_task(self._write_soon())

    async def _write_soon(self) -> None:
        await asyncio.sleep(MOST_SECONDS)
        self._later = None
        try:
            await self.write()
        except Exception:
            log.exception("%s: irrelevant pages could not be kept; they stay queued", self.run.source.id)

    async def finish(self) -> None:
        """Write what waits, after a batch that is being written; the run ends."""
        if self._later:
            self._later.cancel()
            self._later = None
        await self.write()

    async def write(self) -> None:
        """Archive and record all that waits, off the event loop, in one transaction.

        Raises:
            OSError, StoreError: it cannot be written; the pages stay queued for the next run.
        """
        async with self._writing:
            batch, self._waiting, self._bytes = self._waiting, [], 0
            if not batch:
                return
            kept: list[PageOutcome] = []
            await self.run.stored(self._archive, batch, kept)
            await self.run.stored(save.record_pages, self.run.store, kept, now=self.run.now())
            for outcome in kept:
                self.run.count(outcome.outcome)

    def _archive(self, batch: list[tuple[RawPage, PageOutcome]], kept: list[PageOutcome]) -> None:
        """Write the bodies; where it was broken off it goes on behind what is in ``kept``."""
        for page, outcome in batch[len(kept) :]:
            place = self.run.archive.write_irrelevant(page) if page.body else None
            if place:
                outcome = replace(outcome, archive_file=place.file, archive_offset=place.offset)
            kept.append(outcome)
