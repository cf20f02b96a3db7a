"""What does a poll cost that finds nothing new?

    python bench/idle.py [--polls 1000] [--outlets xingzhou,nanling,gangwan,kuaixun | all] [--database-url URL]

An outlet of the demo is crawled until nothing is new. Then a program of its own polls it as the daemon does when a
source is due (scheduler.Watch, crawler.crawl, the real store), so many times on one event loop; after it, in another
process of the same kind, a bare Scrapy spider makes the same conditional requests and does nothing else. The delay
between two requests to a host (3 s) is set to nothing, and loopback is allowed; all else is as it is.

Requests and bytes are counted on the line between (bench/wire.py), headers included. CPU is that of the process
itself; worker processes are shown apart: a poll that finds nothing must not ask one. Exit status 1 where a page or an
answer was parsed, a worker was asked, more than rows of `runs` was written, or an aim is missed: 80 ms of CPU, and flat memory
and open files. Memory counts as flat where what is resident at the end is at most 4 MB above what was resident after a tenth of the polls.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text

from bench.faults import fresh_database
from bench.wire import Wires, wired
from crawler.demo.site import DemoSite, serve
from crawler.demo.stories import OUTLETS
from database import session
from database.models import Base

ROOT = Path(__file__).parent.parent
#: Of CPU, for one poll (issue 3).
MOST_CPU = 0.080
#: How much more may be resident at the end than after a tenth of the polls. A year of polls every 15 minutes is
#: 35,000 of them: 4 MB in 900 polls would be 160 MB in a year, within the daemon's bound.
MOST_GROWTH = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """What went over the line."""

    requests: Counter[str]
    sent: int
    received: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a database holds: rows by table, and bytes."""

    rows: dict[str, int]
    size: int


def content(url: str) -> Content:
    """Count what is in a database."""
    store = session.open_store(url)
    try:
        with store.reading() as reading:
            rows = {
                t.name: reading.scalar(select(func.count()).select_from(t)) or 0
                for t in Base.metadata.sorted_tables
            }
            size = reading.scalar(text(_size_query(store.engine.dialect.name)))
        return Content(rows=rows, size=int(size or 0))
    finally:
        store.close()


def _size_query(dialect: str) -> str:
    if dialect == "sqlite":
        return "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    return "SELECT pg_database_size(current_database())"


def program(what: str, url: str, folder: Path, site: DemoSite, outlets: list[str], polls: int) -> dict[str, Any]:
    """Let bench/idle_poll.py do something; gives what it measured."""
    wished = {
        "what": what, "url": url, "folder": str(folder), "rebased": site.rebased, "outlets": outlets, "polls": polls,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "bench.idle_poll", json.dumps(wished)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{what} failed:\n{done.stderr[-3000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def watched(wires: Wires, site: DemoSite, *arguments: Any) -> tuple[dict[str, Any], Traffic]:
    """Let a program work, and count what it asks."""
    site.requests.clear()
    sent, received = wires.sent, wires.received
    found = program(*arguments)
    requests = Counter(f"{path.partition('?')[0]} {status}" for _, path, status in site.requests)
    return found, Traffic(requests=requests, sent=wires.sent - sent, received=wires.received - received)


def shown(name: str, found: dict[str, Any], traffic: Traffic, polls: int) -> None:
    """Print what a program took."""
    cpu = sorted(found["cpu"])
    print(f"{name}:")
    for request, n in sorted(traffic.requests.items()):
        print(f"  {n / polls:6.3f} requests per poll   {request}")
    print(f"  {traffic.sent / polls:6.0f} bytes sent, {traffic.received / polls:.0f} received per poll")
    print(
        f"  {statistics.median(cpu) * 1000:6.1f} ms CPU per poll (median; 95 %: {cpu[int(len(cpu) * 0.95)] * 1000:.1f},"
        f" most: {cpu[-1] * 1000:.1f}), {found['seconds'] / polls * 1000:.1f} ms of clock"
    )
    memory = ", ".join(f"{share} {n / 10**6:.1f}" for share, n in found["memory"].items())
    print(f"  MB resident after shares of the polls: {memory}")
    print(f"  {found['files'][0]} files open at first, {found['files'][1]} at the end")


def growth(found: dict[str, Any]) -> int:
    """Bytes that are resident more than after a tenth of the polls."""
    return int(found["memory"]["100%"] - found["memory"]["10%"])


def judged(
    found: dict[str, Any], traffic: Traffic, before: Content, after: Content, archived: tuple[int, int]
) -> list[str]:
    """What is not as it should be."""
    wrong = []
    if others := [r for r in traffic.requests if not r.endswith("304") and not r.startswith("/robots.txt")]:
        wrong.append(f"requests that were not conditional, or found something: {others}")
    if found["asked"] or found["workers"]:
        wrong.append(f"{found['asked']} calls of the pool, {found['workers']} workers: something was parsed")
    grown = {name for name, n in after.rows.items() if n != before.rows[name]} - {"runs", "locks"}
    if grown:
        wrong.append(f"rows came or went in {', '.join(sorted(grown))}")
    if archived[0] != archived[1]:
        wrong.append("something was archived")
    if statistics.median(found["cpu"]) > MOST_CPU:
        wrong.append(f"a poll takes more than {MOST_CPU * 1000:.0f} ms of CPU")
    if growth(found) > MOST_GROWTH:
        wrong.append(f"memory grows: {growth(found) / 10**6:.1f} MB between 10 % and the end")
    if found["files"][1] > found["files"][0]:
        wrong.append("files stay open")
    return wrong


def bench(url: str, folder: Path, outlets: list[str], polls: int) -> list[str]:
    """Measure and print; gives what is not as it should be."""
    with serve(ports=(0, 0, 0, 0)) as site, wired(site) as wires:
        program("fill", url, folder, site, outlets, 0)
        before, files = content(url), len(list((folder / "archive").glob("*")))
        ours, traffic = watched(wires, site, "daemon", url, folder, site, outlets, polls)
        after, archived = content(url), len(list((folder / "archive").glob("*")))
        bare, bare_traffic = watched(wires, site, "bare", url, folder, site, outlets, polls)
    print(f"{polls} polls of {', '.join(outlets)} on {url.partition(':')[0]}\n")
    shown("the daemon's poll", ours, traffic, polls)
    print(f"  {ours['asked']} calls of the worker pool; {ours['workers']} workers, {ours['workers_cpu']:.2f} s of theirs")
    print(f"  {growth(ours) / 10**6:+.1f} MB resident between 10 % of the polls and the end")
    rows = {name: n - before.rows[name] for name, n in after.rows.items() if n != before.rows[name]}
    print(f"  rows added: {rows}; {(after.size - before.size) / polls:.0f} bytes of database per poll\n")
    shown("a bare Scrapy spider", bare, bare_traffic, polls)
    ratio = statistics.median(ours["cpu"]) / statistics.median(bare["cpu"])
    print(f"\nCPU of a poll: {ratio:.2f} times that of the bare spider")
    return judged(ours, traffic, before, after, (files, archived))


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polls", type=int, default=1000)
    parser.add_argument("--outlets", default="xingzhou", help="names with commas between them, or: all")
    parser.add_argument("--server", help="a PostgreSQL server; a database of its own is made there")
    options = parser.parse_args()
    outlets = list(OUTLETS) if options.outlets == "all" else options.outlets.split(",")
    kind = "postgresql" if options.server else "sqlite"
    with tempfile.TemporaryDirectory(prefix="hetao-idle-") as name:
        folder = Path(name)
        with fresh_database(kind, folder, options.server or "") as url:
            wrong = bench(url, folder, outlets, options.polls)
    print("\n".join(f"WRONG: {problem}" for problem in wrong) or "all aims are met")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
