"""The one spider. An outlet is a subclass with a name and a :class:`Source`; nothing else."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from typing import Any, ClassVar

import scrapy
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler import failures
from crawler.entries import entry_requests, follow_ups, read_entry
from crawler.run import Run
from crawler.source import EntryPoint, Source
from crawler.stages import Fetched
from database import save
from database.rows import EntryState
from pipelines import relevance
from pipelines.urls import canonical_url
from pipelines.values import Discovered, Page

#: Pages that one answer of an entry point may add in one run. A news sitemap has at most 1,000 (Google), feeds and
#: listings have tens; what has more is taken over several runs.
MOST_NAMED = 2000


class OutletSpider(scrapy.Spider):
    """Asks the entry points what is new, queues it, fetches what is not known, and hands the bytes on."""

    source: ClassVar[Source]

    def __init__(self, run: Run | None = None, **arguments: Any) -> None:
        super().__init__(**arguments)
        if run is None:
            raise ValueError(f"use `hetao crawl {self.name}`: a run needs its database")
        self.run = run
        self.watched = run.source  # the declaration, rebased for the demo and tests
        self._seen: set[str] = set()

    @property
    def proxy(self) -> str | None:
        """The proxy that the user has set for this source."""
        return self.run.proxy

    def owns(self, url: str) -> bool:
        """Whether an address is on a host of the source."""
        return self.watched.owns(url)

    async def start(self) -> AsyncIterator[Any]:
        """First what an earlier run left in the queue, then the entry points."""
        run = self.run
        waiting = await asyncio.to_thread(save.queued_pages, run.store, self.watched.id)
        for item in self._wanted(list(waiting)):
            yield item
        for entry in self.watched.entry_points:
            for request in entry_requests(entry):
                yield await self._with_validators(request, entry)

    async def _with_validators(self, request: Request, entry: EntryPoint, page: int = 1) -> Request:
        key = entry_key(request)
        state = await asyncio.to_thread(save.entry_state, self.run.store, key)
        if state and state.etag:
            request.headers["If-None-Match"] = state.etag
        if state and state.last_modified:
            request.headers["If-Modified-Since"] = state.last_modified
        return request.replace(
            callback=self.parse_entry,
            errback=self.entry_failed,
            dont_filter=True,
            meta={**request.meta, "handle_httpstatus_list": [304]},
            cb_kwargs={"entry": entry, "page": page, "state": state or EntryState(url=key)},
        )

    async def parse_entry(
        self, response: Response, entry: EntryPoint, page: int, state: EntryState
    ) -> AsyncIterator[Any]:
        """Queue what an entry point names, together with its validators, then fetch what is not known."""
        run = self.run
        run.bytes += len(response.body)
        digest = hashlib.sha256(response.body).hexdigest()
        if response.status == 304 or digest == state.body_sha256:
            run.entry_points_read += 1
            run.not_modified += 1
            return
        answer = await asyncio.to_thread(read_entry, entry, response)
        if answer.problem:
            run.problem(response.url, answer.problem)
            return
        run.entry_points_read += 1
        fresh = [d for d in answer.discovered if self.watched.owns(d.url) and self._recent(d)]
        now = EntryState(
            url=state.url,
            etag=_header(response, "ETag"),
            last_modified=_header(response, "Last-Modified"),
            body_sha256=digest,
        )
        if len(fresh) > MOST_NAMED:
            run.problem(response.url, f"names {len(fresh)} pages, of which {MOST_NAMED} are taken in one run")
            fresh = await self._newest(fresh)
            now = EntryState(url=state.url)  # without validators, so that the rest is read again
        run.discovered += len(fresh)
        await asyncio.to_thread(
            save.record_discovered, run.store, self.watched.id, run.run_id, fresh, entry=now, now=run.now()
        )
        known = await asyncio.to_thread(save.known_urls, run.store, [canonical_url(d.url) for d in fresh])
        wanted = [d for d in fresh if canonical_url(d.url) not in known]
        for item in self._wanted(wanted, only_mentioning=entry.only_mentioning):
            yield item
        for request in follow_ups(entry, answer, page):
            yield await self._with_validators(request, entry, page + 1)

    async def _newest(self, named: list[Discovered]) -> list[Discovered]:
        """Of too many pages those that are not done, the newest first: one long transaction would stop all others."""
        urls = [canonical_url(one.url) for one in named]
        known = await asyncio.to_thread(save.known_urls, self.run.store, urls)
        left = [one for one, url in zip(named, urls, strict=True) if url not in known]
        left.sort(key=lambda one: one.published_at.timestamp() if one.published_at else 0.0, reverse=True)
        return left[:MOST_NAMED]

    def _recent(self, discovered: Discovered) -> bool:
        since = self.run.since
        return since is None or discovered.published_at is None or discovered.published_at >= since

    def _wanted(self, discovered: list[Discovered], *, only_mentioning: bool = False) -> list[Any]:
        """Requests for pages, and items where the entry point gave the whole article already."""
        wanted: list[Any] = []
        for one in discovered:
            key = canonical_url(one.url)
            if key in self._seen or self.run.asked >= self.run.most_pages or self.run.stopping:
                continue  # what is left stays queued for the next run
            self._seen.add(key)
            self.run.asked += 1
            self.run.waiting += 1
            told = f"{one.title or ''}\n{one.text or ''}"
            silent = only_mentioning and bool(told.strip()) and not relevance.mentions_zone(told)
            if silent or (one.text and one.text_is_full):
                wanted.append(self._given(one))
            else:
                wanted.append(
                    Request(
                        one.url,
                        callback=self.parse_article,
                        errback=self.article_failed,
                        cb_kwargs={"discovered": one},
                    )
                )
        self.run.tell()
        return wanted

    def _given(self, discovered: Discovered) -> Fetched:
        """An article of which the entry point said enough to decide without fetching the page."""
        page = Page(
            url=discovered.url,
            body=b"",
            fetched_at=self.run.now(),
            source=self.watched.id,
            publisher=self.watched.outlet,
            hint=discovered,
        )
        return Fetched(page=page, outcome=self.run.outcome_of(discovered.url, "known"))

    async def parse_article(self, response: Response, discovered: Discovered) -> AsyncIterator[Any]:
        """Hand a page's bytes on; nothing is decoded here."""
        run = self.run
        run.bytes += len(response.body)
        content_type = _header(response, "Content-Type") or ""
        page = Page(
            url=discovered.url,
            body=response.body,
            fetched_at=run.now(),
            http_charset=content_type.partition("charset=")[2].split(";")[0].strip(" \"'") or None,
            content_type=content_type or None,
            source=self.watched.id,
            publisher=self.watched.outlet,
            selectors=self.watched.selectors,
            hint=discovered,
        )
        outcome = run.outcome_of(
            discovered.url,
            "known",
            status=response.status,
            etag=_header(response, "ETag"),
            last_modified=_header(response, "Last-Modified"),
        )
        yield Fetched(page=page, outcome=outcome, headers=_headers(response))

    async def article_failed(self, failure: Failure) -> None:
        """A page that could not be fetched is recorded with the reason; it never stops the crawl."""
        request: Request = failure.request  # type: ignore[attr-defined]
        fault = failures.explain(failure.value, self.settings, request)
        url = request.cb_kwargs["discovered"].url
        if fault.of_host:
            self.run.postpone(url, fault.why)
            return
        await self._record(url, fault.outcome, why=fault.why, status=fault.status)

    async def entry_failed(self, failure: Failure) -> None:
        """An entry point that could not be fetched is a problem of the source."""
        request: Request = failure.request  # type: ignore[attr-defined]
        fault = failures.explain(failure.value, self.settings, request)
        self.run.problem(request.url, fault.why)

    async def _record(self, url: str, outcome: str, *, why: str, status: int | None) -> None:
        row = self.run.outcome_of(url, outcome, why=why, status=status)
        await asyncio.to_thread(save.record_page, self.run.store, row, now=self.run.now())
        self.run.count(outcome)


def entry_key(request: Request) -> str:
    """The address under which an entry point's state is kept; a POST body is part of it."""
    if not request.body:
        return request.url
    return f"{request.url}#{hashlib.sha256(request.body).hexdigest()[:16]}"


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _headers(response: Response) -> tuple[tuple[str, str], ...]:
    pairs = []
    for name, values in response.headers.items():
        for value in values if isinstance(values, list) else [values]:
            pairs.append((name.decode("latin-1"), value.decode("latin-1")))
    return tuple(pairs)
