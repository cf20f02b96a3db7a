"""How one outlet is watched, as one frozen value: what a file of ``crawler/spiders/`` declares."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from urllib.parse import urlsplit, urlunsplit

from crawler.entry_points import EntryPoint, Feed, Listing, Lookup, Search, Sitemap, apart
from crawler.not_watched import REFUSING
from pipelines.health.expects import Expects
from pipelines.values import Selectors

__all__ = [
    "KINDS",
    "LONGEST_URL",
    "NOT_SEEN",
    "OWN",
    "SIDES",
    "EntryPoint",
    "Expects",
    "Feed",
    "Listing",
    "Lookup",
    "Search",
    "Sitemap",
    "Source",
    "on_hosts",
]

#: What browsers and servers agree to take; no article has a longer address, and no index of a database holds one.
LONGEST_URL = 2083


#: What an outlet is: a body of state or park, a medium, a search over many outlets, what companies disclose.
KINDS = ("official", "media", "aggregator", "disclosure")
SIDES = ("shenzhen", "hongkong", "both")
#: ``terms`` and ``robots`` of an outlet that has said nothing that we know of.
NOT_SEEN = "not seen"
#: ``proven`` of a source that the user declared.
OWN = "own"


def on_hosts(url: str, hosts: Iterable[str]) -> bool:
    """Whether an address is on one of the hosts.

    ``*.people.com.cn`` covers all below it, ``h:8080`` one port, ``*`` every host.
    """
    try:
        parts = urlsplit(url)
        name, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if not name or "\\" in parts.netloc:  # a browser and a parser differ on who is asked
        return False
    bare = f"[{name}]" if ":" in name else name
    return any(
        own in ("*", bare, f"{bare}:{port}")
        or (own.startswith("*.") and (bare.endswith(own[1:]) or bare == own[2:]))
        for own in hosts
    )


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
        object.__setattr__(self, "entry_points", apart(self.entry_points, "", set()))
        for url in (url for entry in self.entry_points for url in entry.urls()):
            if not self.owns(url):
                raise ValueError(f"source {self.id}: {url} is not on one of its hosts {self.hosts}")

    def owns(self, url: str) -> bool:
        """Whether an address is on a host of this source; a search over all hosts leaves those alone that refuse us."""
        if len(url) > LONGEST_URL or not on_hosts(url, self.hosts):
            return False
        return "*" not in self.hosts or not on_hosts(url, REFUSING)

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
            entry_points=tuple(entry.rebased(moved) for entry in self.entry_points),
            example=moved(self.example),
        )
