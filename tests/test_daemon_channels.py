"""The daemon and its channels: one that hangs holds up nothing, files are kept fresh, a stop is bounded."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path

import feedparser
import icalendar

from crawler.demo.site import DemoSite
from database import queries
from database.session import Store
from tests.services import hangs, service
from tests.test_daemon import Daemon, _none_outlives_its_test, finished_runs, site, wait_for

SECRET = "s3cr3t-ToKen_99"
__all__ = ["_none_outlives_its_test", "site"]  # fixtures


def test_a_hook_that_hangs_holds_up_neither_a_file_nor_a_feed_nor_the_end(
    sqlite_store: Store, tmp_path: Path, site: DemoSite
) -> None:
    over = threading.Event()
    (tmp_path / "secret").write_text(SECRET, "utf-8")
    with service(hangs(over)) as there:
        (tmp_path / "hetao.toml").write_text(
            f"""
            [crawl]
            archive = "{tmp_path}/archive"
            [watches.everything]
            first_crawl = "send"
            [channels.hook]
            kind = "webhook"
            url = "{there.address}"
            secret = "file:{tmp_path}/secret"
            timeout = "60s"
            [channels.lines]
            kind = "file"
            path = "{tmp_path}/alerts.jsonl"
            [channels.group]
            kind = "wecom"
            key = "env:HETAO_NOT_SET"
            [channels.feed]
            kind = "atom"
            path = "{tmp_path}/a.atom"
            [channels.days]
            kind = "ical"
            path = "{tmp_path}/b.ics"
            """,
            "utf-8",
        )
        daemon = Daemon(sqlite_store, tmp_path, site)
        daemon.says("channels.group.key: the environment has no HETAO_NOT_SET")
        wait_for(lambda: finished_runs(sqlite_store) == 4)
        told = len(queries.alerts(sqlite_store))
        assert told
        lines = tmp_path / "alerts.jsonl"
        wait_for(lambda: queries.deliveries(sqlite_store, channel="lines", states=("sent",)))
        wait_for(lambda: len(feedparser.parse((tmp_path / "a.atom").read_bytes()).entries) == min(told, 100))
        icalendar.Calendar.from_ical((tmp_path / "b.ics").read_bytes())
        assert len(there.asked) == 1  # the first message, which hangs since then
        over.set()
        begun = time.monotonic()
        assert daemon.end() == 0
        assert time.monotonic() - begun < 60
    waiting = queries.deliveries(sqlite_store, channel="hook")
    assert {row.state for row in waiting} == {"waiting"}
    assert {row.state for row in queries.deliveries(sqlite_store, channel="group")} == {"waiting"}
    assert "did not answer" in str(waiting[-1].message) or "cannot be reached" in str(waiting[-1].message)
    assert json.loads(lines.read_text("utf-8").splitlines()[0])["kind"] == "new"
    assert SECRET not in daemon.log.read_text("utf-8")
