"""Characters taken back to the bytes that they were read from, each byte with the character that it belongs to.

Decoders differ in a few characters; what any of them shows is known here: Python's and the web's (WHATWG Encoding
Standard) GBK, GB 18030, Big5 with the Hong Kong set, code pages 936, 950 and 1252.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from pipelines.repairing.mojibake.suspects import CONTROLS, CP1252

#: Stands for bytes that did not decode (U+FFFD). No byte of UTF-8, GBK or Big5 has this value.
HOLE = 0xFF
# The euro sign of a GBK stream is the byte 80 alone (WHATWG, code page 936) or the pair A2E3 (GB 18030). In UTF-8 that
# pair ends one character and begins another, which has two more bytes. No text holds the control 01.
_EURO = 0x01
_EURO_PAIR = re.compile(b"\x01(?=[\x80-\xbf]{2})")


@dataclass(frozen=True, slots=True)
class Stream:
    """Bytes behind a text; ``owners[i]`` is the character that byte ``i`` came from."""

    charset: str
    body: bytes = field(repr=False)
    owners: Sequence[int] = field(repr=False)


def western(text: str) -> tuple[Stream, ...]:
    """One byte a character. Windows-1252 and Latin-1 share a way back: they differ in different characters.

    ISO-8859-15 shows eight bytes as characters that Windows-1252 has too, for other bytes: it is one more way where the
    text has some of them and none of what Latin-1 shows for the eight, the only one beside controls of Latin-1.
    """
    found = []
    latin_9 = _OF_LATIN_9.search(text) is not None and _NOT_OF_LATIN_9.search(text) is None
    if not latin_9 or not CONTROLS.search(text):
        found.append(text.translate(_TO_BYTES))
    if latin_9:
        found.append(text.translate(_FROM_LATIN_9))
    return tuple(Stream("western", body.encode("latin-1", "replace"), range(len(text))) for body in found)


_TO_BYTES = {ord(c): c.encode("cp1252")[0] for c in CP1252} | {0xFFFD: HOLE}
_LATIN_9 = {c: c.encode("iso-8859-15")[0] for c in "€ŠšŽžŒœŸ"}
_FROM_LATIN_9 = _TO_BYTES | {ord(c): byte for c, byte in _LATIN_9.items()}
_OF_LATIN_9 = re.compile(f"[{''.join(_LATIN_9)}]")
_NOT_OF_LATIN_9 = re.compile(f"[{bytes(_LATIN_9.values()).decode('latin-1')}]")


def gb(text: str) -> Stream:
    """Of a text read as GBK or GB 18030; what neither shows becomes the byte 00."""
    pieces = [_GB[c] for c in text]
    owners = _owners(pieces)
    body = b"".join(pieces)
    if _EURO not in body:
        return Stream("gb", body, owners)
    pairs = {match.start() for match in _EURO_PAIR.finditer(body)}
    parts = [
        b"\xa2\xe3" if at in pairs else b"\x80" if byte == _EURO else bytes((byte,))
        for at, byte in enumerate(body)
    ]
    return Stream("gb", b"".join(parts), [owners[at] for at, part in enumerate(parts) for _ in part])


def big5(text: str) -> tuple[Stream, ...]:
    """Of a text read as Big5: in the rows C6 to C8 plain Big5 and the Hong Kong set show different characters."""
    plain, hong_kong = ([table[c] for c in text] for table in (_BIG5_PLAIN, _BIG5_HONG_KONG))
    found = (plain,) if plain == hong_kong else (plain, hong_kong)
    return tuple(Stream("big5", b"".join(pieces), _owners(pieces)) for pieces in found)


def _owners(pieces: list[bytes]) -> list[int]:
    return list(chain.from_iterable((at,) * len(piece) for at, piece in enumerate(pieces)))


class _Table(dict[str, bytes]):
    """The bytes of a character, found out when it is first met."""

    def __init__(self, codecs: tuple[str, ...], more: dict[str, bytes]) -> None:
        super().__init__(more)
        self._codecs = codecs

    def __missing__(self, character: str) -> bytes:
        found = next(
            (
                body
                for codec in self._codecs
                for body in (encoded(character, codec),)
                if body and len(body) <= 2
            ),
            b"\x00",  # what the charset does not have came from elsewhere
        )
        if len(self) < 65_536:
            self[character] = found
        return found


@lru_cache(maxsize=65536)
def encoded(character: str, codec: str) -> bytes | None:
    """The bytes of a character, or None."""
    try:
        return character.encode(codec)
    except UnicodeEncodeError:
        return None


def decoded(pair: bytes, codecs: Iterable[str]) -> str | None:
    """The one character that the first of some charsets shows for the bytes, or None."""
    for codec in codecs:
        try:
            text = pair.decode(codec)
        except UnicodeDecodeError:
            continue
        if len(text) == 1:
            return text
    return None


# Rows A6 and FE of the web's GB 18030, where Python's (of 2000) has the private area; the middle dot of gb2312.
_GB_MORE = {
    "\ufffd": bytes((HOLE,)),
    "€": bytes((_EURO,)),
    "・": b"\xa1\xa4",
    "ḿ": b"\xa8\xbc",
    **dict(
        zip(
            "︐︒︑︓︔︕︖︗︘︙",
            (bytes((0xA6, b)) for b in b"\xd9\xda\xdb\xdc\xdd\xde\xdf\xec\xed\xf3"),
            strict=True,
        )
    ),
    **dict(
        zip("龴龵龶龷龸龹龺龻", (bytes((0xFE, b)) for b in b"\x59\x61\x66\x67\x6d\x7e\x90\xa0"), strict=True)
    ),
}
_BIG5_MORE = {"\ufffd": bytes((HOLE,))}
_GB = _Table(("gbk", "gb18030"), _GB_MORE)
_BIG5_PLAIN = _Table(("big5", "cp950", "big5hkscs"), _BIG5_MORE)
_BIG5_HONG_KONG = _Table(("big5hkscs", "cp950", "big5"), _BIG5_MORE)
