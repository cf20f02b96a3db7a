"""Bytes to text where a page mixes two charsets, stretch by stretch.

Between tags and line ends a page has one charset, but templates glue pieces together: a GBK comment inside a
UTF-8 page, a UTF-8 widget inside a GBK page, a name from another system inside a line. The trail bytes of GBK and
Big5 never are ``<``, ``>`` or a line end, so these bound the stretches in every charset; inside a stretch UTF-8 shows
by its shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pipelines.encoding.lenient import decode_leniently, decode_strictly
from pipelines.han_model import PLAUSIBLE, is_han, plausibility

_STRETCH = re.compile(rb"[^<>\n]+")
# Three characters of UTF-8 side by side; in GBK text that is an accident worth a closer look.
UTF8_RUN = re.compile(rb"(?:[\xe2-\xef][\x80-\xbf]{2}){3,}")
# What may belong to such a run: shorter ones before and behind it, with figures and Latin words between.
_UTF8_REGION = re.compile(
    rb"(?:[\xe2-\xef][\x80-\xbf]{2})+(?:[\x00-\x7f]{1,40}(?:[\xe2-\xef][\x80-\xbf]{2})+)*"
)
# In a UTF-8 stretch two of them surely stand for themselves, one probably; what lies between may be something else.
_SOLID = (
    re.compile(rb"((?:[\xe2-\xef][\x80-\xbf]{2}){2,})"),
    re.compile(rb"((?:[\xe2-\xef][\x80-\xbf]{2})+)"),
)
# The same as a string of shapes, for bodies that are searched whole: lead bytes L, continuation bytes c.
_SHAPES = bytes(76 if 0xE3 <= b <= 0xE9 else 99 if 0x80 <= b <= 0xBF else 46 for b in range(256))
_THREE_HAN = b"LccLccLcc"
_ALL_BUT_LOW = bytes(byte for byte in range(256) if not 0x80 <= byte <= 0xA0)
#: So few of them are looked at one by one, which takes less time than a search.
_FEW_LOW = 16
#: So much more plausible must a stretch be in the other charset, in nats a character.
_GAIN = 2.5
#: Han characters that a whole stretch, and a piece inside one, must give in the other charset.
_FEWEST_WHOLE, _FEWEST_INSIDE = 2, 4
#: Bounds for bytes that were made to be slow: stretches that are looked into, runs in one of them, bytes before a run.
_MOST_STRETCHES, _MOST_RUNS, _NEAR = 20_000, 500, 4_096
_CHINESE = ("gb18030", "big5hkscs")


def decode_stretches(body: bytes, codec: str, *, mixed: bool = True) -> tuple[str, int]:
    """Text of a body, and 1 if it ends inside a character, which is dropped.

    Args:
        body: the bytes, without a byte order mark.
        codec: the charset of the page as a whole.
        mixed: look for stretches in another charset too.
    """
    if mixed and (codec == "utf-8" or (codec in _CHINESE and holds_utf8(body))):
        return _in_pieces(body, codec)
    return decode_leniently(body, codec)


def holds_utf8(body: bytes) -> bool:
    """Whether a stretch of a body in another charset looks like UTF-8.

    Every second continuation byte of Chinese UTF-8 lies in 80-A0, where GB 2312 and Big5 have nothing: most bodies
    need no search.
    """
    low = body.translate(None, _ALL_BUT_LOW)
    if len(low) > _FEW_LOW:
        return _THREE_HAN in body.translate(_SHAPES)
    return any(_THREE_HAN in around.translate(_SHAPES) for byte in set(low) for around in _around(body, byte))


def _around(body: bytes, byte: int) -> Iterator[bytes]:
    """What stands around each place of a byte that is rare in a body, three characters of UTF-8 to each side."""
    at = body.find(byte)
    while at >= 0:
        yield body[max(0, at - 9) : at + 9]
        at = body.find(byte, at + 1)


def _in_pieces(body: bytes, codec: str) -> tuple[str, int]:
    """The text, with each stretch in the charset that fits it."""
    pieces: list[str] = []
    last = 0
    tried = 0
    for match in _STRETCH.finditer(body):
        if match[0].isascii():
            continue
        tried += 1
        if tried > _MOST_STRETCHES:
            break
        text = _foreign_in_utf8(match[0]) if codec == "utf-8" else _utf8_in(match[0], codec)
        if text is not None:
            pieces += (decode_leniently(body[last : match.start()], codec)[0], text.replace("\x00", ""))
            last = match.end()
    text, cut = decode_leniently(body[last:], codec)
    return "".join((*pieces, text)), cut


# ------------------------------------------------------------------------------ another charset in UTF-8


def _foreign_in_utf8(stretch: bytes) -> str | None:
    """A stretch of a UTF-8 page that holds GBK or Big5, read so; None where it holds neither."""
    if decode_strictly(stretch, "utf-8") is not None:
        return None
    if (whole := _foreign(stretch, _FEWEST_WHOLE)) is not None:
        return whole
    return _pieces_of(stretch, _SOLID)


def _pieces_of(stretch: bytes, solid: tuple[re.Pattern[bytes], ...]) -> str | None:
    """The stretch cut at what is UTF-8 by its shape, its other pieces read as what they are; None without a find."""
    if not solid:
        return None
    found = False
    pieces: list[str] = []
    for number, part in enumerate(solid[0].split(stretch, _MOST_RUNS)):
        text = None
        if number % 2 == 0 and not part.isascii():  # the others are the solid ones
            text = _foreign(part, _FEWEST_INSIDE)
            text = _pieces_of(part, solid[1:]) if text is None else text
        found = found or text is not None
        pieces.append(decode_leniently(part, "utf-8")[0] if text is None else text)
    return "".join(pieces) if found else None


def _foreign(part: bytes, fewest: int) -> str | None:
    """Bytes that are not UTF-8 in the Chinese charset in which they are whole and far more plausible."""
    if decode_strictly(part, "utf-8") is not None:
        return None
    before = plausibility(decode_leniently(part, "utf-8")[0])
    best, least = None, PLAUSIBLE if before is None else max(PLAUSIBLE, before + _GAIN)
    for codec in _CHINESE:
        text = decode_strictly(part, codec)
        after = plausibility(text) if text else None
        if text and after is not None and after >= least and sum(map(is_han, text)) >= fewest:
            best, least = text, after
    return best


# ------------------------------------------------------------------------------ UTF-8 in another charset


def _utf8_in(stretch: bytes, codec: str) -> str | None:
    """A stretch of a GBK or Big5 page that holds UTF-8, read so; None where it holds none."""
    if (whole := _utf8(stretch, codec)) is not None:
        return whole
    pieces: list[str] = []
    last = 0
    for region in islice(_UTF8_REGION.finditer(stretch), _MOST_RUNS):
        core = UTF8_RUN.search(stretch, region.start(), region.end())
        for found in (region, core) if core else ():
            start = _fitting_start(stretch, last, found, codec)
            if (text := _utf8(stretch[start : found.end()], codec)) is not None:
                pieces += (decode_leniently(stretch[last:start], codec)[0], text)
                last = found.end()
                break
    return "".join((*pieces, decode_leniently(stretch[last:], codec)[0])) if pieces else None


def _utf8(part: bytes, codec: str) -> str | None:
    """Bytes as UTF-8 where they are whole and far more plausible so."""
    text = decode_strictly(part, "utf-8")
    after = plausibility(text) if text else None
    if text is None or after is None or after < PLAUSIBLE or sum(map(is_han, text)) < _FEWEST_WHOLE:
        return None
    before = plausibility(decode_leniently(part, codec)[0])
    return text if before is None or after - before > _GAIN else None


def _fitting_start(stretch: bytes, last: int, run: re.Match[bytes], codec: str) -> int:
    """Where a run of UTF-8 begins: a trail byte before it may look like its first lead byte.

    What stands before must be whole in the charset of the page; if it never is, the run is taken as found.
    """
    if run.start() - last > _NEAR:
        return run.start()
    for start in range(run.start(), min(run.start() + 9, run.end()), 3):
        if decode_strictly(stretch[last:start], codec) is not None:
            return start
    return run.start()
