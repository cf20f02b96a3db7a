"""Bytes to text in a chosen charset, stretch by stretch where a page mixes two.

Between tags and line ends a page has one charset, but templates glue pieces together: a GBK fragment inside a
UTF-8 page, a UTF-8 widget inside a GBK page. The trail bytes of GBK and Big5 never are ``<``, ``>`` or a line
end, so these bound the stretches in every charset.
"""

from __future__ import annotations

import codecs
import re

from pipelines.han_model import PLAUSIBLE, is_han, plausibility

_STRETCH = re.compile(rb"[^<>\n]+")
# Three Chinese characters in UTF-8 side by side; in GBK text that is an accident worth a closer look.
# Written out: a group repeated is searched for at a fifth of the speed.
_UTF8_RUN = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}[\xe3-\xe9][\x80-\xbf]{2}[\xe3-\xe9][\x80-\xbf]{2}")
# The same as a string of shapes, for bodies that are searched whole: lead bytes L, continuation bytes c.
_SHAPES = bytes(76 if 0xE3 <= b <= 0xE9 else 99 if 0x80 <= b <= 0xBF else 46 for b in range(256))
_THREE_HAN = b"LccLccLcc"
_ALL_BUT_LOW = bytes(byte for byte in range(256) if not 0x80 <= byte <= 0xA0)
#: So much more plausible must a stretch be in the other charset.
_GAIN = 2.5


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


def decode_stretches(body: bytes, codec: str, *, mixed: bool = True) -> tuple[str, int]:
    """Text of a body, and 1 if it ends inside a character, which is dropped.

    Args:
        body: the bytes, without a byte order mark.
        codec: the charset of the page as a whole.
        mixed: look for stretches in another charset too.
    """
    if mixed and codec == "utf-8":
        return _in_pieces(body, codec, "gb18030")
    if mixed and codec in _ERRORS and holds_utf8(body):
        return _in_pieces(body, codec, "utf-8")
    return _plain(body, codec)


def holds_utf8(body: bytes) -> bool:
    """Whether a stretch of a body in another charset looks like UTF-8.

    Every second continuation byte of Chinese UTF-8 lies in 80-A0, where GB 2312 and Big5 have nothing: most bodies
    need no search.
    """
    return bool(body.translate(None, _ALL_BUT_LOW)) and _THREE_HAN in body.translate(_SHAPES)


def _plain(body: bytes, codec: str) -> tuple[str, int]:
    decoder = codecs.getincrementaldecoder(codec)(_ERRORS.get(codec, "replace"))
    text = decoder.decode(body)
    cut = 1 if decoder.getstate()[0] else 0
    return text.replace("\x00", "") if b"\x00" in body else text, cut


def _in_pieces(body: bytes, codec: str, other: str) -> tuple[str, int]:
    """The text, with each stretch in the charset that fits it."""
    pieces: list[str] = []
    last = 0
    for match in _STRETCH.finditer(body):
        if match[0].isascii():
            continue
        text = _elsewise(match[0], codec, other)
        if text is not None:
            pieces += (_plain(body[last : match.start()], codec)[0], text)
            last = match.end()
    text, cut = _plain(body[last:], codec)
    return "".join((*pieces, text)), cut


def _elsewise(stretch: bytes, codec: str, other: str) -> str | None:
    """The stretch in the other charset, where it is whole and far more plausible there."""
    if codec != "utf-8" and not _UTF8_RUN.search(stretch):
        return None
    if codec == "utf-8" and _is_valid(stretch):
        return None
    try:
        text = stretch.decode(other).replace("\x00", "")
    except UnicodeDecodeError:
        return None
    after = plausibility(text)
    if after is None or after < PLAUSIBLE or sum(map(is_han, text)) < 2:
        return None
    before = plausibility(_plain(stretch, codec)[0])
    return text if before is None or after - before > _GAIN else None


def _is_valid(stretch: bytes) -> bool:
    try:
        stretch.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
