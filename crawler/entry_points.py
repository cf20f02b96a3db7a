"""Where the articles of an outlet are discovered: the kinds of entry points, as frozen values.

In the address and body of any of them ``{yyyy}``, ``{mm}`` and ``{dd}`` stand for the day of the edition (in
Asia/Shanghai; a paper's pages are out by eight, until then it is the edition of the day before), and ``{query}`` for each
of ``queries`` in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Self

from pipelines.discovery import SearchFields

#: What is searched for unless an entry point says otherwise: the full name of the zone.
QUERIES = ("河套深港科技创新合作区",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What all entry points have.

    ``only_mentioning``: of general news; articles whose title and teaser do not name the zone are not fetched.
    ``apart``: what is kept of it is kept under this mark too, since another one asks the same address (:func:`apart`).
    """

    url: str
    queries: tuple[str, ...] = QUERIES
    headers: tuple[tuple[str, str], ...] = ()
    only_mentioning: bool = False
    apart: str = field(default="", repr=False)

    @property
    def asks(self) -> tuple[Any, ...]:
        """What it asks; two of which this is equal would share what is kept of them."""
        return (self.url, getattr(self, "body", None), self.apart)

    def urls(self) -> tuple[str, ...]:
        """The addresses that it may ask, before anything is filled in."""
        return (self.url,)

    def rebased(self, moved: Callable[[str], str]) -> Self:
        """The same on another host."""
        return replace(self, url=moved(self.url))


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed(Asked):
    """RSS, Atom or RDF. ``full_text``: items carry the whole article, so that no page is fetched.

    ``target``: the links lead over a counter, and this parameter of theirs is the address that is meant.
    """

    full_text: bool = False
    target: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap(Asked):
    """A sitemap or an index of them (``follow``: part of the address of those to open, the newest first)."""

    follow: str = ""
    sitemaps: int = 3
    article_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Asked):
    """A page of links. ``article_url``: regular expression of an article's address; ``pages``: how many to turn.

    ``sheets``: CSS selector of the links to pages that are read as this one: the other pages of a printed paper, the
    columns of a home page. A listing has sheets or a next page.
    """

    links: str = "a"
    article_url: str | None = None
    next_page: str | None = None
    pages: int = 1
    sheets: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Search(Asked):
    """A search that answers JSON, JSONP or JSON inside HTML; without ``{query}`` in url and body, a list that does."""

    fields: SearchFields
    body: str | None = None  # a POST body; JSON if it begins with {


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup(Asked):
    """A page that says where to ask: the named groups of ``pattern`` fill ``{name}`` in the address of ``then``."""

    pattern: str
    then: Feed | Listing | Search

    def urls(self) -> tuple[str, ...]:
        """Its own address and the one that it leads to."""
        return (self.url, self.then.url)

    def rebased(self, moved: Callable[[str], str]) -> Self:
        """The same on another host."""
        return replace(self, url=moved(self.url), then=self.then.rebased(moved))


EntryPoint = Feed | Sitemap | Listing | Search | Lookup


def apart(entries: Iterable[EntryPoint], mark: str, taken: set[tuple[Any, ...]]) -> tuple[EntryPoint, ...]:
    """Entry points, those that ask what is ``taken`` marked by ``mark`` and a number; what they ask is taken then.

    Of two that ask the same address the second would be told "not modified" of what only the first has read.
    """
    told: list[EntryPoint] = []
    for entry in entries:
        number = 1
        while entry.asks in taken:
            number += 1
            entry = replace(entry, apart=f"{mark}{number}")
        taken.add(entry.asks)
        told.append(entry)
    return tuple(told)


def searches(entry: EntryPoint) -> bool:
    """Whether an entry point is asked for words."""
    return "{query}" in entry.url or (isinstance(entry, Search) and "{query}" in (entry.body or ""))
