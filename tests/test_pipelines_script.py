"""Which script a text is written in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.script import script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("园区与企业签署合作协议", "hans"),
        ("園區與企業簽署合作協議", "hant"),
        ("簽署合作協議的企業有十家，园区对此表示欢迎", "mixed"),
        ("The park opens in June", "other"),
        ("会社は新しい研究所を開設しました", "other"),
        ("合作", "unknown"),
        ("", "unknown"),
        (" \n", "unknown"),
    ],
)
def test_the_script_of_a_text(text: str, script: str) -> None:
    assert script_of(text) == script


def test_characters_written_in_both_scripts_tell_nothing() -> None:
    assert script_of("台灣企業家在台北簽署，皇后大道") == "hant"
    assert script_of("乾隆皇帝的著作在园区展出") == "hans"


def test_a_name_in_the_other_script_does_not_make_a_text_mixed() -> None:
    assert script_of("园区管理局与企业签署协议，这项协议将为企业开设实验室。主讲人為張某") == "hans"


@given(st.text())
def test_any_text_has_a_script(text: str) -> None:
    assert script_of(text) in {"hans", "hant", "mixed", "other", "unknown"}
