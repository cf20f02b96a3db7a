"""The model of words tells the right character from those that its bytes would also give."""

from __future__ import annotations

import pytest

from pipelines.language_model import log_probability


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("双方签署合作协议", "双方前署合作协议"),
        ("園區舉行揭牌儀式", "園區舉行揭牌儀弑"),
        ("重点实验室在园区揭牌", "重典实验室在园区揭牌"),
        ("项目于6月投产", "项目于6曰投产"),
    ],
)
def test_the_right_reading_is_the_more_probable(right: str, wrong: str) -> None:
    assert log_probability(right) > log_probability(wrong) + 2


def test_both_scripts_are_one_to_it() -> None:
    assert log_probability("簽署合作協議") == log_probability("签署合作协议")


def test_what_it_has_no_words_for_costs_and_never_fails() -> None:
    assert log_probability("") == 0.0
    for strange in ("\ud800", "\x00", "𠮷", "éß", "\ufffd" * 3, "한글", "12,3"):
        assert log_probability(strange) < 0


def test_words_apart_cost_what_they_cost_alone_behind_a_mark() -> None:
    first, second = "双方签约，", "项目落户园区。"
    assert log_probability(first + second) == pytest.approx(log_probability(first) + log_probability(second))
