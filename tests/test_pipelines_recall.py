"""Estimates of what we miss, where the truth is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.recall import measured
from pipelines.recall import Estimate, TooLittle, chao, chapman

FAMILIES = "abcdef"
REPORTED = st.lists(st.sets(st.sampled_from(FAMILIES), min_size=1).map(sorted), max_size=60)


@pytest.mark.parametrize("case", ["families, independent", "search, independent"])
def test_where_the_assumptions_hold_the_truth_is_met(case: str) -> None:
    found = measured(case, 150, 200, 1)
    assert abs(found.bias) < 0.015
    assert found.coverage > 0.88
    assert abs(found.estimated - found.held) < 0.015


@pytest.mark.parametrize(
    "case", ["families, following one", "families, unequal stories", "search, finds what we have"]
)
def test_where_one_follows_another_or_stories_differ_more_is_missed_than_is_said(case: str) -> None:
    found = measured(case, 150, 100, 1)
    assert found.bias < -0.02
    assert found.estimated > found.held + 0.02


def test_two_lists_as_chapman_computes_it() -> None:
    found = chapman(200, 150, 60)
    assert isinstance(found, Estimate)
    assert found.held == 290
    assert found.total == pytest.approx(201 * 151 / 61 - 1)
    assert found.share == pytest.approx(290 / 496.557, abs=1e-4)


def test_stories_that_one_family_alone_tells_say_nothing_of_the_others() -> None:
    """Chao 1989: only pairs of different lists tell; one family that tells much misses nothing for the others."""
    both = [["a", "b"]] * 20
    one_tells_more = chao([*both, *([["a"]] * 30)])
    two_tell_more = chao([*both, *([["a"]] * 15), *([["c"]] * 15)])
    assert isinstance(one_tells_more, Estimate)
    assert isinstance(two_tell_more, Estimate)
    assert one_tells_more.total == 50
    assert two_tell_more.total == pytest.approx(50 + 15 * 15 / 21)


@pytest.mark.parametrize(
    "found",
    [
        chao([]),
        chao([["a", "b"]] * 19),  # too few stories
        chao([["a"]] * 50 + [["a", "b"]] * 6),  # hardly any told by two
        chao([["a", "a"]] * 30),  # twice by one family is once
        chapman(100, 0, 0),
        chapman(100, 10, 6),
        chapman(10, 10, 8),
    ],
)
def test_of_too_little_no_figure_is_made(found: Estimate | TooLittle) -> None:
    assert isinstance(found, TooLittle)


@pytest.mark.parametrize(("first", "second"), [(100, 40), (40, 100), (60, 60)])
def test_a_search_that_finds_nothing_new_does_not_prove_that_nothing_is_missed(
    first: int, second: int
) -> None:
    found = chapman(first, second, min(first, second))
    assert isinstance(found, Estimate)
    assert (found.total, found.share) == (max(first, second), 1.0)
    assert 0.85 < found.share_low < 0.95  # with so few finds up to a tenth may be missed


@given(REPORTED)
def test_no_less_is_there_than_what_is_held_and_the_order_is_nothing(reported: list[list[str]]) -> None:
    found = chao(reported)
    assert chao([list(reversed(lists)) for lists in reversed(reported)]) == found
    if isinstance(found, Estimate):
        assert found.held == len(reported)
        assert found.held <= found.low <= found.total <= found.high
        assert 0 < found.share_low <= found.share <= found.share_high <= 1


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_the_same_for_two_lists_which_may_be_exchanged(first: int, second: int, both: int) -> None:
    both = min(first, second, both)
    found = chapman(first, second, both)
    assert chapman(second, first, both) == found
    if isinstance(found, Estimate):
        assert found.held == first + second - both
        assert found.held <= found.low <= found.total <= found.high
        if both < min(first, second):
            more = chapman(first, second, both + 1)
            assert isinstance(more, TooLittle) or more.total < found.total
