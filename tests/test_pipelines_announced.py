"""An announced day that passes, and one that is announced anew."""

from __future__ import annotations

import random
from datetime import date

import pytest

from pipelines.merging.announced import Announced, moved_to, overdue_since
from pipelines.values import Date


def on(iso: str, precision: str = "day") -> Date:
    first, _, last = iso.partition("/")
    return Date(start=first, end=last or first, precision=precision, basis="explicit")


def announced(published: str, day: str) -> Announced:
    return Announced(on=date.fromisoformat(published), for_=on(day))


def test_what_newer_reports_announce_for_a_later_day_is_moved() -> None:
    told = [
        announced("2026-11-02", "2026-11-19"),
        announced("2026-11-03", "2026-11-19"),
        announced("2026-11-12", "2026-12-03"),
    ]
    for _ in range(5):
        random.shuffle(told)
        assert moved_to(told) == on("2026-12-03")


@pytest.mark.parametrize(
    "told",
    [
        [],
        [("2026-11-02", "2026-11-19"), ("2026-11-12", "2026-11-19")],
        # somebody errs by a day
        [("2026-11-02", "2026-11-19"), ("2026-11-12", "2026-11-20")],
        # an outlet still says the old day: they differ, nothing was moved
        [("2026-11-02", "2026-11-19"), ("2026-11-12", "2026-12-03"), ("2026-11-13", "2026-11-19")],
        # and an earlier day is no postponement
        [("2026-11-02", "2026-12-03"), ("2026-11-12", "2026-11-19")],
    ],
)
def test_reports_that_differ_move_nothing(told: list[tuple[str, str]]) -> None:
    assert moved_to([announced(*one) for one in told]) is None


@pytest.mark.parametrize(
    ("status", "day", "precision", "expected"),
    [
        ("scheduled", "2026-06-25", "day", date(2026, 6, 25)),
        ("postponed", "2026-06-20/2026-06-22", "range", date(2026, 6, 22)),
        ("scheduled", "2026-06-28", "day", None),  # a report may still come
        ("scheduled", "2026-06", "month", None),
        ("occurred", "2026-06-25", "day", None),
        ("cancelled", "2026-06-25", "day", None),
    ],
)
def test_what_nobody_reported_in_days_is_overdue(
    status: str, day: str, precision: str, expected: date | None
) -> None:
    assert overdue_since(status, on(day, precision), today=date(2026, 7, 1)) == expected
    assert overdue_since(status, None, today=date(2026, 7, 1)) is None
