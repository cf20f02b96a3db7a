"""The rhythm in the program, on loopback: who lies about 304, who asks to wait, by hand, after a restart, after a kill."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from crawler import catalogue
from crawler.demo.site import DemoSite, serve
from crawler.due import keys_of
from database import models, queries, save
from database.session import Store
from tests.test_daemon import wait_for

ROOT = Path(__file__).parent.parent
#: What a busy machine may need to start a daemon, in seconds.
SLOW = 240.0
PAGE = "<html><head><title>{n}</title></head><body><p>今日天气晴朗，第{n}号。</p></body></html>"

# Runs of one source, one after the other: "own" by its own rhythm, "exact" as by cron, "hand".
RUNS = """
import json, sys
from datetime import timedelta
from crawler import crawl
from crawler.configuration import load
from crawler.outlet import OutletSpider
from crawler.source import Feed, Source
from database import save, session
from pathlib import Path
from pipelines.rhythm import Bounds

url, host, folder, wanted = sys.argv[1:]
every = timedelta(hours=1)

class Paper(OutletSpider):
    name = "paper"
    source = Source(
        id="paper", outlet="小报", family="paper", language="zh-Hans", hosts=(host,), every=every,
        entry_points=(Feed(url=f"http://{host}/feed.xml"),), example=f"http://{host}/1.html",
    )

async def main():
    store = session.open_store(url)
    crawls = crawl.Crawls(store=store, configuration=load(Path(folder) / "hetao.toml"), allowed=(host,), delay=0.0)
    done = []
    for how in wanted.split():
        bounds = Bounds(every=every) if how == "own" else None
        summary = await crawls.crawl(Paper, trigger="hand" if how == "hand" else "schedule", bounds=bounds)
        ((state, next_at),) = (
            (one.state, one.next_at) for one in save.kept_rhythms(store, [f"http://{host}/feed.xml"]).values()
        )
        done.append([summary.outcome, str(next_at), str(state.polled_at), state.hint, state.lies])
    crawls.close()
    store.close()
    return done

print(json.dumps(crawl.on_reactor(main)))
"""


@dataclass
class Paper:
    """An outlet that publishes an article before each answer of its feed, the first ``silent`` ones left out. One that
    does not tell the truth gives the same ETag for ever, and 304 to whoever shows it. After ``patient`` answers it asks to
    wait for seven hours."""

    tells_truth: bool = True
    silent: int = 0
    patient: int = 1000
    articles: int = 3
    host: str = ""
    asked: list[tuple[str, bool, int]] = field(default_factory=list)  # path, conditionally, status

    def feed(self) -> bytes:
        items = (
            f"<item><title>{n}</title><link>http://{self.host}/{n}.html</link></item>"
            for n in range(self.articles, max(0, self.articles - 30), -1)
        )
        return f"<rss><channel><ttl>60</ttl>{''.join(items)}</channel></rss>".encode()

    @property
    def of_feed(self) -> list[tuple[bool, int]]:
        """How its feed was asked: conditionally, and the status."""
        return [(conditional, status) for path, conditional, status in self.asked if path == "/feed.xml"]


@contextmanager
def listening(paper: Paper) -> Iterator[Paper]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.headers.get("If-None-Match")
            status, body, etag = 200, PAGE.format(n=self.path[1:-5]).encode(), ""
            if self.path == "/feed.xml":
                paper.articles += len(paper.of_feed) >= paper.silent
                body = paper.feed()
                etag = hashlib.sha256(body).hexdigest()[:9] if paper.tells_truth else "1"
                if known == f'"{etag}"':
                    status, body = 304, b""
                if len(paper.of_feed) >= paper.patient:
                    status, body = 429, b""
            elif self.path == "/robots.txt":
                status, body = 404, b""
            paper.asked.append((self.path, known is not None, status))
            self.send_response(status)
            if etag and status != 429:
                self.send_header("ETag", f'"{etag}"')
            if status == 429:
                self.send_header("Retry-After", "25200")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    paper.host = f"127.0.0.1:{server.server_address[1]}"
    try:
        yield paper
    finally:
        server.shutdown()
        server.server_close()


@dataclass(frozen=True)
class Ran:
    """What came of a run, and what is kept after it."""

    outcome: str
    next_at: str
    polled_at: str
    hint: float
    lies: bool

    @property
    def wait(self) -> timedelta:
        """From the last answer to the next poll."""
        return datetime.fromisoformat(self.next_at) - datetime.fromisoformat(self.polled_at)


def runs(store: Store, folder: Path, paper: Paper, wanted: str) -> list[Ran]:
    """What came of runs in a process of their own."""
    (folder / "hetao.toml").write_text(f'[crawl]\narchive = "{folder}/archive"\n', "utf-8")
    url = store.engine.url.render_as_string(hide_password=False)
    done = subprocess.run(
        [sys.executable, "-c", RUNS, url, paper.host, str(folder), wanted],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return [Ran(*one) for one in json.loads(done.stdout.splitlines()[-1])]


def test_a_host_that_lies_about_304_while_it_publishes_loses_no_article(
    sqlite_store: Store, tmp_path: Path
) -> None:
    with listening(Paper(tells_truth=False)) as paper:
        done = runs(sqlite_store, tmp_path, paper, "exact " * 13)
        urls = [f"http://{paper.host}/{n}.html" for n in range(1, paper.articles + 1)]
    assert paper.of_feed[1:11] == [(True, 304)] * 10  # it was believed so long
    assert paper.of_feed[11:] == [(False, 200)] * 2  # and is no longer
    assert [one.lies for one in done].index(True) == 11
    assert save.known_urls(sqlite_store, urls) == frozenset(urls)


def test_a_host_that_tells_the_truth_is_believed(sqlite_store: Store, tmp_path: Path) -> None:
    with listening(Paper(silent=13)) as paper:
        done = runs(sqlite_store, tmp_path, paper, "exact " * 15)
    assert [conditional for conditional, _ in paper.of_feed].count(False) == 2  # the first, and a look
    assert paper.of_feed[-2:] == [(True, 200)] * 2
    assert not done[-1].lies


def test_a_crawl_by_hand_teaches_and_leaves_the_plan_and_what_is_not_due_is_not_asked(
    sqlite_store: Store, tmp_path: Path
) -> None:
    with listening(Paper()) as paper:
        first, by_hand, not_due, exact = runs(sqlite_store, tmp_path, paper, "own hand own exact")
    assert first.wait > timedelta(minutes=5)
    assert first.hint == 1.0  # <ttl>
    assert by_hand.next_at == first.next_at
    assert by_hand.polled_at > first.polled_at
    assert not_due == by_hand  # nothing was asked, and that is no failure
    assert not_due.outcome == "success"
    assert exact.polled_at > by_hand.polled_at  # cron and `every` ask whatever the rhythm says
    assert len(paper.of_feed) == 3


def test_who_asks_to_wait_is_left_in_peace_even_where_somebody_asked_by_hand(
    sqlite_store: Store, tmp_path: Path
) -> None:
    with listening(Paper(patient=1)) as paper:
        first, by_hand = runs(sqlite_store, tmp_path, paper, "own hand")
    assert first.wait < timedelta(hours=6)
    assert by_hand.polled_at == first.polled_at
    assert by_hand.wait >= timedelta(hours=7)


# ------------------------------------------------------------------------------------------------ the daemon

DAEMON = """
import json, sys
from datetime import timedelta
from pathlib import Path
import scheduler
from crawler import catalogue, crawl
from crawler.configuration import load
from crawler.rhythm import OwnRhythm
from database import session
from pipelines.rhythm import Bounds

url, folder, rebased, fastest, every = sys.argv[1], Path(sys.argv[2]), json.loads(sys.argv[3]), *map(float, sys.argv[4:])
settings = load(folder / "hetao.toml")
store = session.open_store(url)
spiders = list(catalogue.spiders(demo=True).values())
crawl.register(store, spiders, settings)
crawls = crawl.Crawls(store=store, configuration=settings, rebased=rebased, allowed=tuple(rebased.values()), delay=0.0)
bounds = Bounds(
    fastest=timedelta(seconds=fastest), every=timedelta(seconds=every), slowest=timedelta(seconds=every)
)
sys.exit(scheduler.run_daemon(
    store, settings, spiders=spiders, crawls=crawls, triggers=lambda *_: OwnRhythm(bounds), beat_seconds=0.2,
))
"""


@contextmanager
def daemon(
    store: Store, folder: Path, site: DemoSite, fastest: float, every: float
) -> Iterator[subprocess.Popen[bytes]]:
    """A daemon in which every source has its own rhythm, within bounds in seconds."""
    (folder / "hetao.toml").write_text(f'[crawl]\narchive = "{folder}/archive"\n', "utf-8")
    url = store.engine.url.render_as_string(hide_password=False)
    wished = [url, str(folder), json.dumps(site.rebased), str(fastest), str(every)]
    with (folder / "daemon.log").open("a") as log:
        process = subprocess.Popen([sys.executable, "-c", DAEMON, *wished], cwd=ROOT, stderr=log, stdout=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def entry_points(site: DemoSite) -> int:
    """How often any entry point was asked."""
    asked = ("/rss.xml", "/sitemap.xml", "/list.html", "/api/search", "/")
    return sum(path.partition("?")[0] in asked for _, path, _ in site.requests)


def finished(store: Store) -> set[str]:
    return {run.source_id for run in queries.runs(store, limit=None) if run.outcome == "success"}


def alerts(store: Store) -> int:
    return len(list(queries.EXPORTS["alerts"](store)))


def next_times(store: Store, site: DemoSite) -> dict[str, datetime | None]:
    sources = [spider.source.rebased(site.rebased) for spider in catalogue.spiders(demo=True).values()]
    keys = [key for source in sources for key in keys_of(source)]
    return {key: one.next_at for key, one in save.kept_rhythms(store, keys).items()}


def test_the_daemon_follows_the_rhythm_through_a_kill_and_a_restart(
    sqlite_store: Store, tmp_path: Path
) -> None:
    with serve(ports=(0, 0, 0, 0)) as site:
        with daemon(sqlite_store, tmp_path, site, fastest=1800, every=3600) as first:
            wait_for(lambda: len(finished(sqlite_store)) == 4, SLOW)
            planned = next_times(sqlite_store, site)
            first.send_signal(signal.SIGKILL)
            first.wait()
        assert all(planned.values())
        asked, known = entry_points(site), alerts(sqlite_store)
        log = tmp_path / "daemon.log"
        with daemon(sqlite_store, tmp_path, site, fastest=1800, every=3600) as second:
            wait_for(lambda: log.read_text("utf-8").count("watching") == 2, SLOW)
            time.sleep(0.5)
            assert entry_points(site) == asked  # nothing is due
            assert next_times(sqlite_store, site) == planned
            second.send_signal(signal.SIGTERM)
            assert second.wait(timeout=60) == 0
        assert site.publish()
        sooner(sqlite_store)
        with daemon(sqlite_store, tmp_path, site, fastest=0.2, every=0.4) as third:
            wait_for(lambda: alerts(sqlite_store) == known + 1, SLOW)
            before = entry_points(site)
            wait_for(lambda: entry_points(site) > before + 12, SLOW)  # again and again, whoever is due
            third.send_signal(signal.SIGTERM)
            assert third.wait(timeout=60) == 0
    assert alerts(sqlite_store) == known + 1


def sooner(store: Store) -> None:
    """An hour passes."""
    with store.transaction() as session:
        for row in session.query(models.EntryPoint):
            row.next_at = row.next_at and row.next_at - timedelta(hours=2)


def test_a_kill_in_the_middle_loses_nothing_and_asks_nothing_twice(
    sqlite_store: Store, tmp_path: Path
) -> None:
    with serve(ports=(0, 0, 0, 0)) as site:
        answer = site.answer

        def slowly(outlet: str, path: str) -> Any:
            time.sleep(0.1 if path.endswith(".html") else 0)
            return answer(outlet, path)

        site.answer = slowly  # type: ignore[method-assign]
        with daemon(sqlite_store, tmp_path, site, fastest=1800, every=3600) as first:
            wait_for(lambda: any(next_times(sqlite_store, site).values()) and len(site.requests) > 12, SLOW)
            first.send_signal(signal.SIGKILL)
            first.wait()
        site.answer = answer  # type: ignore[method-assign]
        before = {key for key, at in next_times(sqlite_store, site).items() if at}
        asked = [path for _, path, _ in site.requests]
        with daemon(sqlite_store, tmp_path, site, fastest=1800, every=3600) as second:
            wait_for(lambda: len(finished(sqlite_store)) == 4, SLOW)
            second.send_signal(signal.SIGTERM)
            second.wait(timeout=60)
        again = [
            f"http://{site.rebased[f'{outlet}.example']}{path}"
            for outlet, path, _ in site.requests[len(asked) :]
        ]
        assert not before & set(again)  # those were not due again
        assert alerts(sqlite_store) == 21  # what the demo tells, each once
