"""Moments as people type them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from faces.periods import BadPeriod, since

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_spans_count_back_from_now() -> None:
    assert since("7d", now=NOW) == datetime(2026, 11, 17, 12, tzinfo=UTC)
    assert since("36h", now=NOW) == datetime(2026, 11, 23, tzinfo=UTC)


def test_a_date_is_the_start_of_the_local_day() -> None:
    assert since("2026-11-24", now=NOW) == datetime(2026, 11, 23, 16, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["", "soon", "2026-13-01", "-7d", "7y", "999999999d"])
def test_what_names_no_moment_is_refused_with_the_mend(typed: str) -> None:
    with pytest.raises(BadPeriod, match="write 7d"):
        since(typed, now=NOW)
