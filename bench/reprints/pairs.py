"""Is one article a reprint of another, on real pairs: ``python -m bench.reprints.pairs FOLDER [--part tune|test]``.

FOLDER holds ``docs.jsonl`` (a line each: ``source_path``, ``title``, ``date``, ``text``); ``--pages`` names the folder of
the raw pages. Both are other people's texts and stay outside; the labels beside this file name them by their paths only.
Printed: precision, recall and F1 of "is linked" on all pairs, beside simple anchors on the same texts; and the exact
relation, on the pairs whose label is beyond doubt.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.extraction.scoring import Tally
from bench.reprints.anchors import ANCHORS, sketch
from pipelines import encoding
from pipelines.reading.read import Unreadable, read
from pipelines.reprints import ArticleText, Comparison, compare_texts
from pipelines.values import Page
from pipelines.vocabulary import RELATIONS, check

LABELS = Path(__file__).parent / "labels"
#: Relations that are told, but not linked (docs/glossary.md).
NOT_LINKED = ("rewritten", "different")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two articles and what a reader says that ``b`` is to ``a``; ``sure``: no other relation would do."""

    a: str
    b: str
    relation: str
    sure: bool
    part: str

    @property
    def linked(self) -> bool:
        """True where the second is to be linked to the first."""
        return self.relation not in NOT_LINKED


def load(path: Path, part: str) -> list[Pair]:
    """The labelled pairs of one part.

    Raises:
        ValueError: a label names no known relation.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        check("relation", row["relation"], RELATIONS)
    return [Pair(**{k: row[k] for k in Pair.__slots__}) for row in rows if row["part"] == part]


def documents(folder: Path) -> dict[str, ArticleText]:
    """The articles of ``docs.jsonl`` by their path, without the headline that each text begins with."""
    with (folder / "docs.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {row["source_path"]: _document(row) for row in rows}


def _document(row: Mapping[str, str]) -> ArticleText:
    day, text = row["date"].strip(), row["text"]
    return ArticleText(
        text=text.partition("\n")[2] if text.startswith("# ") else text,
        title=row["title"],
        published_at=datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None,
    )


def pages(folder: Path, names: Iterable[str]) -> dict[str, ArticleText]:
    """What the program reads from raw pages, by their path; no text where it reads none."""
    return {name: _page((folder / name).read_bytes()) for name in names}


def _page(body: bytes) -> ArticleText:
    try:
        article = read(Page(url="https://page.example/", body=body, fetched_at=None), encoding.decode(body))
    except Unreadable:
        return ArticleText(text="")
    return ArticleText(
        text=article.text, title=article.title, published_at=article.published_at, outlet=article.outlet
    )


def link_tally(pairs: Sequence[Pair], found: Sequence[bool]) -> Tally:
    """Right, found and labelled links."""
    tally = Tally()
    for pair, linked in zip(pairs, found, strict=True):
        tally.add(pair.linked and linked, linked, pair.linked)
    return tally


def relation_tallies(pairs: Sequence[Pair], found: Sequence[str]) -> dict[str, Tally]:
    """Right, found and labelled pairs of each relation, of those whose label is beyond doubt."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for pair, relation in zip(pairs, found, strict=True):
        if pair.sure:
            tallies[pair.relation].add(pair.relation == relation, 0, 1)
            tallies[relation].add(0, 1, 0)
    return dict(tallies)


def report(
    pairs: Sequence[Pair], texts: Mapping[str, ArticleText], found: Sequence[Comparison]
) -> Iterator[str]:
    """The lines that are printed of one set of pairs."""
    yield f"{len(pairs)} pairs, {sum(pair.linked for pair in pairs)} to be linked"
    yield _line("compare_texts", link_tally(pairs, [one.is_reprint for one in found]))
    sketches = {key: sketch(texts[key].text) for pair in pairs for key in (pair.a, pair.b)}
    for name, is_one in ANCHORS.items():
        yield _line(name, link_tally(pairs, [is_one(sketches[p.a], sketches[p.b]) for p in pairs]))
    tallies = relation_tallies(pairs, [one.relation for one in found])
    labelled = [tally for tally in tallies.values() if tally.labelled]
    right, sure = (sum(getattr(tally, name) for tally in labelled) for name in ("right", "labelled"))
    macro = sum(tally.f1 for tally in labelled) / max(1, len(labelled))
    yield f"exact relation: {right:.0f} of {sure:.0f} that are sure, macro F1 {macro:.3f}"
    for relation in RELATIONS:
        if relation in tallies:
            yield _line(f"  {relation}", tallies[relation])


def _line(name: str, tally: Tally) -> str:
    figures = f"precision {tally.precision:.3f}  recall {tally.recall:.3f}  F1 {tally.f1:.3f}"
    return f"{name:18} {figures}  ({tally.right:.0f} right, {tally.claimed:.0f} found, {tally.labelled:.0f} labelled)"


def misses(pairs: Sequence[Pair], found: Sequence[Comparison]) -> Iterator[str]:
    """A line for each pair that is linked wrongly, or whose sure relation is missed."""
    for pair, one in zip(pairs, found, strict=True):
        if pair.linked != one.is_reprint or (pair.sure and pair.relation != one.relation):
            figures = f"jaccard {one.jaccard:.3f}  containment {one.containment:.3f}"
            yield f"{pair.a}\t{pair.b}\t{pair.relation} -> {one.relation}\t{figures}\t{one.why}"


def main() -> int:
    """Prints the figures of one part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where docs.jsonl lies")
    parser.add_argument("--pages", type=Path, help="where the raw pages lie; without it they are left out")
    parser.add_argument("--part", choices=("tune", "test"), default="tune")
    parser.add_argument("--misses", action="store_true", help="name what is missed; of tune only")
    options = parser.parse_args()
    if options.misses and options.part == "test":
        parser.error("nobody looks at what is missed in test")
    sets = {"articles": (load(LABELS / "neardup.jsonl", options.part), documents(options.folder))}
    if options.pages:
        pairs = load(LABELS / "html.jsonl", options.part)
        sets["pages"] = pairs, pages(options.pages, {key for pair in pairs for key in (pair.a, pair.b)})
    for name, (pairs, texts) in sets.items():
        found = [compare_texts(texts[pair.a], texts[pair.b]) for pair in pairs]
        lines = [*report(pairs, texts, found), *(misses(pairs, found) if options.misses else ())]
        sys.stdout.write(f"{name}, part {options.part}: " + "\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
