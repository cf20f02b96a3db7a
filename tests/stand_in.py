"""A server that stands in for a language model: on loopback, over real HTTP, as truthful as its test wants."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: A number that no prompt of the tests comes near: the server read it all.
ALL_READ = 1_000_000


@dataclass
class StandIn:
    """What it was asked, and where it listens. ``say`` decides what it does with a connection."""

    say: Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    address: str = ""


@contextmanager
def stand_in(say: Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]) -> Iterator[StandIn]:
    """A running stand-in; its address is what ``[proposer]`` would name."""
    server = StandIn(say=say)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append(body)
            server.headers.append(dict(self.headers))
            assert self.path.endswith("/chat/completions")
            try:
                server.say(self, body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    server.address = f"http://127.0.0.1:{listening.server_address[1]}/v1"
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    """One whole HTTP answer."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def completion(content: object, *, tokens: int | None = ALL_READ, finish: str | None = "stop") -> bytes:
    """A chat completion that says ``content``."""
    body: dict[str, Any] = {
        "choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": finish}]
    }
    if tokens is not None:
        body["usage"] = {"prompt_tokens": tokens, "completion_tokens": 1}
    return json.dumps(body).encode()


def saying(content: object, **more: Any) -> Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]:
    """Always the same content."""
    return lambda handler, _: send(handler, completion(content, **more))


def claiming(*claims: object, **more: Any) -> Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]:
    """Always the same claims."""
    return saying(json.dumps({"claims": list(claims)}, ensure_ascii=False), **more)


def dripping(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    """A byte now and then, for ever: each read succeeds, the answer never ends."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.02)


def dripping_headers(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    """The same, before the headers have ended."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.wfile.write(b"X-Wait: 1\r\n")
        handler.wfile.flush()
        time.sleep(0.02)


def huge(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    """Ten megabytes of a valid beginning."""
    send(handler, completion("x" * 10_000_000))


def bomb(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    """A few kilobytes that become a hundred megabytes, though nothing packed was asked for."""
    packed = gzip.compress(bytes(1_000_000)) * 100
    send(handler, packed, Content_Encoding="gzip")


def hanging_up(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    """Half of an answer, then nothing."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True
