"""Sources that a user declares in ``hetao.toml``: their tables, and the declaration that each becomes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field

from crawler.entry_points import QUERIES, searches
from crawler.mistakes import Mistake, Strict
from crawler.own_values import (
    Address,
    Drops,
    ElementSelector,
    Headers,
    Host,
    Id,
    Language,
    Line,
    Pattern,
    Selectors,
)
from crawler.source import OWN, EntryPoint, Expects, Feed, Listing, Search, Sitemap, Source, on_hosts
from crawler.source_settings import SourceSettings
from crawler.spans import parse_every
from crawler.toml_places import Place
from pipelines import values
from pipelines.discovery import SearchFields

ENTRY_POINTS = ("feeds", "sitemaps", "listings", "searches")
_EVERY = timedelta(minutes=30)


def _table(value: object) -> object:
    """An address alone stands for a table with nothing but the address."""
    return {"url": value} if isinstance(value, str) else value


class OwnAsked(Strict):
    """What all entry points have."""

    url: Address
    queries: Annotated[tuple[Line, ...], Field(min_length=1, max_length=20)] = QUERIES
    headers: Headers = Field(default_factory=dict)
    only_mentioning: bool = False

    def given(self) -> dict[str, Any]:
        """The fields as the declaration takes them."""
        return dict(self) | {"headers": tuple(self.headers.items())}


class OwnFeed(OwnAsked):
    """RSS, Atom or RDF."""

    full_text: bool = False
    target: Line | None = None


class OwnSitemap(OwnAsked):
    """A sitemap, or an index of sitemaps."""

    follow: str = ""
    sitemaps: int = Field(default=3, ge=1, le=20)
    article_url: Pattern | None = None


class OwnListing(OwnAsked):
    """A page of links."""

    links: ElementSelector = "a"
    article_url: Pattern | None = None
    next_page: ElementSelector | None = None
    pages: int = Field(default=1, ge=1, le=50)
    sheets: ElementSelector | None = None


class OwnSearchFields(Strict):
    """Where a search answer keeps its things (:class:`pipelines.discovery.SearchFields`)."""

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


class OwnSearch(OwnAsked):
    """A search that answers JSON, or a list that does."""

    fields: OwnSearchFields = OwnSearchFields()
    body: str | None = Field(default=None, max_length=5000)


class OwnSelectors(Strict):
    """Where the parts of an article stand on its page."""

    title: Selectors = ()
    published_at: Selectors = ()
    outlet: Selectors = ()
    author: Selectors = ()
    text: Selectors = ()
    drop: Drops = ()


class OwnSource(SourceSettings):
    """A source of the user's own, with its settings."""

    id: Id
    outlet: Line
    family: Line | None = None
    language: Language = "zh-Hans"
    hosts: tuple[Host, ...] = ()
    feeds: tuple[Annotated[OwnFeed, BeforeValidator(_table)], ...] = ()
    sitemaps: tuple[Annotated[OwnSitemap, BeforeValidator(_table)], ...] = ()
    listings: tuple[Annotated[OwnListing, BeforeValidator(_table)], ...] = ()
    searches: tuple[OwnSearch, ...] = ()
    selectors: OwnSelectors = OwnSelectors()
    example: Address | None = None

    def entry_points(self) -> Iterator[tuple[Place, EntryPoint]]:
        """Each entry point, and where it stands."""
        for number, feed in enumerate(self.feeds):
            yield ("feeds", number), Feed(**feed.given())
        for number, sitemap in enumerate(self.sitemaps):
            yield ("sitemaps", number), Sitemap(**sitemap.given())
        for number, listing in enumerate(self.listings):
            yield ("listings", number), Listing(**listing.given())
        for number, search in enumerate(self.searches):
            fields = SearchFields(**dict(search.fields))
            yield ("searches", number), Search(**(search.given() | {"fields": fields}))

    def source(self) -> Source:
        """The declaration, as a built-in source makes it.

        Raises:
            Mistake: its parts do not fit together.
        """
        entries = tuple(self.entry_points())
        if not entries:
            raise Mistake(
                (), f"sources.{self.id} has no entry point; give feeds, listings, sitemaps or searches"
            )
        hosts = self.hosts or tuple(dict.fromkeys(_host_of(entry.url) for _, entry in entries))
        for place, entry in entries:
            _fits(place, entry, hosts)
        return Source(
            id=self.id,
            outlet=self.outlet,
            family=self.family or self.id,
            language=self.language,
            hosts=hosts,
            entry_points=tuple(entry for _, entry in entries),
            every=parse_every(self.every) if self.every else _EVERY,
            example=self.example or entries[0][1].url,
            selectors=values.Selectors(**dict(self.selectors)),
            expects=Expects(newest_within=parse_every(self.newest_within))
            if self.newest_within
            else Expects(),
            proven=OWN,
        )


def _host_of(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return f"[{host}]" if ":" in host else host


def _fits(place: Place, entry: EntryPoint, hosts: tuple[str, ...]) -> None:
    """Refuse an entry point that the rest of its source makes useless."""
    if not on_hosts(entry.url, hosts):
        raise Mistake(
            (*place, "url"),
            f"{entry.url} is not on one of the hosts {', '.join(hosts)}; add {_host_of(entry.url)!r} to hosts",
        )
    if entry.queries is not QUERIES and not searches(entry):
        raise Mistake(
            (*place, "url"), f"{entry.url}: put {{query}} where the words of `queries` go, in url or in body"
        )
    if isinstance(entry, Listing) and entry.links == "a" and entry.article_url is None:
        raise Mistake(
            place,
            f"{entry.url}: every link of this page would be fetched; give links (CSS, as in 'ul.news a') "
            "or article_url (a regular expression)",
        )
