"""The daemon reads hetao.toml again: a mistake changes nothing, a run in flight ends by the settings it began with."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from apscheduler.triggers.cron import CronTrigger
from typer.testing import CliRunner

import cli
from crawler import catalogue
from crawler.configuration import DEFAULT
from crawler.crawl import Crawls
from crawler.rhythm import LOCAL, OwnRhythm
from database import queries
from database.locks import held_by
from database.session import Store
from pipelines.rhythm import Bounds
from tests.test_daemon import ROOT, STARTED, _none_outlives_its_test, wait_for
from watching.watch import Watch

__all__ = ["_none_outlives_its_test"]  # a fixture

# The real daemon, with no outlets but those of its hetao.toml.
DAEMON = """
import sys
import scheduler
from crawler import catalogue
catalogue._discovered = lambda package: ()

if __name__ == "__main__":
    sys.exit(scheduler.main())
"""
STORY = (
    "<html><head><title>星澜生物与粤澜大学在河套签约{n}</title></head><body><h1>星澜生物与粤澜大学在河套签约{n}</h1>"
    "<p>11月23日，星澜生物有限公司与粤澜大学在河套深港科技创新合作区深圳园区签署第{n}份战略合作协议。"
    "双方将共建联合实验室，公司董事长林远舟表示，园区科研环境良好，公司将尽快迁入。</p></body></html>"
)


class Outlets:
    """Each at a port of its own, with a feed and one story; the story of ``slow`` waits until it may go on."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go_on = threading.Event()
        self.addresses: dict[str, str] = {}

    def answer(self, path: str) -> tuple[str, str]:
        self.asked.append(path)
        name = path.strip("/").split("/")[0]
        if path.endswith("rss.xml"):
            items = f"<item><title>河套签约</title><link>http://{self.addresses[name]}/{name}/1.html</link></item>"
            return (
                "application/rss+xml",
                f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>",
            )
        if name == "slow" and path.endswith("1.html"):
            self.go_on.wait(30)
        return "text/html; charset=utf-8", STORY.format(n=name)


@contextmanager
def serving() -> Iterator[Outlets]:
    outlets = Outlets()

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                self.send_error(404)
                return
            kind, text = outlets.answer(self.path)
            body = text.encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    servers = []
    for name in ("slow", "steady", "fresh"):
        server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        outlets.addresses[name] = f"127.0.0.1:{server.server_address[1]}"
        servers.append(server)
    try:
        yield outlets
    finally:
        outlets.go_on.set()
        for server in servers:
            server.shutdown()
            server.server_close()


class Watched:
    """The daemon in a process of its own, its settings and its log."""

    def __init__(self, store: Store, folder: Path, outlets: Outlets) -> None:
        self.store, self.folder, self.outlets = store, folder, outlets
        self.log = folder / "daemon.log"

    def want(self, *sources: str, more: str = "", crawl: str = "") -> None:
        """Write hetao.toml."""
        allowed = json.dumps([*self.outlets.addresses.values()])
        text = f'[crawl]\narchive = "{self.folder}/archive"\nallow_addresses = {allowed}\n{crawl}\n'
        for name in sources:
            text += (
                f'[sources.{name}]\noutlet = "{name}报"\nhosts = ["127.0.0.1"]\nlanguage = "zh"\nevery = "1h"\ndelay = 1\n'
                f'feeds = ["http://{self.outlets.addresses[name]}/{name}/rss.xml"]\n'
            )
        (self.folder / "hetao.toml").write_text(text + more, "utf-8")

    def start(self) -> None:
        (self.folder / "watch.py").write_text(DAEMON, "utf-8")
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "watch.py"],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                env={
                    "PYTHONPATH": str(ROOT),
                    "PATH": "/usr/bin:/bin",
                    "HOME": str(self.folder),
                    "HETAO_DATABASE_URL": self.store.engine.url.render_as_string(hide_password=False),
                },
            )
        STARTED.append(self.process)
        self.says("watching")

    def reload(self) -> None:
        self.process.send_signal(signal.SIGHUP)

    def says(self, part: str) -> str:
        return str(wait_for(lambda: part in self.log.read_text("utf-8") and self.log.read_text("utf-8")))

    def ended(self, source: str) -> list[str]:
        return [
            run.outcome
            for run in queries.runs(self.store, limit=None)
            if run.source_id == source and run.finished_at
        ]


@pytest.fixture
def watched(sqlite_store: Store, tmp_path: Path) -> Iterator[Watched]:
    with serving() as outlets:
        yield Watched(sqlite_store, tmp_path, outlets)


def test_sources_come_and_go_while_a_run_in_flight_goes_on(watched: Watched) -> None:
    watched.want("slow", "steady")
    watched.start()
    wait_for(lambda: "/slow/1.html" in watched.outlets.asked and watched.ended("steady"))
    watched.want("steady", "fresh")  # what is being crawled is no longer wanted
    watched.reload()
    watched.says("watching 2 sources, 1 of them new or changed, 1 no longer")
    wait_for(lambda: watched.ended("fresh"))
    assert watched.ended("slow") == []
    watched.outlets.go_on.set()
    wait_for(lambda: watched.ended("slow") == ["success"])
    assert {a.url for a in queries.articles(watched.store)} == {
        f"http://{watched.outlets.addresses[name]}/{name}/1.html" for name in ("slow", "steady", "fresh")
    }
    assert watched.ended("steady") == ["success"], "what did not change is not crawled anew"
    assert watched.process.poll() is None


def test_a_mistake_keeps_the_settings_of_before_and_is_said_with_its_line(watched: Watched) -> None:
    watched.want("steady")
    watched.start()
    wait_for(lambda: watched.ended("steady"))
    watched.want("steady", "fresh", crawl="most_pages = 0")
    watched.reload()
    said = watched.says("the settings of before stay")
    assert "hetao.toml, line 4: crawl.most_pages" in said
    watched.want("steady", "fresh")
    url = watched.store.engine.url.render_as_string(hide_password=False)
    asked = ["--config", str(watched.folder / "hetao.toml"), "--database", url, "reload"]
    told = CliRunner().invoke(cli.app, asked)
    assert f"The daemon (process {watched.process.pid}) reads its settings again" in told.stdout
    wait_for(lambda: watched.ended("fresh"))
    watched.process.kill()
    watched.process.wait()
    gone = CliRunner().invoke(cli.app, asked)
    assert (gone.exit_code, held_by(watched.store, "daemon")) == (2, None)


def test_watches_and_channels_count_from_then_on(watched: Watched) -> None:
    lines = watched.folder / "alerts.jsonl"
    watched.want("steady")
    watched.start()
    wait_for(lambda: watched.ended("steady"))
    channel = f'[channels.lines]\nkind = "file"\npath = "{lines}"\n'
    watched.want("steady", "fresh", more=channel + '[watches.all]\nfirst_crawl = "send"\n')
    watched.reload()
    wait_for(lambda: lines.exists() and lines.read_text("utf-8"))
    assert [
        row.channel for row in queries.deliveries(watched.store, channel=None, states=("sent",), limit=9)
    ] == ["lines"]


def test_a_renewal_waits_while_the_settings_have_a_mistake(watched: Watched) -> None:
    watched.want("steady", more='[limits]\ndaemon_memory = "20 MB"\n')
    watched.start()
    wait_for(lambda: watched.ended("steady"))
    watched.want("steady", more='[limits]\ndaemon_memory = "20"\n')
    said = watched.says("not renewed, since nothing would begin with it")
    assert "limits.daemon_memory" in said
    assert watched.process.poll() is None


@pytest.mark.parametrize("by_cron", [True, False])
def test_a_run_that_ends_after_a_reload_is_followed_as_the_new_settings_want(
    by_cron: bool, sqlite_store: Store
) -> None:
    """Who changes to a cron is not crawled between; who changes from it does not wait for the longest interval."""
    spider = next(iter(catalogue.spiders(demo=True).values()))
    own = OwnRhythm(Bounds(fastest=timedelta(minutes=5)))
    cron = CronTrigger.from_crontab("0 6 * * *", timezone=LOCAL)
    planned = datetime.now(UTC) + timedelta(hours=6)

    async def ended() -> datetime:
        watch = Watch(
            crawls=Crawls(store=sqlite_store, configuration=DEFAULT), spiders=[spider], stop=asyncio.Event()
        )
        watch._scheduler.configure(event_loop=asyncio.get_running_loop())
        watch._scheduler.start(paused=True)
        watch._scheduler.add_job(
            watch._run, cron if by_cron else own, args=[spider], id=spider.source.id, next_run_time=planned
        )
        await watch._plan_next(spider.source.id)
        at: datetime = watch._scheduler.get_job(spider.source.id).next_run_time
        watch._scheduler.shutdown(wait=False)
        return at

    at = asyncio.run(ended())
    assert at == planned if by_cron else at < planned - timedelta(hours=5)
