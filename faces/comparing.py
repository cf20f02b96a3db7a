"""Pairs of articles handed in, and whether the second is a reprint of the first (``hetao compare``)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table

from faces.records import Given, inspect_record
from pipelines.reprints import ArticleText, Comparison, compare_texts
from pipelines.shapes import comparison_shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One line of the file: the comparison, or why there is none."""

    line: int
    comparison: Comparison | None
    error: str | None = None


def compare_file(path: str) -> Iterator[Compared]:
    """Every pair of a file of JSON Lines, one ``{"a": {…}, "b": {…}}`` a line, each article as for ``hetao inspect``.

    The texts are cured first, as everywhere. A line that cannot be read gives its error and stops nothing.

    Raises:
        OSError: the file cannot be read.
    """
    with Path(path).open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _compare_line(path, number, line)


def _compare_line(path: str, number: int, line: bytes) -> Compared:
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            raise ValueError('a line is a JSON object with "a" and "b"')
        a, b = (_article(record, side) for side in ("a", "b"))
    except (ValueError, TypeError, RecursionError) as problem:  # JSON and base64 errors are ValueErrors
        return Compared(line=number, comparison=None, error=f"{path}, line {number}: {problem}")
    return Compared(line=number, comparison=compare_texts(a, b))


def _article(record: dict[str, Any], side: str) -> ArticleText:
    if not isinstance(record.get(side), dict):
        raise ValueError(f"`{side}` must be an article: an object with `text` or `body_b64`")
    try:
        report = inspect_record(record[side], Given(), thorough=True)
    except ValueError as problem:
        raise ValueError(f"article `{side}`: {problem}") from problem
    if report.error:
        raise ValueError(f"article `{side}`: {report.error}")
    read = report.article
    return ArticleText(text=read.text, title=read.title, published_at=read.published_at, outlet=read.outlet)


def compare_shape(compared: Compared) -> dict[str, Any]:
    """One line of ``hetao compare --json``; of a line that cannot be read all but ``error`` is null."""
    found = compared.comparison
    told = comparison_shape(found) if found else dict.fromkeys(("relation", "jaccard", "containment", "why"))
    return {"line": compared.line, **told, "error": compared.error}


def compared_view(rows: list[Compared]) -> Table:
    """The pairs as a table for people."""
    table = Table("line", "b is to a", "Jaccard", "containment", "why", header_style="bold")
    for row in rows:
        if (found := row.comparison) is None:
            table.add_row(str(row.line), "unreadable", "", "", row.error, style="red")
        else:
            figures = (f"{found.jaccard:.2f}", f"{found.containment:.2f}")
            style = None if found.is_reprint else "dim"
            table.add_row(str(row.line), found.relation, *figures, found.why, style=style)
    return table
