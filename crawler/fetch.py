"""One page of the web, fetched with the same manners as a crawl and stored nowhere."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler import failures, settings
from crawler.configuration import DEFAULT, Configuration
from crawler.parts import same_place
from pipelines import encoding
from pipelines.reading import Unreadable, following, read
from pipelines.values import Page, Part


class FetchFailed(ValueError):
    """The page could not be fetched; the message says why."""


class _OnePage(scrapy.Spider):
    """Fetches what a person named, and follows it to whatever public host it leads."""

    name = "one_page"

    def __init__(self, request: Request, found: list[Response | str], proxy: str | None) -> None:
        super().__init__()
        self._request = request
        self._found = found
        self.proxy = proxy

    async def start(self) -> AsyncIterator[Any]:
        yield self._request.replace(callback=self.parse, errback=self.failed)

    async def parse(self, response: Response, **_: Any) -> None:
        self._found.append(response)

    async def failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        self._found.append(failures.explain(failure.value, self.settings, request).why)


async def fetch(url: str, configuration: Configuration = DEFAULT, *, proxy: str | None = None) -> Page:
    """The page at an address, robots.txt obeyed, with the limits and exceptions of a configuration.

    Raises:
        FetchFailed: it cannot be fetched.
    """
    response = await answer_to(Request(url), configuration, proxy=proxy)
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return Page(
        url=response.url,
        body=response.body,
        fetched_at=datetime.now(UTC),
        http_charset=content_type.partition("charset=")[2].split(";")[0].strip(" \"'") or None,
        content_type=content_type or None,
    )


async def fetch_whole(url: str, configuration: Configuration = DEFAULT, *, proxy: str | None = None) -> Page:
    """The page at an address with the further pages of its article; what cannot be had breaks it off.

    Raises:
        FetchFailed: the page itself cannot be fetched.
    """
    page = await fetch(url, configuration, proxy=proxy)
    with contextlib.suppress(Unreadable):
        onward = read(page, encoding.decode(page.body, http_charset=page.http_charset)).next_part
        while onward:
            try:
                part = await fetch(onward, configuration, proxy=proxy)
            except FetchFailed:
                return replace(page, broken_off=True)
            if not same_place(part.url, onward):
                return replace(page, broken_off=True)
            page = replace(
                page, parts=(*page.parts, Part(url=onward, body=part.body, http_charset=part.http_charset))
            )
            if sum(len(one.body) for one in page.parts) > configuration.limits.page_bytes:
                return replace(page, broken_off=True)
            onward = following(page)
    return page


async def answer_to(
    request: Request, configuration: Configuration = DEFAULT, *, proxy: str | None = None
) -> Response:
    """The answer to a request, in the same way.

    Raises:
        FetchFailed: there is none.
    """
    found: list[Response | str] = []
    values = settings.as_dict() | {"ITEM_PIPELINES": {}}
    values["USER_AGENT"] = settings.user_agent(configuration.crawl.contact)
    values |= settings.for_limits(configuration.limits)
    values |= settings.for_addresses(configuration.crawl.allow_addresses)
    runner = AsyncCrawlerRunner(values)
    await runner.crawl(_OnePage, request=request, found=found, proxy=proxy)
    if not found or isinstance(found[0], str):
        raise FetchFailed(f"{request.url}: {found[0] if found else 'no answer'}")
    return found[0]
