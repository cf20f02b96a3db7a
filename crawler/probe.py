"""A live probe of sources: each entry point is asked once and one article is fetched, with a crawl's manners; nothing
is stored."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler import failures, settings
from crawler.answered import wrong_with
from crawler.configuration import Configuration
from crawler.decider import Decider
from crawler.entries import entry_requests, follow_ups, poll_keys, read_as
from crawler.errand import Errand
from crawler.lanes import Lanes
from crawler.network import any_answers
from crawler.patience import Patience
from crawler.polled import poll_of_answer, poll_of_fault
from crawler.probed import ArticleProbe, EntryProbe, SourceProbe, of_poll
from crawler.robots import KnownRobots
from crawler.source import EntryPoint, Source
from database.session import Store
from pipelines import polls
from pipelines.health.network import FEWEST_SOURCES
from pipelines.reading.probing import Probed
from pipelines.values import Discovered, Page

#: Sources that are probed at the same time: they are different hosts, each asked one request at a time.
AT_ONCE = 16
#: One source may take so long: a few requests at its own distance, each with its time limit.
SOURCE_SECONDS = 120.0
_LATE = "not asked: the time limit of the whole probe was reached"
_OFFLINE = "not asked: no host answers at all, so this machine seems to have no network"


@dataclass(frozen=True, slots=True, kw_only=True)
class Probing:
    """How sources are probed, at the turns of the hosts that ``store`` gives out.

    ``tell`` hears of each as soon as it is done; ``seconds`` bound it all.
    ``allowed``, ``delay``: as of :class:`crawler.crawl.Crawls`; ``decider``: reads for it, else one of its own.
    """

    store: Store
    settings: Configuration
    tell: Callable[[SourceProbe], None] = lambda _: None
    seconds: float = 1800.0
    allowed: tuple[str, ...] = ()
    delay: float | None = None
    decider: Decider | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """What all sources of one probe share."""

    decider: Decider
    errand: Errand


async def probe_all(sources: Iterable[Source], probing: Probing) -> tuple[SourceProbe, ...]:
    """Probe sources side by side, those of one host one after the other; gives them in the order of their names."""
    sources = tuple(sources)
    if not await _any_answers(sources, probing):
        return tuple(_not_asked(source, _OFFLINE) for source in sources)
    ends_at = time.monotonic() + probing.seconds
    lanes = Lanes(store=probing.store, daily_requests=probing.settings.crawl.daily_requests)
    errand = Errand(lanes=lanes, robots=KnownRobots(), patience=Patience(seconds=SOURCE_SECONDS))
    decider = probing.decider or Decider(probing.settings.limits)
    shared = _Shared(decider=decider, errand=errand)
    by_host: dict[str, list[Source]] = {}
    for source in sources:
        by_host.setdefault(urlsplit(source.entry_points[0].url).netloc, []).append(source)
    free, found = asyncio.Semaphore(AT_ONCE), list[SourceProbe]()

    async def one_host(several: list[Source]) -> None:
        async with free:
            for source in several:
                left = ends_at - time.monotonic()
                probed = (
                    await _probe(source, probing, shared, left) if left > 0 else _not_asked(source, _LATE)
                )
                found.append(probed)
                probing.tell(probed)

    try:
        await asyncio.gather(*map(one_host, by_host.values()))
    finally:
        if probing.decider is None:
            decider.close()
    return tuple(sorted(found, key=lambda probed: probed.source))


async def _any_answers(sources: Sequence[Source], probing: Probing) -> bool:
    """Whether it is worth to begin: seventy outlets that time out one after the other would say it minutes later."""
    by_proxy = any(probing.settings.of(source.id).proxy for source in sources)
    allowed = (*probing.allowed, *probing.settings.crawl.allow_addresses)
    return len(sources) < FEWEST_SOURCES or by_proxy or await any_answers(sources, allowed)


def _not_asked(source: Source, why: str) -> SourceProbe:
    entries = tuple(EntryProbe(url=key, kind=_kind(entry), why=why) for entry, key in _keyed(source))
    return SourceProbe(source=source.id, outlet=source.outlet, entries=entries)


async def _probe(source: Source, probing: Probing, shared: _Shared, seconds: float) -> SourceProbe:
    wished = probing.settings
    values = settings.as_dict() | settings.for_limits(wished.limits)
    values |= settings.for_addresses((*probing.allowed, *wished.crawl.allow_addresses))
    delay = wished.delay_of(source) if probing.delay is None else probing.delay
    values |= {
        "DOWNLOAD_VERIFY_CERTIFICATES": source.verify_tls,
        "USER_AGENT": settings.user_agent(wished.crawl.contact),
        "ITEM_PIPELINES": {},
    }
    source = replace(source, expects=wished.expects_of(source))
    runner, notes = AsyncCrawlerRunner(values), _Notes(source=source, decider=shared.decider)
    errand = replace(shared.errand, delay=delay, ended=asyncio.Event())
    loop, stops = asyncio.get_running_loop(), list[asyncio.Future[Any]]()

    def stop() -> None:
        errand.ended.set()
        stops.append(asyncio.ensure_future(runner.stop()))

    timer = loop.call_later(min(seconds, SOURCE_SECONDS), stop)
    try:
        await runner.crawl(_Probe, notes=notes, errand=errand, proxy=wished.of(source.id).proxy)
    finally:
        timer.cancel()
    return notes.result()


def _keyed(source: Source) -> list[tuple[EntryPoint, str]]:
    """Each entry point with the address that it is known by; of several words the first is asked."""
    return [(entry, poll_keys(entry)[0]) for entry in source.entry_points]


def _kind(entry: EntryPoint) -> str:
    return type(entry).__name__.lower()


class _Notes:
    """What is found out about one source. Lives on the event loop only."""

    def __init__(self, *, source: Source, decider: Decider) -> None:
        self.source, self.decider = source, decider
        self.entries: dict[str, EntryProbe] = {}
        self.article: ArticleProbe | None = None
        self.named: Discovered | None = None  # of the articles that were named, the one that is read
        self.began = time.monotonic()

    def answered(self, key: str, found: EntryProbe) -> None:
        """An entry point, or a page that it led to, answered; what is further adds to it."""
        known = self.entries.get(key)
        if known is not None and known.reached and not found.verdict.is_told:
            newest = max(filter(None, (known.newest, found.newest)), default=None)
            found = replace(known, items=known.items + found.items, newest=newest, verdict=found.verdict)
        self.entries[key] = found

    def result(self) -> SourceProbe:
        """All that was found; what did not answer in time is said to have not."""
        late = "no answer within the time limit of the probe"
        entries = (
            self.entries.get(key) or EntryProbe(url=key, kind=_kind(entry), why=late)
            for entry, key in _keyed(self.source)
        )
        return SourceProbe(
            source=self.source.id,
            outlet=self.source.outlet,
            entries=tuple(entries),
            article=self.article,
            filled=self.source.expects.filled,
            seconds=time.monotonic() - self.began,
        )


class _Probe(scrapy.Spider):
    """Asks each entry point once, then for one article: of those that were named, else the example."""

    name = "probe"

    def __init__(self, notes: _Notes, errand: Errand, proxy: str | None) -> None:
        super().__init__()
        self.run = errand  # by which the middlewares take turns
        self.notes, self.source, self.proxy = notes, notes.source, proxy
        self._open = len(self.source.entry_points)

    def owns(self, url: str) -> bool:
        """Whether an address is on a host of the source."""
        return self.source.owns(url)

    async def start(self) -> AsyncIterator[Any]:
        for entry, key in _keyed(self.source):
            yield self._asking(next(entry_requests(entry, datetime.now(UTC))), entry, key, 1)

    def _asking(self, request: Request, entry: EntryPoint, key: str, page: int) -> Request:
        return request.replace(
            callback=self.parse_entry,
            errback=self.entry_failed,
            dont_filter=True,
            priority=1,
            cb_kwargs={"entry": entry, "key": key, "page": page},
        )

    async def parse_entry(
        self, response: Response, entry: EntryPoint, key: str, page: int
    ) -> AsyncIterator[Request]:
        notes, now = self.notes, datetime.now(UTC)
        charset = _charset(response)
        read = read_as(entry, page)
        answer = await notes.decider.read_answer(read, response.body, charset=charset, url=response.url)
        wrong = wrong_with(answer, response, self.source)
        outcome, why = (wrong.outcome, wrong.why) if wrong else (polls.READ, "")
        named = tuple(one for one in answer.discovered if self.owns(one.url))
        ours = replace(answer, discovered=named)
        poll = poll_of_answer(response, outcome, now=now, answer=ours, why=why)
        onward = [] if wrong or named else list(follow_ups(entry, answer, page, now))[:1]
        poll = replace(poll, onward=len(onward))
        found = of_poll(poll, self.source.expects)
        notes.answered(key, replace(found, url=key, kind=_kind(entry), charset=answer.charset))
        if named and notes.named is None:
            notes.named = named[0]
        for request in onward:
            self._open += 1
            yield self._asking(request, entry, key, page + 1)
        for request in await self._one_less():
            yield request

    async def entry_failed(self, failure: Failure) -> AsyncIterator[Request]:
        request: Request = failure.request  # type: ignore[attr-defined]
        fault = failures.explain(failure.value, self.settings, request)
        refused = getattr(failure.value, "response", None)
        poll = poll_of_fault(request, fault, now=datetime.now(UTC), refused=refused)
        entry, key = request.cb_kwargs["entry"], request.cb_kwargs["key"]
        self.notes.answered(key, replace(of_poll(poll, self.source.expects), url=key, kind=_kind(entry)))
        for onward in await self._one_less():
            yield onward

    async def _one_less(self) -> list[Request]:
        """When all entry points have answered: the article that is read."""
        self._open -= 1
        if self._open:
            return []
        named = self.notes.named or Discovered(url=self.source.example)
        if named.text and named.text_is_full:
            await self._read(_page(named, self.source, None), None)
            return []
        if not self.owns(named.url):
            return []
        return [Request(named.url, self.parse_article, errback=self.article_failed, dont_filter=True)]

    async def parse_article(self, response: Response) -> None:
        named = self.notes.named or Discovered(url=self.source.example)
        await self._read(_page(named, self.source, response), response.status)

    async def _read(self, page: Page, status: int | None) -> None:
        probed = await self.notes.decider.probe(page)
        self.notes.article = ArticleProbe(url=page.url, status=status, probed=probed)

    async def article_failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        fault = failures.explain(failure.value, self.settings, request)
        self.notes.article = ArticleProbe(url=request.url, status=fault.status, probed=Probed(why=fault.why))


def _page(named: Discovered, source: Source, response: Response | None) -> Page:
    return Page(
        url=named.url,
        body=response.body if response else b"",
        fetched_at=datetime.now(UTC),
        http_charset=_charset(response) if response else None,
        source=source.id,
        publisher=source.outlet,
        selectors=source.selectors,
        hint=named,
    )


def _charset(response: Response) -> str | None:
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return content_type.partition("charset=")[2].split(";")[0].strip(" \"'") or None
