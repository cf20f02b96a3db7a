"""Files and addresses that a user hands in: looked at, or taken into the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from rich.console import Console
from rich.progress import track

from crawler import crawl, fetch
from crawler.configuration import Configuration
from database import save
from database.session import Store
from faces.records import NO_URL, Given, Inspected, inspect_file, refused
from pipelines import decide
from pipelines.values import Page, Report


def inspect(names: Sequence[str], given: Given, settings: Configuration) -> Iterator[Inspected]:
    """Every stage of the articles of files and of the pages at addresses, in their order; nothing is stored.

    All addresses are fetched first, as a reactor runs once. Of several that cannot be fetched each is told so.

    Raises:
        OSError: a file cannot be read.
        FetchFailed: the only page that is wanted cannot be fetched.
    """
    urls = [name for name in dict.fromkeys(names) if name.startswith(("http://", "https://"))]
    pages = crawl.on_reactor(lambda: _fetched(urls, settings)) if urls else {}
    for name in names:
        match pages.get(name):
            case None:
                yield from inspect_file(name, given)
            case fetch.FetchFailed() as problem if len(names) == 1:
                raise problem
            case fetch.FetchFailed() as problem:
                yield Inspected(report=refused(str(problem)), file=name, url=name)
            case Page() as page:
                page = replace(page, http_charset=given.http_charset or page.http_charset)
                yield Inspected(report=decide.decide(page, thorough=True), file=name, url=given.url or name)


async def _fetched(urls: list[str], settings: Configuration) -> dict[str, Page | fetch.FetchFailed]:
    """The pages at some addresses, one after the other, or why there is none."""
    proxy = settings.of("").proxy
    found: dict[str, Page | fetch.FetchFailed] = {}
    for url in urls:
        try:
            found[url] = await fetch.fetch_whole(url, settings, proxy=proxy)
        except fetch.FetchFailed as problem:
            found[url] = problem
    return found


def ingest(store: Store, files: list[str], console: Console, given: Given | None = None) -> Counter[str]:
    """Take articles into the store; gives how many became what. What cannot be read is counted as ``error``.

    ``given``: what the user says of a saved page.

    Raises:
        OSError: a file cannot be read.
    """
    outcomes: Counter[str] = Counter()
    alerts = 0
    for file in files:
        rows = inspect_file(file, given or Given(), thorough=False)
        for inspected in track(rows, description=file, console=console, disable=not console.is_terminal):
            if inspected.report.error and inspected.report.page_url.startswith(NO_URL):
                console.print(f"left out: {inspected.report.error}", markup=False)
                outcomes["error"] += 1
                continue
            saved = save.save_report(store, _addressed(inspected), now=datetime.now(UTC))
            outcomes[saved.outcome] += 1
            alerts += len(saved.alerts)
    told = ", ".join(f"{n} {outcome}" for outcome, n in sorted(outcomes.items())) or "nothing"
    console.print(f"{told}; {alerts} alerts", markup=False)
    return outcomes


def _addressed(inspected: Inspected) -> Report:
    """A text that came without an address is known by its words: the store makes the key."""
    report = inspected.report
    return replace(report, page_url="") if report.page_url.startswith(NO_URL) else report
