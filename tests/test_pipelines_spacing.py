"""Blanks that mean nothing are passed over, and what was found is still quoted as it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.spacing import closed_up
from pipelines.folding import fold

CLOSED = [
    ("2026 年 6 月 21 日，13 个项目签约。", "2026年6月21日，13个项目签约。"),
    (
        "星 澜生物与粤 澜大学在 河套签署合 作协议， 共建 实验 室， 为期三 年。",
        "星澜生物与粤澜大学在河套签署合作协议，共建实验室，为期三年。",
    ),
    # a short text: three blanks within words are enough
    (
        "公　司昨日公告，双方未签署任何交 易文件，互不承担责 任。",
        "公司昨日公告，双方未签署任何交易文件，互不承担责任。",
    ),
    (
        "出席者：方 正 高 山 白 云。园区代表 学校代表 公司代表",
        "出席者：方 正 高 山 白 云。园区代表 学校代表 公司代表",
    ),
    ("张三 李四 王五出席在河套举行的论坛，并参观园区。", "张三 李四 王五出席在河套举行的论坛，并参观园区。"),
    ("Building 8 of the park, 28 May", "Building 8 of the park， 28 May"),
]


@pytest.mark.parametrize(("text", "closed"), CLOSED)
def test_blanks_go_where_they_mean_nothing(text: str, closed: str) -> None:
    assert closed_up(fold(text)).text == closed


@settings(deadline=None)  # the dictionary is read when a word is first asked for
@given(st.text(alphabet="河套签约 12月日，(a）\u3000\n", max_size=60))
def test_every_character_is_still_quoted_from_its_place(text: str) -> None:
    folded = closed_up(fold(text))
    assert len(folded.offsets) == len(folded.text) + 1
    for at, character in enumerate(folded.text):
        span = folded.span(at, at + 1)
        assert text[span.start : span.end] == span.text
        assert fold(span.text).text.startswith(character) or character in "：，"
