"""Raw HTML to stored rows, per core, beside trafilatura's extraction alone: python bench/pipeline.py [--seed 7]

Both read the same invented pages (bench/pages.py: about 30 kB, GB18030, UTF-8 and Big5, one in twenty about the zone) in
one process on one core, in turns. Ours decodes, judges, reads, cures, extracts, finds reprints, merges happenings, raises
alerts and commits to an SQLite file; trafilatura extracts text and title. The unit is CPU seconds, since these do not
depend on what else the machine does; the wall clock is printed beside them. trafilatura is wanted for this bench only:
pip install trafilatura
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.pages import MadePage, pages
from database import save, session
from database.rows import PageOutcome
from database.session import Store
from pipelines import decide, warm
from pipelines.values import Page

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
#: Rows of irrelevant pages are written in batches of this size, as a crawl does (crawler/aside.py).
BATCH = 50
AIM_STREAM, AIM_RELEVANT = 0.3, 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What some pages took."""

    cpu: float
    wall: float


def say(line: str) -> None:
    """One line of the answer."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def spent(work: Callable[[], object]) -> Spent:
    """What a piece of work takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Spent(cpu=time.process_time() - cpu, wall=time.perf_counter() - wall)


def store_pages(store: Store, made: Sequence[MadePage]) -> Counter[str]:
    """The whole way of each page, as a crawl goes it; gives how many became what."""
    outcomes: Counter[str] = Counter()
    aside: list[PageOutcome] = []
    for one in made:
        page = Page(
            url=f"https://bench.example{one.path}",
            body=one.body,
            fetched_at=NOW,
            source="bench",
            publisher="港湾新闻网",
        )
        outcome = PageOutcome(url=page.url, outcome="known", status=200, source_id="bench", fetched_at=NOW)
        if skimmed := decide.skim(page):
            aside.append(save.skimmed(skimmed, outcome))
            if len(aside) == BATCH:
                _write(store, aside, outcomes)
            continue
        saved = save.save_report(store, decide.decide(page), outcome=outcome, now=NOW)
        outcomes[saved.outcome] += 1
    _write(store, aside, outcomes)
    return outcomes


def _write(store: Store, aside: list[PageOutcome], outcomes: Counter[str]) -> None:
    save.record_pages(store, aside, now=NOW)
    outcomes.update(outcome.outcome for outcome in aside)
    aside.clear()


def _ours(made: Sequence[MadePage], outcomes: Counter[str]) -> Spent:
    with tempfile.TemporaryDirectory() as folder:
        store = session.open_store(f"sqlite:///{folder}/bench.db")
        try:
            return spent(lambda: outcomes.update(store_pages(store, made)))
        finally:
            store.close()


def _trafilatura() -> Callable[[Sequence[MadePage]], Spent] | None:
    try:
        import trafilatura
    except ImportError:
        return None

    def extract(made: Sequence[MadePage]) -> Spent:
        return spent(lambda: [trafilatura.extract(one.body) for one in made])

    return extract


def main() -> int:
    """Run the rounds and print the table; 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=1000, help="pages of the stream, one in twenty relevant")
    parser.add_argument("--relevant", type=int, default=60, help="relevant pages of the second part")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    theirs = _trafilatura()
    if theirs is None:
        say("trafilatura is not installed: pip install trafilatura")
        return 2
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    parts = {
        "stream": (list(pages(given.pages, seed=given.seed)), AIM_STREAM),
        "relevant": (list(pages(given.relevant, seed=given.seed + 1, one_in=1)), AIM_RELEVANT),
    }
    warm.warm_up()
    missed = [name for name, (made, aim) in parts.items() if not _part(name, made, aim, given.rounds, theirs)]
    return 1 if missed else 0


def _part(
    name: str,
    made: Sequence[MadePage],
    aim: float,
    rounds: int,
    theirs: Callable[[Sequence[MadePage]], Spent],
) -> bool:
    theirs(made[:20])
    _ours(made[:20], Counter())
    outcomes: Counter[str] = Counter()
    turns = [(theirs(made), _ours(made, outcomes)) for _ in range(rounds)]
    ratio = statistics.median(mine.cpu / other.cpu for other, mine in turns)
    size = statistics.mean(len(one.body) for one in made)
    became = ", ".join(f"{n // rounds} {outcome}" for outcome, n in sorted(outcomes.items()))
    say(f"{name}: {len(made)} pages of {size / 1000:.1f} kB, {rounds} rounds; became {became}")
    for who, spents in (("trafilatura", [t for t, _ in turns]), ("hetao watch", [m for _, m in turns])):
        cpu = statistics.median(s.cpu for s in spents) / len(made)
        wall = statistics.median(s.wall for s in spents) / len(made)
        say(
            f"  {who}: {cpu * 1000:7.2f} ms CPU a page, {wall * 1000:7.2f} ms wall clock, {1 / cpu:6.0f} pages/s"
        )
    say(f"  ratio {ratio:.2f} (aim: at most {aim})")
    return ratio <= aim


if __name__ == "__main__":
    sys.exit(main())
