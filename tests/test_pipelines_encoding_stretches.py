"""Pages that mix two charsets, piece by piece."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.encoding import decode
from pipelines.encoding.stretches import decode_stretches, holds_utf8
from tests.test_pipelines_encoding import SIMPLIFIED, TRADITIONAL, page

NOTICE, HONG_KONG = "园区要闻：签约仪式举行", "園區要聞：簽約儀式舉行，喺度"


def test_a_gbk_fragment_inside_a_utf_8_page_is_read() -> None:
    body = page(SIMPLIFIED, "utf-8").encode() + f"<div>{NOTICE}</div>".encode("gbk")
    decoded = decode(body)
    assert decoded.charset.used == "utf-8"
    assert NOTICE in decoded.text
    assert decoded.replaced == 0


def test_a_gbk_comment_of_some_lines_inside_a_utf_8_page_is_read() -> None:
    comment = f"<!-- {NOTICE}\n  {SIMPLIFIED}\n -->"
    decoded = decode(page(SIMPLIFIED).encode() + comment.encode("gbk") + page(SIMPLIFIED).encode())
    assert decoded.text == page(SIMPLIFIED) + comment + page(SIMPLIFIED)


def test_a_big5_block_inside_a_utf_8_page_is_read() -> None:
    decoded = decode(page(TRADITIONAL).encode() + f"<div>{HONG_KONG}</div>".encode("big5hkscs"))
    assert decoded.text.endswith(f"<div>{HONG_KONG}</div>")


def test_gbk_glued_into_a_line_of_utf_8_is_read() -> None:
    body = page("@").encode().replace(b"@", SIMPLIFIED.encode() + NOTICE.encode("gbk") + SIMPLIFIED.encode())
    assert decode(body).text == page(SIMPLIFIED + NOTICE + SIMPLIFIED)


def test_a_utf_8_widget_inside_a_gbk_page_is_read() -> None:
    body = page(SIMPLIFIED * 3, "gbk").encode("gbk") + f"<div>{NOTICE}</div>".encode()
    decoded = decode(body)
    assert decoded.charset.used == "gb18030"
    assert NOTICE in decoded.text


def test_a_long_utf_8_widget_does_not_make_a_big5_page_western() -> None:
    html, widget = page(TRADITIONAL, "big5"), f"<div>{TRADITIONAL * 2}</div>"
    decoded = decode(html.encode("big5hkscs") + widget.encode())
    assert decoded.charset.used in ("big5hkscs", "utf-8")
    assert decoded.text == html + widget


@pytest.mark.parametrize(("text", "codec"), [(SIMPLIFIED, "gbk"), (TRADITIONAL, "big5hkscs")])
def test_utf_8_glued_into_a_line_of_another_charset_is_read(text: str, codec: str) -> None:
    body = page(text * 3).encode(codec) + text.encode(codec) + SIMPLIFIED.encode() + text.encode(codec)
    decoded = decode(body)
    assert decoded.text == page(text * 3) + text + SIMPLIFIED + text


def test_short_words_among_figures_belong_to_the_utf_8_beside_them() -> None:
    glued = "签约(2026)号、6月21日，" + NOTICE
    body = (
        page(SIMPLIFIED * 3).encode("gbk")
        + SIMPLIFIED.encode("gbk")
        + glued.encode()
        + SIMPLIFIED.encode("gbk")
    )
    assert decode(body).text == page(SIMPLIFIED * 3) + SIMPLIFIED + glued + SIMPLIFIED


# ------------------------------------------------------------------------------ what must be left alone


def test_a_damaged_utf_8_stretch_is_not_taken_for_gbk() -> None:
    body = page(SIMPLIFIED).encode() + b"<i>" + "签约".encode()[:-1] + b"</i>"
    decoded = decode(body)
    assert decoded.text.endswith("<i>签约</i>")  # restored from two of its three bytes
    assert decoded.replaced == 0


@pytest.mark.parametrize("lost", range(3, 40, 4))
def test_utf_8_that_lost_a_byte_is_not_pieced_together_from_gbk(lost: int) -> None:
    body = SIMPLIFIED.encode()
    text, _ = decode_stretches(body[:lost] + body[lost + 1 :], "utf-8")
    assert set(text) <= {*SIMPLIFIED, "\ufffd"}


def test_bytes_of_the_shape_of_utf_8_that_are_no_text_in_it_stay_gbk() -> None:
    accident = "丂丄丆丏".encode()
    assert holds_utf8(accident)
    decoded = decode(page(SIMPLIFIED * 2).encode("gbk") + accident)
    assert decoded.text == page(SIMPLIFIED * 2) + accident.decode("gb18030")


@pytest.mark.parametrize("before", [0, 1, 2, 5])
@pytest.mark.parametrize("times", [1, 40])
def test_three_characters_of_utf_8_are_found_wherever_they_stand(before: int, times: int) -> None:
    """One by one where a body has few bytes below A1, with a search where it has many."""
    body = SIMPLIFIED.encode("gbk")[: 2 * before] + "签约会".encode() + SIMPLIFIED.encode("gbk")
    assert holds_utf8(body * times)
    assert not holds_utf8((SIMPLIFIED[:before] + "喆。镕。").encode("gbk") * times)


@pytest.mark.parametrize("codec", ["gbk", "big5hkscs"])
def test_plain_pages_hold_no_utf_8(codec: str) -> None:
    assert not holds_utf8(page(TRADITIONAL if codec == "big5hkscs" else SIMPLIFIED).encode(codec))


@settings(deadline=None, max_examples=100)
@given(body=st.binary(max_size=300), codec=st.sampled_from(["utf-8", "gb18030", "big5hkscs"]))
def test_any_bytes_are_read_in_pieces_without_an_exception(body: bytes, codec: str) -> None:
    text, cut = decode_stretches(SIMPLIFIED.encode() + body, codec)
    assert cut in (0, 1)
    assert "\x00" not in text
