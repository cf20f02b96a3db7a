"""Bytes to text in one charset, whatever they hold: the leftovers of Windows code pages are read, the rest is marked."""

from __future__ import annotations

import codecs


def _leftover_big5(error: UnicodeError) -> tuple[str, int]:
    """What Big5-HKSCS lacks of the Windows code page 950 (private rows, the euro sign)."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    try:
        return error.object[error.start : error.start + 2].decode("cp950"), error.start + 2
    except UnicodeDecodeError:
        return "\ufffd", error.start + 1


def _leftover_gb(error: UnicodeError) -> tuple[str, int]:
    """The single byte 80 is the euro sign (WHATWG GBK); anything else that does not pair is lost."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "€" if error.object[error.start] == 0x80 else "\ufffd", error.start + 1


codecs.register_error("hetao-big5", _leftover_big5)
codecs.register_error("hetao-gb", _leftover_gb)
_ERRORS = {"big5hkscs": "hetao-big5", "gb18030": "hetao-gb"}


def decode_leniently(body: bytes, codec: str) -> tuple[str, int]:
    """Text of a body without a mark, and 1 if it ends inside a character, which is dropped.

    U+FFFD stands for bytes that are no character; NUL bytes are dropped, since PostgreSQL does not store them.
    """
    decoder = codecs.getincrementaldecoder(codec)(_ERRORS.get(codec, "replace"))
    text = decoder.decode(body)
    cut = 1 if decoder.getstate()[0] else 0
    return text.replace("\x00", "") if b"\x00" in body else text, cut


def decode_strictly(body: bytes, codec: str) -> str | None:
    """Text of bytes that all are characters of a charset; None of others."""
    try:
        return body.decode(codec)
    except UnicodeDecodeError:
        return None
