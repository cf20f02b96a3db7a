"""The hosts as this program asks them: one lane for each, one request at a time in it."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from database.session import Store

#: Of a Crawl-delay: a site that asks for an hour would let nobody read its news; what it asks for is shown.
LONGEST_CRAWL_DELAY = 60.0
#: A distance is up to so much longer, so that no rhythm is seen; never shorter.
JITTER = 0.3
#: Pages leave this share of a day's requests to the entry points: what a feed has dropped by tomorrow would be lost.
_FOR_ENTRY_POINTS = 10
_USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(kw_only=True, eq=False)
class Lane:
    """One host as this program asks it: one request at a time, whoever wants it came first.

    ``took``: seconds of its last answer. ``free_at``: when the next request may be made, by a clock that nobody sets.
    """

    host: str
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    crawl_delay: float | None = None
    took: float = 0.0
    free_at: float = 0.0

    def distance(self, wished: float) -> float:
        """Seconds until the host may be asked again: as we wish, as it wishes, and no faster than it answers.

        Nothing is wished for sites on this machine, in tests and the demo; how fast they answer does not count.
        """
        slow = self.took if wished else 0.0
        asked = min(LONGEST_CRAWL_DELAY, max(slow, self.crawl_delay or 0.0))
        return max(wished, asked) * random.uniform(1.0, 1.0 + JITTER)


@dataclass(kw_only=True)
class Lanes:
    """The lanes of a program. ``store``: the database that gives out the turns, to this program and all others."""

    store: Store
    daily_requests: int
    _lanes: dict[str, Lane] = field(default_factory=dict)

    def of(self, url: str) -> Lane:
        """The lane of the host of an address."""
        host = host_of(url)
        return self._lanes.setdefault(host, Lane(host=host))


def for_pages(daily_requests: int) -> int:
    """How many of a day's requests pages may take."""
    return daily_requests - daily_requests // _FOR_ENTRY_POINTS


def host_of(url: str) -> str:
    """Who is asked: the host's name, with its port where that is not the usual one. http and https are one host."""
    parts = urlsplit(url)
    name, port = parts.hostname or "", parts.port
    return name if port in (None, _USUAL_PORTS.get(parts.scheme)) else f"{name}:{port}"
