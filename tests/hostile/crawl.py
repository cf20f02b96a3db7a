"""The crawl of all hostile hosts, as a program of its own: a reactor cannot restart. Prints what became of each."""

from __future__ import annotations

import json
import logging
import resource
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver
from zope.interface import implementer

from crawler import crawl
from crawler.configuration import DEFAULT
from crawler.limits import Limits
from crawler.outlet import OutletSpider
from crawler.source import EntryPoint, Feed, Listing, Search, Sitemap, Source
from database import session
from pipelines.discovery import SearchFields
from tests.hostile.case import CASES, DOMAIN, Case
from tests.hostile.server import ALL, pages

LIMITS = Limits(page_bytes=2_000_000, page_seconds=4.0, redirects=5, run_pages=200)


@implementer(IHostnameResolver)
class Names:
    """Names of the test as a name server would answer them; all else, as numbers in odd notations, by the system."""

    def __init__(self, system: Any) -> None:
        self._system = system
        self._asked: dict[str, int] = {}

    def resolveHostName(self, receiver: Any, name: str, port: int = 0, *more: Any, **named: Any) -> Any:
        port = named.get("portNumber", port)
        if not name.endswith(DOMAIN):
            return self._system.resolveHostName(receiver, name, port)
        label = name.removesuffix(f".{DOMAIN}").replace("-", "_")
        answers = pages.ANSWERS.get(label, [["127.0.0.1"]])
        turn = self._asked[label] = self._asked.get(label, -1) + 1
        receiver.resolutionBegan(None)
        for number in answers[min(turn, len(answers) - 1)]:
            kind = IPv6Address if ":" in number else IPv4Address
            receiver.addressResolved(kind("TCP", number, port))
        receiver.resolutionComplete()
        return None


def spider(name: str, hosts: tuple[str, ...], entry: EntryPoint) -> type[OutletSpider]:
    source = Source(
        id=name, outlet=name, family=name, language="zh-Hans", hosts=hosts, entry_points=(entry,),
        every=timedelta(hours=1), example=entry.url,
    )  # fmt: skip
    return type(name, (OutletSpider,), {"name": name, "source": source})


def entry_of(found: Case, url: str) -> EntryPoint:
    match found.entry:
        case "sitemap":
            return Sitemap(url=url)
        case "listing":
            return Listing(url=url, next_page="a.next", pages=3)
        case "search":
            return Search(url=url, fields=SearchFields(records="data.records"))
    return Feed(url=url)


def all_spiders(ports: dict[str, int]) -> list[type[OutletSpider]]:
    numbers = tuple(f"{host}:{ports['plain']}" for host in pages._REFUSED.values())
    listed = f"http://good.{DOMAIN}:{ports['plain']}"
    spiders = [
        spider("pages", (f"*.{DOMAIN}", *numbers), Feed(url=f"{listed}/pages.xml")),
        spider("good", (f"*.{DOMAIN}",), Feed(url=f"{listed}/good.xml")),
    ]
    for name, found in CASES.items():
        if found.entry:
            spiders.append(spider(name, (f"*.{DOMAIN}",), entry_of(found, found.url(ports))))
    return spiders


def main() -> None:
    folder, ports = sys.argv[1], json.loads(sys.argv[2])
    assert ALL
    logging.basicConfig(filename=f"{folder}/crawl.log", level=logging.WARNING)
    store = session.open_store(f"sqlite:///{folder}/hostile.db")
    settings = replace(
        DEFAULT, limits=LIMITS, crawl=DEFAULT.crawl.model_copy(update={"archive": f"{folder}/archive"})
    )
    allowed = tuple(f"127.0.0.1:{port}" for name, port in ports.items() if name != "forbidden")
    crawls = crawl.Crawls(store=store, configuration=settings, delay=0.0, allowed=allowed, most_pages=120)
    spiders = all_spiders(ports)
    crawl.register(store, spiders, settings)

    async def crawl_all() -> Any:
        from twisted.internet import reactor

        reactor.installNameResolver(Names(reactor.nameResolver))  # type: ignore[attr-defined]
        return await crawls.crawl_all(spiders, trigger="test")

    try:
        runs = crawl.on_reactor(crawl_all)
    finally:
        crawls.close()
    told = {
        "runs": {r.source: [r.outcome, r.message, r.seconds, r.counts.discovered] for r in runs},
        "peak": peak(),
    }
    sys.stdout.write(json.dumps(told))


def peak() -> int:
    """The most bytes that this process held. What Linux gives as ``ru_maxrss`` counts the process that started it, too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    held = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM:"))
    return int(held.split()[1]) * 1024


if __name__ == "__main__":
    main()
