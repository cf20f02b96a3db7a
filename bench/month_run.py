"""The month of bench/month.py as it passes: the daemon's own steps (what is due is crawled, what is written is sent), by a
clock of the bench's own, while outlets and services fail and come back."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bench.month_news import News
from bench.month_readers import Noted, Readers
from bench.month_site import STATES, MonthSite, publish
from bench.own_clock import Clock
from channels.configured import channels_of
from channels.deliver import deliver_alone
from channels.outgoing import Channel
from crawler import catalogue, crawl
from crawler.back_search import search_back
from crawler.due import earliest, keys_of
from crawler.outlet import OutletSpider
from database import save
from faces.health import health
from watching.forgetting import forget
from watching.watch import SEARCH_EVERY, SEARCH_SPAN

#: How often what waits is looked at where no crawl ends, and how often `hetao status` is.
BEAT, LOOK = timedelta(minutes=30), timedelta(hours=6)
#: … and when these parts of a fault are over.
LOOKED_AT = (0.71, 0.8, 0.9, 0.99)
#: A fault is named when this part of it is over; what is over is forgotten when so much time has passed.
NAMED_AFTER, FORGOTTEN_AFTER = 0.7, timedelta(days=1)
#: A layout is well again when new articles are, and these come four a day.
MENDED_AFTER = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An outlet fails or lies, in its way, from and to days after the beginning."""

    outlet: str
    kind: str
    begin: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What `hetao status` showed of a source at a moment, and the states that are right; ``fault``: what it had, or none."""

    at: datetime
    outlet: str
    fault: str
    health: str
    why: str
    right: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        return self.health in self.right


@dataclass(kw_only=True)
class Month:
    """Everything that plays, and what was seen of it."""

    clock: Clock
    site: MonthSite
    readers: Readers
    crawls: crawl.Crawls
    news: News
    begin: datetime
    end: datetime
    faults: tuple[Fault, ...]
    outages: tuple[tuple[str, float, float], ...]  # of services: kind, from, to
    seen: list[Seen] = field(default_factory=list)
    sent: dict[str, list[tuple[str, datetime, tuple[int, ...]]]] = field(default_factory=dict)
    runs: int = 0
    _channels: dict[str, Channel] = field(default_factory=dict)
    _heap: list[tuple[datetime, int, Callable[[], Awaitable[None]]]] = field(default_factory=list)
    _order: itertools.count[int] = field(default_factory=itertools.count)

    async def live(self) -> None:
        """From the first crawl to half a day after the end, when the last digest is out and nothing waits."""
        spiders = list(catalogue.spiders(self.crawls.configuration.own).values())
        own = [spider for spider in spiders if spider.source.id.startswith("month_")]
        crawl.register(self.crawls.store, spiders, self.crawls.configuration)
        for name, channel in channels_of(self.crawls.configuration).items():
            self._channels[name] = Noted(channel=channel, sent=self.sent.setdefault(name, []))
        self._plan(own)
        last = self.end + timedelta(hours=12)
        while self._heap and self._heap[0][0] < last:
            at, _, deed = heapq.heappop(self._heap)
            self.clock.set(at)
            await deed()

    def _plan(self, spiders: list[type[OutletSpider]]) -> None:
        for item in self.news.items:
            self._at(item.at, partial(self._do, partial(publish, self.site, item.story)))
        for fault in self.faults:
            self._at(self._day(fault.begin), partial(self._do, partial(self._fail, fault.outlet, fault.kind)))
            self._at(self._day(fault.end), partial(self._do, partial(self._fail, fault.outlet, "")))
        for kind, begin, end in self.outages:
            self._at(self._day(begin), partial(asyncio.to_thread, self.readers.down, kind))
            self._at(self._day(end), partial(asyncio.to_thread, self.readers.up, kind))
        for number, spider in enumerate(spiders):
            self._at(self.begin + timedelta(seconds=2 * number), partial(self._crawl, spider))
        self._every(BEAT, self._deliver)
        for moment in (
            fault.begin + part * (fault.end - fault.begin) for fault in self.faults for part in LOOKED_AT
        ):
            self._at(self._day(moment), self._look)
        self._every(LOOK, self._look)
        self._every(timedelta(days=1), partial(forget, self.crawls, go_on=lambda: True))
        self._every(SEARCH_EVERY, partial(self._search_back, spiders))

    def _day(self, days: float) -> datetime:
        return self.begin + timedelta(days=days)

    def _at(self, at: datetime, deed: Callable[[], Awaitable[None]]) -> None:
        heapq.heappush(self._heap, (at, next(self._order), deed))

    def _every(self, span: timedelta, deed: Callable[[], Awaitable[None]]) -> None:
        async def again() -> None:
            await deed()
            self._at(self.clock() + span, again)

        self._at(self.begin + span, again)

    async def _do(self, deed: Callable[[], None]) -> None:
        deed()

    def _fail(self, outlet: str, kind: str) -> None:
        self.site.faults[outlet] = kind

    # ------------------------------------------------------------ the daemon's steps

    async def _crawl(self, spider: type[OutletSpider]) -> None:
        """As :class:`watching.watch.Watch` does it: what is due is asked, then the next run is planned."""
        bounds = self.crawls.configuration.bounds_of(spider.source)
        await self.crawls.crawl(spider, trigger="schedule", bounds=bounds)
        self.runs += 1
        await self._deliver()
        source = self.crawls.source_of(spider)
        kept = await asyncio.to_thread(save.kept_rhythms, self.crawls.store, keys_of(source))
        due = earliest(source, kept, self.clock(), bounds)
        self._at(max(due, self.clock() + bounds.fastest / 5), partial(self._crawl, spider))

    async def _deliver(self) -> None:
        await asyncio.to_thread(
            deliver_alone, self.crawls.store, self.crawls.locks, self._channels, now=self.clock
        )

    async def _search_back(self, spiders: list[type[OutletSpider]]) -> None:
        await search_back(self.crawls, spiders, since=self.clock() - SEARCH_SPAN)
        await self._deliver()

    # ------------------------------------------------------------ what an operator sees

    async def _look(self) -> None:
        if self.clock() > self.end:  # the writer has stopped: every source has a gap
            return
        rows = await asyncio.to_thread(health, self.crawls.store, self.crawls.configuration, now=self.clock())
        for row in rows:
            _, month, outlet = row.id.partition("month_")
            if not month or (fault := self._fault_of(outlet)) is None:
                continue
            right = STATES[fault]
            seen = Seen(
                at=self.clock(), outlet=outlet, fault=fault, health=row.state.health, why=row.state.why, right=right
            )  # fmt: skip
            self.seen.append(seen)

    def _fault_of(self, outlet: str) -> str | None:
        """The fault that must be named now, or none (empty); None where it has just begun or ended."""
        day = (self.clock() - self.begin) / timedelta(days=1)
        for fault in self.faults:
            if fault.outlet != outlet:
                continue
            over = MENDED_AFTER if fault.kind == "pages redesigned" else FORGOTTEN_AFTER
            if fault.begin <= day < fault.end:
                named = fault.begin + NAMED_AFTER * (fault.end - fault.begin)
                return fault.kind if day >= named else None
            if fault.end <= day < fault.end + over / timedelta(days=1):
                return None
        return ""
