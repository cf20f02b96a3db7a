"""Is an edited text linked to its original: ``python -m bench.reprints.edits [--texts 500] [--unrelated 20000] [--seed N]``.

Ten edits (:mod:`bench.reprints.invented.edits`) of each text, looked for among many unrelated ones through an index. For
each edit: recall, the share of edited texts that are linked to their original, and precision, the share of links that lead
there. Ours is the whole way of the program, but for extraction: cured, stored in a SQLite file, linked while storing; the
anchors (:mod:`bench.reprints.indexes`) take the text as it comes. Every edit finds the same store, without the other nine.

Texts are invented, the same for the same seed; ``--corpus FOLDER`` takes the originals and more unrelated texts from the
folder's ``docs.jsonl`` (``title``, ``text``, ``date``) instead. Of a document that stands there twice one is taken.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bench.reprints.anchors import grams
from bench.reprints.indexes import Index, indexes
from bench.reprints.invented.edits import EDITS
from bench.reprints.invented.news import News, invented
from database import models, save, session
from database.session import Store
from pipelines.decide import cure
from pipelines.values import Article, CharsetDecision, Relevance, Report

#: By edit: for each edited text, in the order of the originals, the ids of the texts that it was linked to.
Links = dict[str, list[set[str]]]
_UNDATED = "2020-01-01"  # the day of a document that has none
_TWICE = 0.5  # a document is another one's double from this share of the shorter's 5-grams


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is stored (the originals last) and what is looked for, by edit."""

    unrelated: list[News]
    originals: list[News]
    edited: dict[str, list[News]]


def task(texts: int, unrelated: int, seed: int, corpus: Path | None = None) -> Task:
    """Originals, what was made of them, and texts that have nothing to do with them."""
    real = _documents(corpus, random.Random(seed)) if corpus else []
    originals = (real or list(invented(texts, f"{seed} originals", traditional=False)))[:texts]
    others = [*real[texts:], *invented(unrelated, f"{seed} unrelated")][:unrelated]
    edited: dict[str, list[News]] = {}
    for name, edit in EDITS.items():
        chance = random.Random(f"{seed} {name}")
        edited[name] = [_reprinted(edit(news, chance), name, chance) for news in originals]
    return Task(unrelated=others, originals=originals, edited=edited)


def _reprinted(news: News, name: str, chance: random.Random) -> News:
    """The edited article as another outlet publishes it, within two days."""
    later = news.published_at + timedelta(minutes=chance.randint(5, 2 * 24 * 60))
    return replace(news, id=f"{news.id}-{name}", published_at=later, outlet="转载网")


def _documents(corpus: Path, chance: random.Random) -> list[News]:
    """The folder's documents in a random order, none twice."""
    lines = (corpus / "docs.jsonl").read_text("utf-8").splitlines()
    kept: list[tuple[News, frozenset[str]]] = []
    for number, row in enumerate(map(json.loads, lines)):
        pieces = _grams(row["text"])
        if any(len(pieces & theirs) >= _TWICE * min(len(pieces), len(theirs)) for _, theirs in kept):
            continue
        moment = datetime.fromisoformat(row["date"] or _UNDATED).replace(tzinfo=UTC)
        news = News(id=f"d{number}", title=row["title"], text=row["text"], published_at=moment, outlet="原载")
        kept.append((news, pieces))
    return chance.sample([news for news, _ in kept], len(kept))


def _grams(text: str) -> frozenset[str]:
    return frozenset(grams("".join(text.split()), 5))


# ---------------------------------------------------------------- ours


def ours(given: Task, folder: Path) -> tuple[Links, int]:
    """The links that the program makes, and how many it made among what was stored before."""
    base = folder / "base.db"
    stored = [*given.unrelated, *given.originals]
    known: dict[int, str] = {}
    before = sum(map(len, _linked(base, stored, known)))
    found: Links = {}
    for name, edited in given.edited.items():
        copy = folder / "copy.db"
        shutil.copy(base, copy)
        found[name] = _linked(copy, edited, dict(known))
        copy.unlink()
    return found, before


def _linked(path: Path, articles: Sequence[News], known: dict[int, str]) -> list[set[str]]:
    """Stores articles; for each of them the ids of those that it was linked to while it was stored.

    ``known``: our ids of what is stored, by the store's; those of the articles are added.
    """
    store = session.open_store(f"sqlite:///{path}")
    try:
        for news in articles:
            saved = save.save_report(store, stored_report(news), now=news.published_at)
            known[saved.article_id or 0] = news.id
        return _links(store, articles, known)
    finally:
        store.close()


def stored_report(news: News) -> Report:
    """What the program would store of an article, cured as it does, but without a claim."""
    article = cure(
        Article(
            url=f"https://news.example/{news.id}",
            title=news.title,
            text=news.text,
            outlet=news.outlet,
            published_at=news.published_at,
            published_basis="given",
        )
    )
    return Report(
        page_url=article.url,
        source=None,
        fetched_at=news.published_at,
        body_sha256=None,
        charset=CharsetDecision(used=None, why="given as text"),
        article=article,
        relevance=Relevance(kind="subject"),
    )


def _links(store: Store, articles: Sequence[News], known: dict[int, str]) -> list[set[str]]:
    found: dict[str, set[str]] = {news.id: set() for news in articles}
    with store.reading() as reading:
        for link in reading.scalars(select(models.ReprintLink)):
            if (later := known[link.article_id]) in found:
                found[later].add(known[link.other_id])
    return [found[news.id] for news in articles]


# ---------------------------------------------------------------- the others, and the figures


def theirs(given: Task, index: Index) -> tuple[Links, int]:
    """The links that an index finds, and how many it found among what was stored before."""
    stored = [*given.unrelated, *given.originals]
    before = 0
    for number, news in enumerate(stored):
        before += len(index.find(news.text))
        index.add(number, news.text)
    return {
        name: [{stored[number].id for number in index.find(news.text)} for news in edited]
        for name, edited in given.edited.items()
    }, before


def scored(originals: Sequence[News], linked: Sequence[set[str]]) -> tuple[int, int]:
    """How many edited texts are linked to their original, and how many links lead elsewhere."""
    right = sum(news.id in found for news, found in zip(originals, linked, strict=True))
    return right, sum(map(len, linked)) - right


def percentile(texts: Sequence[News], chance: random.Random, pairs: int = 100_000) -> float:
    """The Jaccard of 5-grams that one pair of unrelated texts in a thousand reaches."""
    pieces = [_grams(news.text) for news in texts]
    drawn = (chance.sample(pieces, 2) for _ in range(pairs))
    return sorted(len(a & b) / len(a | b) for a, b in drawn)[int(pairs * 0.999)]


def main() -> int:
    """Prints a table for ours and each anchor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--texts", type=int, default=500, help="originals")
    parser.add_argument("--unrelated", type=int, default=2000, help="texts stored beside them")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, help="a folder with docs.jsonl")
    options = parser.parse_args()
    given = task(options.texts, options.unrelated, options.seed, options.corpus)
    lengths = sorted(len(news.text) for news in given.originals)
    alike = percentile([*given.unrelated, *given.originals][-5000:], random.Random(options.seed))
    sys.stdout.write(
        f"{len(given.originals)} texts of {lengths[0]} to {lengths[-1]} characters among {len(given.unrelated)} "
        f"unrelated; Jaccard of unrelated pairs, 99.9th percentile: {alike:.3f}\n"
    )
    sys.stdout.flush()
    ways: dict[str, Callable[[], tuple[Links, int]]] = {"ours": lambda: _ours(given)}
    for name, index in indexes().items():
        ways[name] = lambda index=index: theirs(given, index)  # type: ignore[misc]
    for name, way in ways.items():
        began = time.monotonic()
        found, before = way()
        sys.stdout.write(f"\n{name} ({time.monotonic() - began:.0f} s); links among the stored: {before}\n")
        sys.stdout.writelines(_table(given.originals, found))
        sys.stdout.flush()
    return 0


def _ours(given: Task) -> tuple[Links, int]:
    with tempfile.TemporaryDirectory() as folder:
        return ours(given, Path(folder))


def _table(originals: Sequence[News], found: Links) -> Iterator[str]:
    total_right = total_wrong = 0
    for name, linked in found.items():
        right, wrong = scored(originals, linked)
        total_right, total_wrong = total_right + right, total_wrong + wrong
        yield _line(name, right, wrong, len(originals))
    yield _line("all", total_right, total_wrong, len(originals) * len(found))


def _line(name: str, right: int, wrong: int, total: int) -> str:
    precision = right / max(1, right + wrong)
    return f"  {name:20} recall {right / total:6.3f}  precision {precision:6.4f}  wrong links {wrong}\n"


if __name__ == "__main__":
    raise SystemExit(main())
