"""A character in UTF-8 that lost one byte is told from the other two and its neighbours."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.encoding import decode
from pipelines.encoding.lost_utf8 import decode_utf8

TEXT = "双方在园区签署合作协议，共建联合实验室。"


@pytest.mark.parametrize("character", range(6, 11))
@pytest.mark.parametrize("byte", [0, 1, 2])
def test_a_lost_byte_is_restored(character: int, byte: int) -> None:
    body = TEXT.encode()
    at = 3 * character + byte
    assert decode_utf8(body[:at] + body[at + 1 :]) == (TEXT, 1)


def test_the_comma_comes_back_too() -> None:
    body = TEXT.encode()
    at = TEXT.index("，") * 3
    assert decode_utf8(body[:at] + body[at + 1 :]) == (TEXT, 1)


def test_what_nothing_tells_stays_a_mark() -> None:
    assert decode_utf8(b"abc \xe5 def") == ("abc \ufffd def", 0)
    assert decode_utf8("负责人\ufffd出席".encode()) == ("负责人\ufffd出席", 0)
    assert decode_utf8(b"\xff\xfe\xfd\xfc") == ("\ufffd", 0)
    assert decode_utf8(b"caf\xe9 \xe9t\xe9.") == ("caf\ufffd \ufffdt\ufffd.", 0)


def test_a_character_cut_off_at_the_end_is_dropped() -> None:
    assert decode_utf8(TEXT.encode()[:-1]) == (TEXT[:-1], 0)


def test_a_page_says_what_was_restored() -> None:
    body = f"<p>{TEXT}</p>".encode().replace("署".encode(), "署".encode()[:2])
    decoded = decode(body, http_charset="utf-8")
    assert decoded.text == f"<p>{TEXT}</p>"
    assert decoded.charset.used == "utf-8"
    assert "1 character(s) restored" in decoded.charset.why


@settings(deadline=None)
@given(body=st.one_of(st.binary(max_size=60), st.text(max_size=40).map(str.encode)))
def test_any_bytes_give_text_and_valid_ones_their_own(body: bytes) -> None:
    text, restored = decode_utf8(body)
    text.encode()  # no surrogate is left behind
    try:
        assert (text, restored) == (body.decode().replace("\x00", ""), 0)
    except UnicodeDecodeError:
        assert restored >= 0
