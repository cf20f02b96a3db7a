"""The parts of an article that is spread over several pages: fetched one after the other, each archived before it is read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError

from crawler import failures
from crawler.archive import RawPage
from crawler.responses import charset_in, header, headers_of
from pipelines.urls import canonical_url
from pipelines.values import Page, Part

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.run import Run


class NotNow(Exception):
    """A part cannot be asked for now; the article waits for the next run, whole."""


async def with_parts(crawler: Crawler, run: Run, page: Page, onward: str) -> Page:
    """The page with all its parts, the next of which is at ``onward``; what cannot be had breaks it off.

    Nothing is written of the page before it is saved, so that a kill leaves it queued.

    Raises:
        NotNow: the run ends, or the host cannot be asked.
    """
    following: str | None = onward
    while following:
        if run.stopping:
            raise NotNow("the run ends")
        part = await _fetched(crawler, run, page, following)
        if part is None:
            return replace(page, broken_off=True)
        page = replace(page, parts=(*page.parts, part))
        if sum(len(one.body) for one in page.parts) > run.limits.page_bytes:
            return replace(page, broken_off=True)
        following = await run.decider.following(page)
    return page


async def _fetched(crawler: Crawler, run: Run, page: Page, url: str) -> Part | None:
    # an article's part, so that it takes no turn that is kept for entry points
    request = Request(url, cb_kwargs={"discovered": page.hint})
    run.asked += 1
    try:
        assert crawler.engine is not None
        response = await crawler.engine.download_async(request)
        if response.status != 200:
            raise HttpError(response)
    except Exception as problem:  # whatever the network does, what came is read
        fault = failures.explain(problem, crawler.settings, request)
        if fault.of_host:
            run.postpone(page.url, fault.why)
            raise NotNow(fault.why) from problem
        run.problem(url, f"a part of an article: {fault.why}")
        return None
    return await _archived(run, response, url)


async def _archived(run: Run, response: Response, url: str) -> Part | None:
    run.received(len(response.body))
    if not same_place(response.url, url):
        run.problem(url, "a part of an article: it leads elsewhere")
        return None
    raw = RawPage(url=url, body=response.body, status=200, headers=headers_of(response), at=run.now())
    await run.stored(run.archive.write, raw)
    return Part(url=url, body=response.body, http_charset=charset_in(header(response, "Content-Type")))


def same_place(one: str, other: str) -> bool:
    """Whether two addresses name one page, with TLS or without."""
    return _place(one) == _place(other)


def _place(url: str) -> str:
    """An address, whether it is asked for with TLS or without."""
    return canonical_url(url).partition("://")[2].rstrip("/")
