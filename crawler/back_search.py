"""Looking back: what do the outlets' own searches find that their entry points did not name in their time?"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler import failures
from crawler.answered import wrong_with
from crawler.crawl import Crawls
from crawler.entries import entry_requests, follow_ups, read_as
from crawler.entry_points import searches
from crawler.errand import ENDED
from crawler.outlet import OutletSpider
from crawler.responses import charset_in, header
from crawler.run import RunSummary
from crawler.source import EntryPoint, Listing, Source
from database import save_recall
from database.queries_recall import BACK_SEARCH
from pipelines.recall import SEARCHED_NAMES

#: Pages of results that are turned where a search has several.
MOST_RESULT_PAGES = 5


class BackSearch(OutletSpider):
    """Asks the searches of one outlet for every name of the zone; fetches what nobody had named."""

    async def start(self) -> AsyncIterator[Any]:
        """Every search with every name."""
        self.run.under_way = True
        if self.run.stopping:
            return
        for entry in self.watched.entry_points:
            for request in entry_requests(entry, self.run.now()):
                self.run.entry_points_due += 1
                yield self._asking(request, entry, 1)

    def _asking(self, request: Request, entry: EntryPoint, page: int) -> Request:
        """A request of the whole answer: a week ago the same search may have found the same, and named it then."""
        return request.replace(
            callback=self.parse_found,
            errback=self.search_failed,
            dont_filter=True,
            priority=1,
            cb_kwargs={"entry": entry, "page": page},
        )

    async def parse_found(self, response: Response, entry: EntryPoint, page: int) -> AsyncIterator[Any]:
        """Note what was found, and who had named it; fetch the rest."""
        run = self.run
        run.received(len(response.body))
        charset = charset_in(header(response, "Content-Type"))
        answer = await run.decider.read_answer(
            read_as(entry, page), response.body, charset=charset, url=response.url
        )
        if wrong := wrong_with(answer, response, self.watched):
            run.problem(response.url, wrong.why)
            return
        run.entry_points_read += 1
        found, _ = await self._fresh(answer, response.url)
        unnamed = await run.stored(
            save_recall.record_finds, run.store, self.watched.id, run.run_id, found, now=run.now()
        )
        run.discovered += len(found)
        for item in self._wanted(list(unnamed)):
            yield item
        for request in follow_ups(entry, answer, page, run.now()):
            yield self._asking(request, entry, page + 1)

    async def search_failed(self, failure: Failure) -> None:
        """A search that could not be asked is a problem of the source."""
        request: Request = failure.request  # type: ignore[attr-defined]
        fault = failures.explain(failure.value, self.settings, request)
        if fault.why != ENDED:
            self.run.problem(request.url, fault.why)


async def search_back(
    crawls: Crawls, spiders: Iterable[type[OutletSpider]], *, since: datetime
) -> tuple[RunSummary, ...]:
    """Search back for what was published since a moment, one source after the other."""
    summaries: list[RunSummary] = []
    for spider in back_searches(spiders):
        if crawls.is_stopped:
            break
        summaries.append(await crawls.crawl(spider, trigger=BACK_SEARCH, since=since))
    return tuple(summaries)


def back_searches(spiders: Iterable[type[OutletSpider]]) -> list[type[BackSearch]]:
    """A spider for each source that can be searched."""
    found = []
    for spider in spiders:
        entries = tuple(_thorough(e) for e in spider.source.entry_points if searches(e))
        if entries:
            source = replace(spider.source, entry_points=entries)
            found.append(type(spider.__name__, (BackSearch,), {"name": spider.name, "source": source}))
    return found


def only_searched(sources: Iterable[Source]) -> frozenset[str]:
    """The sources that are watched by searches alone: what their back-search finds, they know by themselves."""
    return frozenset(s.id for s in sources if all(searches(e) for e in s.entry_points))


def _thorough(entry: EntryPoint) -> EntryPoint:
    """The same search for every name of the zone, and several pages of results."""
    queries = tuple(dict.fromkeys((*entry.queries, *SEARCHED_NAMES)))
    if isinstance(entry, Listing) and entry.next_page:
        return replace(entry, queries=queries, pages=max(entry.pages, MOST_RESULT_PAGES))
    return replace(entry, queries=queries)
