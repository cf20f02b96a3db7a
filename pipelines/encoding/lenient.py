"""Bytes to text in one charset as the web means it: leftovers of Windows code pages are read, the rest is marked."""

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


# Pages in Big5 are written on Windows: what Python's table reads as the characters on the left are those on the
# right in code page 950 and in WHATWG's table (‧ parts foreign names, ～ spans of days). Each has one place only.
_BIG5_ON_THE_WEB = dict(zip("•､‾∼♁☉¥¢£", "‧﹑¯～⊕⊙￥￠￡", strict=True))


def decode_leniently(body: bytes, codec: str) -> tuple[str, int]:
    """Text of a body without a mark, and 1 if it ends inside a character, which is dropped.

    U+FFFD stands for bytes that are no character; NUL bytes are dropped, since PostgreSQL does not store them.
    """
    decoder = codecs.getincrementaldecoder(codec)(_ERRORS.get(codec, "replace"))
    text = decoder.decode(body)
    cut = 1 if decoder.getstate()[0] else 0
    return as_on_the_web(text.replace("\x00", "") if b"\x00" in body else text, codec), cut


def decode_strictly(body: bytes, codec: str) -> str | None:
    """Text of bytes that all are characters of a charset; None of others."""
    try:
        return as_on_the_web(body.decode(codec), codec)
    except UnicodeDecodeError:
        return None


def as_on_the_web(text: str, codec: str) -> str:
    """Text that one of Python's codecs gave, with the characters that browsers read where Python reads others."""
    if codec == "big5hkscs":
        for python, web in _BIG5_ON_THE_WEB.items():
            if python in text:
                text = text.replace(python, web)
    return text
