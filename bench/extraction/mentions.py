"""How many of the typed mentions are right: dates, people with post and employer, amounts and counts of records.

Run: ``python -m bench.extraction.mentions [--part tune|test] [--files NAME ...] [--misses] [--fewfc train_trans.json]``. Texts of the gold set go
the way of ``hetao inspect``: cured, folded, with the reference day of publication and dateline. Strict means the same
characters (after folding, blanks aside) and the same value; by value means the value alone. ``--misses`` shows what
was missed, of ``tune`` only: nobody chooses a rule by ``test``. Beside ours stand the naive date (the day of the page)
and date libraries where they are installed. ``--fewfc``: whether the labelled spans of dates and money in real sentences
are found; its halves are those of ``bench/organisations.py``.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from bench.extraction import mentions_peers, mentions_spans
from bench.extraction.gold.records import Record, load
from pipelines.decide import cure
from pipelines.extraction.document import read_document, reference_date
from pipelines.extraction.draft import Reading
from pipelines.folding import fold
from pipelines.values import Article, Date

Row = tuple[Any, ...]


@dataclass(slots=True)
class Score:
    """Right, found and wanted, added up; and what was missed or too much."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, where: str, wanted: list[Row], found: list[Row], *, ordered: bool = False) -> None:
        """One article's rows: without order as a multiset, with order by the longest common subsequence."""
        common = _common(wanted, found) if ordered else (Counter(wanted) & Counter(found)).total()
        self.right += common
        self.wanted += len(wanted)
        self.found += len(found)
        lost, extra = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
        if lost or extra:
            self.misses.append(f"{where}: missed {list(lost.elements())} false {list(extra.elements())}")

    def line(self, name: str) -> str:
        """The figures in one line."""
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.wanted)
        both = 2 * self.right / max(1, self.found + self.wanted)
        return f"{name:34} P {precision:.3f} R {recall:.3f} F1 {both:.3f} ({self.right}/{self.found}/{self.wanted})"


def _common(left: list[Row], right: list[Row]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(right) + 1)
    for item in left:
        diagonal = 0
        for at, other in enumerate(right, 1):
            diagonal, row[at] = row[at], diagonal + 1 if item == other else max(row[at], row[at - 1])
    return row[-1]


@lru_cache(maxsize=8192)
def _plain(text: str | None) -> str | None:
    """Folded, without blanks: what two spellings of one name share."""
    return None if text is None else "".join(fold(text).text.split()) or None


def read(record: Record) -> Reading:
    """A record as the program reads it."""
    published = datetime.fromisoformat(record["published_at"]) if record["published_at"] else None
    article = Article(url=record["url"], title=record["title"], text=record["text"], published_at=published)
    cured = cure(article)
    reference = reference_date(cured, None)
    document = read_document(cured.text, title=cured.title, reference=reference.day)
    return Reading(document=document, zone_subject=True)


def _iso(value: Date) -> str:
    return value.start if value.start == value.end else f"{value.start}/{value.end}"


def date_rows(reading: Reading) -> list[Row]:
    """Our mentions of the calendar; 近日 names no day and is no mention of it."""
    return [(_plain(m.text), _iso(m.date)) for m in reading.dates if m.date.precision != "fuzzy"]


def _people_rows(reading: Reading) -> list[Row]:
    return [(_plain(p.name), _plain(p.title), _plain(p.organisation)) for p in reading.people]


def _values(record: Record, pick: Callable[[Record], Iterator[Row]]) -> list[Row]:
    """The labelled values of all records of an article, each once."""
    rows = [*record["gold"]["signings"], *record["gold"]["events"]]
    return sorted({value for row in rows for value in pick(row)})


def _amount_of(row: Record) -> Iterator[Row]:
    if row.get("amount"):
        yield float(row["amount"]["value"]), str(row["amount"]["currency"])


def _counts_of(row: Record) -> Iterator[Row]:
    for count in row.get("counts") or ():
        yield str(count["what"]), int(count["n"])


def measure(part: str, files: tuple[str, ...] = ()) -> dict[str, Score]:
    """All scores of one part, or of some files of it, by name of the measure."""
    scores: dict[str, Score] = {}

    def score(name: str) -> Score:
        return scores.setdefault(name, Score())

    for record in load(files=files):
        if record["part"] != part:
            continue
        reading, where = read(record), f"{record['id']} ({(record['published_at'] or 'undated')[:10]})"
        wanted = [(_plain(d["text"]), d["value"]) for d in record["gold"]["date_mentions"]]
        found = date_rows(reading)
        score("dates strict").add(where, wanted, found, ordered=True)
        score(f"dates strict, {record['style']}").add(where, wanted, found, ordered=True)
        score("dates by value").add(where, [w[1:] for w in wanted], [f[1:] for f in found], ordered=True)
        days = [[(v,) for _, v in rows if len(v) == 10] for rows in (wanted, found)]
        score("dates by value, days").add(where, *days, ordered=True)
        _people(score, where, record, reading)
        _money(score, where, record, reading)
    return scores


def _people(score: Callable[[str], Score], where: str, record: Record, reading: Reading) -> None:
    told = [
        (_plain(p["name"]), _plain(p["title"]), _plain(p["organisation"])) for p in record["gold"]["people"]
    ]
    mine = _people_rows(reading)
    score("people exact").add(where, told, mine)
    score("people, name and title").add(where, [t[:2] for t in told], [m[:2] for m in mine])
    score("people, name").add(where, [t[:1] for t in told], [m[:1] for m in mine])


def _money(score: Callable[[str], Score], where: str, record: Record, reading: Reading) -> None:
    """Whether what records say is among what is found: recall only, as most amounts of a text are no labels."""
    amounts = {(m.amount.value, m.amount.currency) for m in reading.amounts}
    counts = {(c.what, c.n) for c in reading.counts}
    for name, wanted, found in (
        ("amounts of records", _values(record, _amount_of), amounts),
        ("counts of records", _values(record, _counts_of), counts),
    ):
        score(name).add(where, wanted, [w for w in wanted if w in found])


def main() -> int:
    """Prints the figures; with ``--misses`` first what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("tune", "test"), default="tune")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--fewfc", type=Path, help="train_trans.json of FewFC")
    parser.add_argument("--files", nargs="*", default=(), help="only these files of gold/, by their names")
    options = parser.parse_args()
    if options.misses and options.part == "test":
        parser.error("--misses shows tune only: no rule is chosen by the test part")
    scores = measure(options.part, tuple(options.files))
    if options.misses:
        for name in ("dates strict", "people exact", "amounts of records", "counts of records"):
            sys.stdout.write("\n".join([f"== {name}", *scores[name].misses, ""]))
    for name, score in scores.items():
        sys.stdout.write(score.line(name) + "\n")
    for line in () if options.files else mentions_peers.lines(options.part):
        sys.stdout.write(line + "\n")
    if options.fewfc:
        half = "tune" if options.part == "tune" else "check"
        for line in mentions_spans.lines(options.fewfc, half, misses=options.misses):
            sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
