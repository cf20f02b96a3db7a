"""The corpus of happenings keeps its own rules, and the scorer counts what it should."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from bench.extraction import reports
from bench.extraction.facts import claimed, reported
from bench.reprints import happenings
from database.session import Store
from pipelines.vocabulary import check_claim

Row = dict[str, Any]


def rows(kind: str) -> list[Row]:
    return [
        json.loads(line)
        for path in sorted(reports.FOLDER.glob(f"*.{kind}.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]


EVENTS = {row["id"]: row for row in rows("events")}
REPORTS = rows("reports")


def strings(told: Row) -> list[str]:
    return [*told["parties"], *(told[role] for role in ("name", "place", "evidence") if told.get(role))]


def test_all_that_is_told_stands_in_the_text() -> None:
    absent = [(r["id"], s) for r in REPORTS for t in r["tells"] for s in strings(t) if s not in r["text"]]
    assert absent == []


def test_every_happening_is_told_twice_in_the_words_of_the_data_model() -> None:
    told = Counter(one["event"] for report in REPORTS for one in report["tells"])
    assert [event for event in EVENTS if told[event] < 2] == []
    assert set(told) == set(EVENTS)
    for report in REPORTS:
        for one in report["tells"]:
            event = EVENTS[one["event"]]
            check_claim(event["family"], event["type"], event["subtype"], one["status"])


def test_no_report_and_no_series_stands_in_both_halves() -> None:
    parts: dict[str, set[str]] = {}
    for event in EVENTS.values():
        parts.setdefault(event["series"], set()).add(event["part"])
    assert [series for series, both in parts.items() if len(both) > 1] == []
    assert [r["id"] for r in REPORTS if len({EVENTS[t["event"]]["part"] for t in r["tells"]}) != 1] == []


def test_a_reprint_names_a_report_and_ids_are_unique() -> None:
    ids = [report["id"] for report in REPORTS]
    assert len(set(ids)) == len(ids)
    assert all(report["reprint_of"] in {None, *ids} for report in REPORTS)


@pytest.fixture(name="labelled")
def _labelled() -> tuple[Row, list[reports.Fact]]:
    return next(pair for pair in reports.load(reports.FOLDER, "tune") if pair[1][0].family == "signing")


def test_what_is_right_scores_full_and_silence_scores_nothing(
    labelled: tuple[Row, list[reports.Fact]],
) -> None:
    _, facts = labelled
    right, silent = reports.Scores(), reports.Scores()
    assert reports.score(right, facts, facts) == []
    assert right.found.f1 == right.parties.f1 == 1.0
    assert len(reports.score(silent, [], facts)) == len(facts)
    assert silent.found.recall == silent.parties.recall == 0.0


def test_the_program_reads_a_report_and_the_scorer_compares_it(
    labelled: tuple[Row, list[reports.Fact]],
) -> None:
    report, facts = labelled
    scores = reports.Scores()
    reports.score(scores, claimed(reported(report)), facts)
    assert scores.found.labelled == len(facts)


def test_b_cubed_counts_what_is_together_wrongly_and_what_is_apart_wrongly() -> None:
    right = {("r1", "a"): 1, ("r2", "a"): 1, ("r3", "b"): 2}
    assert happenings.b_cubed(right) == (1.0, 1.0, 1.0)
    apart = {("r1", "a"): 1, ("r2", "a"): 2}
    assert happenings.b_cubed(apart)[:2] == (1.0, 0.5)
    together = {("r1", "a"): 1, ("r2", "b"): 1}
    assert happenings.b_cubed(together)[:2] == (0.5, 1.0)


def test_pairs_of_one_text_are_those_of_a_report_and_all_its_reprints() -> None:
    told = [
        {"id": i, "url": i, "reprint_of": of} for i, of in (("1", None), ("2", "1"), ("3", "2"), ("4", None))
    ]
    assert happenings.reprints(told, {"1": 7, "2": 7, "3": 7, "4": 8}) == (1.0, 1.0)
    assert happenings.reprints(told, {"1": 7, "2": 7, "3": 9, "4": 9}) == (0.5, 1 / 3)


def test_a_report_goes_through_the_program_into_its_happening(
    sqlite_store: Store, labelled: tuple[Row, list[reports.Fact]]
) -> None:
    report, facts = labelled
    merged, *_ = happenings.through(sqlite_store, [labelled])
    assert set(merged) == {(report["id"], fact.key) for fact in facts}
