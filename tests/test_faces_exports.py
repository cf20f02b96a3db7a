"""What is exported can be read again, and no cell of it runs as a formula."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from faces.exports import write_rows

ROWS = [
    {
        "id": 1,
        "name": "青禾智能、远屿新材",
        "articles": ["http://a.example/1"],
        "date": None,
        "n": {"project": 3},
    }
]


def test_json_lines_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    assert write_rows(ROWS, format_="jsonl", path=path) == 1
    assert [json.loads(line) for line in path.read_text("utf-8").splitlines()] == ROWS


def test_csv_opens_in_spreadsheets_with_its_chinese(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_rows(ROWS, format_="csv", path=path)
    header, row = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert header == list(ROWS[0])
    assert row[1] == "青禾智能、远屿新材"


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2", "@SUM(A1)"])
def test_a_formula_becomes_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.xlsx"
    write_rows([{"name": text}], format_="xlsx", path=path)
    sheet = load_workbook(path).active
    assert sheet is not None
    assert sheet["A2"].value == "'" + text


def test_an_unknown_format_and_excel_without_a_file_are_refused() -> None:
    with pytest.raises(ValueError, match="jsonl, csv, xlsx"):
        write_rows(ROWS, format_="pdf", path=None)
    with pytest.raises(ValueError, match="--output"):
        write_rows(ROWS, format_="xlsx", path=None)
