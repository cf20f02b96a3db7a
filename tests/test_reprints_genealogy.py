"""Who took a text from whom: from what was published before, the one most like it, of equals the first."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from pipelines.reprints.genealogy import Copy, Tie, descents


def copy(number: int, hour: int) -> Copy:
    return Copy(id=number, published_at=datetime(2026, 6, 21, hour, tzinfo=UTC))


def origins(copies: list[Copy], ties: list[Tie]) -> dict[int, tuple[int | None, str | None]]:
    return {found.id: (found.origin, found.relation) for found in descents(copies, ties)}


def test_a_copy_of_a_cut_comes_from_the_cut() -> None:
    ties = [
        Tie(later=2, earlier=1, relation="excerpt", likeness=0.9),
        Tie(later=3, earlier=1, relation="excerpt", likeness=0.9),
        Tie(later=3, earlier=2, relation="same", likeness=1.0),
    ]
    assert origins([copy(1, 8), copy(2, 9), copy(3, 10)], ties) == {
        1: (None, None),
        2: (1, "excerpt"),
        3: (2, "same"),
    }


def test_what_reached_us_later_may_have_been_first() -> None:
    ties = [Tie(later=2, earlier=1, relation="extended", likeness=0.8)]
    assert origins([copy(1, 12), copy(2, 7)], ties) == {2: (None, None), 1: (2, "excerpt")}


def test_of_equals_the_first_is_the_source() -> None:
    ties = [Tie(later=3, earlier=n, relation="same", likeness=1.0) for n in (1, 2)]
    assert origins([copy(1, 8), copy(2, 9), copy(3, 10)], ties)[3] == (1, "same")


@given(
    st.lists(st.integers(0, 23), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from([0.5, 0.9, 1.0])), max_size=9),
)
def test_every_line_of_descent_ends_at_the_first(
    hours: list[int], pairs: list[tuple[int, int, float]]
) -> None:
    copies = [copy(number, hour) for number, hour in enumerate(hours)]
    ties = [
        Tie(later=max(a, b), earlier=min(a, b), relation="same", likeness=x) for a, b, x in pairs if a != b
    ]
    found = origins(copies, ties)
    assert sum(1 for origin, _ in found.values() if origin is None) == 1
    for number in found:
        steps = 0
        at: int | None = number
        while at is not None:
            at = found[at][0]
            steps += 1
            assert steps <= len(copies)
