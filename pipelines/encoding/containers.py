"""Bodies that are still packed: gzip and zlib streams, whole, cut off, or one inside the other.

Only what the bytes themselves tell is unpacked: a gzip stream by its magic number (RFC 1952), a zlib stream
(RFC 1950, "deflate") by its header and by bearing it out. Raw deflate and brotli have no mark of their own; they are
unpacked where HTTP's Content-Encoding names them, before a body comes here.
"""

from __future__ import annotations

import zlib

#: A page that unpacks to more is a bomb, not news.
MOST_UNPACKED = 20_000_000
#: A mirror that packs what is packed already does it once or twice.
_LAYERS = 4
#: Parts of a gzip body that are read (RFC 1952, 2.2); each one more costs a copy of what follows.
_MEMBERS = 64
_GZIP = b"\x1f\x8b"
#: The headers that zlib writes: 32 kB window, levels 0 to 9; others are legal and never seen.
_ZLIB = (b"x\x01", b"x\x5e", b"x\x9c", b"x\xda")
#: A cut-off zlib stream has no checksum to prove it: so much must have come out of it.
_PROOF = 64


def unpacked(body: bytes) -> bytes:
    """A body that is still compressed, unpacked up to :data:`MOST_UNPACKED`; any other as the same object.

    What stands before a broken place is kept.
    """
    return unpack(body)[0]


def unpack(body: bytes) -> tuple[bytes, str]:
    """A body out of its packings, and what they were: ``"gzip"``, ``"gzip in gzip, cut off"``; empty for none."""
    names: list[str] = []
    whole = True
    for _ in range(_LAYERS):
        if body.startswith(_GZIP):
            inner, ended, name = *_inflated(body, 31), "gzip"
        elif body.startswith(_ZLIB):
            inner, ended, name = *_inflated(body, 15), "zlib"
            if not ended and len(inner) < _PROOF:
                break
        else:
            break
        if not inner:
            break
        body, whole = inner, whole and ended
        names.append(name)
    packings = " in ".join(reversed(names))
    return body, packings if whole else f"{packings}, cut off"


def _inflated(body: bytes, wbits: int) -> tuple[bytes, bool]:
    """What comes out of a stream and the gzip members behind it, and whether the last one came to its end."""
    pieces: list[bytes] = []
    room = MOST_UNPACKED
    at = 0
    for _ in range(_MEMBERS):
        unpacker = zlib.decompressobj(wbits)
        while room > 0 and at < len(body) and not unpacker.eof:
            try:
                piece = unpacker.decompress(body[at : at + 65_536], room)
            except zlib.error:
                return b"".join(pieces), False
            at += 65_536
            room -= len(piece)
            pieces.append(piece)
        if not unpacker.eof:
            return b"".join(pieces), room <= 0
        at = min(at, len(body)) - len(unpacker.unused_data)
        if wbits != 31 or body[at : at + 2] != _GZIP:
            break
    return b"".join(pieces), True
