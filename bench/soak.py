"""Seven days of the daemon in some minutes: does it tell each thing once, outlive what happens to it, and hold no more?

    python bench/soak.py [--days 7] [--minutes 6] [--seed 1] [--articles 60] [--out FOLDER] [--database-url URL]

The real daemon (scheduler.run_daemon, a process of its own) watches the four outlets of the demo, each as often as a
real one that is crawled every 20 minutes, so many times faster. A writer publishes invented articles
(bench/soak_stories.py). Meanwhile, at moments drawn by chance, the daemon is stopped by SIGTERM and started again, and
killed by SIGKILL (both in the first half of the week only, so that in the second one process grows old); the database
is locked by another program; connections break in the middle of answers, are all cut at once, or find nobody. Each
second is sampled.

In the end every article that must be told stands once among the alerts and once in the channel's file, and nothing else
does; no page waits, no run is open, the database and each archived body are sound; and over the last life of the
daemon, its first 30 % left out, memory rises by less than 5 % (slope by least squares), open files by fewer than three.
Exit status 1 where any of this is not so.

Not compressed: a locked database is waited for one second at a time instead of ten, and the delay between two requests
is nothing. The samples (CSV), the picture (PNG, needs `pip install matplotlib`) and what the daemons said are left
in --out; nothing is written anywhere else.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.faults import ended  # noqa: E402
from bench.soak_judge import not_flat, pages_wrong, told_wrongly  # noqa: E402
from bench.soak_samples import Sampler, draw, write_csv  # noqa: E402
from bench.soak_stories import week  # noqa: E402
from bench.soak_week import Soak  # noqa: E402
from bench.wire import wired  # noqa: E402
from crawler.demo.site import DemoSite, serve  # noqa: E402
from crawler.demo.stories import Story  # noqa: E402
from database import queries, session  # noqa: E402


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
        print("no picture: it needs matplotlib, which `pip install matplotlib` brings")
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
