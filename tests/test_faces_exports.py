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


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-2", "@SUM(A1)", "  =1+1", "　=1+1", "\n=1+1", "＝1+1", "\ufeff@SUM(A1)"]
)
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


def test_no_cell_of_a_csv_begins_within_another_where_a_semicolon_parts_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_rows([{"parties": ["甲", "=cmd|' /C calc'!A0"], "name": "乙;=1+1"}], format_="csv", path=path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream, delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith("=")]


def test_what_xml_cannot_hold_makes_no_broken_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_rows([{"name": "甲\x00\x85\ud800\ufffe乙"}], format_="xlsx", path=path)
    sheet = load_workbook(path).active
    assert sheet is not None
    assert sheet["A2"].value == "甲乙"
