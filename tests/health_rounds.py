"""The crawl of outlets that change from round to round, as a program of its own: a reactor cannot restart.

It crawls all sources again and again, and prints after each round how they do and what the operator was told.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
import urllib.request
from dataclasses import replace
from datetime import timedelta
from typing import Any

from crawler import crawl
from crawler.configuration import DEFAULT
from crawler.outlet import OutletSpider
from crawler.probe import Probing, probe_all
from crawler.source import EntryPoint, Feed, Listing, Search, Sitemap, Source
from crawler.telling import NETWORK
from database import queries, session
from database.session import Store
from faces.probing import shapes
from pipelines.discovery import SearchFields
from pipelines.health.states import of_source
from pipelines.values import Selectors


def entry_of(kind: str, url: str) -> EntryPoint:
    match kind:
        case "listing":
            return Listing(url=url, article_url=r".*/a/\d+\.html")
        case "pages":
            return Listing(url=url, article_url=r".*/a/\d+\.html", next_page="a.next", pages=2)
        case "search":
            return Search(url=url, fields=SearchFields(records="data.records"))
        case "sitemap":
            return Sitemap(url=url)
    return Feed(url=url)


def spider(name: str, kind: str, base: str) -> type[OutletSpider]:
    """A source on its own port; entry points are at /entry and, of ``two``, at /second."""
    urls = [f"{base}/entry"] + ([f"{base}/second"] if kind == "two" else [])
    source = Source(
        id=name, outlet=name, family=name, language="zh-Hans", hosts=(base.removeprefix("http://"),),
        entry_points=tuple(entry_of(kind, url) for url in urls), every=timedelta(hours=1),
        example=f"{base}/a/1.html", selectors=Selectors(text=("#body",)),
    )  # fmt: skip
    return type(name, (OutletSpider,), {"name": name, "source": source})


def told(store: Store, spiders: list[type[OutletSpider]]) -> dict[str, Any]:
    """How each source does, its pages, and all alerts so far."""
    states = {}
    for spider in spiders:
        entries = queries.entry_points(store, spider.source.id)
        state = of_source([(entry.url, entry.state) for entry in entries])
        pages = dict(queries.page_counts(store, spider.source.id))
        polls = [
            [poll.outcome, poll.named, poll.fresh, str(poll.newest)] for e in entries for poll in e.polls[-1:]
        ]
        states[spider.source.id] = {"health": state.health, "why": state.why, "pages": pages, "polls": polls}
    alerts = [(a.source_id, a.kind, a.summary) for a in queries.alerts(store, limit=500) if a.source_id]
    return {"states": states, "alerts": sorted(alerts)}


def main() -> None:
    folder, cases, rounds = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3])
    logging.basicConfig(filename=f"{folder}/crawl.log", level=logging.WARNING)
    spiders = [spider(name, kind, base) for name, (kind, base) in cases.items()]
    hosts = tuple(base.removeprefix("http://") for _, base in cases.values())
    store = session.open_store(f"sqlite:///{folder}/rounds.db")
    settings = replace(DEFAULT, crawl=DEFAULT.crawl.model_copy(update={"archive": f"{folder}/archive"}))
    crawls = crawl.Crawls(store=store, configuration=settings, delay=0.0, allowed=hosts, most_pages=12)
    crawl.register(store, spiders, settings)
    found: dict[str, Any] = {"rounds": [], "seconds": []}

    async def all_rounds() -> None:
        probing = Probing(store=store, settings=settings, allowed=hosts, delay=0.0, decider=crawls.tools()[0])
        probes = await probe_all([spider.source for spider in spiders], probing)
        found["probes"] = {probe.source: shapes(probe) for probe in probes}
        found["works"] = [probe.source for probe in probes if probe.works]
        for number in range(rounds):
            for _, base in cases.values():
                address = f"{base}/_round/{number}"
                await asyncio.to_thread(lambda url=address: urllib.request.urlopen(url, timeout=10).close())
            began = time.monotonic()
            await crawls.crawl_all(spiders, trigger="schedule")
            found["seconds"].append(time.monotonic() - began)
            found["rounds"].append(told(store, spiders))

    try:
        crawl.on_reactor(all_rounds)
    finally:
        crawls.close()
    found["network"] = queries.told_health(store, NETWORK)[0]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
