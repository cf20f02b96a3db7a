"""Compressed bodies, unpacked within bounds: gzip, deflate and brotli, each in one layer.

In place of Scrapy's own middleware, which bounds the size of what comes out but neither the number of layers nor of
gzip members (a 10 MB body of empty members, or of a thousand layers, keeps it busy for minutes), takes a cut-off
stream for a whole one, and unpacks zstd with windows of 128 MB. zstd is not asked for: whoever has it has gzip too.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Generator, Iterator

import brotli
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.responsetypes import responsetypes

from crawler.declined import Declined

ACCEPTED = b"gzip, deflate, br"
#: The ``meta`` key of a request of whose answer the first so many bytes suffice (robots.txt).
FIRST_BYTES = "hetao_first_bytes"
_CHUNK = 65_536
#: Log files that were appended have several members; no page has more than a few.
_MOST_MEMBERS = 64


class Garbled(ValueError):
    """The body is not what its Content-Encoding says."""


def unpack(body: bytes, encoding: str, most_bytes: int, *, first: bool = False) -> bytes:
    """The body behind one content encoding; with ``first`` its beginning is enough.

    Raises:
        Garbled: it is not of this encoding, or cut off.
        OverflowError: it is larger than ``most_bytes``.
    """
    whole = bytearray()
    try:
        for part in _READERS[encoding](body):
            whole += part
            if len(whole) > most_bytes:
                if first:
                    break
                raise OverflowError
    except (zlib.error, brotli.error, Garbled):
        if not first:
            raise Garbled(f"the body is not whole {encoding}, though its header says so") from None
    return bytes(whole[:most_bytes])


def _gzip(body: bytes) -> Iterator[bytes]:
    for _ in range(_MOST_MEMBERS):
        reader = zlib.decompressobj(wbits=31)
        read = yield from _inflated(reader, body)
        body = (reader.unused_data + body[read:]).lstrip(b"\0")  # padding is allowed behind a member
        if not body.startswith(b"\x1f\x8b"):
            return  # browsers too take what comes behind for noise
    raise Garbled


def _deflate(body: bytes) -> Iterator[bytes]:
    # some servers send the stream without its zlib wrapping (RFC 9110, 8.4.1.2); two bytes tell
    wrapped = len(body) > 1 and body[0] & 15 == 8 and (body[0] << 8 | body[1]) % 31 == 0
    yield from _inflated(zlib.decompressobj(wbits=15 if wrapped else -15), body)


def _inflated(reader: zlib._Decompress, body: bytes) -> Generator[bytes, None, int]:
    """The stream by pieces; returns how far it was read. In slices, because what is left is copied at each step."""
    for start in range(0, len(body), _CHUNK):
        piece = body[start : start + _CHUNK]
        while piece and not reader.eof:
            yield reader.decompress(piece, _CHUNK)
            piece = reader.unconsumed_tail
        if reader.eof:
            return start + _CHUNK
    yield reader.flush()
    if not reader.eof:
        raise Garbled
    return len(body)


def _brotli(body: bytes) -> Iterator[bytes]:
    reader = brotli.Decompressor()
    part = reader.process(body, output_buffer_limit=_CHUNK)
    while part:
        yield part
        part = b"" if reader.is_finished() else reader.process(b"", output_buffer_limit=_CHUNK)
    if not reader.is_finished():
        raise Garbled


_READERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
}


class Unpack:
    """Asks for compressed answers and unpacks them."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Unpack:
        """Scrapy's way to make a component."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        """Say what is understood."""
        request.headers.setdefault("Accept-Encoding", ACCEPTED)

    def process_response(self, request: Request, response: Response) -> Response:
        """The answer with its plain body.

        Raises:
            Declined: it is larger than allowed, garbled, or of an encoding that nobody asked for.
        """
        named = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower()
        layers = [name for name in (n.strip() for n in named.split(",")) if name and name != "identity"]
        if not layers or not response.body:
            return response
        if len(layers) > 1 or layers[0] not in _READERS:
            asked = ACCEPTED.decode()
            raise Declined(
                "undecodable", f"the body is packed as {', '.join(layers)[:60]}; understood: {asked}"
            )
        first = request.meta.get(FIRST_BYTES)
        try:
            body = unpack(response.body, layers[0], first or self._most_bytes, first=bool(first))
        except OverflowError:
            raise Declined("too_large", too_large(self._most_bytes, "unpacked ")) from None
        except Garbled as why:
            raise Declined("undecodable", str(why)) from None
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        return response.replace(cls=kind, headers=headers, body=body)


def too_large(most_bytes: int, how: str = "") -> str:
    """The reason for a body beyond the limit."""
    return f"the {how}body is larger than {most_bytes / 1_000_000:g} MB (`page_bytes` in [limits])"
