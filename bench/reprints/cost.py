"""What does one more article cost, by how many are stored: ``python -m bench.reprints.cost [--sizes 10000 100000 1000000]``.

A SQLite file is filled with that many articles over ten years and their keys in the index of reprints. Their texts are not
written and their keys are drawn at random, as hashes fall; then real saves are timed: invented articles, half of them
reprints of the other half, in a process of its own for each size, so that its resident memory is that of one program on
that file. Printed: median and 90th percentile of one save without extraction, of finding alone, and the memory; then the
ratio of the largest size to the smallest. A restart costs nothing: each process opens a file that another one wrote.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

import psutil

from bench.reprints.edits import stored_report
from bench.reprints.invented.edits import EDITS
from bench.reprints.invented.news import News, invented
from database import save, save_reprints, session
from pipelines.reprints import fingerprint

_SIZES = (10_000, 100_000, 1_000_000)
_YEARS = 10
_MEASURED = 400
_TODAY = datetime(2026, 9, 1, tzinfo=UTC)
_MEGABYTE = 2**20


def fill(path: Path, articles: int, keys_each: int) -> None:
    """Write that many articles with their keys, in the order of the index, as a database that grew is read."""
    session.open_store(f"sqlite:///{path}").close()
    today = int(_TODAY.timestamp()) // 86_400
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("PRAGMA synchronous = OFF")
        count = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {articles})"
        moment = f"datetime({int(_TODAY.timestamp())} - (i * 7919 % {articles}) * {_YEARS * 365.25 * 86_400 / articles}, 'unixepoch')"
        db.execute(f"{count} INSERT INTO reprint_groups (id, created_at) SELECT i, {moment} FROM n")
        db.execute(
            f"{count} INSERT INTO pages (id, url, asked_url, discovered_at, outcome, tries) "
            f"SELECT i, 'https://stored.example/' || i, 'https://stored.example/' || i, {moment}, 'new', 1 FROM n"
        )
        db.execute(
            f"{count} INSERT INTO articles (id, page_id, group_id, reached_at, published_at, script, relevance, "
            "relevance_why, degraded, read_by, text_key, current_version) "
            f"SELECT i, i, i, {moment}, {moment}, 'hans', 'subject', '[]', 0, '{{}}', hex(randomblob(32)), 1 FROM n"
        )
        db.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {articles * keys_each - 1}) "
            "INSERT INTO reprint_keys (key, day, article_id) "
            f"SELECT abs(random()), {today} - ((i / {keys_each} + 1) * 7919 % {articles}) * {_YEARS * 365} / {articles}, "
            f"i / {keys_each} + 1 FROM n ORDER BY 1"
        )


def measured(path: Path) -> None:
    """Save articles and print what each cost; in a process of its own."""
    store = session.open_store(f"sqlite:///{path}")
    finding, saving, found = [], [], 0
    try:
        for news in _arriving():
            report = stored_report(news)
            print_ = fingerprint(report.article.text)
            with store.reading() as reading:
                begin = time.perf_counter()
                save_reprints.find(reading, report, print_, news.published_at)
                finding.append(time.perf_counter() - begin)
            begin = time.perf_counter()
            saved = save.save_report(store, report, now=news.published_at)
            saving.append(time.perf_counter() - begin)
            found += saved.reprint_of is not None
    finally:
        store.close()
    memory = psutil.Process().memory_info().rss / _MEGABYTE
    sys.stdout.write(
        f"{median(saving)} {quantiles(saving, n=10)[-1]} {median(finding)} {found / (len(saving) / 2)} {memory}\n"
    )


def _arriving() -> list[News]:
    """Invented articles of one month, each followed at some time by an edited reprint."""
    chance = random.Random(3)
    originals = list(invented(_MEASURED // 2, "cost"))
    reprints = [
        replace(EDITS["1 edit in 60"](news, chance), id=f"{news.id}-reprint", outlet="转载网")
        for news in originals
    ]
    return [*originals, *chance.sample(reprints, len(reprints))]


def main() -> int:
    """Prints a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measured(options.measure)
        return 0
    keys_each = round(median(len(fingerprint(news.text).keys) for news in invented(200, "keys")))
    sys.stdout.write(f"{keys_each} keys an article (median)\n")
    medians = {}
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "cost.db"
            fill(path, size, keys_each)
            megabytes = path.stat().st_size / _MEGABYTE
            command = [sys.executable, "-m", "bench.reprints.cost", "--measure", str(path)]
            answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        save_time, slow, find_time, share, memory = map(float, answer.split())
        medians[size] = save_time
        sys.stdout.write(
            f"{size:>9,} stored: save {save_time * 1000:.1f} ms (90 %: {slow * 1000:.1f}), finding {find_time * 1000:.1f} ms, "
            f"reprints found {share:.3f}, memory {memory:.0f} MB, file {megabytes:,.0f} MB\n"
        )
        sys.stdout.flush()
    sizes = sorted(medians)
    sys.stdout.write(
        f"time at {sizes[-1]:,} by time at {sizes[0]:,}: {medians[sizes[-1]] / medians[sizes[0]]:.2f}\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
