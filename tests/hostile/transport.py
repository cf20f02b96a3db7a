"""Cases of connections, TLS, status lines, headers, lengths, chunks and packing."""

from __future__ import annotations

import asyncio
import gzip
import socket
import zlib

import brotli

from tests.hostile.case import GOOD, KEPT, READ, Asked, case, elsewhere

MEGABYTES = b"\0" * 32_000_000
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@case("timeout", why="within 4 s")
async def slow_body(asked: Asked) -> None:
    """The body drips, a byte each tenth of a second."""
    asked.write(HEAD + b"Content-Length: 100000\r\n\r\n")
    await asked.flood(b"x", pause=0.1)


@case("timeout", why="within 4 s")
async def slow_headers(asked: Asked) -> None:
    """The headers drip."""
    asked.write(b"HTTP/1.1 200 OK\r\n")
    await asked.flood(b"X", pause=0.1)


@case("timeout", why="within 4 s")
async def slow_status(asked: Asked) -> None:
    """The status line drips."""
    await asked.flood(b"H", pause=0.1)


elsewhere(
    "half_open",
    "The host takes the connection and says nothing.",
    "failed",
    why="within 4 s",
    port="silent",
    entry="feed",
)


@case("unreachable", why="ends before the answer")
async def closed_at_once(asked: Asked) -> None:
    """The host hangs up as soon as it is asked."""


@case("unreachable", why="middle of the body")
async def closed_in_the_body(asked: Asked) -> None:
    """The host hangs up in the middle of the body."""
    asked.write(HEAD + b"Content-Length: 100000\r\n\r\n" + GOOD)


@case("unreachable", why="ends before the answer")
async def reset(asked: Asked) -> None:
    """The connection is reset."""
    sock = asked.writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    asked.writer.transport.abort()


@case("too_large", why="larger than 2 MB")
async def endless_body(asked: Asked) -> None:
    """A body without length and without end."""
    asked.write(HEAD + b"\r\n")
    await asked.flood(b"x" * 65536)


@case("too_large", why="larger than 2 MB")
async def endless_chunks(asked: Asked) -> None:
    """A chunked body without end."""
    asked.write(CHUNKED)
    await asked.flood(b"ffff\r\n" + b"x" * 65535 + b"\r\n")


@case("too_large", why="headers are larger than 256 KiB")
async def endless_headers(asked: Asked) -> None:
    """Headers without end."""
    asked.write(b"HTTP/1.1 200 OK\r\n")
    await asked.flood(b"X-Again: and again\r\n" * 1000)


@case("too_large", why="headers are larger than 256 KiB")
async def endless_folded_header(asked: Asked) -> None:
    """One header that goes on and on over lines."""
    asked.write(b"HTTP/1.1 200 OK\r\nX-Long: begins\r\n")
    await asked.flood(b" and goes on\r\n" * 1000)


@case("too_large", why="headers are larger than 256 KiB")
async def informational_flood(asked: Asked) -> None:
    """100 Continue, again and again."""
    await asked.flood(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


@case(*KEPT)
async def ten_thousand_headers(asked: Asked) -> None:
    """Ten thousand headers, and a good page behind them."""
    many = b"".join(b"X-%d: a\r\n" % n for n in range(10_000))
    asked.write(HEAD + many + b"Content-Length: %d\r\n\r\n" % len(GOOD) + GOOD)


@case(*KEPT)
async def cookies(asked: Asked) -> None:
    """Two thousand cookies, which nobody keeps."""
    many = b"".join(b"Set-Cookie: c%d=%s; Path=/\r\n" % (n, b"v" * 40) for n in range(2_000))
    asked.write(HEAD + many + b"Content-Length: %d\r\n\r\n" % len(GOOD) + GOOD)


@case("too_large", why="header")
async def one_huge_header(asked: Asked) -> None:
    """One header of a megabyte."""
    asked.write(HEAD + b"X-Huge: " + b"x" * 1_000_000 + b"\r\n\r\n" + GOOD)
    await asked.writer.drain()


@case(*READ)
async def length_too_small(asked: Asked) -> None:
    """A Content-Length that ends in the middle."""
    asked.write(HEAD + b"Content-Length: 60\r\n\r\n" + GOOD)


@case("too_large", why="larger than 2 MB")
async def length_of_exabytes(asked: Asked) -> None:
    """A Content-Length that no disk holds."""
    asked.write(HEAD + b"Content-Length: 9223372036854775807\r\n\r\n" + GOOD)


def _odd_length(name: str, sentence: str, lines: bytes) -> None:
    async def behave(asked: Asked) -> None:
        asked.write(HEAD + lines + b"\r\n" + GOOD)

    behave.__name__, behave.__doc__ = name, sentence
    case("http_error", why="the answer is not HTTP")(behave)


_odd_length("length_negative", "A negative Content-Length.", b"Content-Length: -5\r\n")
_odd_length("length_in_letters", "A Content-Length in letters.", b"Content-Length: many\r\n")
_odd_length(
    "two_lengths", "Two Content-Lengths that differ.", b"Content-Length: 5\r\nContent-Length: 500\r\n"
)
_odd_length("unknown_transfer", "A Transfer-Encoding that is none.", b"Transfer-Encoding: parcels\r\n")


@case("http_error", "unreachable", why="")
async def chunk_size_in_letters(asked: Asked) -> None:
    """A chunk whose size is no number."""
    asked.write(CHUNKED + b"zz\r\nabc\r\n0\r\n\r\n")


@case("too_large", "unreachable", "http_error")
async def chunk_of_exabytes(asked: Asked) -> None:
    """A chunk that says it is larger than any disk."""
    asked.write(CHUNKED + b"ffffffffffffffff\r\n")
    await asked.flood(b"x" * 65536)


@case("unreachable", why="middle of the body")
async def chunks_without_end(asked: Asked) -> None:
    """Chunks, and then the host hangs up."""
    asked.write(CHUNKED + b"5\r\nhello\r\n")


@case("http_error", "unreachable")
async def chunk_extensions(asked: Asked) -> None:
    """A chunk size with a megabyte of extensions behind it."""
    asked.write(CHUNKED + b"5" + b";a=b" * 250_000 + b"\r\nhello\r\n0\r\n\r\n")
    await asked.writer.drain()


@case("http_error", why="the answer is not HTTP")
async def no_status_line(asked: Asked) -> None:
    """An answer that begins with noise."""
    asked.write(b"\x00\x01\x02 SSH-2.0-OpenSSH\r\n\r\n")


@case("http_error", why="the answer is not HTTP")
async def http_09(asked: Asked) -> None:
    """A page without any header, as in 1991."""
    asked.write(GOOD + b"\n" * 20)


def _status(name: str, sentence: str, line: str, *outcome: str, why: str = "", **headers: str) -> None:
    async def behave(asked: Asked) -> None:
        await asked.answer(status=line, **headers)

    behave.__name__, behave.__doc__ = name, sentence
    case(*outcome, why=why)(behave)


_status("status_999", "A status that is none.", "999 Go Away", "http_error", why="answers 999")
_status("no_content_with_body", "204 with a body.", "204 No Content", *READ)
_status("reset_content_with_body", "205 with a body.", "205 Reset Content", *READ)
_status("not_modified_unasked", "304 to who has nothing.", "304 Not Modified", "http_error", why="304")
_status("unauthorized", "401 with a login.", "401 No", "http_error", why="401", www_authenticate="Basic")
_status(
    "retry_after_a_century",
    "429 with a Retry-After of a century.",
    "429 Slow Down",
    "queued",
    retry_after="3153600000",
)
_status("busy_for_a_century", "503 for a century.", "503 Busy", "queued", retry_after="3153600000")
_status("moved_nowhere", "302 without a Location.", "302 Found", "http_error", why="without saying where")
_status("refresh_header", "A Refresh header.", "200 OK", *KEPT, refresh="0; url=/refreshed.html")


def _packed(name: str, sentence: str, how: str, body: bytes, *outcome: str, why: str) -> None:
    async def behave(asked: Asked) -> None:
        await asked.answer(body, content_encoding=how)

    behave.__name__, behave.__doc__ = name, sentence
    case(*outcome, why=why)(behave)


_BOMB = gzip.compress(MEGABYTES, 1)
_ZSTD = bytes.fromhex("28b52ffda4") + b"\xff" * 40
_DEEP = GOOD
for _ in range(60):
    _DEEP = gzip.compress(_DEEP, 1)
_packed("gzip_bomb", "32 MB of nothing in gzip.", "gzip", _BOMB, "too_large", why="unpacked body is larger")
_packed(
    "deflate_bomb", "The same in deflate.", "deflate", zlib.compress(MEGABYTES, 1), "too_large", why="2 MB"
)
_packed(
    "brotli_bomb", "The same in brotli.", "br", brotli.compress(MEGABYTES, quality=1), "too_large", why="2 MB"
)
_packed("zstd_bomb", "zstd, for which nobody asked.", "zstd", _ZSTD, "undecodable", why="packed as zstd")
_packed(
    "gzip_in_gzip", "gzip in sixty layers.", "gzip, " * 59 + "gzip", _DEEP, "undecodable", why="packed as"
)
_packed(
    "gzip_members",
    "Fifty thousand empty gzip members.",
    "gzip",
    gzip.compress(b"") * 50_000,
    "undecodable",
    why="not whole gzip",
)
_packed(
    "gzip_cut_off", "Half a gzip.", "gzip", gzip.compress(GOOD)[:-80], "undecodable", why="not whole gzip"
)
_packed("gzip_garbage", "A page that is not gzip.", "gzip", GOOD, "undecodable", why="not whole gzip")
_packed("deflate_garbage", "A page that is not deflate.", "deflate", GOOD, "undecodable", why="deflate")
_packed("brotli_garbage", "A page that is not brotli.", "br", GOOD, "undecodable", why="not whole br")
_packed("gzip_whole", "An honest gzip.", "gzip", gzip.compress(GOOD), *KEPT, why="")
_packed("deflate_bare", "deflate without its wrapping.", "deflate", zlib.compress(GOOD)[2:-4], *KEPT, why="")
_packed("brotli_whole", "An honest brotli.", "br", brotli.compress(GOOD), *KEPT, why="")


def _tls(name: str, sentence: str, *outcome: str, why: str = "", port: str = "tls") -> None:
    elsewhere(name, sentence, *outcome, why=why, port=port, scheme="https", entry="feed" if why else None)


_tls("tls_good", "A good certificate.", *KEPT)
_tls("tls_self_signed", "A self-signed certificate.", "failed", why="TLS fails: its certificate")
_tls("tls_expired", "A certificate of yesterday.", "failed", why="TLS fails: its certificate")
_tls("tls_wrong_name", "A certificate of another host.", "failed", why="TLS fails: ")
_tls("tls_not_spoken", "Plain HTTP on a port of https.", "failed", why="is not TLS", port="no_tls")
_tls("tls_hangs", "A handshake that never ends.", "failed", why="within 4 s", port="silent")
_tls("tls_old", "TLS 1.1 and older only.", "failed", why="only an old version", port="old_tls")


@case("timeout", why="within 4 s")
async def stalls_in_the_body(asked: Asked) -> None:
    """Half a body, and then silence."""
    asked.write(HEAD + b"Content-Length: 100000\r\n\r\n" + GOOD)
    await asked.writer.drain()
    await asyncio.sleep(10)
