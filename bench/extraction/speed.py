"""How fast extraction is, and how its time grows: python -m bench.extraction.speed

    python -m bench.extraction.speed [--rounds N] [--largest BYTES] [--seconds S] [--only speed|growth]

Speed: articles of 1,000 characters (the undamaged gold of both parts, joined) per second of processor time on one core, for
extraction alone and for the whole way of an article that was read: cured, judged, extracted; the median of the rounds.
Growth: microseconds a character at 31 kB, 125 kB, 500 kB and 1 MB of UTF-8, extraction alone and nothing cut off, for
news repeated, for each hostile kind, and for rows of the words that rules look for (bench/extraction/hostile.py). ``ratio`` is
the last column by the first: about 1 where time is linear. The whole way takes the largest text once more, cut where
hetao cuts it. No hostile kind may give a fact or an exception; the worst kind is named. Exit status 1 where one does.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bench.extraction import hostile
from bench.extraction.gold.records import clean, load
from bench.fuzzing.growth import TooLong, limited
from pipelines import warm
from pipelines.decide import decide_article
from pipelines.extraction.document import ReferenceDate
from pipelines.extraction.extract import extract
from pipelines.values import Article, Relevance

ARTICLE = 1_000
SIZES = (31_000, 125_000, 500_000, 1_000_000)
AIM = 100
_DAY = datetime(2026, 6, 22, 4, tzinfo=UTC)
_REFERENCE = ReferenceDate(day=date(2026, 6, 22), basis="given")
_SUBJECT = Relevance(kind="subject")
_TITLE = "河套深港科技创新合作区"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """One row: microseconds a character at each size reached, facts of the largest, what was raised."""

    name: str
    kind: str  # news, hostile, rows
    cells: tuple[float, ...]
    whole: float | None
    facts: int
    raised: str | None

    @property
    def ratio(self) -> float:
        """The time of a character in the largest text by that in the smallest."""
        return self.cells[-1] / self.cells[0] if self.cells and self.cells[0] else 0.0


def joined(characters: int = ARTICLE) -> list[str]:
    """The undamaged texts of the gold in a row, cut into articles of so many characters."""
    text = "\n".join(clean(record) for record in load())
    return [text[at : at + characters] for at in range(0, len(text) - characters + 1, characters)]


def alone(text: str) -> int:
    """Extraction alone; how many facts it gives."""
    return len(extract(_article(text), reference=_REFERENCE, relevance=_SUBJECT).claims)


def whole(text: str) -> int:
    """Cured, judged and extracted; how many facts that gives."""
    return len(decide_article(_article(text), fetched_at=_DAY).extraction.claims)


def _article(text: str) -> Article:
    return Article(url="https://article.example/", title=_TITLE, text=text, published_at=_DAY)


def seconds(work: Callable[[], object]) -> float:
    """Processor time."""
    started = time.process_time()
    work()
    return time.process_time() - started


def speed(rounds: int) -> Iterator[str]:
    """Articles per second, in lines."""
    articles = joined()
    for name, work in (("extraction alone", alone), ("repair, relevance and extraction", whole)):
        taken = [seconds(lambda work=work: [work(text) for text in articles]) for _ in range(rounds)]  # type: ignore[misc]
        each = [len(articles) / one for one in taken]
        yield (
            f"{name:34}{statistics.median(each):8.0f} articles/s, median of {rounds} rounds"
            f" ({min(each):.0f} to {max(each):.0f}); {len(articles)} articles, aim ≥ {AIM}"
        )


def grown(name: str, kind: str, make: Callable[[int], str], sizes: Sequence[int], most: float) -> Grown:
    """Measure one row; it ends with the first text that takes longer than ``most`` seconds."""
    width = len(make(3_000).encode("utf-8", "surrogatepass")) / 3_000
    cells: list[float] = []
    facts, raised, through = 0, None, None
    alone(make(3_000))  # what a kind of text needs once is no part of its growth
    for size in sizes:
        text = make(int(size / width))
        try:
            with limited(20 * most):  # of the wall clock, on a machine that may be busy
                begun = time.process_time()
                facts = alone(text)
                taken = time.process_time() - begun
                cells.append(taken * 1e6 / len(text))
                if size == sizes[-1]:
                    through = seconds(lambda text=text: whole(text)) * 1e6 / len(text)  # type: ignore[misc]
        except TooLong:
            raised = f"stopped at {size // 1000} kB"
            break
        except Exception as problem:  # whatever it is, it is the finding
            raised = f"{type(problem).__name__} at {size // 1000} kB"
            break
        if taken > most:
            break
    return Grown(name=name, kind=kind, cells=tuple(cells), whole=through, facts=facts, raised=raised)


def rows(sizes: Sequence[int], most: float) -> Iterator[Grown]:
    """Every row of the table of growth, one by one."""
    news = "\n".join(clean(record) for record in load())
    line = news.replace("\n", "").translate(dict.fromkeys(map(ord, "。！？"), "，"))
    for name, text in (("news", news), ("news on one line, no sentence ends", line)):
        yield grown(name, "news", lambda n, text=text: (text * (n // len(text) + 1))[:n], sizes, most)  # type: ignore[misc]
    for kind in hostile.KINDS:
        yield grown(kind, "hostile", lambda n, kind=kind: hostile.hostile(kind, n), sizes, most)  # type: ignore[misc]
    for name in hostile.ROWS:
        yield grown(name, "rows", lambda n, name=name: hostile.row(name, n), sizes, most)  # type: ignore[misc]


def growth(sizes: Sequence[int], most: float) -> bool:
    """Print the table of growth; whether no hostile kind gave a fact and nothing was raised."""
    head = "".join(f"{size // 1000:>7} kB" for size in sizes)
    print(f"\n{'microseconds a character':38}{head}{'ratio':>8}{'whole way':>11}{'facts':>8}")
    done: list[Grown] = []
    for one in rows(sizes, most):
        cells = "".join(f"{cell:10.2f}" for cell in one.cells).ljust(10 * len(sizes))
        through = f"{one.whole:11.2f}" if one.whole is not None else f"{'-':>11}"
        print(
            f"{one.name:38}{cells}{one.ratio:8.2f}{through}{one.facts:8}"
            f"{'  ' + one.raised if one.raised else ''}{'  INVENTED' if _invented(one) else ''}",
            flush=True,
        )
        done.append(one)
    named = [one for one in done if one.kind == "hostile" and one.cells]
    print(
        f"\nworst hostile kind: {max(named, key=lambda one: one.ratio).name} (growth), "
        f"{max(named, key=lambda one: one.cells[-1]).name} (time a character)"
    )
    return not any(one.raised or _invented(one) for one in done)


def _invented(one: Grown) -> bool:
    return one.kind == "hostile" and one.facts > 0


def main() -> int:
    """Print both; 1 where a hostile text gave a fact or an exception."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--largest", type=int, default=SIZES[-1], metavar="BYTES")
    parser.add_argument(
        "--seconds", type=float, default=30.0, help="a row ends with a text that takes longer"
    )
    parser.add_argument("--only", choices=("speed", "growth"))
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    warm.warm_up()
    if options.only != "growth":
        for line in speed(options.rounds):
            print(line, flush=True)
    if options.only == "speed":
        return 0
    return 0 if growth([size for size in SIZES if size <= options.largest], options.seconds) else 1


if __name__ == "__main__":
    sys.exit(main())
