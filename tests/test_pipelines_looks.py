"""What the rules look for before they look closer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.repairing import out_of_step
from pipelines.repairing.looks import Look, Looks, rare_han


def test_a_look_sees_what_stands_around_a_character() -> None:
    looks = Looks((Look(",;", "(?<=河[,;])"), Look("\ufffd烫", "[\ufffd烫]")))
    assert looks.find_in("河,")
    assert looks.find_in("烫烫")
    assert not looks.find_in("1,2 烫")
    assert looks.lines_in("一\n河,;\n二\n烫烫河,\n河") == [(2, 5), (8, 12)]


def test_rare_han_are_those_that_news_hardly_has() -> None:
    rare = Looks((Look(rare_han()),))
    assert rare.find_in("敝")
    assert rare.find_in("\U00020000")
    assert not rare.find_in("星洲生物與河灣新區簽署合作協議")


@given(st.text())
def test_lines_with_work_are_those_in_which_a_look_finds_something(text: str) -> None:
    looks = Looks((Look("a1"), Look("\u0080-\uffff")))
    assert looks.lines_in(text) == sorted(
        {(start, end) for start, end in _lines(text) if looks.find_in(text[start:end])}
    )


def _lines(text: str) -> list[tuple[int, int]]:
    ends = [at for at, character in enumerate(text) if character == "\n"]
    return list(zip([0, *(end + 1 for end in ends)], [*ends, len(text)], strict=True))


# ------------------------------------------------------------------ out of step


@pytest.mark.parametrize("damaged", ["市场?!敝攸c项目", "推进\ufffd签约", "國際?z影節"])
def test_what_may_have_lost_a_byte_is_looked_at(damaged: str) -> None:
    assert out_of_step.anywhere(damaged)


@pytest.mark.parametrize(
    "healthy", ["緬甸的代表出席", "A股公司签约？是的", "河湾新区签约", "研究所を開設しました。コンピュータの"]
)
def test_words_of_rare_characters_are_not_out_of_step(healthy: str) -> None:
    assert not out_of_step.anywhere(healthy)


def test_rare_characters_that_give_common_ones_when_paired_anew_have_slipped() -> None:
    damaged = "签约仪式在园区举行".encode("gbk")[1:-1].decode("gbk", "ignore")
    assert out_of_step.slipped(damaged)
    assert not out_of_step.slipped("緬甸")
