"""A crawl of a real loopback site on which nearly everything is wrong: each page gets its outcome, the rest goes on."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

ROOT = Path(__file__).parent.parent
GOOD = "<html><head><title>河套实验楼启用</title></head><body><div>2026-11-23 10:00</div><p>11月23日，河套深圳园区实验楼正式启用，多家机构迁入，科研人员表示满意。</p></body></html>"

PAGES: dict[str, tuple[int, str, bytes]] = {
    "/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /secret/\n"),
    "/good.html": (200, "text/html; charset=utf-8", GOOD.encode()),
    "/error.html": (500, "text/html", b"oops"),
    "/gone.html": (404, "text/html", b"gone"),
    "/empty.html": (200, "text/html", b""),
    "/noise.html": (200, "text/html", bytes(range(128, 256)) * 40),
    "/secret/a.html": (200, "text/html", GOOD.encode()),
    "/huge.html": (200, "text/html", b"x" * 11_000_000),
    "/five.html": (200, "text/html", ("<p>" + "河套深圳园区的天气一直很好。" * 120_000 + "</p>").encode()),
    "/moved.html": (302, "http://127.0.0.2:1/x", b""),
    "/feed.xml": (
        200,
        "application/xml",
        b"<rss><channel>"
        + b"".join(
            f"<item><title>{name}</title><link>/{name}</link></item>".encode()
            for name in (
                "good.html",
                "error.html",
                "gone.html",
                "empty.html",
                "noise.html",
                "secret/a.html",
                "huge.html",
                "five.html",
            )
        )
        + b"</channel></rss>",
    ),
    "/html-feed.xml": (200, "text/html", b"<html><body>Sorry</body></html>"),
    "/broken.json": (200, "application/json", b'{"data": {"records": ['),
    "/list.html": (200, "text/html", "<a href='/good.html?utm_source=x'>同一页</a>".encode()),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, kind, body = PAGES.get(self.path.partition("?")[0], (404, "text/html", b""))
        self.send_response(status)
        self.send_header("Location" if status == 302 else "Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # the crawler hangs up on what is too large
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


SCRIPT = """
import json, sys
from dataclasses import replace
from datetime import timedelta
from crawler import crawl
from crawler.configuration import DEFAULT
from crawler.outlet import OutletSpider
from crawler.source import Feed, Listing, Search, Source
from database import queries, session
from pipelines.discovery import SearchFields

BASE, FOLDER = sys.argv[1:]
HOST = BASE.removeprefix("http://")

class Wrong(OutletSpider):
    name = "wrong"
    source = Source(
        id="wrong", outlet="错误报", family="wrong", language="zh-Hans", hosts=(HOST,),
        entry_points=(
            Feed(url=BASE + "/feed.xml"), Feed(url=BASE + "/html-feed.xml"), Listing(url=BASE + "/list.html"),
            Search(url=BASE + "/broken.json", fields=SearchFields(records="data.records")),
        ),
        every=timedelta(hours=1), example=BASE + "/good.html",
    )

class Dead(OutletSpider):
    name = "dead"
    source = Source(
        id="dead", outlet="无人报", family="dead", language="zh-Hans", hosts=("127.0.0.1:1",),
        entry_points=(Feed(url="http://127.0.0.1:1/feed.xml"),),
        every=timedelta(hours=1), example="http://127.0.0.1:1/a.html",
    )

def main():
    store = session.open_store(f"sqlite:///{FOLDER}/wrong.db")
    settings = replace(DEFAULT, crawl=DEFAULT.crawl.model_copy(update={"archive": FOLDER + "/archive"}))
    crawls = crawl.Crawls(store=store, configuration=settings, delay=0.0, allowed=(HOST, "127.0.0.1:1"))
    crawl.register(store, [Wrong, Dead], settings)
    try:
        runs = crawl.on_reactor(lambda: crawls.crawl_all([Wrong, Dead], trigger="test"))
    finally:
        crawls.close()
    print(json.dumps({
        "runs": {r.source: {"outcome": r.outcome, "message": r.message, "reached": r.reached, "outcomes": dict(r.outcomes)} for r in runs},
        "pages": dict(queries.page_counts(store)),
        "articles": [a["title"] for a in queries.EXPORTS["articles"](store)],
        "alerts": [a["summary"] for a in queries.EXPORTS["alerts"](store)],
    }, ensure_ascii=False))

if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> dict:
    folder = tmp_path_factory.mktemp("faults")
    script = folder / "crawl_wrong.py"
    script.write_text(SCRIPT, "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        done = subprocess.run(
            [sys.executable, str(script), f"http://127.0.0.1:{server.server_address[1]}", str(folder)],
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
        )
    finally:
        server.shutdown()
        server.server_close()
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_each_page_gets_the_outcome_that_tells_what_was_wrong(crawled: dict) -> None:
    assert crawled["runs"]["wrong"]["outcomes"] == {
        "new": 2,
        "http_error": 2,
        "broken": 1,
        "undecodable": 1,
        "robots_denied": 1,
        "too_large": 1,
    }
    assert crawled["pages"]["undated"] == 1  # five megabytes without a day: kept, marked
    assert crawled["pages"]["queued"] == 1  # the 500 may pass: it is asked again


def test_entry_points_that_fail_are_named_and_the_others_are_read(crawled: dict) -> None:
    run = crawled["runs"]["wrong"]
    assert run["outcome"] == "partial"
    assert "an HTML page instead of a feed" in run["message"]
    assert "no JSON" in run["message"]


def test_a_dead_outlet_is_failed_with_the_reason_and_disturbs_nobody(crawled: dict) -> None:
    run = crawled["runs"]["dead"]
    assert (run["outcome"], run["reached"]) == ("failed", False)
    assert "refused" in run["message"]


def test_what_is_good_is_stored_and_told(crawled: dict) -> None:
    assert len(crawled["articles"]) == 2
    assert len(crawled["alerts"]) == 1


def test_a_tracking_parameter_makes_no_second_page(crawled: dict) -> None:
    assert sum(crawled["pages"].values()) == 8
