"""The programs that bench/idle.py measures, each in a process of its own: the daemon's polls, and a bare Scrapy spider's.

Both live on one event loop from the first poll to the last, as the daemon does.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import scrapy
from apscheduler.triggers.interval import IntervalTrigger
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.http import Request, Response

from crawler import catalogue, crawl
from crawler.configuration import DEFAULT
from crawler.entries import entry_key, entry_requests
from crawler.outlet import OutletSpider
from crawler.pool import Pool
from crawler.source import Source
from database import save, session
from watching.watch import Watch

#: Shares of the polls after which memory is read.
MARKS = (0.01, 0.1, 0.25, 0.5, 0.75, 1.0)


@dataclass(kw_only=True)
class Measured:
    """What a number of polls took of one process."""

    cpu: list[float] = field(default_factory=list)  # seconds of the process itself, poll by poll
    seconds: float = 0.0
    workers: int = 0  # worker processes that there were at the end
    workers_cpu: float = 0.0
    asked: int = 0  # calls of the worker pool
    memory: dict[str, int] = field(default_factory=dict)  # share of the polls to resident bytes
    objects: dict[str, int] = field(default_factory=dict)  # share of the polls to objects that are alive
    files: tuple[int, int] = (0, 0)  # open at the first mark and at the end
    failed: int = 0


async def measure(poll: Callable[[int], Awaitable[bool]], polls: int) -> Measured:
    """Poll so often, one after the other."""
    this, found = psutil.Process(), Measured()
    marks = {max(1, round(share * polls)): share for share in MARKS}
    began = time.monotonic()
    for number in range(1, polls + 1):
        before = time.process_time()
        found.failed += not await poll(number)
        found.cpu.append(time.process_time() - before)
        if number in marks:
            share = f"{marks[number]:.0%}"
            found.memory[share] = this.memory_info().rss
            gc.collect()
            found.objects[share] = len(gc.get_objects())
        if number == next(iter(marks)):
            found.files = (this.num_fds(), 0)
    found.seconds = time.monotonic() - began
    found.files = (found.files[0], this.num_fds())
    children = this.children(recursive=True)
    found.workers = len(children)
    found.workers_cpu = sum(sum(child.cpu_times()[:2]) for child in children)
    return found


class CountedPool(Pool):
    """The pool of worker processes, and how often it was asked."""

    asked = 0

    async def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """As the real one does it."""
        CountedPool.asked += 1
        return await super().call(function, *arguments)


async def polls_of_the_daemon(
    crawls: crawl.Crawls, spiders: list[type[OutletSpider]], polls: int
) -> Measured:
    """What the schedule calls when a source is due, again and again."""
    watch = Watch(
        crawls=crawls, spiders=spiders, stop=asyncio.Event(), triggers=lambda *_: IntervalTrigger(days=1)
    )
    crawls.tools()[0].pool.__class__ = CountedPool

    async def poll(number: int) -> bool:
        await watch._run(spiders[number % len(spiders)])
        return True

    found = await measure(poll, polls)
    found.asked = CountedPool.asked
    return found


async def fill(crawls: crawl.Crawls, spiders: list[type[OutletSpider]]) -> Measured:
    """Crawl until nothing is new."""
    for _ in range(2):
        await crawls.crawl_all(spiders, trigger="hand")
    return Measured()


class Bare(scrapy.Spider):
    """Makes the same conditional requests, and nothing else."""

    name = "bare"

    def __init__(self, requests: list[Request], statuses: list[int]) -> None:
        super().__init__()
        self._requests = requests
        self._statuses = statuses

    async def start(self) -> AsyncIterator[Request]:
        for request in self._requests:
            yield request.replace(callback=self.parse)

    async def parse(self, response: Response, **_: Any) -> None:
        self._statuses.append(response.status)


async def polls_of_a_bare_spider(crawls: crawl.Crawls, sources: list[Source], polls: int) -> Measured:
    """As many crawls of a spider that knows no store, no robots.txt and no rules."""
    asked = [conditional_requests(crawls, source) for source in sources]
    values = {"LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False}

    async def poll(number: int) -> bool:
        statuses: list[int] = []
        requests = asked[number % len(asked)]
        await AsyncCrawlerRunner(values).crawl(Bare, requests=requests, statuses=statuses)
        return statuses == [304] * len(requests)

    return await measure(poll, polls)


def conditional_requests(crawls: crawl.Crawls, source: Source) -> list[Request]:
    """The requests of a poll, with the validators that the store knows."""
    found = []
    for entry in source.entry_points:
        for request in entry_requests(entry, datetime.now(UTC)):
            state = save.entry_state(crawls.store, entry_key(request, entry))
            assert state is not None
            assert state.etag is not None
            request.headers["If-None-Match"] = state.etag
            request.headers["If-Modified-Since"] = state.last_modified
            found.append(request.replace(meta={"handle_httpstatus_list": [304]}, dont_filter=True))
    return found


def main() -> int:
    """Do what the first argument says; print what it took as one line of JSON."""
    wished: dict[str, Any] = json.loads(sys.argv[1])
    archive = str(Path(wished["folder"]) / "archive")
    settings = replace(
        DEFAULT,
        limits=replace(DEFAULT.limits, workers=1),  # of use to the first crawl only
        crawl=DEFAULT.crawl.model_copy(update={"archive": archive}),
    )
    store = session.open_store(wished["url"])
    crawls = crawl.Crawls(
        store=store,
        configuration=settings,
        rebased=wished["rebased"],
        allowed=tuple(wished["rebased"].values()),
        delay=0.0,
    )
    spiders = [catalogue.spiders(demo=True)[name] for name in wished["outlets"]]
    sources = [spider.source.rebased(wished["rebased"]) for spider in spiders]
    crawl.register(store, spiders, settings)

    async def work() -> Measured:
        gc.collect()
        if wished["what"] == "fill":
            return await fill(crawls, spiders)
        if wished["what"] == "bare":
            return await polls_of_a_bare_spider(crawls, sources, wished["polls"])
        return await polls_of_the_daemon(crawls, spiders, wished["polls"])

    try:
        found = crawl.on_reactor(work)
    finally:
        crawls.close()
        store.close()
    print(json.dumps(asdict(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
