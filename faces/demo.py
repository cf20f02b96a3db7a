"""What a newcomer sees first: one crawl of all outlets, and the fictional outlets of the demo."""

from __future__ import annotations

import urllib.request
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

import scheduler
from crawler import catalogue, crawl
from crawler.configuration import Configuration
from crawler.demo import site as demo_site
from crawler.demo import stories
from crawler.network import any_answers
from crawler.run import RunSummary
from database import queries, session
from database.session import Store
from faces.crawling import on_loop, quiet, summary_view, watched
from faces.inbox import inbox_view
from faces.manners import contact_hint

#: Where the demo keeps its fictional news, apart from the real.
DEMO_DATABASE = "data/demo.db"
#: Where a served demo leaves its address, so that `--publish` finds it on whatever port.
DEMO_ADDRESS = "data/demo.url"
#: `hetao run` shows what the program does; what it leaves stays queued for the next crawl.
RUN_PAGES = 25
#: At three seconds a request 25 pages and a few entry points take less; the sheets of a thick paper take longer.
RUN_SECONDS = 180.0
DEMO_EVERY = "1m"


def run_once(database: str, settings: Configuration, console: Console) -> int:
    """What ``make run`` does; gives the exit status."""
    quiet()
    store = session.open_store(database, watches=settings.watches)
    console.print(f"Database: {store.address}")
    everything = catalogue.spiders(settings.own)
    crawl.register(store, everything.values(), settings)
    wanted = crawl.enabled(store, everything, settings)
    console.print(
        f"Crawling {len(wanted)} outlets, of each at most {RUN_PAGES} pages, one polite request at a time; "
        "`hetao sources` names them, Ctrl-C ends it"
    )
    for line in contact_hint(settings):
        console.print(line)
    with demo_site.serve() as site:
        demo_store = session.open_store(DEMO_DATABASE)

        async def main(crawls: crawl.Crawls) -> tuple[RunSummary, ...]:
            by_proxy = any(settings.of(s.source.id).proxy_setting for s in wanted)
            if by_proxy or await any_answers([s.source for s in wanted], settings.crawl.allow_addresses):
                summaries = await watched(crawls, wanted, console, trigger="hand")
                console.print(summary_view(summaries))
                if any(s.reached for s in summaries) or any(s.outcome == "interrupted" for s in summaries):
                    console.print(
                        inbox_view(queries.alerts(store, unread=True, limit=30), now=datetime.now(UTC))
                    )
                    return summaries
            console.print(
                "\n[bold]Not one outlet could be reached[/bold]: this machine seems to have no network. "
                "The same job on the bundled demo outlets (all of it fiction):\n"
            )
            shared = crawl.Crawls(
                store=demo_store, configuration=settings.without_proxy(), delay=0.0, **_on(site)
            )
            try:
                return await _demo_crawl(shared, console)
            finally:
                shared.close()

        try:
            seconds = min(settings.limits.run_seconds, RUN_SECONDS)
            bounded = replace(settings, limits=replace(settings.limits, run_seconds=seconds))
            on_loop(store, bounded, main, most_pages=RUN_PAGES)
        finally:
            demo_store.close()
            store.close()
    return 0


async def _demo_crawl(crawls: crawl.Crawls, console: Console) -> tuple[RunSummary, ...]:
    spiders = list(catalogue.spiders(demo=True).values())
    crawl.register(crawls.store, spiders, crawls.configuration)
    summaries = await watched(crawls, spiders, console, trigger="demo")
    console.print(summary_view(summaries))
    console.print(inbox_view(queries.alerts(crawls.store, limit=60), now=datetime.now(UTC)))
    console.print(
        f"\nThe demo's database is {crawls.store.address}; read it with: hetao --database {DEMO_DATABASE} alerts"
    )
    return summaries


def run_demo(settings: Configuration, console: Console, *, keep: bool) -> int:
    """Serve the fictional outlets and crawl them; with ``keep`` the daemon goes on until Ctrl-C."""
    quiet()
    settings = settings.without_proxy()
    store = session.open_store(DEMO_DATABASE)
    with demo_site.serve() as site:
        for outlet, address in site.addresses.items():
            console.print(f"{outlet}: {address}/")
        if keep:
            Path(DEMO_ADDRESS).write_text(site.addresses[stories.OUTLETS[0]], "utf-8")
            console.print(
                "`hetao demo --publish` in another terminal lets an outlet publish; Ctrl-C ends the demo."
            )
            return _keep_demo(store, settings, site)
        try:
            crawls = crawl.Crawls(store=store, configuration=settings, delay=0.0, **_on(site))
            try:
                crawl.on_reactor(lambda: _demo_crawl(crawls, console))
            finally:
                crawls.close()
        finally:
            store.close()
    return 0


def _keep_demo(store: Store, settings: Configuration, site: demo_site.DemoSite) -> int:
    spiders = list(catalogue.spiders(demo=True).values())
    often = {s.source.id: replace_every(settings, s.source.id) for s in spiders}
    fast = replace(settings, sources={**settings.sources, **often})
    crawl.register(store, spiders, fast)
    crawls = crawl.Crawls(store=store, configuration=fast, delay=0.0, **_on(site))
    return scheduler.ended(scheduler.run_daemon(store, fast, spiders=spiders, crawls=crawls))


def _on(site: demo_site.DemoSite) -> dict[str, Any]:
    """Where the fictional outlets are, and that these very addresses may be connected."""
    return {"rebased": site.rebased, "allowed": tuple(site.rebased.values())}


def replace_every(settings: Configuration, source_id: str) -> Any:
    """The settings of a demo source with the demo's rhythm."""
    return settings.of(source_id).model_copy(update={"every": DEMO_EVERY, "cron": None})


def publish_demo(console: Console) -> int:
    """Ask a served demo to publish its next held article."""
    served = Path(DEMO_ADDRESS)
    base = (
        served.read_text("utf-8").strip()
        if served.exists()
        else f"http://{demo_site.HOST}:{demo_site.PORTS[0]}"
    )
    url = f"{base}{demo_site.PUBLISH}"
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, method="POST", data=b""), timeout=5
        ) as answer:
            console.print(answer.read().decode(), markup=False)
    except OSError as problem:
        console.print(
            f"No demo is served at {url} ({problem}); start one with `hetao demo --serve`.", markup=False
        )
        return 2
    return 0
