"""Bytes read as UTF-8 where some are gone: every character shows where it begins, so that a hole costs one character."""

from __future__ import annotations

import re

from pipelines.repairing.mojibake.streams import HOLE, Stream
from pipelines.repairing.mojibake.tokens import LOST, Token

#: Stands for a lost byte in what is known of a character.
GONE = 256
_QUESTION = 0x3F
_UNIT = re.compile(
    rb"([\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf4][\x80-\xbf]{3})"
    rb"|([\x01-\x7f])"
    # one byte of three is gone, or two
    rb"|([\xe2-\xef](?:[\x80-\xbf][\xff?]|[\xff?][\x80-\xbf\xff?]|[\xff?])|[\xff?][\x80-\xbf]{2}|[\xc2-\xdf]\xff|\xff[\x80-\xbf]?)"
    # and nothing stands for it
    rb"|([\xe2-\xef][\x80-\xbf]?)"
    rb"|([\x80-\xbf]{1,2})"
    rb"|(.)",
    re.DOTALL,
)
# Latin-1 shows the byte A0 as a no-break space, which many programs make a plain one.
_SPACED = re.compile(rb"[\xe3-\xe9](?:[\x80-\xbf] | [\x80-\xbf])(?![\x80-\xbf])")


def read(stream: Stream) -> list[Token]:
    """The bytes as UTF-8."""
    tokens: list[Token] = []
    body = stream.body
    if stream.charset == "western":
        body = _SPACED.sub(lambda unit: unit[0].replace(b" ", b"\xa0"), body)
    for match in _UNIT.finditer(body):
        kind = match.lastindex or 0
        start, end = match.span()
        if kind == 1:
            tokens.append(_whole(match[0], start, end))
        elif kind == 2:
            tokens.append(Token(start, end, match[0].decode("ascii")))
        elif kind == 3:
            tokens.append(Token(start, end, LOST, _known(match[0])))
        elif kind == 4:
            tokens.append(Token(start, end, LOST, (*match[0], GONE)))
        else:
            tokens.append(Token(start, end, LOST, None, garbage=True))
    return tokens


def _whole(unit: bytes, start: int, end: int) -> Token:
    try:
        return Token(start, end, unit.decode("utf-8"))
    except UnicodeDecodeError:  # surrogates, overlong forms
        return Token(start, end, LOST, None, garbage=True)


def _known(unit: bytes) -> tuple[int, ...]:
    return tuple(GONE if byte in (HOLE, _QUESTION) else byte for byte in unit)
