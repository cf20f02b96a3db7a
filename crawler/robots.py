"""robots.txt as RFC 9309 has it: what cannot be read closes the host for the run, what is not there opens it.

What was read holds for a day at most (2.4) for all runs of a program.
"""

from __future__ import annotations

import asyncio
import math
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from protego import Protego
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK

from crawler import failures
from crawler.declined import Declined
from crawler.unpacking import FIRST_BYTES
from pipelines import encoding
from pipelines.health.block_pages import LARGEST, block_sign

#: What is read of a robots.txt (RFC 9309, 2.5: at least 500 KiB).
MOST_BYTES = 512_000
#: Our name in a robots.txt: the product token of the user agent.
TOKEN = "hetaowatch"
#: How long a robots.txt holds, and of how many origins it is kept; rules take some kilobytes, rarely megabytes.
HOLDS_SECONDS, MOST_KEPT = 86_400.0, 500
#: How the reason begins where it closes a host.
CLOSED = "robots.txt cannot be read"
#: Said by the proxy, not by the host.
_PROXY_REFUSES = 407
_USER_AGENT = re.compile(r"\s*user[- ]?agent\s*:?\s*([^#]*)", re.IGNORECASE)
#: Lines that belong to no group: comments, what is said for the whole site, and what is no directive.
_ASIDE = re.compile(
    r"\s*(?:#|sitemap|site-map|host\b|(?!d\w*al+[ao]w|allow|crawl|request|visit)[^:#]*(?:#|$))", re.IGNORECASE
)
_TOKEN = re.compile(r"\*(?!.)|[a-z_-]+")


@dataclass(kw_only=True)
class KnownRobots:
    """The rules that a program has read, by origin."""

    _rules: dict[str, tuple[Protego, float]] = field(default_factory=dict)

    def of(self, origin: str) -> Protego | None:
        """The rules of an origin, while they hold."""
        rules, until = self._rules.get(origin, (None, 0.0))
        return rules if time.monotonic() < until else None

    def keep(self, origin: str, rules: Protego) -> None:
        """Keep rules from now on; the oldest make room."""
        self._rules.pop(origin, None)
        self._rules[origin] = (rules, time.monotonic() + HOLDS_SECONDS)
        if len(self._rules) > MOST_KEPT:
            del self._rules[next(iter(self._rules))]


class ObeyRobots:
    """Asks each host for its robots.txt where it is not known, at most once in a run; declines what that forbids."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._asked: dict[str, asyncio.Task[Protego]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ObeyRobots:
        """Scrapy's way to make a component."""
        made = cls(crawler)
        crawler.signals.connect(made.enough, signal=signals.bytes_received)
        return made

    async def process_request(self, request: Request) -> None:
        """Nothing, where the page may be fetched.

        Raises:
            Declined: robots.txt forbids it, or cannot be read.
        """
        if FIRST_BYTES in request.meta:
            return
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        rules = await self._rules_of(origin)
        if (run := self._run) is not None:
            run.lanes.of(request.url).crawl_delay = crawl_delay(rules)
        if not rules.can_fetch(request.url, TOKEN):
            raise Declined("robots_denied", "robots.txt forbids it")

    @property
    def _run(self) -> Any:
        """The run of the spider; None where a person named one page."""
        return getattr(self._crawler.spider, "run", None)

    async def _rules_of(self, origin: str) -> Protego:
        """The rules of an origin, known or asked for; who comes meanwhile waits for the same answer."""
        run = self._run
        known: Protego | None = run.robots.of(origin) if run is not None else None
        if known is not None:
            return known
        task = self._asked.get(origin)
        if task is None:
            task = self._asked[origin] = asyncio.ensure_future(self._ask(origin))
        rules = await asyncio.shield(task)
        if run is not None:
            run.robots.keep(origin, rules)
        return rules

    async def _ask(self, origin: str) -> Protego:
        # no limit of size here: a Content-Length of 50 MB must not fail what is cut after 500 KiB
        meta = {FIRST_BYTES: MOST_BYTES, "download_maxsize": 0, "handle_httpstatus_all": False}
        request = Request(f"{origin}/robots.txt", callback=NO_CALLBACK, priority=1000, meta=meta)
        try:
            assert self._crawler.engine
            answer = await self._crawler.engine.download_async(request)
        except Exception as problem:  # whatever went wrong has a name in words of ours
            fault = failures.explain(problem, self._crawler.settings, request)
            if fault.outcome == "refused" or fault.of_host:  # that is the answer for every page of the host
                raise Declined(
                    fault.outcome,
                    fault.why,
                    of_host=fault.of_host,
                    status=fault.status,
                    retry_after=fault.retry_after,
                ) from None
            raise _closed(fault.why) from None
        return _read(answer)

    def enough(self, data: bytes, request: Request, **_: Any) -> None:
        """Stop where the bytes that are read have come.

        Raises:
            StopDownload: they have.
        """
        if FIRST_BYTES not in request.meta:
            return
        request.meta["hetao_received"] = received = request.meta.get("hetao_received", 0) + len(data)
        if received >= MOST_BYTES:
            raise StopDownload(fail=False)


def _read(answer: Response) -> Protego:
    """The rules in an answer: none where the file is not there (RFC 9309, 2.3.1.3).

    Raises:
        Declined: the host is in trouble, which closes it (2.3.1.4); 3xx here led nowhere.
    """
    if 200 <= answer.status < 300:
        text = answer.body[:MOST_BYTES].decode("utf-8-sig", "replace")
        return Protego.parse("\n".join(ours(text)))
    if 400 <= answer.status < 500 and answer.status != _PROXY_REFUSES:
        return Protego.parse("")
    sign = block_sign(encoding.decode(answer.body).text) if len(answer.body) <= LARGEST else None
    if sign:  # 加速乐 answers so to all that is asked
        raise Declined("blocked", f"the server answers {answer.status} with {sign}", of_host=True)
    raise _closed(f"the server answers {answer.status}")


def crawl_delay(rules: Protego) -> float | None:
    """Seconds between two requests that a robots.txt asks of us; None where it says nothing that can be meant."""
    seconds = rules.crawl_delay(TOKEN)
    return seconds if seconds is not None and math.isfinite(seconds) and seconds > 0 else None


def _closed(why: str) -> Declined:
    return Declined("unreachable", f"{CLOSED}, so nothing is asked in this run: {why}", of_host=True)


def ours(text: str) -> Iterator[str]:
    """The lines of a robots.txt that speak to us or to all.

    The parser keeps each rule once for each user agent above it: 500 KiB of user agents and rules by halves would
    become gigabytes.
    """
    group: set[str] = set()
    naming = False
    for line in text.splitlines():
        agent = _USER_AGENT.match(line)
        if agent:
            token = _token(agent[1]) & {"*", TOKEN}
            group = group | token if naming else token
            naming = True
            yield from (f"User-agent: {name}" for name in token)
        elif not _ASIDE.match(line):
            naming = False
            if group:
                yield line


def _token(value: str) -> set[str]:
    """The product token of a user agent line: a version or a remark behind it does not count."""
    found = _TOKEN.match(value.strip().lower())
    return {found[0]} if found else set()
