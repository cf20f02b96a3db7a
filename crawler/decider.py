"""Pages and answers of entry points, read in worker processes: one bad page costs one page."""

from __future__ import annotations

from dataclasses import dataclass

from crawler import answers
from crawler.answers import Answer
from crawler.limits import Limits
from crawler.pool import CallFailed, Poisonous, Pool
from crawler.source import EntryPoint
from pipelines import decide, reading, warm
from pipelines.reading import probing
from pipelines.reading.probing import Probed
from pipelines.values import CharsetDecision, Page, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The report of a page; ``poisonous`` where reading it took too long, too much memory or its worker."""

    report: Report
    poisonous: bool = False


class Decider:
    """Hands pages and answers to the worker processes. One for the whole program."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.pool = Pool(limits or Limits(), prepare=warm.warm_up)

    async def decide(self, page: Page) -> Decided:
        """The report of a page; where it could not be made, ``error`` says why.

        Raises:
            NoWorker: no worker process could be started; the page was not read.
        """
        try:
            return Decided(report=await self.pool.call(decide.decide, page))
        except Poisonous as problem:
            return Decided(report=_unread(page, f"reading the page: {problem}"), poisonous=True)
        except CallFailed as problem:  # a fault of the rules: the page is kept and marked, the crawl goes on
            return Decided(report=_unread(page, f"reading it failed: {problem}"))

    async def following(self, page: Page) -> str | None:
        """The address at which the article of a page goes on behind the parts that it has.

        Raises:
            NoWorker: no worker process could be started.
        """
        try:
            return await self.pool.call(reading.following, page)
        except (Poisonous, CallFailed):
            return None  # the report of the whole will say what is wrong with it

    async def read_answer(self, entry: EntryPoint, body: bytes, *, charset: str | None, url: str) -> Answer:
        """What an entry point's answer names, or the problem with it.

        Raises:
            NoWorker: no worker process could be started.
        """
        try:
            return await self.pool.call(answers.read_answer, entry, body, charset, url)
        except (Poisonous, CallFailed) as problem:
            return Answer(problem=f"reading the answer: {problem}")

    async def probe(self, page: Page) -> Probed:
        """What stands on a page, read alone.

        Raises:
            NoWorker: no worker process could be started.
        """
        try:
            return await self.pool.call(probing.probe, page)
        except (Poisonous, CallFailed) as problem:
            return Probed(why=f"reading the page: {problem}")

    def close(self) -> None:
        """Stop the workers."""
        self.pool.close()


def _unread(page: Page, why: str) -> Report:
    # a charset is named, since what could not be read is not undecodable
    return decide.unreadable(page, CharsetDecision(used="unknown", why="not decided"), why)
