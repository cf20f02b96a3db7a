"""What a fetched page goes through: skim, archive, decide, save. The only place where bytes meet rules and store."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import DropItem
from scrapy.logformatter import LogFormatter

from crawler.archive import RawPage
from crawler.aside import Aside
from crawler.parts import NotNow, with_parts
from database import save
from database.errors import StoreError
from database.rows import PageOutcome
from pipelines import decide, encoding
from pipelines.health import block_pages
from pipelines.values import Page, Report

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.run import Run

log = logging.getLogger("hetao.crawl")
#: A skim runs on the event loop: a page of this size takes it some 5 ms. Larger ones are skimmed by a worker.
MOST_SKIMMED = 500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page on its way: its bytes, how it came, and later what was decided."""

    page: Page
    outcome: PageOutcome
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    report: Report | None = field(default=None, repr=False)
    decided: bool = False  # the report was made by reading the page, not by a skim

    def raw(self, now: datetime) -> RawPage:
        """What the archive keeps of it."""
        return RawPage(
            url=self.page.url,
            body=self.page.body,
            status=self.outcome.status or 200,
            headers=self.headers,
            at=now,
        )


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


class SkimPage(_Stage):
    """Tells the pages that do not name the zone, which are nearly all, before anything dear begins."""

    def process_item(self, item: Fetched) -> Fetched:
        """The page, with its report where it is irrelevant.

        Raises:
            DropItem: it is one that keeps programs out; it stays queued.
        """
        if block_pages.may_be_block_page(item.page.body) and (sign := _block_sign(item.page)):
            self._run.keep_back(item.page.url, sign)
            raise DropItem(sign)
        if item.report is not None or len(item.page.body) > MOST_SKIMMED:
            return item
        return replace(item, report=decide.skim(item.page))


def _block_sign(page: Page) -> str | None:
    # small, and rare: it need not wait for a worker
    return block_pages.block_sign(encoding.decode(page.body, http_charset=page.http_charset).text)


class ArchiveBody(_Stage):
    """Keeps the raw body before anything reads it."""

    async def process_item(self, item: Fetched) -> Fetched:
        """The page with the place of its record."""
        if not item.page.body or item.report is not None:
            return item
        run = self._run
        archived = await run.stored(run.archive.write, item.raw(run.now()))
        outcome = replace(item.outcome, archive_file=archived.file, archive_offset=archived.offset)
        return replace(item, outcome=outcome)


class DecidePage(_Stage):
    """Has the page read, cured, judged and extracted in a worker process.

    Where its article goes on at another address, that is fetched, and all of it read as one text.
    """

    async def process_item(self, item: Fetched) -> Fetched:
        """The page with its report.

        Raises:
            DropItem: it stays queued, since the rest of its article cannot be had in this run.
        """
        if item.report is not None:
            return item
        run, page = self._run, item.page
        decided = await run.decider.decide(page)
        if onward := decided.report.article.next_part:
            try:
                page = await with_parts(self._crawler, run, page, onward)
            except NotNow as why:
                raise DropItem(str(why)) from None
            decided = await run.decider.decide(page)
        outcome = replace(item.outcome, outcome="poisonous") if decided.poisonous else item.outcome
        return replace(item, page=page, report=decided.report, outcome=outcome, decided=True)


class SaveReport(_Stage):
    """Writes everything of a page in one transaction, off the event loop; irrelevant pages by the batch."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._aside: Aside | None = None

    async def process_item(self, item: Fetched) -> Fetched:
        """The page, stored."""
        run, report = self._run, item.report
        assert report is not None
        if not item.decided:
            self._aside = self._aside or Aside(run=run)
            await self._aside.add(item.raw(run.now()), save.skimmed(report, item.outcome))
            return item
        try:
            saved = await run.stored(
                save.save_report, run.store, report, run_id=run.run_id, outcome=item.outcome, now=run.now()
            )
        except (StoreError, OSError):
            raise  # the store is away: the page stays queued
        except Exception as problem:  # a fault of ours with this page: kept and marked, not tried for ever
            log.exception("%s could not be stored", item.page.url)
            why = f"storing it failed: {type(problem).__name__}: {problem}"[:300]
            broken = replace(item.outcome, outcome="broken", why=why)
            await run.stored(save.record_page, run.store, broken, now=run.now())
            run.count("broken")
            return item
        run.alerts += len(saved.alerts)
        run.count(saved.outcome)
        return item

    async def close_spider(self) -> None:
        """Write what waits."""
        if self._aside:
            await self._aside.finish()


class QuietLog(LogFormatter):
    """Pages are counted in the database; the log is for what somebody must act on."""

    def scraped(self, *_: Any, **__: Any) -> None:  # type: ignore[override]
        """Nothing: the run's summary says it."""

    def dropped(self, *_: Any, **__: Any) -> None:  # type: ignore[override]
        """Nothing: the run says what keeps its pages back."""

    def item_error(self, item: Any, exception: BaseException, response: Any, spider: Any) -> Any:
        """The address and the error, never the whole page."""
        return {
            "level": 40,
            "msg": "could not keep %(url)s: %(error)s",
            "args": {"url": getattr(getattr(item, "page", None), "url", "?"), "error": repr(exception)},
        }
