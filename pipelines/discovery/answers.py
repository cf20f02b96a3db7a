"""The shapes of what entry points answer, and the ways in which an answer can be wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pipelines.reading.markup import storable
from pipelines.values import Discovered

#: An answer names no more articles than this; the protocol of sitemaps has the same bound (50,000).
MOST_NAMED = 50_000
#: What is longer is no title, name or origin; what an answer is made of instead is shown no further than the second.
LONGEST_LINE, SHOWN = 300, 60


def shown(what: str) -> str:
    """The beginning of what came instead of an answer, for a message on one line."""
    return repr(what[:SHOWN])


def one_line(text: str | None) -> str | None:
    """A title or name without line ends and of bearable length; None for none."""
    return " ".join(storable(text[: 4 * LONGEST_LINE]).split())[:LONGEST_LINE] or None if text else None


class BrokenAnswer(ValueError):
    """An entry point answered something that cannot be read; the message says what came instead."""


class NotAFeed(BrokenAnswer):
    """What came is no feed or sitemap, often an HTML error page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFields:
    """Where a search answer keeps its things: dotted paths inside the answer and inside each record.

    In ``records`` a ``*`` stands for all elements of a list and all values of an object, and a string is read as the JSON
    that it holds. ``url`` is a path too, or an address made of what stands at paths: ``https://a.example/p/{id}``.
    ``date_format``: of ``published_at`` where its order is not plain from itself, as ``%d/%m/%Y %H:%M``.
    ``variable``: the answer is an HTML page that assigns the JSON to this name (``var docArr = [...]``).
    """

    records: str = ""
    url: str = "url"
    title: str = "title"
    text: str | None = None
    published_at: str | None = None
    date_format: str | None = None
    outlet: str | None = None
    author: str | None = None
    variable: str | None = None
    text_is_full: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Syndicated:
    """What a feed names, and for how long it says that it stays as it is (``ttl``)."""

    articles: tuple[Discovered, ...]
    ttl: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The articles of one listing page, and the pages that it leads to."""

    articles: tuple[Discovered, ...]
    onward: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """A sitemap's articles, or an index's sitemaps with the times that they changed."""

    articles: tuple[Discovered, ...] = ()
    sitemaps: tuple[tuple[str, datetime | None], ...] = ()
