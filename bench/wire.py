"""A line between the crawler and an outlet of the demo: it counts bytes, and can be cut as real ones are.

Each outlet gets a port of its own that passes everything on, byte for byte, until it is told to break.
"""

from __future__ import annotations

import contextlib
import random
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.demo.site import HOST, DemoSite

_PIECE = 65536


@dataclass(kw_only=True)
class Wires:
    """The lines to all outlets. ``down``: nobody is connected; ``breaking``: how many connections of a thousand break."""

    sent: int = 0
    received: int = 0
    broken: int = 0
    down: bool = False
    breaking: int = 0
    chance: random.Random = field(default_factory=random.Random)
    _open: set[socket.socket] = field(default_factory=set)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def cut(self) -> None:
        """Reset every connection that is open at this moment."""
        with self._guard:
            for one in self._open:
                _reset(one)

    def _serve(self, listener: socket.socket, port: int) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:  # the bench ends
                return
            if self.down:
                _reset(near)
                near.close()
                continue
            threading.Thread(target=self._carry, args=(near, port), daemon=True).start()

    def _carry(self, near: socket.socket, port: int) -> None:
        with near, socket.create_connection((HOST, port)) as far:
            for one in (near, far):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._guard:
                self._open |= {near, far}
            there = threading.Thread(target=self._pump, args=(near, far, "sent"), daemon=True)
            there.start()
            self._pump(far, near, "received")
            there.join()
            with self._guard:
                self._open -= {near, far}

    def _pump(self, source: socket.socket, target: socket.socket, way: str) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_PIECE):
                with self._guard:
                    setattr(self, way, getattr(self, way) + len(data))
                    breaks = way == "received" and self.chance.randrange(1000) < self.breaking
                if breaks:  # in the middle of an answer
                    target.sendall(data[: len(data) // 2])
                    self.broken += 1
                    _reset(source)
                    _reset(target)
                    return
                target.sendall(data)
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


def _reset(one: socket.socket) -> None:
    """End a connection as a fault does: without a good-bye, and for those who wait on it too."""
    with contextlib.suppress(OSError):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        one.shutdown(socket.SHUT_RDWR)


@contextmanager
def wired(site: DemoSite, *, seed: int = 0) -> Iterator[Wires]:
    """Put a line before each outlet of a site that runs; its addresses are those of the lines from now on."""
    wires = Wires(chance=random.Random(seed))
    listeners = []
    for outlet, address in list(site.addresses.items()):
        listener = socket.create_server((HOST, 0))
        listeners.append(listener)
        site.addresses[outlet] = f"http://{HOST}:{listener.getsockname()[1]}"
        port = urlsplit(address).port or 80
        threading.Thread(target=wires._serve, args=(listener, port), daemon=True).start()
    try:
        yield wires
    finally:
        for listener in listeners:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        wires.cut()
