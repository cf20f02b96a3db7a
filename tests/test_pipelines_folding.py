"""Folding gives one form for matching and an exact way back."""

from __future__ import annotations

import pytest
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


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("看著書和名著", "看着书和名著"),
        ("著名學者隨著作者沿著河走，成績顯著", "著名学者随着作者沿着河走，成绩显著"),
        ("乾隆年間的餅乾很乾燥，乾坤", "乾隆年间的饼干很干燥，乾坤"),
        ("皇后以後，乾部與幹部", "皇后以后，干部与干部"),
        ("頭髮發展，隻有一隻，裏裡里，臺台檯颱", "头发发展，只有一只，里里里，台台台台"),
        ("徵求宮商角徵羽，瞭解瞭望", "征求宫商角徵羽，了解瞭望"),
        ("憑藉慰藉，彷彿彷徨，甚麼甚至", "凭借慰藉，仿佛彷徨，什么甚至"),
        ("答覆反覆覆蓋，沈默的沈先生", "答复反复覆盖，沉默的沈先生"),
        ("計畫設計畫面，部份股份", "计划设计画面，部分股份"),
    ],
)
def test_variants_fold_by_the_word_that_they_stand_in(text: str, folded: str) -> None:
    assert fold(text).text == folded
    assert len(fold(text).text) == len(text)


def test_a_straight_quotation_folds_like_a_curly_one() -> None:
    assert fold('以"從0到∞"為主題').text == fold("以「從0到∞」為主題").text == "以“从0到∞”为主题"
    assert fold('55"和65').text == '55"和65'
    assert fold('a "b" c').text == 'a "b" c'


_VARIED = st.lists(
    st.sampled_from(
        [*'著着乾徵瞭藉彷甚祇覆沈畫份后後髮隻臺名看隆角羽望么佛，,「」"\u200b1２ﬁ㎡Ⅷ', "計畫", "部份", "答覆"]
    ),
    max_size=30,
).map("".join)


@given(st.one_of(st.text(), _VARIED))
def test_folding_what_is_folded_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(st.one_of(st.text(), _VARIED))
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
