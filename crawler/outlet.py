"""The one spider. An outlet is a subclass with a name and a :class:`Source`; nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Collection
from dataclasses import replace
from typing import Any, ClassVar

import scrapy
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler import failures
from crawler.answered import wrong_with
from crawler.answers import Answer
from crawler.asked import Asked, are_same, done_with, failed_again, is_saturated, note_poll, queue
from crawler.attribution import publisher_of
from crawler.due import due, keys_of
from crawler.entries import (
    declared_key,
    entry_key,
    follow_ups,
    further_request,
    is_table_of_contents,
    poll_keys,
    read_as,
)
from crawler.errand import ENDED
from crawler.polled import is_conditional, naming, poll_of_answer, poll_of_fault
from crawler.responses import charset_in, header, headers_of
from crawler.run import Run
from crawler.source import EntryPoint, Lookup, Source
from crawler.stages import Fetched
from database import save
from database.rows import EntryState, FurtherEntry
from pipelines import decide, polls, relevance
from pipelines.urls import canonical_url
from pipelines.values import CharsetDecision, Discovered, Page

#: Pages that one answer of an entry point may add in one run. A news sitemap has at most 1,000 (Google), feeds and
#: listings have tens; what has more is taken over several runs.
MOST_NAMED = 2000
#: Further pages of a listing that are turned where all on a page is new.
FURTHER_PAGES = 5


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
        self._entries: set[str] = set()

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
        run.under_way = True
        if run.stopping:
            return
        # pages of a host that stays away wait for long: they may not take the place of what is new
        most = run.limits.run_pages // 2 or 1
        waiting = await run.stored(save.queued_pages, run.store, self.watched.id, most=most, now=run.now())
        for item in self._wanted(list(waiting)):
            yield item
        kept = await run.stored(save.kept_rhythms, run.store, keys_of(self.watched))
        asked = list(due(self.watched, kept, run.now(), run.bounds))
        run.entry_points_due = len(asked)
        run.asked_before = frozenset(kept)
        for one in asked:
            yield await self._with_validators(one.request, one.entry, kept_as=one.kept_as, whole=one.whole)
        declared = {declared_key(entry): entry for entry in self.watched.entry_points}
        for further in await run.stored(save.further_entries, run.store, self.watched.id, now=run.now()):
            named = declared.get(further.declared_url)
            if named is not None and not (isinstance(named, Lookup) and further.depth == 2):
                request = further_request(read_as(named, further.depth), further.url, run.now())
                yield await self._with_validators(request, named, further.depth)
            else:  # the declaration has changed since, or its first page says anew where to ask
                await run.stored(save.drop_further_entry, run.store, further.url)

    async def _with_validators(
        self, request: Request, entry: EntryPoint, page: int = 1, *, kept_as: str = "", whole: bool = False
    ) -> Request:
        """A request for what changed. ``kept_as``: where the polls of its entry point are kept."""
        key = entry_key(request, entry)
        self._entries.add(key)
        state = await self.run.stored(save.entry_state, self.run.store, key)
        if state and not (state.body_sha256 or "").endswith(self.watched.fingerprint(entry)):
            state = None  # the user has changed the declaration since
        if page == 1 and isinstance(entry, Lookup):
            state = None  # the same page may lead to something new
        if state and state.etag and not whole:
            request.headers["If-None-Match"] = state.etag
        if state and state.last_modified and not whole:
            request.headers["If-Modified-Since"] = state.last_modified
        return request.replace(
            callback=self.parse_entry,
            errback=self.entry_failed,
            dont_filter=True,
            priority=1,  # all that is new is queued, and so safe from a kill, before the first page is fetched
            meta={**request.meta, "handle_httpstatus_list": [304]},
            cb_kwargs={
                "asked": Asked(
                    entry=entry,
                    page=page,
                    kept_as=kept_as or poll_keys(entry)[0],
                    whole=whole,
                    state=state or EntryState(url=key),
                )
            },
        )

    async def parse_entry(self, response: Response, asked: Asked) -> AsyncIterator[Any]:
        """Queue what an entry point names, together with its validators, then fetch what is not known."""
        run = self.run
        run.received(len(response.body))
        digest = hashlib.sha256(response.body).hexdigest() + self.watched.fingerprint(asked.entry)
        if response.status == 304 and not is_conditional(response.request):
            why = "answers 304 (not modified) to whoever asks for the whole"
            run.problem(response.url, why)
            await note_poll(run, asked, poll_of_answer(response, polls.BROKEN, now=run.now(), why=why))
            await done_with(run, asked)
            return
        if response.status == 304 or digest == asked.state.body_sha256:
            run.entry_points_read += 1
            run.not_modified += 1
            same = polls.NOT_MODIFIED if response.status == 304 else polls.UNCHANGED
            await note_poll(run, asked, poll_of_answer(response, same, now=run.now()))
            await done_with(run, asked)
            return
        charset = charset_in(header(response, "Content-Type"))
        answer = await run.decider.read_answer(
            read_as(asked.entry, asked.page), response.body, charset=charset, url=response.url
        )
        if wrong := wrong_with(answer, response, self.watched):
            run.problem(response.url, wrong.why)
            broken = poll_of_answer(response, wrong.outcome, now=run.now(), answer=answer, why=wrong.why)
            await note_poll(run, asked, broken)
            await done_with(run, asked)
            return  # validators are not kept: a mended declaration reads it again
        run.entry_points_read += 1
        fresh, onward = await self._take(answer, response, asked, digest)
        known = await run.stored(save.known_urls, run.store, [canonical_url(d.url) for d in fresh])
        wanted = [d for d in fresh if canonical_url(d.url) not in known]
        for item in self._wanted(wanted, only_mentioning=asked.entry.only_mentioning):
            yield item
        for request in onward:
            if (
                entry_key(request, asked.entry) not in self._entries
            ):  # named by two pages: asked once in a run
                yield await self._with_validators(
                    request, asked.entry, asked.page + 1, kept_as=asked.kept_as, whole=asked.whole
                )

    async def _take(
        self, answer: Answer, response: Response, asked: Asked, digest: str
    ) -> tuple[list[Discovered], list[Request]]:
        """Store what an answer names, and what came of the poll; gives what of it is taken, and where it leads on."""
        run, state = self.run, asked.state
        fresh, is_all = await self._fresh(answer, response.url)
        run.discovered += len(fresh)
        more = FURTHER_PAGES if answer.onward and await is_saturated(run, asked, fresh) else 0
        following = list(follow_ups(asked.entry, answer, asked.page, run.now(), more=more))
        keys = {entry_key(request, asked.entry): request for request in following}
        left = self._entries | await self._resting(asked, keys)
        onward = {key: request for key, request in keys.items() if key not in left}
        leads_on = sum(key != state.url for key in keys)
        now = EntryState(
            url=state.url,
            etag=header(response, "ETag"),
            last_modified=header(response, "Last-Modified"),
            body_sha256=digest,
        )
        waits = not (isinstance(asked.entry, Lookup) and asked.page == 1)
        further = [
            FurtherEntry(url=key, declared_url=declared_key(asked.entry), depth=asked.page + 1)
            for key in (onward if waits else ())
        ]
        if not asked.entry.only_mentioning:
            await run.stored(save.queue_passed_over, run.store, fresh)
        # without validators the rest is read again
        keeps = is_all and not (leads_on and is_table_of_contents(asked.entry))
        unseen = await queue(run, fresh, now if keeps else EntryState(url=state.url), further)
        read = naming(poll_of_answer(response, polls.READ, now=run.now(), answer=answer), unseen)
        await note_poll(run, asked, replace(read, onward=leads_on, same_validators=are_same(now, state)))
        return fresh, list(onward.values())

    async def _resting(self, asked: Asked, keys: Collection[str]) -> frozenset[str]:
        """The further pages that failed a short time ago; where a lookup leads is its poll, and waits by the rhythm."""
        if not keys or (isinstance(asked.entry, Lookup) and asked.page == 1):
            return frozenset()
        run = self.run
        return await run.stored(save.further_that_rest, run.store, list(keys), now=run.now())

    async def _fresh(self, answer: Answer, url: str) -> tuple[list[Discovered], bool]:
        """What an answer names that is ours and recent, and whether that is all that is taken in this run."""
        fresh = [d for d in answer.discovered if self.watched.owns(d.url) and self._recent(d)]
        if len(fresh) > MOST_NAMED:
            many = len(fresh) + answer.left_out
            self.run.problem(url, f"names {many} pages, of which {MOST_NAMED} are taken in one run")
            return await self._newest(fresh), False
        if answer.left_out:
            self.run.problem(url, f"names too many articles: {answer.left_out} of them were left out")
        return fresh, True

    async def _newest(self, named: list[Discovered]) -> list[Discovered]:
        """Of too many pages those that are not done, the newest first: one long transaction would stop all others."""
        urls = [canonical_url(one.url) for one in named]
        known = await self.run.stored(save.known_urls, self.run.store, urls)
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
            if key in self._seen or self.run.asked >= self.run.limits.run_pages or self.run.stopping:
                continue  # what is left stays queued for the next run
            self._seen.add(key)
            self.run.asked += 1
            self.run.waiting += 1
            told = f"{one.title or ''}\n{one.text or ''}"
            silent = only_mentioning and bool(told.strip()) and not relevance.mentions_zone(told)
            if silent or (one.text and one.text_is_full):
                wanted.append(self._given(one, silent=silent))
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

    def _given(self, discovered: Discovered, *, silent: bool) -> Fetched:
        """An article of which the entry point said enough to decide without fetching the page."""
        publisher = publisher_of(discovered, self.watched, self.run.declared)
        page = Page(
            url=discovered.url,
            body=b"",
            fetched_at=self.run.now(),
            source=publisher.id,
            publisher=publisher.outlet,
            hint=discovered,
        )
        report = decide.not_named(page, CharsetDecision(used=None, why="not fetched")) if silent else None
        return Fetched(page=page, outcome=self.run.outcome_of(discovered.url, "known"), report=report)

    async def parse_article(self, response: Response, discovered: Discovered) -> AsyncIterator[Any]:
        """Hand a page's bytes on; nothing is decoded here."""
        run = self.run
        run.received(len(response.body))
        content_type = header(response, "Content-Type")
        publisher = publisher_of(discovered, self.watched, run.declared)
        page = Page(
            url=discovered.url,
            body=response.body,
            fetched_at=run.now(),
            http_charset=charset_in(content_type),
            content_type=content_type,
            source=publisher.id,
            publisher=publisher.outlet,
            selectors=publisher.selectors,
            hint=discovered,
        )
        outcome = run.outcome_of(
            discovered.url,
            "known",
            status=response.status,
            etag=header(response, "ETag"),
            last_modified=header(response, "Last-Modified"),
        )
        yield Fetched(page=page, outcome=outcome, headers=headers_of(response))

    async def article_failed(self, failure: Failure) -> None:
        """A page that could not be fetched is recorded with the reason; it never stops the crawl."""
        request: Request = failure.request  # type: ignore[attr-defined]
        fault = failures.explain(failure.value, self.settings, request)
        url = request.cb_kwargs["discovered"].url
        if fault.of_host:
            self.run.postpone(url, fault.why)
            return
        if fault.outcome == "too_large":
            self.run.received(self.run.limits.page_bytes)
        await self._record(url, fault.outcome, why=fault.why, status=fault.status)

    async def entry_failed(self, failure: Failure) -> None:
        """An entry point that could not be fetched is a problem of the source."""
        request: Request = failure.request  # type: ignore[attr-defined]
        fault = failures.explain(failure.value, self.settings, request)
        if fault.why == ENDED:  # nobody was asked
            return
        self.run.problem(request.url, fault.why)
        asked: Asked = request.cb_kwargs["asked"]
        refused = getattr(failure.value, "response", None)
        poll = poll_of_fault(request, fault, now=self.run.now(), refused=refused)
        await note_poll(self.run, asked, poll)
        if fault.passes or fault.of_host:
            await failed_again(self.run, asked, counts=not fault.of_host)
        else:
            await done_with(self.run, asked)

    async def _record(self, url: str, outcome: str, *, why: str, status: int | None) -> None:
        row = self.run.outcome_of(url, outcome, why=why, status=status)
        await self.run.stored(save.record_page, self.run.store, row, now=self.run.now())
        self.run.count(outcome)
