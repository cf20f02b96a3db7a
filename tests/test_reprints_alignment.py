"""What two texts have in common, and what was exchanged in its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.reprints.alignment import blocks, exchanges

FRAME = "{}今日在园区与{}签署协议，双方将共建联合实验室，首期投入{}元，明年春天启用。"
WORDS = st.text(alphabet="河套深港园区签约论坛开幕公司大学", max_size=80)


def test_the_exchanged_pieces_are_found_with_what_follows() -> None:
    a = FRAME.format("青禾智能", "海岚大学", "三千万")
    b = FRAME.format("远屿新材", "粤澜研究院", "五千万")
    found = [(e.left, e.right) for e in exchanges(a, b)]
    assert found == [("青禾智能", "远屿新材"), ("海岚大学", "粤澜研究院"), ("三", "五")]


def test_a_dropped_sentence_is_no_exchange() -> None:
    a = FRAME.format("青禾智能", "海岚大学", "三千万")
    assert exchanges(a, a.replace("双方将共建联合实验室，", "")) == []


@given(WORDS, WORDS)
def test_blocks_are_the_same_letters_in_order(a: str, b: str) -> None:
    left = right = 0
    for block in blocks(a, b):
        assert a[block.left : block.left + block.length] == b[block.right : block.right + block.length]
        assert block.left >= left
        assert block.right >= right
        left, right = block.left + block.length, block.right + block.length


@given(WORDS, WORDS)
def test_exchanges_turn_no_text_into_more_than_it_is(a: str, b: str) -> None:
    found = exchanges(a, b)
    assert sum(len(e.left) for e in found) <= len(a)
    assert sum(len(e.right) for e in found) <= len(b)
    assert all(e.left and e.right for e in found)


@given(WORDS)
def test_a_text_exchanges_nothing_with_itself(text: str) -> None:
    assert exchanges(text, text) == []
