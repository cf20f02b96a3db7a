"""Whether there is a network at all: seventy outlets that time out one after the other would say it minutes later."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from urllib.parse import urlsplit

from crawler.addresses import Allowed, refusal
from crawler.source import Source

#: Names are resolved in less than a second and connections made in three, or never.
SECONDS = 8.0


async def any_answers(sources: Iterable[Source], allowed: Iterable[str], seconds: float = SECONDS) -> bool:
    """Whether the host of any source can be connected; nothing is sent. False after ``seconds`` at the latest."""
    asked = {urlsplit(source.entry_points[0].url).netloc: source.entry_points[0].url for source in sources}
    exceptions = tuple(map(Allowed.parse, allowed))
    tries = [asyncio.ensure_future(_answers(url, exceptions)) for url in asked.values()]
    try:
        for first in asyncio.as_completed(tries, timeout=seconds):
            if await first:
                return True
    except TimeoutError:
        pass
    finally:
        for one in tries:
            one.cancel()
    return False


async def _answers(url: str, allowed: tuple[Allowed, ...]) -> bool:
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        known = await asyncio.get_running_loop().getaddrinfo(parts.hostname, port)
        address = str(known[0][4][0])
        if refusal(address, port, allowed):
            return False
        _, writer = await asyncio.open_connection(address, port)
    except OSError:
        return False
    writer.close()
    return True
