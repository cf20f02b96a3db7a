"""What does a poll cost that finds nothing new?

    python bench/idle.py [--polls 1000] [--outlets xingzhou,nanling | all] [--grown 0] [--server URL]

An outlet of the demo is crawled until nothing is new. Then a program of its own polls it as the daemon does when a
source is due (watching.watch, crawler.crawl, the real store), so many times on one event loop; after it, in another
process of the same kind, a bare Scrapy spider makes the same conditional requests and does nothing else. The delay
between two requests to a host (3 s) is set to nothing, and loopback is allowed; all else is as it is. With --grown N the
database holds N pages and N runs of earlier days already: a poll may not become dearer from year to year.

Every eleventh request asks for the whole answer, since "not modified" is not believed for ever (docs/rhythm.md); its body
is the same, and nothing is parsed.

Requests and bytes are counted on the line between (bench/wire.py), headers included. CPU is that of the process
itself; worker processes are shown apart: a poll that finds nothing must not ask one. Exit status 1 where a page or an
answer was parsed, a worker was asked, more than rows of `runs` was written, or an aim is missed: 80 ms of CPU, flat
memory, no more open files. Memory counts as flat where between a tenth of the polls and the end the resident bytes
grow by at most 4 % (what waits to be collected goes up and down), and the objects that are alive after a collection by
at most 5,000 (those of one crawl, some 3,500, may be about to be taken apart).
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select, text

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.faults import fresh_database  # noqa: E402
from bench.wire import Wires, wired  # noqa: E402
from crawler.demo.site import DemoSite, serve  # noqa: E402
from crawler.demo.stories import OUTLETS  # noqa: E402
from database import models, session  # noqa: E402
from database.models import Base  # noqa: E402
from pipelines.rhythm.trust import MOST_UNSEEN  # noqa: E402

#: Of CPU, for one poll.
MOST_CPU = 0.080
#: What counts as flat from a tenth of the polls to the end: resident bytes more, as a share; objects more.
MOST_GROWTH, MOST_OBJECTS = 0.04, 5_000


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


def grow(url: str, source_id: str, number: int) -> None:
    """Give a database a past: so many pages and runs of one source, half an hour apart."""
    store, now = session.open_store(url), datetime.now(UTC)
    past = {"source_id": source_id, "finished_at": now, "outcome": "success", "trigger": "schedule"}
    page = {"source_id": source_id, "outcome": "irrelevant", "why": "does not name the zone"}
    moments = [now - timedelta(minutes=30 * (number - n)) for n in range(number)]
    try:
        with store.transaction() as writing:
            for begin in range(0, number, 10_000):
                some = moments[begin : begin + 10_000]
                writing.execute(insert(models.Run), [past | {"started_at": at} for at in some])
                urls = [f"http://past.example/{begin + n}.html" for n in range(len(some))]
                rows = zip(urls, some, strict=True)
                pages = [page | {"url": u, "asked_url": u, "discovered_at": at} for u, at in rows]
                writing.execute(insert(models.Page), pages)
    finally:
        store.close()


def _size_query(dialect: str) -> str:
    if dialect == "sqlite":
        return "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    return "SELECT pg_database_size(current_database())"


def program(
    what: str, url: str, folder: Path, site: DemoSite, outlets: list[str], polls: int
) -> dict[str, Any]:
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
    objects = ", ".join(f"{share} {n:,}" for share, n in found["objects"].items())
    print(f"  objects alive: {objects}")
    print(f"  {found['files'][0]} files open at first, {found['files'][1]} at the end")


def growth(found: dict[str, Any]) -> int:
    """Bytes that are resident more than after a tenth of the polls."""
    return int(found["memory"]["100%"] - found["memory"]["10%"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What the daemon's polls did."""

    found: dict[str, Any]
    traffic: Traffic
    before: Content
    after: Content
    archived: tuple[int, int]  # files of the archive before and after

    @property
    def rows(self) -> dict[str, int]:
        """The rows that were added, by table."""
        before = self.before.rows
        return {name: n - before[name] for name, n in self.after.rows.items() if n != before[name]}


def polled(
    url: str, folder: Path, site: DemoSite, wires: Wires, outlets: list[str], polls: int, grown: int = 0
) -> Polled:
    """Crawl until nothing is new, then poll."""
    program("fill", url, folder, site, outlets, 0)
    if grown:
        grow(url, outlets[0], grown)
    before, files = content(url), len(list((folder / "archive").glob("*")))
    found, traffic = watched(wires, site, "daemon", url, folder, site, outlets, polls)
    archived = (files, len(list((folder / "archive").glob("*"))))
    return Polled(found=found, traffic=traffic, before=before, after=content(url), archived=archived)


def faults(polls: Polled) -> list[str]:
    """What polls that find nothing may not do, however fast."""
    wrong, found = [], polls.found
    others = {r: n for r, n in polls.traffic.requests.items() if not r.endswith(" 304")}
    others.pop("/robots.txt 200", None)
    if any(n > 1 + len(found["cpu"]) / MOST_UNSEEN for n in others.values()):
        wrong.append(f"requests that were not conditional, or found something: {others}")
    if found["asked"] or found["workers"]:
        wrong.append(f"{found['asked']} calls of the pool, {found['workers']} workers: something was parsed")
    if set(polls.rows) - {"runs"}:
        wrong.append(f"rows came or went: {polls.rows}")
    if polls.rows.get("runs") != len(found["cpu"]):
        wrong.append(f"{len(found['cpu'])} polls left {polls.rows.get('runs')} runs")
    if polls.archived[0] != polls.archived[1]:
        wrong.append("something was archived")
    if found["files"][1] > found["files"][0]:
        wrong.append("files stay open")
    return wrong


def missed(found: dict[str, Any]) -> list[str]:
    """The aims that figures miss."""
    wrong = []
    if statistics.median(found["cpu"]) > MOST_CPU:
        wrong.append(f"a poll takes more than {MOST_CPU * 1000:.0f} ms of CPU")
    if growth(found) > MOST_GROWTH * found["memory"]["10%"]:
        wrong.append(f"memory grows: {growth(found) / 10**6:.1f} MB between 10 % and the end")
    if (objects := found["objects"])["100%"] - objects["10%"] > MOST_OBJECTS:
        wrong.append(f"{objects['100%'] - objects['10%']} objects stay alive between 10 % and the end")
    return wrong


def bench(url: str, folder: Path, outlets: list[str], polls: int, grown: int) -> list[str]:
    """Measure and print; gives what is not as it should be."""
    with serve(ports=(0, 0, 0, 0)) as site, wired(site) as wires:
        ours = polled(url, folder, site, wires, outlets, polls, grown)
        bare, traffic = watched(wires, site, "bare", url, folder, site, outlets, polls)
    before, found = ours.before, ours.found
    print(f"{polls} polls of {', '.join(outlets)} on {url.partition(':')[0]}", end="; ")
    print(f"{before.rows['pages']} pages and {before.rows['runs']} runs before\n")
    shown("the daemon's poll", found, ours.traffic, polls)
    print(
        f"  {found['asked']} calls of the worker pool, {found['workers']} workers, {found['workers_cpu']:.2f} s of theirs"
    )
    print(f"  {growth(found) / 10**6:+.1f} MB resident between 10 % of the polls and the end")
    print(
        f"  rows added: {ours.rows}; {(ours.after.size - before.size) / polls:.0f} bytes of database per poll\n"
    )
    shown("a bare Scrapy spider", bare, traffic, polls)
    ratio = statistics.median(found["cpu"]) / statistics.median(bare["cpu"])
    print(f"\nCPU of a poll: {ratio:.2f} times that of the bare spider")
    return faults(ours) + missed(found)


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--polls", type=int, default=1000)
    parser.add_argument("--outlets", default="xingzhou", help="names with commas between them, or: all")
    parser.add_argument("--grown", type=int, default=0, help="pages and runs that are there before")
    parser.add_argument("--server", help="a PostgreSQL server; a database of its own is made there")
    options = parser.parse_args()
    outlets = list(OUTLETS) if options.outlets == "all" else options.outlets.split(",")
    kind = "postgresql" if options.server else "sqlite"
    with tempfile.TemporaryDirectory(prefix="hetao-idle-") as name:
        folder = Path(name)
        with fresh_database(kind, folder, options.server or "") as url:
            wrong = bench(url, folder, outlets, options.polls, options.grown)
    print("\n".join(f"WRONG: {problem}" for problem in wrong) or "all aims are met")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
