"""The four fictional outlets as a web site on loopback: one port each, with validators, robots.txt and paging."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

from crawler.demo import render
from crawler.demo.stories import OUTLETS, Story, load
from pipelines.alerting import LOCAL

HOST = "127.0.0.1"
PORTS = (8871, 8872, 8873, 8874)
PUBLISH = "/_demo/publish"
_PAGE = 10  # articles on one page of the listing
_ROBOTS = "User-agent: *\nDisallow: /private/\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of the site."""

    body: bytes
    content_type: str = "text/html"
    status: int = 200


@dataclass(kw_only=True)
class DemoSite:
    """The running site. ``addresses``: outlet to base URL; ``requests``: (outlet, path, status) as they came."""

    today: date
    stories: dict[str, Story]
    addresses: dict[str, str] = field(default_factory=dict)
    requests: list[tuple[str, str, int]] = field(default_factory=list)
    published: set[str] = field(default_factory=set)
    changed_at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))
    _lock: Lock = field(default_factory=Lock)

    @property
    def rebased(self) -> dict[str, str]:
        """The fictional hosts and where they are on loopback, for ``Source.rebased``."""
        return {f"{name}.example": url.removeprefix("http://") for name, url in self.addresses.items()}

    def publish(self, key: str | None = None) -> Story | None:
        """Let a held article appear; the next one if none is named. None where all are out."""
        with self._lock:
            held = [s for s in self.stories.values() if s.held and s.key not in self.published]
            chosen = next((s for s in held if key in (None, s.key)), None)
            if chosen:
                self.published.add(chosen.key)
                # HTTP dates know whole seconds: who asked in this very second must see a later one
                now = datetime.now(UTC).replace(microsecond=0)
                self.changed_at = max(now, self.changed_at + timedelta(seconds=1))
            return chosen

    def visible(self, outlet: str) -> list[Story]:
        """The articles of an outlet that are out, the newest first."""
        out = [
            s for s in self.stories.values() if s.outlet == outlet and (not s.held or s.key in self.published)
        ]
        return sorted(out, key=lambda s: (-s.day, s.key))

    def lies(self, outlet: str) -> bool:
        """Whether an outlet says "not modified" to all who ask what changed; those of the demo never do."""
        return False

    def answer(self, outlet: str, path: str) -> Answer:
        """What an outlet answers at a path."""
        base = self.addresses[outlet]
        plain, _, query = path.partition("?")
        stories = self.visible(outlet)
        if plain == "/robots.txt":
            return Answer(body=_ROBOTS.encode(), content_type="text/plain")
        if plain == "/rss.xml":
            return Answer(body=render.feed(stories, base, self.today), content_type="application/rss+xml")
        if plain == "/sitemap.xml":
            return Answer(body=render.sitemap(stories, base, self.today), content_type="application/xml")
        if plain in ("/", "/list.html"):
            page = int(query.removeprefix("page=") or 1) if query.removeprefix("page=").isdigit() else 1
            part = stories[(page - 1) * _PAGE : page * _PAGE]
            more = len(stories) > page * _PAGE
            return Answer(body=render.listing(outlet, part, page, more=more))
        if plain == "/api/search":
            records = render.records(stories, base, self.today)
            body = json.dumps({"code": 0, "data": {"records": records}}, ensure_ascii=False)
            return Answer(body=body.encode(), content_type="application/json; charset=utf-8")
        story = self.stories.get(plain.rpartition("/")[2].removesuffix(".html"))
        if story is None or story not in stories or story.damage == "missing":
            return Answer(body="此页不存在（虚构演示）".encode(), status=404)
        return Answer(body=render.page(story, self.today), content_type=render.content_type(outlet))


def _handler(site: DemoSite, outlet: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._send(site.answer(outlet, self.path))

        def do_POST(self) -> None:
            self.rfile.read(min(int(self.headers.get("Content-Length") or 0), 65536))
            if self.path == PUBLISH:
                story = site.publish()
                told = {"published": story.title if story else None}
                self._send(
                    Answer(
                        body=json.dumps(told, ensure_ascii=False).encode(), content_type="application/json"
                    )
                )
            else:
                self._send(site.answer(outlet, self.path))

        def _send(self, answer: Answer) -> None:
            etag = f'"{hashlib.sha256(answer.body).hexdigest()[:20]}"'
            unchanged = answer.status == 200 and (self._has_this_already(etag) or self._is_lied_to())
            status = 304 if unchanged else answer.status
            site.requests.append((outlet, self.path, status))
            self.send_response(status)
            self.send_header("ETag", etag)
            self.send_header("Last-Modified", format_datetime(site.changed_at, usegmt=True))
            if not unchanged:
                self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", "0" if unchanged else str(len(answer.body)))
            self.end_headers()
            if not unchanged:
                self.wfile.write(answer.body)

        def _has_this_already(self, etag: str) -> bool:
            """Whether the client's validators still hold; an ETag outranks a date (RFC 9110, 13.2.2)."""
            if (known := self.headers.get("If-None-Match")) is not None:
                return known == etag
            try:
                since = parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
            except ValueError:
                return False
            return since.tzinfo is not None and since >= site.changed_at

        def _is_lied_to(self) -> bool:
            return site.lies(outlet) and {"If-None-Match", "If-Modified-Since"} & set(self.headers) != set()

        def log_message(self, *_: object) -> None:
            """Requests are kept in ``site.requests``."""

    return Handler


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A crawler that hangs up is no news; anything else is told."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def _server(site: DemoSite, outlet: str, port: int) -> _Server:
    handler = _handler(site, outlet)
    try:
        return _Server((HOST, port), handler)
    except OSError:  # somebody else has the usual port
        return _Server((HOST, 0), handler)


@contextmanager
def serve(*, today: date | None = None, ports: tuple[int, ...] = PORTS) -> Iterator[DemoSite]:
    """Serve the four outlets while the block runs; port 0 asks for any free one."""
    site = DemoSite(today=today or datetime.now(LOCAL).date(), stories=load())
    with serving(site, ports):
        yield site


@contextmanager
def serving(site: DemoSite, ports: tuple[int, ...]) -> Iterator[None]:
    """Serve the outlets of a site while the block runs."""
    servers = []
    for outlet, port in zip(OUTLETS, ports, strict=True):
        server = _server(site, outlet, port)
        server.daemon_threads = True
        site.addresses[outlet] = f"http://{HOST}:{server.server_address[1]}"
        servers.append(server)
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
