"""What a fetched page goes through: archive, decide, save. The only place where bytes meet rules and store."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from scrapy.logformatter import LogFormatter

from database import save
from database.rows import PageOutcome
from pipelines.values import Page, Report

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page on its way: its bytes, how it came, and later what was decided."""

    page: Page
    outcome: PageOutcome
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    report: Report | None = field(default=None, repr=False)


class _Stage:
    """A stage works for the run of the spider that yields the pages."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> _Stage:
        """Scrapy's way to make a component."""
        return cls(crawler)

    @property
    def _run(self) -> Run:
        run: Run = self._crawler.spider.run  # type: ignore[union-attr]
        return run


class ArchiveBody(_Stage):
    """Keeps the raw body before anything reads it."""

    async def process_item(self, item: Fetched) -> Fetched:
        """The page with the place of its record."""
        run, page = self._run, item.page
        if not page.body:
            return item
        archived = await asyncio.to_thread(
            run.archive.write,
            page.url,
            page.body,
            status=item.outcome.status or 200,
            headers=list(item.headers),
            at=run.now(),
        )
        outcome = replace(item.outcome, archive_file=archived.file, archive_offset=archived.offset)
        return replace(item, outcome=outcome)


class DecidePage(_Stage):
    """Has the page read, cured, judged and extracted in a worker process."""

    async def process_item(self, item: Fetched) -> Fetched:
        """The page with its report."""
        decided = await self._run.decider.decide(item.page)
        outcome = replace(item.outcome, outcome="poisonous") if decided.poisonous else item.outcome
        return replace(item, report=decided.report, outcome=outcome)


class SaveReport(_Stage):
    """Writes everything of a page in one transaction, off the event loop."""

    async def process_item(self, item: Fetched) -> Fetched:
        """The page, stored."""
        run = self._run
        assert item.report is not None
        saved = await asyncio.to_thread(
            save.save_report, run.store, item.report, run_id=run.run_id, outcome=item.outcome, now=run.now()
        )
        run.alerts += len(saved.alerts)
        run.count(saved.outcome)
        return item


class QuietLog(LogFormatter):
    """Pages are counted in the database; the log is for what somebody must act on."""

    def scraped(self, *_: Any, **__: Any) -> None:  # type: ignore[override]
        """Nothing: the run's summary says it."""

    def item_error(self, item: Any, exception: BaseException, response: Any, spider: Any) -> Any:
        """The address and the error, never the whole page."""
        return {
            "level": 40,
            "msg": "could not keep %(url)s: %(error)s",
            "args": {"url": getattr(getattr(item, "page", None), "url", "?"), "error": repr(exception)},
        }
