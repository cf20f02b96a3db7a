"""kill -9 fifty times while the program crawls, merges, saves and delivers: is an alert lost, or a message told again?

    python -m bench.kills [--kills 50] [--seed 1] [--database sqlite|postgresql|both] [--server URL]

The program of bench/faults.py, with a webhook on loopback that takes its time beside the file: a process of its own that
crawls the demo's outlets and delivers, killed some times in a row at moments drawn by chance, then left in peace. Where each
kill fell is read from what the process had under way. In the end the database must equal, row for row, the one that nobody
disturbed, be sound, and its outbox ended; the webhook must have had the same alerts, each message once but those in flight at a
kill, and these again under the same id. Exit status 1 where that is not so.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.faults import IN_A_ROW, TODAY, Ended, Kill, crawl_once, draw, ended, fresh_database  # noqa: E402
from bench.faults_crawl import stage_in  # noqa: E402
from bench.store_dump import differences  # noqa: E402
from crawler.demo.site import DemoSite, serve  # noqa: E402
from database import queries, session  # noqa: E402
from database.session import Store  # noqa: E402
from tests.services import Answer, Service, says, service  # noqa: E402

#: Seconds that the webhook takes for a message, so that there is something in flight.
TAKES = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a trial left: the store, what the webhook had, where its kills fell, and what is wrong by itself."""

    ended: Ended
    messages: tuple[tuple[str, tuple[str, ...]], ...]  # id, and the alerts in it, as they came
    stages: tuple[str, ...]
    problems: tuple[str, ...]

    @property
    def alerts(self) -> Counter[str]:
        """How often each alert was told under how many ids."""
        return Counter(alert for _, alerts in dict(self.messages).items() for alert in alerts)


def trial(kind: str, server: str, site: DemoSite, kills: Sequence[Kill]) -> Left:
    """One database: killed as told, then left in peace."""
    with tempfile.TemporaryDirectory(prefix="hetao-kills-") as name, service(_slow()) as hook:
        folder = Path(name)
        marks = folder / "marks"
        stages = []
        with fresh_database(kind, folder, server) as url:
            for kill in kills:
                marks.write_bytes(b"")
                if (
                    crawl_once(url, folder, site, kill, hook=hook.address, marks=str(marks))
                    == -signal.SIGKILL
                ):
                    stages.append(stage_in(marks.read_bytes()))
            crawl_once(url, folder, site, None, hook=hook.address)
            store = session.open_store(url)
            try:
                messages, left = _messages(hook), ended(store, folder)
                problems = (
                    *left.problems,
                    *_not_ended(store),
                    *_told_again(messages, stages.count("deliver")),
                )
                return Left(ended=left, messages=messages, stages=tuple(stages), problems=problems)
            finally:
                store.close()


def _slow() -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(TAKES)
        says({})(handler)

    return answer


def _messages(hook: Service) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (
            one.json["id"],
            tuple(f"{row['kind']} {row['summary']}" for row in (one.json["alert"], *one.json["others"])),
        )
        for one in hook.asked
    )


def _not_ended(store: Store) -> Iterator[str]:
    states = Counter(f"{row.channel}: {row.state}" for row in queries.deliveries(store))
    yield from (
        f"{n} deliveries to {what}" for what, n in states.items() if not what.endswith((": sent", ": held"))
    )


def _told_again(messages: Sequence[tuple[str, tuple[str, ...]]], in_flight: int) -> Iterator[str]:
    again = len(messages) - len({id_ for id_, _ in messages})
    if again > in_flight:
        yield f"{again} messages came again after {in_flight} kills in a delivery"
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for id_, alerts in messages:
        for alert in alerts:
            ids[alert].add(id_)
    yield from (f"told under {len(under)} ids: {alert}" for alert, under in ids.items() if len(under) > 1)


def campaign(kind: str, server: str, *, kills: int, in_a_row: int, seed: int) -> int:
    """All trials on one kind of database; gives how many went wrong."""
    chance = random.Random(f"{seed} {kind} kills")
    where: Counter[str] = Counter()
    wrong = again = trials = 0
    with serve(today=TODAY, ports=(0, 0, 0, 0)) as site:
        peace = trial(kind, server, site, [])
        print(
            f"{kind}: undisturbed: {sum(sum(lines.values()) for lines in peace.ended.content.values())} rows, "
            f"{len(peace.messages)} messages with {peace.alerts.total()} alerts; {list(peace.problems) or 'all well'}",
            flush=True,
        )
        while where.total() < kills:
            planned = [draw(chance) for _ in range(min(in_a_row, kills - where.total()))]
            left = trial(kind, server, site, planned)
            where.update(left.stages)
            trials += 1
            again += len(left.messages) - len(dict(left.messages))
            problems = [*left.problems, *differences(peace.ended.content, left.ended.content)]
            problems += _unlike(peace, left)
            wrong += bool(problems)
            print(
                f"  {where.total()} of {kills} kills; this trial's in {', '.join(left.stages) or 'none'}",
                flush=True,
            )
            for problem in problems[:20]:
                print(f"    WRONG after {planned}: {problem[:300]}", flush=True)
    print(
        f"{kind}: {where.total()} kills in {trials} trials ({', '.join(f'{n} in {w}' for w, n in where.most_common())}); "
        f"{again} messages came again, under the same id; {wrong} trials went wrong",
        flush=True,
    )
    return wrong


def _unlike(peace: Left, left: Left) -> Iterator[str]:
    yield from (f"lost: {alert}" for alert in peace.alerts.keys() - left.alerts.keys())
    yield from (f"told though it is not: {alert}" for alert in left.alerts.keys() - peace.alerts.keys())
    if peace.ended.told != left.ended.told:
        yield "the file holds other alerts"


def main() -> int:
    """Run the campaign and print what it found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument(
        "--in-a-row", type=int, default=IN_A_ROW, help="on one database before it is left in peace"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--server", default="postgresql://postgres@127.0.0.1:5432/postgres")
    options = parser.parse_args()
    kinds = ("sqlite", "postgresql") if options.database == "both" else (options.database,)
    return (
        1
        if sum(
            campaign(k, options.server, kills=options.kills, in_a_row=options.in_a_row, seed=options.seed)
            for k in kinds
        )
        else 0
    )


if __name__ == "__main__":
    sys.exit(main())
