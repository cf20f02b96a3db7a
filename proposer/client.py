"""One question to an OpenAI-compatible server: bounded in time and bytes, to this one address, nothing repeated of it.

What a server says in words is never shown: some echo the key that they were sent.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import aiohttp

from pipelines import vocabulary
from pipelines.proposing.values import FAILURES, Refused

#: Of a whole answer; twenty claims take a hundredth of it.
MOST_BYTES = 2_000_000
_CHUNK = 65_536
_FAILURES = {429: "wait", 401: "not_allowed", 403: "not_allowed", 404: "not_found"}


class Failed(Exception):
    """No answer came; ``reason`` is one of ``FAILURES``. ``status``: that of the HTTP answer, if there was one."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        vocabulary.check("failure", reason, FAILURES)
        super().__init__(reason)
        self.reason = reason
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Whom to ask. ``seconds``: for the whole of one question."""

    address: str
    key: str | None = field(default=None, repr=False)
    seconds: float = 120.0


def ask(server: Server, body: bytes) -> bytes:
    """The body of the answer to one ``POST /chat/completions``.

    Raises:
        Failed: there is none.
        Refused: it is too large, or packed though that was not asked for.
    """
    return asyncio.run(_ask(server, body))


async def _ask(server: Server, body: bytes) -> bytes:
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
    if server.key is not None:
        headers["Authorization"] = f"Bearer {server.key}"
    # total: a server that drips bytes is over in time too. No proxy or password file of the environment is used,
    # no cookie is kept, and nothing is unpacked: packed answers are how a few bytes become gigabytes.
    async with aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=server.seconds),
        trust_env=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
    ) as session:
        try:
            async with session.post(
                f"{server.address}/chat/completions", data=body, headers=headers, allow_redirects=False
            ) as answer:
                _require_answer(answer)
                return await _read(answer)
        except TimeoutError:
            raise Failed("timeout") from None
        except (aiohttp.ClientError, OSError, ValueError) as problem:
            if isinstance(problem, Refused):
                raise
            raise Failed("unreachable") from None


def _require_answer(answer: aiohttp.ClientResponse) -> None:
    if 300 <= answer.status < 400:  # the key and the article were given to this address, to no other
        raise Failed("redirected", answer.status)
    if answer.status != 200:
        raise Failed(_FAILURES.get(answer.status, "http_error"), answer.status)
    if answer.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
        raise Refused("compressed")


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    pieces: list[bytes] = []
    size = 0
    async for piece in answer.content.iter_chunked(_CHUNK):
        size += len(piece)
        if size > MOST_BYTES:
            raise Refused("too_large")
        pieces.append(piece)
    return b"".join(pieces)
