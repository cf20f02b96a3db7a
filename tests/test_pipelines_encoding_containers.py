"""Bodies that are still packed when they reach the rules."""

from __future__ import annotations

import gzip
import random
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import encoding
from pipelines.encoding import decode, plain_charset, unpacked
from pipelines.encoding.containers import unpack
from tests.test_pipelines_encoding import SIMPLIFIED, page

LONG = page("".join(f"<p>{number}：{SIMPLIFIED}</p>" for number in range(200)))


@pytest.mark.parametrize("codec", ["utf-8", "gbk"])
def test_a_body_still_compressed_is_unpacked(codec: str) -> None:
    html = page(SIMPLIFIED, codec)
    assert decode(gzip.compress(html.encode(codec))).text == html


def test_of_a_broken_archive_what_stands_before_the_break_is_kept() -> None:
    packed = gzip.compress(page(SIMPLIFIED).encode(), compresslevel=0)
    decoded = decode(packed[:-40])
    assert SIMPLIFIED[:20] in decoded.text
    assert decoded.charset.why.endswith("; unpacked from gzip, cut off")


def test_a_bomb_is_unpacked_no_further_than_the_bound() -> None:
    bomb = gzip.compress(b"a" * (encoding.MOST_UNPACKED + 1_000_000))
    assert len(encoding.unpacked(bomb)) == encoding.MOST_UNPACKED


@pytest.mark.parametrize(
    ("packed", "names"),
    [
        (gzip.compress(gzip.compress(LONG.encode())), "gzip in gzip"),
        (zlib.compress(LONG.encode()), "zlib"),
        (gzip.compress(zlib.compress(LONG.encode("gbk"))), "zlib in gzip"),
        (gzip.compress(LONG[:999].encode()) + gzip.compress(LONG[999:].encode()), "gzip"),
        (gzip.compress(LONG.encode()) + b"\r\n", "gzip"),
    ],
)
def test_a_body_packed_twice_or_otherwise_is_read_and_the_packings_told(packed: bytes, names: str) -> None:
    decoded = decode(packed)
    assert decoded.text == LONG
    assert decoded.charset.why.endswith(f"; unpacked from {names}")


@pytest.mark.parametrize("codec", ["utf-8", "gbk"])
def test_half_of_a_zlib_stream_is_read_as_far_as_it_goes(codec: str) -> None:
    packed = zlib.compress(LONG.encode(codec))
    text = decode(packed[: len(packed) // 2]).text
    assert len(text) > 200
    assert LONG.startswith(text.rstrip("\ufffd"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"x",
        b"x\x9c",
        "x溪".encode("big5hkscs"),
        b"x^2 + y^2",
        b"xylophone",
        b"\x1f",
        b"\x1f\x8b",
        LONG.encode(),
    ],
)
def test_what_only_begins_like_an_archive_is_the_same_object(body: bytes) -> None:
    assert unpacked(body) is body


def test_of_many_members_the_first_ones_are_read() -> None:
    """Each one more would cost a copy of all that follows."""
    packed = gzip.compress(b"a") * 2_000
    text, names = unpack(packed)
    assert (text.strip(b"a"), names) == (b"", "gzip")


def test_archives_are_nested_no_deeper_than_the_bound() -> None:
    body = b"text"
    for _ in range(9):
        body = gzip.compress(body)
    assert decode(body).charset.used is None


def test_a_packed_body_is_not_taken_for_plain_text() -> None:
    assert plain_charset(zlib.compress(LONG.encode()), http_charset="gbk") is None


@settings(deadline=None, max_examples=100)
@given(start=st.sampled_from([b"\x1f\x8b\x08", b"x\x9c", b"x\xda"]), rest=st.binary(max_size=200))
def test_anything_behind_a_magic_number_is_unpacked_without_an_exception(start: bytes, rest: bytes) -> None:
    assert isinstance(unpacked(start + rest), bytes)


def test_damage_inside_an_archive_keeps_what_stands_before_it() -> None:
    packed = bytearray(gzip.compress(random.Random(4).randbytes(60_000).hex().encode()))
    packed[len(packed) // 2] ^= 0xFF
    assert 0 < len(encoding.unpacked(bytes(packed))) <= 120_000
