"""Records out again: JSON Lines, CSV, Excel. The shapes are those of ``docs/json.md``."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Shape = dict[str, Any]
FORMATS = ("jsonl", "csv", "xlsx")
# Spreadsheet programs run cells that begin like this as formulas, some also behind blanks or in full width; a quote in
# front makes them text. In half of the world a semicolon parts the cells of a CSV, and a tab may anywhere.
_FORMULA = re.compile("(?:^|(?<=[;\t]))([ \u00a0\u3000\u200b\ufeff]*)(?=[=+@\t\n＝＋－＠-])")
# Excel's own limit for one cell.
_CELL = 32_767


def write_rows(rows: Iterable[Shape], *, format_: str, path: Path | None, what: str = "alerts") -> int:
    """Write ``rows`` to ``path`` (standard output where None); gives how many. ``what`` they are.

    Raises:
        ValueError: the format is unknown, or Excel was asked for without a file.
        OSError: the file cannot be written.
    """
    if format_ not in FORMATS:
        raise ValueError(f"no format {format_!r}; there is {', '.join(FORMATS)}")
    if format_ == "xlsx":
        if path is None:
            raise ValueError(f"Excel needs a file: add --output {what}.xlsx")
        return _write_excel(rows, path)
    if path is None:
        return _write_text(rows, format_, sys.stdout)
    with path.open("w", encoding="utf-8-sig" if format_ == "csv" else "utf-8", newline="") as stream:
        return _write_text(rows, format_, stream)


def _write_text(rows: Iterable[Shape], format_: str, stream: Any) -> int:
    count = 0
    writer: Any = None
    for row in rows:
        count += 1
        if format_ == "jsonl":
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            continue
        if writer is None:
            writer = csv.writer(stream)
            writer.writerow(row)
        writer.writerow([_cell(value) for value in row.values()])
    return count


def _write_excel(rows: Iterable[Shape], path: Path) -> int:
    from openpyxl import Workbook  # here, because few ask for Excel

    book = Workbook(write_only=True)
    sheet = book.create_sheet("hetao")
    count = 0
    for count, row in enumerate(rows, 1):
        if count == 1:
            sheet.append(list(row))
        sheet.append([_cell(value)[:_CELL] for value in row.values()])
    book.save(path)
    return count


def _cell(value: Any) -> str:
    """A value as harmless text: lists joined, objects as JSON, formulas and control characters disarmed."""
    if value is None:
        return ""
    if isinstance(value, list):
        text = "; ".join(v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for v in value)
    elif isinstance(value, dict):
        text = json.dumps(value, ensure_ascii=False)
    else:
        text = str(value)
    text = "".join(c for c in text if _is_written(c))
    return _FORMULA.sub(r"'\1", text)


def _is_written(character: str) -> bool:
    """Whether a character may stand in a cell: XML has no place for controls, halves of pairs and the last two of a plane."""
    if character < " ":
        return character in "\n\t"
    return not (
        "\x7f" <= character <= "\x9f" or "\ud800" <= character <= "\udfff" or character in "\ufffe\uffff"
    )
