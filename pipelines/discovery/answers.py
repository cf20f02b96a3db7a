"""The shapes of what entry points answer, and the ways in which an answer can be wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipelines.values import Discovered


class BrokenAnswer(ValueError):
    """An entry point answered something that cannot be read; the message says what came instead."""


class NotAFeed(BrokenAnswer):
    """What came is no feed or sitemap, often an HTML error page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFields:
    """Where a search answer keeps its things: dotted paths inside the answer and inside each record.

    ``variable``: the answer is an HTML page that assigns the JSON to this name (``var docArr = [...]``).
    """

    records: str = ""
    url: str = "url"
    title: str = "title"
    text: str | None = None
    published_at: str | None = None
    outlet: str | None = None
    author: str | None = None
    variable: str | None = None
    text_is_full: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The articles of one listing page, and the next page, if any."""

    articles: tuple[Discovered, ...]
    next_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """A sitemap's articles, or an index's sitemaps with the times that they changed."""

    articles: tuple[Discovered, ...] = ()
    sitemaps: tuple[tuple[str, datetime | None], ...] = ()
