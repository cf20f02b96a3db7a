"""The three crawlers that bench/crawl.py compares, each in a process of its own: a reactor runs once."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import resource
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.http import Response

from crawler import crawl, settings
from crawler.configuration import DEFAULT
from crawler.outlet import OutletSpider
from crawler.source import Feed, Source
from database import queries, session
from pipelines import warm

#: What this bench overrides, for all three: a crawl of ours asks one page in three seconds of one host.
OVERRIDDEN = {"DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 16}
_SILENT = {"LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one crawl took: seconds on the clock, and of CPU in its process and in its workers."""

    pages: int
    seconds: float
    cpu_main: float
    cpu_workers: float
    outcomes: dict[str, int]


class _Bare(scrapy.Spider):
    """Fetches the pages and does nothing with them."""

    name = "bare"
    got = 0

    def __init__(self, addresses: list[str]) -> None:
        super().__init__()
        self._addresses = addresses

    async def start(self) -> AsyncIterator[Any]:
        for address in self._addresses:
            yield scrapy.Request(address)

    def parse(self, response: Response, **_: Any) -> Iterator[Any]:
        type(self).got += bool(response.body)
        return iter(())


class _Trafilatura(_Bare):
    """Has trafilatura extract each page in the callback, as people do."""

    name = "trafilatura"

    def parse(self, response: Response, **_: Any) -> Iterator[Any]:
        import trafilatura

        type(self).got += bool(trafilatura.extract(response.body))
        return iter(())


def _cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def _of_processes(pids: Sequence[int]) -> float:
    """CPU seconds of other processes until now, from /proc; 0 where there is none."""
    spent = 0.0
    for pid in pids:
        path = Path(f"/proc/{pid}/stat")
        fields = path.read_text().rpartition(")")[2].split() if path.exists() else []
        spent += sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")
    return spent


def crawl_plainly(spider: type[_Bare], addresses: list[str]) -> Measured:
    """One crawl with Scrapy as it comes."""

    async def main() -> None:
        await AsyncCrawlerRunner({**_SILENT, **OVERRIDDEN, "ROBOTSTXT_OBEY": True}).crawl(
            spider, addresses=addresses
        )

    began, cpu = time.perf_counter(), _cpu(resource.RUSAGE_SELF)
    crawl.on_reactor(main)
    return Measured(
        pages=spider.got,
        seconds=time.perf_counter() - began,
        cpu_main=_cpu(resource.RUSAGE_SELF) - cpu,
        cpu_workers=0.0,
        outcomes={"fetched": spider.got},
    )


def crawl_ours(host: str, folder: Path, pages: int) -> Measured:
    """A whole crawl of ours: feed, pages, archive, decisions, rows, alerts."""
    for name, value in OVERRIDDEN.items():
        setattr(settings, name, value)
    store = session.open_store(f"sqlite:///{folder}/hetao.db")
    configuration = replace(
        DEFAULT, crawl=DEFAULT.crawl.model_copy(update={"archive": str(folder / "archive")})
    )
    crawls = crawl.Crawls(
        store=store, configuration=configuration, delay=0.0, most_pages=pages, allowed=(host,)
    )
    spider = type("Bench", (OutletSpider,), {"name": "bench", "source": _source(host)})
    crawl.register(store, [spider], configuration)
    marks: list[float] = []

    async def main() -> None:
        decider, _ = crawls.tools()
        # a daemon's workers run already
        await asyncio.gather(*(decider.pool.call(warm.warm_up) for _ in range(configuration.limits.workers)))
        marks.extend((time.perf_counter(), _cpu(resource.RUSAGE_SELF), _of_processes(decider.pool.pids)))
        await crawls.crawl(spider, trigger="bench")
        marks.extend((time.perf_counter(), _cpu(resource.RUSAGE_SELF), _of_processes(decider.pool.pids)))

    crawl.on_reactor(main)
    crawls.close()
    outcomes = dict(queries.page_counts(store))
    store.close()
    return Measured(
        pages=sum(outcomes.values()),
        seconds=marks[3] - marks[0],
        cpu_main=marks[4] - marks[1],
        cpu_workers=marks[5] - marks[2],
        outcomes=outcomes,
    )


def _source(host: str) -> Source:
    return Source(
        id="bench",
        outlet="港湾新闻网",
        family="bench",
        language="zh-Hans",
        hosts=(host,),
        entry_points=(Feed(url=f"http://{host}/feed.xml"),),
        every=timedelta(hours=1),
        example=f"http://{host}/a.html",
    )


def main(who: str, host: str, folder: Path) -> None:
    """Crawl as one of the three and print what it took as JSON."""
    logging.basicConfig(level=logging.ERROR)
    paths = (folder / "paths.txt").read_text("utf-8").split()
    addresses = [f"http://{host}{path}" for path in paths]
    if who == "hetao":
        measured = crawl_ours(host, folder, len(paths))
    else:
        measured = crawl_plainly(_Trafilatura if who == "trafilatura" else _Bare, addresses)
    sys.stdout.write(
        json.dumps({name: getattr(measured, name) for name in Measured.__dataclass_fields__}) + "\n"
    )
