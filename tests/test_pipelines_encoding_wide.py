"""UTF-16: with and without a mark, whole and shifted by a byte."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.encoding import decode
from pipelines.encoding.wide import decode_wide, wide_codec
from tests.test_pipelines_encoding import SIMPLIFIED, TRADITIONAL, page

LONG = page("".join(f"<p>{number}：{SIMPLIFIED}</p>\n" for number in range(60)))
WIDE = ["utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_wide_and_marked_pages_are_read(codec: str) -> None:
    html = page(SIMPLIFIED)
    assert decode(html.encode(codec)).text == html


@pytest.mark.parametrize("codec", WIDE)
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
def test_utf_16_without_mark_or_markup_is_read(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize("codec", WIDE)
@pytest.mark.parametrize("at", [3, 400, 3001])
def test_a_byte_lost_costs_its_character_not_the_rest(codec: str, at: int) -> None:
    body = LONG.encode(codec)
    decoded = decode(body[:at] + body[at + 1 :])
    assert decoded.charset.used == codec
    assert decoded.text.count(SIMPLIFIED) >= 59
    assert decoded.replaced >= 1


@pytest.mark.parametrize("codec", WIDE)
def test_a_byte_added_costs_no_character(codec: str) -> None:
    body = LONG.encode(codec)
    decoded = decode(body[:2001] + b"\x7f" + body[2001:])
    assert decoded.charset.used == codec
    assert decoded.text.count(SIMPLIFIED) >= 59


@pytest.mark.parametrize("codec", WIDE)
def test_a_stream_joined_in_the_middle_of_a_character_is_read(codec: str) -> None:
    """Shifted, its markup reads the same in the other byte order; only its Chinese does not."""
    decoded = decode(LONG.encode(codec)[101:])
    assert decoded.charset.used == codec
    assert decoded.text.count(SIMPLIFIED) >= 59


def test_a_lost_byte_in_a_marked_page_does_not_unmake_the_mark() -> None:
    body = LONG.encode("utf-16")
    decoded = decode(body[:501] + body[502:])
    assert decoded.charset.why == "byte order mark"
    assert decoded.text.count(SIMPLIFIED) >= 59


@pytest.mark.parametrize(
    "text",
    [
        "名字𠮷野家、𬭼与😀，" + SIMPLIFIED,
        "ひらがなとカタカナの文章です。" * 40,
        "Ελληνικά και кириллица. " * 40,
        "12:30 2026-06-21 $5,000 " * 40,
        "锟斤拷\ufffd\ufffd烫烫烫" * 40,
    ],
)
@pytest.mark.parametrize("codec", WIDE)
def test_whole_text_is_never_realigned(text: str, codec: str) -> None:
    assert decode_wide(text.encode(codec), codec) == (text, 0)


@pytest.mark.parametrize(
    "body", [b"", b"\x00", b"a\x00", SIMPLIFIED.encode(), SIMPLIFIED.encode("gbk"), bytes(900)]
)
def test_narrow_bytes_are_not_taken_for_wide(body: bytes) -> None:
    assert wide_codec(body) is None


def test_a_nul_in_a_page_does_not_make_it_wide() -> None:
    html = page(SIMPLIFIED)
    decoded = decode(html.encode() * 20 + b"\x00")
    assert (decoded.charset.used, decoded.text) == ("utf-8", html * 20)


@settings(deadline=None, max_examples=60)
@given(body=st.binary(max_size=400), codec=st.sampled_from(WIDE))
def test_any_bytes_are_read_as_wide_without_an_exception(body: bytes, codec: str) -> None:
    text, left = decode_wide(body, codec)
    assert left in (0, 1)
    assert len(text) <= len(body)


def test_noise_is_realigned_in_bounded_time() -> None:
    """Nothing in it can be mended: after a number of blocks it is given up."""
    text, _ = decode_wide(random.Random(8).randbytes(400_000), "utf-16-le")
    assert text


@pytest.mark.parametrize(
    "text",
    [
        "┌─────┐│新闻│└─────┘",
        ("┌" + "─" * 30 + "┐\n│新闻│\n└" + "─" * 30 + "┘\n") * 10,
        "═" * 60 + "█▓▒░" * 20 + SIMPLIFIED,
        "새로운 연구소가 단지에 문을 열었다. 협약식에는 많은 기업이 참석했다. " * 20,
        "한국",
        "ꆈꌠꉙ ꀀꀁꀂꀃꀄꀅꀆꀇꀈꀉꀊꀋꀌꀍ " * 20,
        "สวัสดีชาวโลก " * 30,
        "मानव अधिकार " * 30,
        "→↓↑■□●○★☆①②③④⑤⑥⑦⑧⑨⑩" * 20,
        "龘靐齉爩魑魅魍魉犇鑫淼焱垚" * 20,
    ],
)
@pytest.mark.parametrize("codec", WIDE)
def test_whole_text_in_any_script_is_never_realigned(text: str, codec: str) -> None:
    mark = "\ufeff".encode(codec)
    assert decode_wide(text.encode(codec), codec) == (text, 0)
    decoded = decode(mark + text.encode(codec))
    assert (decoded.text, decoded.replaced) == (text, 0)
    # near miss: the body is cut off, the byte at the end proves nothing of those before it
    assert decode(mark + text.encode(codec)[:-1]).text == text[:-1]


@pytest.mark.parametrize("codec", WIDE)
def test_two_bytes_lost_are_mended_though_the_length_is_even(codec: str) -> None:
    body = LONG.encode(codec)
    decoded = decode("\ufeff".encode(codec) + body[:901] + body[902:3001] + body[3002:])
    assert decoded.text.count(SIMPLIFIED) >= 58


@pytest.mark.parametrize("codec", ["utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [SIMPLIFIED, page(SIMPLIFIED, "utf-32"), "星"])
def test_utf_32_with_its_mark_is_read(text: str, codec: str) -> None:
    decoded = decode("\ufeff".encode(codec) + text.encode(codec))
    assert (decoded.text, decoded.charset.used, decoded.charset.why) == (text, codec, "byte order mark")


def test_utf_16_that_begins_with_a_nul_is_not_taken_for_utf_32() -> None:
    assert decode(b"\xff\xfe\x00\x00" + SIMPLIFIED.encode("utf-16-le")).text == SIMPLIFIED
