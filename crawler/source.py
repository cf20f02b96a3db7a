"""How one outlet is watched, as one frozen value: what a file of ``crawler/spiders/`` declares."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from urllib.parse import urlsplit, urlunsplit

from pipelines.discovery import SearchFields
from pipelines.values import Selectors

#: What browsers and servers agree to take; no article has a longer address, and no index of a database holds one.
LONGEST_URL = 2083


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """RSS, Atom or RDF. ``full_text``: items carry the whole article, so that no page is fetched.

    ``only_mentioning``: a general feed; items whose title and text do not name the zone are not fetched.
    """

    url: str
    full_text: bool = False
    only_mentioning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """A sitemap or an index of them (``follow``: part of the address of those to open, the newest first)."""

    url: str
    follow: str = ""
    sitemaps: int = 3
    only_mentioning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of links. ``article_url``: regular expression of an article's address; ``pages``: how many to turn."""

    url: str
    links: str = "a"
    article_url: str | None = None
    next_page: str | None = None
    pages: int = 1
    only_mentioning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search that answers JSON, JSONP or JSON inside HTML. ``{query}`` in url and body is filled in."""

    url: str
    fields: SearchFields
    queries: tuple[str, ...] = ("河套深港科技创新合作区",)
    body: str | None = None  # a POST body; JSON if it begins with {
    headers: tuple[tuple[str, str], ...] = ()
    only_mentioning: bool = False


#: What an outlet is: a body of state or park, a medium, a search over many outlets, what companies disclose.
KINDS = ("official", "media", "aggregator", "disclosure")
SIDES = ("shenzhen", "hongkong", "both")
#: ``proven`` of a source that the user declared.
OWN = "own"
EntryPoint = Feed | Sitemap | Listing | Search


def on_hosts(url: str, hosts: Iterable[str]) -> bool:
    """Whether an address is on one of the hosts: ``*.people.com.cn`` covers all below it, ``h:8080`` one port."""
    try:
        parts = urlsplit(url)
        name, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if not name or "\\" in parts.netloc:  # a browser and a parser differ on who is asked
        return False
    bare = f"[{name}]" if ":" in name else name
    return any(
        own in (bare, f"{bare}:{port}")
        or (own.startswith("*.") and (bare.endswith(own[1:]) or bare == own[2:]))
        for own in hosts
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Expects:
    """What a healthy source gives.

    ``newest_within``: its entry points name something new within this time, else it is quiet. ``per_day``: how many
    articles they name on a usual day, at least and at most; None where nobody knows. ``filled``: the fields that an
    article of it always has.
    """

    newest_within: timedelta = timedelta(days=7)
    per_day: tuple[float, float] | None = None
    filled: tuple[str, ...] = ("title", "text", "published_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One outlet and how it is watched.

    ``family``: the publisher family, whose outlets count as one voice. ``kind``: one of :data:`KINDS`. ``side``: the
    park that it stands nearer to (:data:`SIDES`). ``proven``: ``live`` (seen working on ``proven_on``), ``recorded``
    (against a recorded page), ``constructed`` (from its documented layout, never seen live) or ``own`` (declared by
    the user). ``terms`` and ``robots``: what the outlet says of being read by programs, as far as is known.
    """

    id: str
    outlet: str
    family: str
    language: str
    hosts: tuple[str, ...]
    entry_points: tuple[EntryPoint, ...]
    every: timedelta
    example: str
    article_url: str = r"https?://.+"
    selectors: Selectors = field(default_factory=Selectors)
    expects: Expects = field(default_factory=Expects)
    delay: float = 3.0  # seconds between two requests to one host
    verify_tls: bool = True
    kind: str = "media"
    side: str = "both"
    terms: str = ""
    robots: str = ""
    proven: str = "constructed"
    proven_on: date | None = None
    remarks: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not self.entry_points:
            raise ValueError(f"source {self.id} has no entry point")
        for entry in self.entry_points:
            if not self.owns(entry.url):
                raise ValueError(f"source {self.id}: {entry.url} is not on one of its hosts {self.hosts}")

    def owns(self, url: str) -> bool:
        """Whether an address is on a host of this source."""
        return len(url) <= LONGEST_URL and on_hosts(url, self.hosts)

    def fingerprint(self, entry: EntryPoint) -> str:
        """A mark of all that decides what an entry point of an own source names; empty for built-in ones.

        It is kept with the hash of the last body. A user mends selectors and hosts and crawls again: "not modified"
        must not hide what the new words find.
        """
        if self.proven != OWN:
            return ""
        return "." + hashlib.sha256(repr((self.hosts, entry)).encode()).hexdigest()[:16]

    def rebased(self, hosts: dict[str, str]) -> Source:
        """The same declaration on other hosts, as the demo and the tests need it on loopback (http)."""

        def moved(url: str) -> str:
            parts = urlsplit(url)
            if parts.netloc not in hosts:
                return url
            return urlunsplit(("http", hosts[parts.netloc], parts.path, parts.query, ""))

        return replace(
            self,
            hosts=tuple(hosts.get(host, host) for host in self.hosts),
            entry_points=tuple(replace(entry, url=moved(entry.url)) for entry in self.entry_points),
            example=moved(self.example),
        )
