"""Entry points as requests, and their answers as what they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from scrapy.http import Request, Response

from crawler.source import EntryPoint, Feed, Listing, Search, Sitemap
from pipelines import encoding
from pipelines.discovery import BrokenAnswer, feeds, listings, searches, sitemaps
from pipelines.values import Discovered


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an entry point named, where it goes on, or the problem with its answer."""

    discovered: tuple[Discovered, ...] = ()
    onward: tuple[str, ...] = ()
    problem: str | None = None


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


def read_entry(entry: EntryPoint, response: Response) -> Answer:
    """What an answer names. Bytes are decoded by our own rules; a wrong answer is a problem, not an exception."""
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    charset = content_type.partition("charset=")[2].split(";")[0].strip(" \"'") or None
    decoded = encoding.decode(response.body, http_charset=charset)
    if decoded.charset.used is None:
        return Answer(problem=f"cannot be decoded: {decoded.charset.why}")
    try:
        return _read(entry, decoded.text, response.url)
    except BrokenAnswer as problem:
        return Answer(problem=str(problem))


def _read(entry: EntryPoint, text: str, url: str) -> Answer:
    match entry:
        case Feed():
            found = feeds.parse_feed(text, url=url)
            return Answer(
                discovered=tuple(replace(d, text_is_full=entry.full_text and bool(d.text)) for d in found)
            )
        case Sitemap():
            sitemap = sitemaps.parse_sitemap(text, url=url)
            newest = sorted(sitemap.sitemaps, key=lambda s: str(s[1] or ""), reverse=True)
            onward = [address for address, _ in newest if entry.follow in address][: entry.sitemaps]
            return Answer(discovered=sitemap.articles, onward=tuple(onward))
        case Listing():
            listed = listings.parse_listing(
                text, url=url, links=entry.links, article_url=entry.article_url, next_page=entry.next_page
            )
            return Answer(discovered=listed.articles, onward=(listed.next_url,) if listed.next_url else ())
        case Search():
            return Answer(discovered=searches.parse_search(text, url=url, fields=entry.fields))
