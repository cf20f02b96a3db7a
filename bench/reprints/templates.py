"""Which of two texts of one template are taken for one text: ``python -m bench.reprints.templates [--part tune|test]``.

``templates.jsonl`` holds pairs of invented news. Most come from one mould (signings, daily figures, notices, serials,
captions, flashes, lists of winners, yearly events), share a long passage (a firm's own words, a footer, a quoted policy)
or tell one event twice: they must not be linked. The others are one text that an outlet corrected, signed, cut, headed
anew or put into the other script: they must be. Whole families of templates belong to ``tune`` or to ``test``.

Printed, by kind: the share of pairs that the program links, and beside it that of plain Jaccard and of rensa's estimate
of it over 5-grams of the text as it is, both from 0.5.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import rensa

from bench.reprints.anchors import grams
from pipelines.reprints import ArticleText, compare_texts

PATH = Path(__file__).with_suffix(".jsonl")
Row = dict[str, Any]
Linker = Callable[[ArticleText, ArticleText], bool]
_ALIKE = 0.5  # the threshold at which the anchors were measured


def load(part: str | None = None, path: Path = PATH) -> list[Row]:
    """The pairs of one part, or all."""
    rows: list[Row] = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [row for row in rows if part in (None, row["part"])]


def article(told: Row) -> ArticleText:
    """One side of a pair as the program compares it."""
    moment = told["published_at"]
    return ArticleText(
        text=told["text"],
        title=told["title"],
        published_at=datetime.fromisoformat(moment) if moment else None,
        outlet=told["outlet"],
    )


def ours(a: ArticleText, b: ArticleText) -> bool:
    """Whether the program links the second to the first."""
    return compare_texts(a, b).is_reprint


def _grams(side: ArticleText) -> frozenset[str]:
    return frozenset(grams("".join(side.text.split()), 5))


def plain_jaccard(a: ArticleText, b: ArticleText) -> bool:
    """Plain Jaccard of the texts as they are."""
    first, second = _grams(a), _grams(b)
    return len(first & second) >= _ALIKE * len(first | second)


def rensa_estimate(a: ArticleText, b: ArticleText) -> bool:
    """MinHash of 128 permutations of the texts as they are."""
    sketches = []
    for side in (a, b):
        sketch = rensa.RMinHash(num_perm=128, seed=42)
        sketch.update(sorted(_grams(side)))
        sketches.append(sketch)
    return bool(sketches[0].jaccard(sketches[1]) >= _ALIKE)


LINKERS: dict[str, Linker] = {
    "ours": ours,
    "Jaccard >= 0.5": plain_jaccard,
    "rensa >= 0.5": rensa_estimate,
}


def linked(rows: list[Row], linker: Linker) -> dict[tuple[bool, str], list[Row]]:
    """The pairs that a linker takes for one text, by what they are."""
    found: dict[tuple[bool, str], list[Row]] = defaultdict(list)
    for row in rows:
        if linker(article(row["a"]), article(row["b"])):
            found[row["link"], row["kind"]].append(row)
    return found


def main() -> int:
    """Prints the table of one part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--part", choices=("tune", "test"), default="tune")
    parser.add_argument("--wrong", action="store_true", help="the pairs that ours judges wrongly (tune only)")
    options = parser.parse_args()
    if options.wrong and options.part == "test":
        parser.error("--wrong shows the tune part only: nobody may choose a rule by the test part")
    rows = load(options.part)
    found = {name: linked(rows, linker) for name, linker in LINKERS.items()}
    for must in (False, True):
        kinds = list(dict.fromkeys(row["kind"] for row in rows if row["link"] is must))
        sys.stdout.write(f"\n{'must be linked' if must else 'must not be linked':24}{'pairs':>6}  linked by")
        sys.stdout.write("".join(f"{name:>16}" for name in LINKERS) + "\n")
        for kind in [*sorted(kinds), ""]:
            sys.stdout.write(_line(rows, found, must, kind))
    if options.wrong:
        for row in rows:
            if (row in found["ours"][row["link"], row["kind"]]) is not row["link"]:
                sys.stdout.write(f"\n{row['id']} {row['kind']} {row['family']}\n")
                sys.stdout.write("".join(f"  {row[s]['title']} | {row[s]['text'][:200]}\n" for s in "ab"))
    return 0


def _line(rows: list[Row], found: dict[str, dict[tuple[bool, str], list[Row]]], must: bool, kind: str) -> str:
    """Figures of one kind, of all kinds where it is empty."""
    total = sum(row["link"] is must and kind in ("", row["kind"]) for row in rows)
    counts = (
        sum(len(pairs) for (link, what), pairs in by_kind.items() if link is must and kind in ("", what))
        for by_kind in found.values()
    )
    shares = "".join(f"{count:8} {count / max(1, total):6.1%} " for count in counts)
    return f"{kind or 'all':24}{total:>6}           {shares}\n"


if __name__ == "__main__":
    raise SystemExit(main())
