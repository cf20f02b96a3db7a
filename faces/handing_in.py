"""Files and addresses that a user hands in: looked at, or taken into the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from rich.console import Console
from rich.progress import track

from crawler import crawl, fetch
from crawler.configuration import Configuration
from database import save
from database.session import Store
from faces.records import NO_URL, Given, Inspected, inspect_file
from pipelines import decide
from pipelines.values import Report


def inspect(name: str, given: Given, settings: Configuration) -> Iterator[Inspected]:
    """Every stage of a file's articles, or of the page at an address; nothing is stored.

    Raises:
        OSError: the file cannot be read.
        FetchFailed: the page cannot be fetched.
    """
    if not name.startswith(("http://", "https://")):
        yield from inspect_file(name, given)
        return
    proxy = settings.of("").proxy
    page = crawl.on_reactor(lambda: fetch.fetch(name, settings, proxy=proxy))
    page = replace(page, http_charset=given.http_charset or page.http_charset)
    yield Inspected(report=decide.decide(page, thorough=True), file=name, url=given.url or name)


def ingest(store: Store, files: list[str], console: Console) -> Counter[str]:
    """Take articles into the store; gives how many became what. What cannot be read is counted as ``error``.

    Raises:
        OSError: a file cannot be read.
    """
    outcomes: Counter[str] = Counter()
    alerts = 0
    for file in files:
        rows = inspect_file(file, Given(), thorough=False)
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
