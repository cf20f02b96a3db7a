"""One POST to one host: bounded in time and bytes, no redirect followed, and no secret in what is said of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from channels.outgoing import NotSent, Refused, pieces_of, said

if TYPE_CHECKING:
    import aiohttp

#: Of an answer, so much is read; the services answer with a line.
_MOST_BYTES = 65_536
#: Statuses that say "later", beside all of 500 and above.
_LATER = (408, 425, 429)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What is sent, where. ``secrets``: what must not be shown; ``at``: now, for dates that a server gives."""

    url: str = field(repr=False)
    body: bytes = field(repr=False)
    seconds: float
    at: datetime
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    proxy: str | None = field(default=None, repr=False)

    @property
    def host(self) -> str:
        """Whom to name in messages; the rest of the address may be secret."""
        return urlsplit(self.url).hostname or "the host"


def post(request: Post) -> bytes:
    """The body of a 2xx answer, at most 64 KiB of it.

    Raises:
        Refused: the answer is a redirect, or a 4xx that does not say "later".
        NotSent: there is no answer in time, or another one.
    """
    return asyncio.run(_post(request))


async def _post(request: Post) -> bytes:
    import aiohttp  # here, because most who load this send nothing

    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "hetao-watch",
        "Accept-Encoding": "identity",
        **request.headers,
    }
    try:
        async with (
            aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=request.seconds),
                trust_env=False,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
            ) as session,
            session.post(
                request.url, data=request.body, headers=headers, allow_redirects=False, proxy=request.proxy
            ) as answer,
        ):
            body = await _read(answer)
            _require_success(request, answer, body)
            return body
    except TimeoutError:
        raise NotSent(f"{request.host} did not answer within {request.seconds:g} seconds") from None
    except NotSent:
        raise
    except (aiohttp.ClientError, OSError, ValueError) as problem:
        why = said(str(problem), (*request.secrets, request.url, *pieces_of(request.proxy or "")))
        raise NotSent(f"{request.host} cannot be reached: {why or type(problem).__name__}") from None


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    read = bytearray()
    async for piece in answer.content.iter_chunked(_MOST_BYTES):
        read += piece
        if len(read) >= _MOST_BYTES:
            break
    return bytes(read[:_MOST_BYTES])


def _require_success(request: Post, answer: aiohttp.ClientResponse, body: bytes) -> None:
    status = answer.status
    if 200 <= status < 300:
        return
    if 300 <= status < 400:
        raise Refused(
            f"{request.host} answers {status} and leads elsewhere; write the address that it leads to"
        )
    words = said(body, (*request.secrets, request.url))
    why = f"{request.host} answers {status}{': ' + words if words else ''}"
    if status >= 500 or status in _LATER:
        asked = wait_of(answer.headers.get("Retry-After"), request.at)
        raise NotSent(why, retry_after=_telegram_wait(body) if asked is None else asked)
    raise Refused(why)


def wait_of(header: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After means, given in seconds or as a date; None for none that can be read."""
    if header is None:
        return None
    if header.strip().isascii() and header.strip().isdigit():
        return float(header.strip()[:9])
    try:
        return max(0.0, (parsedate_to_datetime(header) - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _telegram_wait(body: bytes) -> float | None:
    """The seconds that Telegram asks for, which it writes into the body."""
    try:
        wait = json.loads(body)["parameters"]["retry_after"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return float(wait) if isinstance(wait, int) and 0 <= wait < 10**9 else None
