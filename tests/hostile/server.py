"""The server: plain, TLS of several kinds, one that never answers, and one that nobody may connect."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.hostile import certificates, entries, pages, transport
from tests.hostile.case import CASES, DOMAIN, Asked

ALL = (entries, pages, transport)  # they register their cases
#: Loopback too, but no address that a crawl of the test is allowed to connect.
FORBIDDEN = "127.0.0.2"


@dataclass(kw_only=True)
class Hosts:
    """The running server. ``connections``: how many came to which port; ``asked``: host and path of each request."""

    certificates: certificates.Certificates
    ports: dict[str, int] = field(default_factory=dict)
    connections: Counter[str] = field(default_factory=Counter)
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def serve(self, ready: threading.Event, stop: asyncio.Event) -> None:
        servers = [await self._listen("plain", self._plain)]
        servers.append(await self._listen("tls", self._plain, ssl=self.certificates.by_name()))
        servers.append(await self._listen("old_tls", self._old))
        servers.append(await self._listen("no_tls", self._not_tls))
        servers.append(await self._listen("silent", self._silent))
        # on the very port that is allowed on 127.0.0.1: only the address tells them apart
        servers.append(await self._listen("forbidden", self._plain, FORBIDDEN, port=self.ports["plain"]))
        ready.set()
        await stop.wait()
        for server in servers:
            server.close()

    async def _listen(
        self, name: str, behave: Any, host: str = "127.0.0.1", port: int = 0, **more: Any
    ) -> asyncio.Server:
        async def counted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.connections[name] += 1
            ended = (OSError, asyncio.IncompleteReadError, asyncio.CancelledError)
            with contextlib.suppress(*ended):
                await behave(reader, writer)
            writer.close()

        server = await asyncio.start_server(counted, host, port, **more)
        self.ports[name] = server.sockets[0].getsockname()[1]
        return server

    async def _silent(self, reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        while await reader.read(65536):
            pass

    async def _old(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """What a server of the year 2010 says to a client that speaks TLS 1.2 and newer: protocol_version."""
        await reader.read(65536)
        writer.write(b"\x15\x03\x01\x00\x02\x02\x46")

    async def _not_tls(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(65536)
        writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

    async def _plain(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = head.split(" ", 2)[1]
            host = next(line[5:].strip() for line in head.splitlines() if line.lower().startswith("host:"))
            self.asked.append((host, path))
            asked = Asked(host=host, path=path, writer=writer, ports=self.ports)
            if await self._answer(asked):
                return

    async def _answer(self, asked: Asked) -> bool:
        """Answer as the host does; True where it hangs up then."""
        name = asked.host.partition(f".{DOMAIN}")[0].replace("-", "_")
        found = CASES.get(name)
        if asked.path == "/robots.txt" and not (found and found.robots):
            await asked.answer(b"no such file", status="404 Not Found", connection="close")
            return True
        if found and found.robots and asked.path != "/robots.txt":
            await asked.answer(entries.feed(b""), content_type="application/xml")
            return False
        if found is None or found.behave is None:
            await asked.answer()
            return False
        await found.behave(asked)
        return True


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[Hosts]:
    """Serve all cases while the block runs; certificates are made in ``folder``."""
    hosts = Hosts(certificates=certificates.make(folder))
    loop, ready, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()

    def run() -> None:
        loop.run_until_complete(hosts.serve(ready, stop))
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield hosts
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
