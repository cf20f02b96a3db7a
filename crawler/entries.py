"""Entry points as requests, and the requests that their answers lead to."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from scrapy.http import Request

from crawler.answers import Answer
from crawler.source import EntryPoint, Listing, Search, Sitemap


def entry_requests(entry: EntryPoint) -> Iterator[Request]:
    """The requests that ask an entry point for the first time in a run."""
    if not isinstance(entry, Search):
        yield Request(entry.url)
        return
    for query in entry.queries:
        url = entry.url.replace("{query}", quote(query))
        headers = dict(entry.headers)
        if entry.body is None:
            yield Request(url, headers=headers)
            continue
        as_json = entry.body.lstrip().startswith("{")
        headers.setdefault(
            "Content-Type", "application/json" if as_json else "application/x-www-form-urlencoded"
        )
        body = entry.body.replace("{query}", query if as_json else quote(query))
        yield Request(url, method="POST", headers=headers, body=body.encode())


def follow_ups(entry: EntryPoint, answer: Answer, page: int) -> Iterator[Request]:
    """The next page of a listing; the sitemaps of an index."""
    if isinstance(entry, Listing) and page >= entry.pages:
        return
    if isinstance(entry, Sitemap) and page > 2:
        return  # an index in an index in an index is a trap
    for url in answer.onward:
        yield Request(url)
