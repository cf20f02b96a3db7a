"""Entry points as requests, and the requests that their answers lead to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import quote

from scrapy.http import Request

from crawler.answers import Answer
from crawler.entry_points import searches
from crawler.source import EntryPoint, Listing, Lookup, Search, Sitemap
from pipelines.alerting import LOCAL

#: Chinese morning papers put their pages online between five and seven; until eight yesterday's edition is asked.
_EDITION_OUT = timedelta(hours=8)
#: A thick Sunday edition has a hundred pages; more links than this are no edition.
_MOST_SHEETS = 120


def entry_key(request: Request, entry: EntryPoint) -> str:
    """The address under which the state of an entry point, or of a further page of it, is kept.

    A POST body is part of it, and what tells the entry point from another one that asks the same.
    """
    body = hashlib.sha256(request.body).hexdigest()[:16] if request.body else ""
    marks = " ".join(filter(None, (body, entry.apart)))
    return f"{request.url}#{marks}" if marks else request.url


def declared_key(entry: EntryPoint) -> str:
    """What a waiting further page knows its entry point by."""
    return f"{entry.url}#{entry.apart}" if entry.apart else entry.url


def poll_keys(entry: EntryPoint) -> tuple[str, ...]:
    """The addresses under which the polls of an entry point are kept, one for each of :func:`entry_requests`.

    The edition of every day has another address; they are one entry point.
    """
    return tuple(entry_key(request, entry) for request in entry_requests(entry, None))


def entry_requests(entry: EntryPoint, now: datetime | None) -> Iterator[Request]:
    """The requests that ask an entry point for the first time in a run; ``now`` None: for no day in particular."""
    for query in entry.queries if searches(entry) else ("",):
        yield _request(entry, _of_day(entry.url, now).replace("{query}", quote(query)), query, now)


def further_request(entry: EntryPoint, url: str, now: datetime) -> Request:
    """The request for an address that an answer of the entry point led to, or for the key under which that waits."""
    return _request(entry, url.partition("#")[0], "", now)


def read_as(entry: EntryPoint, page: int) -> EntryPoint:
    """What the answer on a page of an entry point is read as; ``page`` counts from 1."""
    return entry.then if isinstance(entry, Lookup) and page > 1 else entry


def is_table_of_contents(entry: EntryPoint) -> bool:
    """Whether an answer that leads on may stay as it is while new things appear where it leads.

    So it is with an index of sitemaps without dates, and with a home page of columns; the edition of a day is out as a
    whole.
    """
    is_home_page = isinstance(entry, Listing) and entry.sheets is not None and "{dd}" not in entry.url
    return is_home_page or isinstance(entry, Sitemap)


def follow_ups(
    entry: EntryPoint, answer: Answer, page: int, now: datetime, *, more: int = 0
) -> Iterator[Request]:
    """The next page of a listing, its sheets; the sitemaps of an index; what a lookup found.

    ``more``: so many pages of a listing beyond those that are declared.
    """
    match entry:
        case Listing() if page >= (2 if entry.sheets else entry.pages + more):
            return
        case Sitemap() if page > 2:
            return  # an index in an index in an index is a trap
        case Lookup(then=then) if page > 1:
            yield from follow_ups(then, answer, page - 1, now)
            return
    for url in answer.onward[:_MOST_SHEETS]:
        yield further_request(read_as(entry, page + 1), url, now)


def _request(entry: EntryPoint, url: str, query: str, now: datetime | None) -> Request:
    headers = dict(entry.headers)
    if not isinstance(entry, Search) or entry.body is None:
        return Request(url, headers=headers)
    as_json = entry.body.lstrip().startswith("{")
    headers.setdefault("Content-Type", "application/json" if as_json else "application/x-www-form-urlencoded")
    body = _of_day(entry.body, now).replace("{query}", query if as_json else quote(query))
    return Request(url, method="POST", headers=headers, body=body.encode())


def _of_day(template: str, now: datetime | None) -> str:
    """An address or body with the day of the edition that is out at ``now``."""
    if now is None:
        return template
    day = (now - _EDITION_OUT).astimezone(LOCAL)
    return template.replace("{yyyy}", f"{day:%Y}").replace("{mm}", f"{day:%m}").replace("{dd}", f"{day:%d}")
