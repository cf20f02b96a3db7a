"""Folding gives one form for matching and an exact way back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.folding import fold, fold_name


def test_script_width_and_quotes_fold_to_one_form() -> None:
    assert fold("「河套」科創中心(開園),ＡＢＣ１２").text == "“河套”科创中心（开园），ABC12"


def test_a_comma_inside_a_number_and_a_colon_inside_a_time_stay() -> None:
    assert fold("投資1,200萬元,19:30開始").text == "投资1,200万元，19:30开始"


def test_a_hit_quotes_the_stored_characters() -> None:
    folded = fold("現場\u200b簽約23家")
    start = folded.text.index("签约")
    assert folded.span(start, start + 2).text == "簽約"


def test_a_name_is_the_same_in_both_scripts() -> None:
    assert fold_name("港深創新及科技園 有限公司") == fold_name("港深创新及科技园有限公司")
    assert fold_name("ASN Medical Limited") == "ASN Medical Limited"


@given(st.text())
def test_every_folded_stretch_maps_into_the_stored_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    if folded.text:
        span = folded.span(0, len(folded.text))
        assert text[span.start : span.end] == span.text
        for i in range(len(folded.text)):
            one = folded.span(i, i + 1)
            assert text[one.start : one.end] == one.text
