"""Seven days of the daemon in some minutes: does it keep what it holds, tell each thing once, and outlive what happens to it?

    python bench/soak.py [--days 7] [--minutes 6] [--seed 1] [--articles 60] [--out FOLDER] [--database-url URL]

The real daemon (scheduler.run_daemon, a process of its own) watches the four outlets of the demo, each as often as a
real one that is crawled every 20 minutes, so many times faster. A writer publishes invented articles (bench/soak_stories.py).
Meanwhile, at moments drawn by chance, the daemon is stopped by SIGTERM and started again, and killed by SIGKILL (both in the first half of the
week only, so that in the second one process grows old); the database is locked by another program; connections break in the middle of answers,
are all cut at once, or find nobody. Each second is sampled.

In the end every article that must be told stands once among the alerts and once in the channel's file, nothing else does, no page waits, no run
is open, the database and each archived body are sound; and over the last life of the daemon, its first 30 % left out, memory rises by
less than 5 % (slope by least squares), open files by fewer than three. Exit status 1 where any of this is not so.

Times that are not compressed: a locked database is waited for one second at a time instead of ten, and the delay between two
requests is nothing. The samples (CSV), the picture (PNG, needs `pip install -e '.[bench]'`) and the daemon's log are left in --out.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bench.faults import ended
from bench.soak_samples import Event, Sampler, draw, last_life, rise, write_csv
from bench.soak_stories import week
from bench.wire import Wires, wired
from crawler.demo.site import DemoSite, serve
from crawler.demo.stories import OUTLETS, Story
from database import models, queries, session
from database.rows import ARTICLE_OUTCOMES
from database.session import Store

ROOT = Path(__file__).parent.parent
#: Every twenty minutes, as real outlets are.
POLLS_A_DAY = 24 * 3
#: What is done to the daemon on each day; only in the first half of the week it is ended too.
WEATHER = ("locked", "breaking", "cut", "down")
ENDS = ("restarted", "killed")
#: Seconds of a fault that lasts.
LASTS = 3.0
#: Seconds after the week in which what is left must be done, and those in which a daemon must end when asked.
SETTLES, STOPS = 120.0, 60.0
#: What counts as flat: the share by which memory may rise in the last life, and the number of open files.
MOST_RISE, MOST_FILES = 0.05, 3.0


@dataclass(kw_only=True)
class Soak:
    """One week: the outlets, the lines to them, the store, the daemon of the moment, and what went wrong."""

    site: DemoSite
    wires: Wires
    store: Store
    folder: Path
    days: int
    seconds: float
    chance: random.Random
    wrong: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    lives: int = 0
    longest_stop: float = 0.0
    _process: subprocess.Popen[bytes] | None = None

    @property
    def sampler(self) -> Sampler:
        """A sampler of this week."""
        return Sampler(
            store=self.store,
            folder=self.folder,
            seconds_a_day=self.seconds / self.days,
            pid=lambda: self._process.pid if self._process else None,
            life=lambda: self.lives,
        )

    # ------------------------------------------------------------ the daemon

    def start(self) -> None:
        """Start a daemon."""
        wished = {
            "url": self.store.engine.url.render_as_string(hide_password=False),
            "settings": str(self.folder / "hetao.toml"),
            "rebased": self.site.rebased,
            "every": self.seconds / self.days / POLLS_A_DAY,
            "beat": 1.0,
        }
        self.lives += 1
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bench.soak_watch", json.dumps(wished)],
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )

    @property
    def _log(self) -> Path:
        return self.folder / f"daemon-{self.lives}.log"

    def _until_it_watches(self) -> None:
        """Whoever asks a program to stop before it can hear that ends it as a kill does, which is drawn apart."""
        deadline = time.monotonic() + STOPS
        while b"watching" not in self._log.read_bytes() and time.monotonic() < deadline:
            time.sleep(0.1)

    def end(self, by: signal.Signals, expected: int) -> None:
        """End the daemon by a signal, and look how it went."""
        process, self._process = self._process, None
        assert process is not None
        if process.poll() is not None:
            self.wrong.append(f"the daemon ended by itself ({process.returncode}); {self._log.name} says why")
            return
        if by == signal.SIGTERM:
            self._until_it_watches()
        began = time.monotonic()
        process.send_signal(by)
        try:
            status = process.wait(STOPS)
        except subprocess.TimeoutExpired:
            process.kill()
            status = process.wait()
            self.wrong.append(f"the daemon did not end within {STOPS:.0f} seconds of {by.name}")
            return
        self.longest_stop = max(self.longest_stop, time.monotonic() - began)
        if status != expected:
            self.wrong.append(f"the daemon ended with {status} after {by.name}")

    # ------------------------------------------------------------ the weather

    def planned(self) -> list[tuple[float, str]]:
        """What is done when, in days, by chance."""
        plan = []
        for day in range(self.days):
            kinds = [*WEATHER, *(ENDS if day < self.days / 2 else ())]
            self.chance.shuffle(kinds)
            slot = 1 / len(kinds)
            plan += [(day + slot * (n + self.chance.uniform(0.2, 0.6)), kind) for n, kind in enumerate(kinds)]
        return plan

    def strike(self, kind: str, lasts: float) -> None:
        """Do one thing to the daemon."""
        with contextlib.ExitStack() as over:
            if kind == "restarted":
                self.end(signal.SIGTERM, 0)
                self.start()
            elif kind == "killed":
                self.end(signal.SIGKILL, -signal.SIGKILL)
                self.start()
            elif kind == "cut":
                self.wires.cut()
            elif kind == "locked":
                over.enter_context(self.store.transaction())  # another program writes
            elif kind == "down":
                self.wires.down = True
                self.wires.cut()
            else:
                self.wires.breaking = 150
            if kind in ("locked", "down", "breaking"):
                time.sleep(lasts)
        self.wires.down, self.wires.breaking = False, 0

    def live_through(self, sampler: Sampler) -> None:
        """The week, from the first fault to the last."""
        lasts = min(LASTS, self.seconds / self.days / 12)
        for day, kind in self.planned():
            self._wait_until(sampler, day)
            began = sampler.day
            self.strike(kind, lasts)
            self.events.append(Event(day=began, until=sampler.day, kind=kind))
        self._wait_until(sampler, self.days)

    def _wait_until(self, sampler: Sampler, day: float) -> None:
        time.sleep(max(0.0, (day - sampler.day) * self.seconds / self.days))

    def settle(self) -> None:
        """Wait until each outlet was crawled after the last publication, and nothing waits."""
        since, deadline = datetime.now(UTC), time.monotonic() + SETTLES
        while time.monotonic() < deadline:
            runs = [r for r in queries.runs(self.store, limit=200) if r.started_at > since]
            done = {r.source_id for r in runs if r.outcome == "success"}
            if done == set(OUTLETS) and not self._waits():
                return
            time.sleep(0.5)
        self.wrong.append(f"after {SETTLES:.0f} seconds of quiet there is still work that waits")

    def _waits(self) -> bool:
        delivery, page = models.Delivery, models.Page
        with self.store.reading() as reading:
            waiting = reading.scalar(select(delivery.id).where(delivery.state == "waiting").limit(1))
            queued = reading.scalar(select(page.id).where(page.outcome == "queued").limit(1))
        return bool(waiting or queued)


def publish(site: DemoSite, stories: list[Story], seconds: float) -> threading.Thread:
    """Let a writer publish all stories in so many seconds, one after the other."""

    def write() -> None:
        began = time.monotonic()
        for number, story in enumerate(stories):
            time.sleep(max(0.0, began + seconds * number / len(stories) - time.monotonic()))
            site.publish(story.key)

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    return writer


# ------------------------------------------------------------------------------------------------ what must be so


def told_wrongly(alerts: list[dict[str, Any]], stories: list[Story], where: str) -> Iterator[str]:
    """What was not told, was told twice, or should not have been told."""
    new = [json.dumps(one, ensure_ascii=False) for one in alerts if one["kind"] not in HEALTH]
    left = list(new)
    for story in stories:
        if story.tells:
            found = [line for line in new if str(story.same) in line]
            left = [line for line in left if line not in found]
            if len(found) != 1:
                yield f"{where}: {story.title} ({story.outlet}) was told {len(found)} times"
    yield from (f"{where}: told though nothing was to be told: {line[:300]}" for line in left)


HEALTH = ("source_failing", "source_recovered")


def pages_wrong(store: Store, stories: list[Story]) -> Iterator[str]:
    """Published pages that did not come to what they are."""
    with store.reading() as reading:
        rows = reading.execute(select(models.Page.url, models.Page.outcome, models.Page.why)).all()
    became = {url.rpartition("/")[2].removesuffix(".html"): (outcome, why) for url, outcome, why in rows}
    for story in stories:
        outcome, why = became.get(story.key, ("never seen", None))
        wanted = ARTICLE_OUTCOMES if story.relevance == "subject" else ("irrelevant",)
        if outcome not in wanted:
            yield f"{story.key} of {story.outlet} is {outcome} ({why}), not {' or '.join(wanted)}"


def not_flat(sampler: Sampler) -> Iterator[str]:
    """Print how what is held rises in the last life; gives what rises too much."""
    samples = last_life(sampler.samples)
    if len(samples) < 10:
        print("the last life is too short for slopes")
        return
    days = samples[-1].day - samples[0].day
    judged: list[tuple[str, Callable[[Any], float], Callable[[float], float]]] = [
        ("MB of the daemon", lambda s: s.memory / 10**6, lambda median: MOST_RISE * median),
        ("open files", lambda s: s.files, lambda _: MOST_FILES),
    ]
    print(f"in the last life, over {days:.2f} days after its warm-up ({len(samples)} samples):")
    for name, of, bound in judged:
        risen, median = rise(samples, of)
        print(f"  {name}: median {median:.1f}, slope {risen / days:+.2f} a day, {risen:+.2f} in all")
        if risen > bound(median):
            yield f"{name} rises by {risen:.1f}, more than {bound(median):.1f}"
    per_worker, median = rise(samples, lambda s: s.workers_memory / 10**6 / max(1, s.workers))
    print(
        f"  MB of a worker (renewed after 2,000 calls): median {median:.1f}, slope {per_worker / days:+.2f} a day"
    )


def judged(soak: Soak, sampler: Sampler, stories: list[Story]) -> list[str]:
    """All that is wrong."""
    lines = (soak.folder / "alerts.jsonl").read_text("utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    stored = [dict(one) for one in queries.EXPORTS["alerts"](soak.store)]
    return [
        *soak.wrong,
        *told_wrongly(told, stories, "in the channel's file"),
        *told_wrongly(stored, stories, "in the database"),
        *pages_wrong(soak.store, stories),
        *ended(soak.store, soak.folder).problems,
        *not_flat(sampler),
    ]


def summary(soak: Soak, sampler: Sampler, stories: list[Story]) -> None:
    """Print what happened."""
    last, most = sampler.samples[-1], max(sampler.samples, key=lambda s: s.memory)
    runs = Counter(run.outcome for run in queries.runs(soak.store, limit=None))
    struck = Counter(event.kind for event in soak.events)
    telling = sum(bool(story.tells) for story in stories)
    print(f"{len(stories)} articles published, {telling} of them to be told, {last.alerts} alerts")
    print(f"faults: {dict(sorted(struck.items()))}; connections broken in an answer: {soak.wires.broken}")
    print(
        f"{sum(runs.values())} runs: {dict(sorted(runs.items()))}; {last.misfires} misfires; {soak.lives} lives"
    )
    print(
        f"longest stop: {soak.longest_stop:.1f} s; most pages that waited: {max(s.queued for s in sampler.samples)}"
    )
    print(
        f"most memory: daemon {most.memory / 10**6:.0f} MB, workers {max(s.workers_memory for s in sampler.samples) / 10**6:.0f} MB;"
        f" database {last.database / 10**6:.2f} MB, largest WAL {max(s.wal for s in sampler.samples) / 10**6:.2f} MB,"
        f" archive {last.archive / 10**6:.2f} MB"
    )


def soaked(options: argparse.Namespace, folder: Path, url: str) -> list[str]:
    """Run the week; gives what is wrong."""
    (folder / "hetao.toml").write_text(
        f'[crawl]\narchive = "{folder}/archive"\n[channels.lines]\nkind = "file"\npath = "{folder}/alerts.jsonl"\n',
        "utf-8",
    )
    session.migrate(url)
    store = session.open_store(url)
    if queries.page_counts(store):
        raise SystemExit("this database is in use; the bench needs an empty one")
    stories = week(seed=options.seed, days=options.days, a_day=options.articles)
    with serve(ports=(0, 0, 0, 0)) as site, wired(site, seed=options.seed) as wires:
        site.stories = {story.key: story for story in stories}
        soak = Soak(
            site=site, wires=wires, store=store, folder=folder, days=options.days,
            seconds=options.minutes * 60, chance=random.Random(options.seed),
        )  # fmt: skip
        sampler = soak.sampler
        soak.start()
        try:
            sampler.start()
            writer = publish(site, stories, soak.seconds)
            soak.live_through(sampler)
            writer.join()
            soak.settle()
            sampler.stop()
        finally:
            soak.end(signal.SIGTERM, 0)
    summary(soak, sampler, stories)
    write_csv(folder / "samples.csv", sampler.samples)
    title = f"{options.days} days in {options.minutes:g} minutes, {store.engine.dialect.name}, seed {options.seed}"
    if not draw(folder / "soak.png", sampler.samples, soak.events, title):
        print("no picture: it needs matplotlib, which `pip install -e '.[bench]'` brings")
    try:
        return judged(soak, sampler, stories)
    finally:
        store.close()


def main() -> int:
    """Soak and judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--minutes", type=float, default=6, help="how long the days really take")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=60, help="published a day, by all outlets together")
    parser.add_argument("--out", type=Path, help="a new folder; by default one among the temporary files")
    parser.add_argument(
        "--database-url", help="an empty PostgreSQL database; by default an SQLite file in --out"
    )
    options = parser.parse_args()
    folder = options.out or Path(tempfile.mkdtemp(prefix="hetao-soak-"))
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        parser.error(f"{folder} is not empty")
    wrong = soaked(
        options, folder.resolve(), options.database_url or f"sqlite:///{folder.resolve()}/hetao.db"
    )
    print("\n".join(f"WRONG: {problem}" for problem in wrong) or "all is as it should be")
    print(f"samples, picture and log: {folder}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
