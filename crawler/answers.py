"""What the answer of an entry point names. Knows no Scrapy: it is read in a worker process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from crawler.source import EntryPoint, Feed, Listing, Lookup, Search, Sitemap
from pipelines import encoding
from pipelines.discovery import BrokenAnswer, feeds, listings, lookups, searches, sitemaps
from pipelines.health import block_pages
from pipelines.patterns import compiled
from pipelines.values import Discovered

#: A news sitemap may name 1,000 articles (Google's rule for it) and a feed rarely names 100; what names more than
#: five times the former is an archive or a trap, and its first ones are taken.
MOST_ITEMS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an entry point named, where it goes on, or the problem with its answer.

    ``sign``: what tells that a page which keeps programs out came instead. ``ttl``: how long it says that it stays as
    it is.
    """

    discovered: tuple[Discovered, ...] = ()
    onward: tuple[str, ...] = ()
    problem: str | None = None
    sign: str | None = None
    charset: str | None = None
    left_out: int = 0  # named beyond MOST_ITEMS
    ttl: timedelta | None = None


def read_answer(entry: EntryPoint, body: bytes, charset: str | None, url: str) -> Answer:
    """What an answer names. Bytes are decoded by our own rules; a wrong answer is a problem, not an exception."""
    decoded = encoding.decode(body, http_charset=charset)
    if decoded.charset.used is None:
        return Answer(problem=f"cannot be decoded: {decoded.charset.why}")
    try:
        answer = _read(entry, decoded.text, url)
    except BrokenAnswer as problem:
        answer = Answer(problem=str(problem))
    left_out = max(0, len(answer.discovered) - MOST_ITEMS)
    sign = block_pages.block_sign(decoded.text)
    return replace(
        answer,
        discovered=answer.discovered[:MOST_ITEMS],
        left_out=left_out,
        sign=sign,
        charset=decoded.charset.used,
    )


def _read(entry: EntryPoint, text: str, url: str) -> Answer:
    match entry:
        case Feed():
            found = feeds.read_feed(text, url=url, target=entry.target)
            return Answer(
                discovered=tuple(
                    replace(d, text_is_full=entry.full_text and bool(d.text)) for d in found.articles
                ),
                ttl=found.ttl,
            )
        case Sitemap():
            sitemap = sitemaps.parse_sitemap(text, url=url)
            newest = sorted(sitemap.sitemaps, key=lambda s: str(s[1] or ""), reverse=True)
            onward = [address for address, _ in newest if entry.follow in address][: entry.sitemaps]
            return Answer(
                discovered=tuple(d for d in sitemap.articles if _fits(d.url, entry.article_url)),
                onward=tuple(onward),
            )
        case Listing():
            listed = listings.parse_listing(
                text,
                url=url,
                links=entry.links,
                article_url=entry.article_url,
                next_page=entry.sheets or entry.next_page,
            )
            return Answer(
                discovered=listed.articles, onward=listed.onward if entry.sheets else listed.onward[:1]
            )
        case Search():
            return Answer(discovered=searches.parse_search(text, url=url, fields=entry.fields))
        case Lookup():
            found_at = lookups.fill(text, pattern=entry.pattern, template=entry.then.url)
            return Answer(onward=(found_at,))


def _fits(url: str, article_url: str | None) -> bool:
    return article_url is None or compiled(article_url).fullmatch(url) is not None
