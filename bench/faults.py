"""kill -9 at random moments of crawl, decide, save and deliver: is anything lost, told twice, or different in the end?

    python bench/faults.py [--kills 200] [--seed 1] [--database sqlite|postgresql|both] [--server URL]

The demo's outlets are crawled, one after the other, into a fresh database, with a channel that writes alerts to a file. A
program that does so is killed some times in a row at moments drawn by chance: in the n-th piece of work of one kind, and
a random part of it later. Then it runs undisturbed once more. In the end its database must equal, row for row, the one of a
run that nobody disturbed (bench/store_dump.py says what is compared), every alert must stand in the file once, and each archived body must be whole. PostgreSQL: a server on
127.0.0.1:5432, or --server; each trial gets a database of its own there. Exit status 1 where anything differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import create_engine, func, select, text
from warcio.archiveiterator import ArchiveIterator

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.faults_crawl import crawl_and_deliver  # noqa: E402
from bench.store_dump import Dump, differences, dump  # noqa: E402
from crawler.demo.site import DemoSite, serve  # noqa: E402
from database import addresses, models, session  # noqa: E402
from database.models import Base  # noqa: E402
from database.session import Store  # noqa: E402

TODAY = date(2026, 11, 24)
# processes of their own that need not import everything anew: a campaign has thousands of them
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["bench.faults_crawl"])
#: The kinds of work, and how many pieces of each an undisturbed crawl of the demo has at least.
WORK = {"crawl": 40, "decide": 30, "merge": 18, "save": 35, "deliver": 18}
#: Kills in a row on one database before it is left in peace.
IN_A_ROW = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """Die in the ``number``-th piece of a kind of work, so many seconds after it began."""

    work: str
    number: int
    delay: float


def draw(chance: random.Random) -> Kill:
    """A moment to die at."""
    work = chance.choice(sorted(WORK))
    # most pieces last some milliseconds: the exponential reaches into what comes after them, too
    return Kill(work=work, number=chance.randint(1, WORK[work]), delay=chance.expovariate(1 / 0.004))


def crawl_once(url: str, folder: Path, site: DemoSite, kill: Kill | None, **more: Any) -> int:
    """Crawl and deliver in a process of its own; gives its exit status, -9 where it was killed.

    ``more``: what else :func:`bench.faults_crawl.crawl_and_deliver` takes.
    """
    wished: dict[str, Any] = {"url": url, "folder": str(folder), "rebased": site.rebased, **more}
    if kill:
        wished |= {"work": kill.work, "number": kill.number, "delay": kill.delay}
    process = _FORKS.Process(target=crawl_and_deliver, args=(wished,))
    process.start()
    process.join(timeout=300)
    status = process.exitcode
    if status not in (0, -signal.SIGKILL):
        process.kill()
        raise RuntimeError(f"the crawl failed by itself ({status}); what it said stands above")
    return status


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What a trial left: the store's content, the alerts in the channel's file, and what is wrong with the archive."""

    content: Dump
    told: Counter[str]
    problems: tuple[str, ...]


def ended(store: Store, folder: Path) -> Ended:
    """Look at what a trial left."""
    lines = [json.loads(line) for line in (folder / "alerts.jsonl").read_bytes().split(b"\n") if line]
    problems = [
        f"alert {id_} stands {n} times in the file"
        for id_, n in Counter(line["id"] for line in lines).items()
        if n > 1
    ]
    problems += [*_archive_problems(store, folder / "archive"), *unsound(store)]
    with store.reading() as reading:
        running = len(reading.scalars(select(models.Run.id).where(models.Run.outcome == "running")).all())
    if running:
        problems.append(f"{running} runs are still called running")
    told = Counter(f"{line['kind']} {line['summary']}" for line in lines)
    return Ended(content=dump(store), told=told, problems=tuple(problems))


def unsound(store: Store) -> Iterator[str]:
    """What is wrong with a database by itself: its file, and rows that name others which there are not."""
    with store.reading() as reading:
        if store.engine.dialect.name == "sqlite" and reading.scalar(text("PRAGMA integrity_check")) != "ok":
            yield "the database is damaged"
        for table in Base.metadata.sorted_tables:
            for key in (key for column in table.columns for key in column.foreign_keys):
                named = key.column.table.alias()
                exists = (
                    select(named.c[key.column.name]).where(named.c[key.column.name] == key.parent).exists()
                )
                if many := reading.scalar(
                    select(func.count()).select_from(table).where(key.parent.is_not(None), ~exists)
                ):
                    yield f"{many} rows of {table.name} name a row of {named.name} that is not there"


def _archive_problems(store: Store, archive: Path) -> Iterator[str]:
    query = select(models.Page).where(models.Page.archive_file.is_not(None))
    with store.reading() as reading:
        for page in reading.scalars(query):
            with (archive / str(page.archive_file)).open("rb") as stream:
                stream.seek(page.archive_offset or 0)
                record = next(iter(ArchiveIterator(stream)))
                body = record.content_stream().read()
            if page.body_sha256 and hashlib.sha256(body).hexdigest() != page.body_sha256:
                yield f"the archived body of {page.url} is not the one that was read"


@contextmanager
def fresh_database(kind: str, folder: Path, server: str) -> Iterator[str]:
    """The address of an empty, migrated database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'hetao.db'}"
        return
    admin = create_engine(addresses.engine_url(server), isolation_level="AUTOCOMMIT")
    name = f"hetao_faults_{os.getpid()}_{uuid4().hex[:8]}"
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"))
    try:
        url = addresses.engine_url(server).set(database=name).render_as_string(hide_password=False)
        session.migrate(url)
        yield url
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


def trial(kind: str, server: str, site: DemoSite, kills: list[Kill]) -> tuple[Ended, list[bool]]:
    """One database: killed as often as told, then left in peace. Gives what it left, and which kills struck."""
    struck = []
    with tempfile.TemporaryDirectory(prefix="hetao-faults-") as name:
        folder = Path(name)
        with fresh_database(kind, folder, server) as url:
            for kill in kills:
                struck.append(crawl_once(url, folder, site, kill) == -signal.SIGKILL)
            crawl_once(url, folder, site, None)
            store = session.open_store(url)
            try:
                return ended(store, folder), struck
            finally:
                store.close()


def campaign(kind: str, server: str, *, kills: int, seed: int) -> int:
    """All trials on one kind of database; gives how many went wrong."""
    chance = random.Random(f"{seed} {kind}")
    wrong, struck, where = 0, 0, Counter[str]()
    with serve(today=TODAY, ports=(0, 0, 0, 0)) as site:
        peace, _ = trial(kind, server, site, [])
        rows = {name: sum(lines.values()) for name, lines in peace.content.items()}
        print(f"{kind}: undisturbed: {sum(rows.values())} rows, {sum(peace.told.values())} alerts told")
        while struck < kills:
            planned = [draw(chance) for _ in range(min(IN_A_ROW, kills - struck))]
            left, hits = trial(kind, server, site, planned)
            struck += sum(hits)
            where.update(kill.work for kill, hit in zip(planned, hits, strict=True) if hit)
            problems = [*left.problems, *differences(peace.content, left.content)]
            problems += [
                f"told {n} times too often or too rarely: {what}"
                for what, n in _unlike(peace.told, left.told)
            ]
            if problems:
                wrong += 1
                print(f"WRONG after {planned}:")
                print("\n".join(f"    {problem[:300]}" for problem in problems[:20]), flush=True)
    print(
        f"{kind}: {struck} kills ({', '.join(f'{n} in {w}' for w, n in sorted(where.items()))}), {wrong} databases differ",
        flush=True,
    )
    return wrong


def _unlike(peace: Counter[str], other: Counter[str]) -> list[tuple[str, int]]:
    return sorted(((peace - other) + (other - peace)).items())


def main() -> int:
    """Run the campaign and print what it found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--server", default="postgresql://postgres@127.0.0.1:5432/postgres")
    options = parser.parse_args()
    kinds = ("sqlite", "postgresql") if options.database == "both" else (options.database,)
    wrong = sum(campaign(kind, options.server, kills=options.kills, seed=options.seed) for kind in kinds)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
