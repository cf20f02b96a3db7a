"""A host on loopback that notes when it is asked for what, and programs that crawl sources of it."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from database.session import Store

ROOT = Path(__file__).parent.parent


@dataclass
class Asked:
    """One request as the host saw it."""

    at: float
    path: str
    agent: str


@dataclass
class OneHost:
    """The host. ``busy``: paths that answer 429, with their Retry-After; ``pages``: how many each feed names."""

    address: str = ""
    robots: str = "User-agent: *\nDisallow:\n"
    pages: int = 5
    busy: dict[str, str] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def answer(self, path: str) -> tuple[str, bytes]:
        """Content type and body; ``/NAME.xml`` is the feed of a source of that name."""
        if path == "/robots.txt":
            return "text/plain", self.robots.encode()
        if path.endswith(".xml"):
            name = path.removesuffix(".xml")
            items = "".join(
                f"<item><title>天气 {n}</title><link>{name}/{n}.html</link></item>" for n in range(self.pages)
            )
            return "application/rss+xml", f"<rss><channel>{items}</channel></rss>".encode()
        return "text/html; charset=utf-8", f"<html><title>{path}</title><p>天气很好。</p></html>".encode()

    def paths(self) -> list[str]:
        """What it was asked for, in order."""
        return [one.path for one in self.asked]

    def pace(self, begin: int = 0) -> float:
        """Seconds for a request where it was fastest, over any five of them: one alone may be late by itself."""
        moments = [one.at for one in self.asked[begin:]]
        return min(last - first for first, last in zip(moments, moments[4:], strict=False)) / 4


@contextmanager
def one_host() -> Iterator[OneHost]:
    """The running host."""
    host = OneHost()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host.asked.append(Asked(time.monotonic(), self.path, self.headers.get("User-Agent", "")))
            wait = host.busy.get(self.path)
            kind, body = ("text/plain", b"") if wait is not None else host.answer(self.path)
            unchanged = self.path.endswith(".xml") and self.headers.get("If-None-Match") == '"same"'
            self.send_response(429 if wait is not None else 304 if unchanged else 200)
            if wait:
                self.send_header("Retry-After", wait)
            if self.path.endswith(".xml"):
                self.send_header("ETag", '"same"')
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", "0" if unchanged else str(len(body)))
            self.end_headers()
            with contextlib.suppress(ConnectionError):
                self.wfile.write(b"" if unchanged else body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    host.address = f"127.0.0.1:{server.server_address[1]}"
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()


SCRIPT = """
import asyncio, json, sys, threading
from dataclasses import asdict, replace
from datetime import timedelta
from crawler import crawl
from crawler.configuration import DEFAULT
from crawler.entry_points import Feed
from crawler.outlet import OutletSpider
from crawler.source import Source
from database import session

wished = json.loads(sys.argv[1])
host = wished["host"]

def spider(name):
    source = Source(
        id=name, outlet=name, family=name, language="zh-Hans", hosts=(host,), every=timedelta(hours=1),
        entry_points=(Feed(url=f"http://{host}/{name}.xml"),), example=f"http://{host}/{name}/1.html",
    )
    return type(name, (OutletSpider,), {"name": name, "source": source})

def main():
    store = session.open_store(wished["url"])
    manners = {"archive": wished["folder"], "contact": "desk@example.org"}
    settings = replace(DEFAULT, crawl=DEFAULT.crawl.model_copy(update=manners))
    crawls = crawl.Crawls(store=store, configuration=settings, delay=wished["delay"], allowed=(host,))
    spiders = [spider(name) for name in wished["names"]]

    async def crawled():
        loop = asyncio.get_running_loop()

        def stopped():
            if sys.stdin.readline():
                loop.call_soon_threadsafe(lambda: asyncio.ensure_future(crawls.stop()))

        threading.Thread(target=stopped, daemon=True).start()
        runs = []
        for most in wished["days"]:
            crawls.lanes.daily_requests = most
            runs += await crawls.crawl_all(spiders, trigger="test")
        return runs

    print("ready", flush=True)
    sys.stdin.readline()
    try:
        runs = crawl.on_reactor(crawled)
    finally:
        crawls.close()
        store.close()
    print(json.dumps([[run.outcome, run.message] for run in runs]))

if __name__ == "__main__":
    main()
"""


def program(
    store: Store,
    host: OneHost,
    *names: str,
    delay: float,
    days: tuple[int, ...] = (5000,),
) -> subprocess.Popen[str]:
    """A program that crawls the named sources of the host when it gets a line, and stops when it gets another.

    ``days``: as often as there are numbers, each the daily limit of the host.
    """
    folder = Path(store.engine.url.database or "").parent
    if store.engine.dialect.name != "sqlite":
        folder = Path("/tmp")
    wished = {
        "url": store.engine.url.render_as_string(hide_password=False), "folder": str(folder / "archive"),
        "host": host.address, "names": names, "delay": delay, "days": days,
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, json.dumps(wished)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
    )  # fmt: skip


def begin(*programs: subprocess.Popen[str]) -> None:
    """Let them begin at the same moment."""
    for one in programs:
        assert one.stdout
        assert one.stdout.readline() == "ready\n", one.communicate()
    for one in programs:
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()


def ended(running: subprocess.Popen[str]) -> list[list[str]]:
    """Outcome and message of each run of a program, in order, when it has ended."""
    out, err = running.communicate(timeout=120)
    assert running.returncode == 0, err[-3000:]
    runs: list[list[str]] = json.loads(out.splitlines()[-1])
    return runs
