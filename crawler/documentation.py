"""The tables of the catalogue in ``docs/sources.md``, made from the declarations.

``python -m crawler.documentation docs/sources.md`` writes them at the end of the page; a test compares the two.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

from crawler import catalogue
from crawler.entry_points import EntryPoint, Feed, Listing, Lookup, Search, searches
from crawler.not_watched import NOT_WATCHED
from crawler.source import KINDS, NOT_SEEN, Source

HEADING = "## The catalogue\n"


def overview() -> str:
    """Markdown: what is watched and how, by kind, and what is not."""
    sources = sorted(catalogue.built_in().values(), key=lambda one: (KINDS.index(one.kind), one.id))
    seen = Counter(source.proven for source in sources)
    lines = [
        HEADING,
        f"{len(sources)} outlets are watched; proven: {', '.join(f'{n} {how}' for how, n in sorted(seen.items()))}. "
        "robots.txt is asked and obeyed at every run, whatever a declaration says of it.",
        "",
        "| outlet | id | kind | language | side | every | entry points | proven | terms and robots, where known |",
        "|---|---|---|---|---|---|---|---|---|",
        *map(_row, sources),
        "",
        f"{len(NOT_WATCHED)} that carry such news are not watched:",
        "",
        "| outlet | why not |",
        "|---|---|",
        *(f"| {one.outlet} | {one.reason} |" for one in NOT_WATCHED),
        "",
    ]
    return "\n".join(lines)


def _row(source: Source) -> str:
    kinds = Counter(map(_kind, source.entry_points))
    entries = ", ".join(name if n == 1 else f"{n} × {name}" for name, n in kinds.items())
    proven = f"{source.proven} {source.proven_on}" if source.proven_on else source.proven
    cells = (source.outlet, f"`{source.id}`", source.kind, source.language, source.side, _span(source.every))
    stance = "; ".join(dict.fromkeys(told for told in (source.terms, source.robots) if told != NOT_SEEN))
    return f"| {' | '.join(cells)} | {entries} | {proven} | {stance} |"


def _kind(entry: EntryPoint) -> str:
    match entry:
        case Search() if not searches(entry):
            return "JSON list"
        case Lookup(then=then):
            return f"{_kind(then)} by lookup"
        case Listing(sheets=str()):
            return "printed edition"
        case Listing() if searches(entry):
            return "search"
        case Feed() if searches(entry):
            return "feed of a search"
        case _:
            return type(entry).__name__.lower()


def _span(every: timedelta) -> str:
    minutes = int(every.total_seconds() // 60)
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"


def write(page: Path) -> None:
    """Put the tables at the end of a page, in place of those that stand there."""
    page.write_text(page.read_text("utf-8").partition(HEADING)[0] + overview(), "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
