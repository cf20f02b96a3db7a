"""The gold set keeps its own rules; and its check would say so if it did not."""

from __future__ import annotations

import copy

import pytest

from bench.encoding.texts import part_of
from bench.extraction.gold import check
from bench.extraction.gold import records as gold

RECORDS = gold.load()


def test_no_record_and_not_the_set_has_a_fault() -> None:
    assert [(one["id"], fault) for one in RECORDS for fault in check.faults_of(one)] == []
    assert list(check.faults_of_set(RECORDS)) == []


def test_events_are_split_as_the_texts_of_other_benches_are() -> None:
    assert all(one["part"] == part_of(one["event"]) for one in RECORDS)
    assert {one["part"] for one in RECORDS} == {"tune", "test"}


def _signed() -> gold.Record:
    return copy.deepcopy(next(one for one in RECORDS if one["gold"]["signings"] and not one["damage"]))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("parties", ["不在文中有限公司"]),
        ("status", "done"),
        ("type", "handshake"),
        ("date", "21 June"),
        ("part_of", "e99"),
        ("evidence", "签"),
        ("roles", {"settler": ["不在文中有限公司"]}),
    ],
)
def test_a_wrong_label_is_seen(field: str, value: object) -> None:
    record = _signed()
    record["gold"]["signings"][0][field] = value
    assert list(check.faults_of(record))


def test_a_record_in_the_wrong_half_or_told_wrongly_is_seen() -> None:
    record = _signed()
    record["part"] = "test" if record["part"] == "tune" else "tune"
    assert any("part" in fault for fault in check.faults_of(record))
    record = _signed()
    signing = record["gold"]["signings"][0]
    signing["alert"] = not signing["alert"]
    assert any("alert" in fault for fault in check.faults_of(record))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲与乙签约；丙在场。丁离开！", ["甲与乙签约；丙在场。", "丁离开！"]),
        ("他说：“签了。真的。”随后离开。", ["他说：“签了。真的。”随后离开。"]),
        ("图为现场\n第二天，双方签字。", ["图为现场", "第二天，双方签字。"]),
        (
            "A Ltd. and Dr. Lee signed. It was 3.5 m. Then tea.",
            ["A Ltd. and Dr. Lee signed.", "It was 3.5 m. Then tea."],
        ),
    ],
)
def test_a_sentence_ends_outside_quotations_or_with_the_line(text: str, expected: list[str]) -> None:
    assert gold.sentences(text) == expected
