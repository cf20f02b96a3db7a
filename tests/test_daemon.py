"""The daemon as a process: alone on its database, killed, taken over, its store away, its clock set, its memory bounded."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy import text

from crawler.demo.site import DemoSite, serve
from crawler.rhythm import LOCAL, Moment, after_shift, clock_shift, first_run
from database import addresses, queries, save, session
from database.rows import LastRun
from database.session import Store
from tests import postgresql

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

# The demo's outlets, watched by the real daemon in the rhythm of a test.
DAEMON = """
import json, sys
from datetime import timedelta
from pathlib import Path
from typing import Any
import scheduler
from apscheduler.triggers.interval import IntervalTrigger
from crawler import catalogue, crawl
from crawler.configuration import load
from database import engines, session
from database.errors import StoreError

def main():
    url, folder, rebased, every = sys.argv[1], Path(sys.argv[2]), json.loads(sys.argv[3]), float(sys.argv[4])
    settings = load(folder / "hetao.toml")
    engines.BUSY_SECONDS = 1.0  # a test does not wait as long as a daemon
    store = session.open_store(url, watches=settings.watches)
    spiders = list(catalogue.spiders(demo=True).values())
    crawl.register(store, spiders, settings)
    crawls = crawl.Crawls(store=store, configuration=settings, rebased=rebased, allowed=tuple(rebased.values()), delay=0.0)
    try:
        status = scheduler.run_daemon(
            store, settings, spiders=spiders, crawls=crawls,
            triggers=lambda source, _: IntervalTrigger(seconds=every), beat_seconds=0.2,
        )
    except StoreError as problem:
        sys.exit(f"hetao: {problem}")
    store.close()
    return scheduler.ended(status)

if __name__ == "__main__":
    sys.exit(main())
"""


STARTED: list[subprocess.Popen[bytes]] = []


@pytest.fixture(autouse=True)
def _none_outlives_its_test() -> Iterator[None]:
    yield
    while STARTED:
        STARTED.pop().kill()


class Daemon:
    """A daemon in a process of its own, and what it says."""

    def __init__(self, store: Store, folder: Path, site: DemoSite, *, every: float = 3600) -> None:
        script = folder / "watch_demo.py"
        script.write_text(DAEMON, "utf-8")
        if not (folder / "hetao.toml").exists():
            (folder / "hetao.toml").write_text(f'[crawl]\narchive = "{folder}/archive"\n', "utf-8")
        url = store.engine.url.render_as_string(hide_password=False)
        self.log = folder / f"daemon-{time.monotonic_ns()}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(script), url, str(folder), json.dumps(site.rebased), str(every)],
                stderr=log,
                stdout=log,
                cwd=ROOT,
                env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
            )

        STARTED.append(self.process)

    def says(self, part: str, seconds: float = 60) -> str:
        """Wait until the log holds a text; gives the log."""
        return wait_for(lambda: part in self.log.read_text("utf-8") and self.log.read_text("utf-8"), seconds)

    def end(self) -> int:
        """Ask it to stop, and wait."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=90)


def wait_for(found: Callable[[], Any], seconds: float = 60) -> Any:
    deadline = time.monotonic() + seconds
    while not (result := found()):
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.1)
    return result


@pytest.fixture(scope="module")
def site() -> Iterator[DemoSite]:
    with serve(ports=(0, 0, 0, 0)) as running:
        yield running


def finished_runs(store: Store) -> int:
    return sum(run.outcome == "success" for run in queries.runs(store, limit=None))


def test_it_is_alone_says_so_and_is_taken_over_when_killed(
    sqlite_store: Store, tmp_path: Path, site: DemoSite
) -> None:
    first = Daemon(sqlite_store, tmp_path, site)
    first.says("watching")
    second = Daemon(sqlite_store, tmp_path, site)
    assert second.process.wait(timeout=60) == 1
    refusal = second.log.read_text("utf-8")
    assert f"is watched already: daemon is held by hetao daemon (process {first.process.pid} on" in refusal
    assert "Stop that one first" in refusal
    first.process.send_signal(signal.SIGKILL)
    first.process.wait()
    third = Daemon(sqlite_store, tmp_path, site)
    third.says("watching")
    wait_for(lambda: finished_runs(sqlite_store) >= 4)
    state = queries.daemon_state(sqlite_store)
    assert state
    assert state.pid == third.process.pid
    assert third.end() == 0
    state = queries.daemon_state(sqlite_store)
    assert state
    assert state.stopped_at
    assert state.memory > 10_000_000
    alerts = queries.EXPORTS["alerts"](sqlite_store)
    assert len({a["happening_id"] for a in alerts}) == len(list(queries.EXPORTS["alerts"](sqlite_store)))


def test_past_its_memory_bound_it_renews_itself_between_runs_as_the_same_process(
    sqlite_store: Store, tmp_path: Path, site: DemoSite
) -> None:
    (tmp_path / "hetao.toml").write_text(
        f'[crawl]\narchive = "{tmp_path}/archive"\n[limits]\ndaemon_memory = "20 MB"\n', "utf-8"
    )
    daemon = Daemon(sqlite_store, tmp_path, site)
    wait_for(lambda: (s := queries.daemon_state(sqlite_store)) and s.renewals >= 1)
    state = queries.daemon_state(sqlite_store)
    assert state
    assert state.pid == daemon.process.pid
    runs = queries.runs(sqlite_store, limit=None)
    assert {run.outcome for run in runs} <= {"success", "running"}  # no run was broken off
    assert daemon.end() == 0


def test_a_stop_during_a_renewal_is_a_stop(sqlite_store: Store, tmp_path: Path) -> None:
    (tmp_path / "hetao.toml").write_text(
        f'[crawl]\narchive = "{tmp_path}/archive"\n[limits]\ndaemon_memory = "20 MB"\n', "utf-8"
    )
    with serve(ports=(0, 0, 0, 0)) as site:
        answer = site.answer

        def slowly(outlet: str, path: str) -> Any:
            time.sleep(0.4 if outlet == "nanling" else 0)  # one run is under way when the others have ended
            return answer(outlet, path)

        site.answer = slowly  # type: ignore[method-assign]
        daemon = Daemon(sqlite_store, tmp_path, site)
        daemon.says("renewing, to give memory back")
        assert daemon.end() == 0
        state = queries.daemon_state(sqlite_store)
        assert state
        assert state.stopped_at


@pytest.fixture
def locked() -> Callable[[Store], object]:
    @contextmanager
    def lock(store: Store) -> Iterator[None]:
        """Another program writes and does not end."""
        path = store.engine.url.database or ""
        with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")

    return lock


def test_it_waits_for_a_locked_database_says_so_counts_what_it_left_out_and_goes_on(
    sqlite_store: Store, tmp_path: Path, site: DemoSite, locked: Callable
) -> None:
    daemon = Daemon(sqlite_store, tmp_path, site, every=1)
    wait_for(lambda: finished_runs(sqlite_store) >= 4)
    with locked(sqlite_store):
        said = daemon.says("Another program has been writing", seconds=40)
        daemon.says("left out, the run before has not ended", seconds=40)
        before = finished_runs(sqlite_store)
    assert "Waiting for it; nothing is lost." in said
    daemon.says("The store works again")
    wait_for(lambda: finished_runs(sqlite_store) > before)
    wait_for(lambda: sum(row.misfires for row in queries.sources_health(sqlite_store)) > 0)
    assert daemon.end() == 0


@pytest.mark.postgresql
def test_it_outlives_a_restart_of_postgresql(
    postgresql_url: str, migrated_postgresql: Store, tmp_path: Path, site: DemoSite
) -> None:
    with postgresql.throw_away_database(addresses.engine_url(postgresql_url)) as url:
        session.migrate(url)
        store = session.open_store(url)
        daemon = Daemon(store, tmp_path, site, every=1)
        stop = threading.Event()

        def drop() -> None:
            """What a restart does to every connection, in whatever transaction it is, again and again."""
            while not stop.wait(0.02):
                with migrated_postgresql.engine.connect() as connection:
                    connection.execute(
                        text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
                        {"name": store.engine.url.database},
                    )

        daemon.says("watching")
        dropping = threading.Thread(target=drop)
        dropping.start()
        try:
            daemon.says("Waiting for it; nothing is lost.")
        finally:
            stop.set()
            dropping.join()
        store.engine.dispose()
        # its workers have only just been started, and a busy machine takes half a minute and more for that
        wait_for(lambda: all(row.last_success_at for row in queries.sources_health(store)), 240)
        before = finished_runs(store)
        wait_for(lambda: finished_runs(store) > before + 4)
        assert daemon.end() == 0
        alerts = list(queries.EXPORTS["alerts"](store))
        assert len(alerts) == 21  # what the demo tells, each once
        store.close()


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mount"), reason="only root may mount a small disk")
def test_on_a_full_disk_it_waits_and_loses_nothing(tmp_path: Path) -> None:
    with serve(ports=(0, 0, 0, 0)) as site:
        _fills_its_disk(tmp_path, site)


def _fills_its_disk(tmp_path: Path, site: DemoSite) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        store = session.open_store(f"sqlite:///{disk}/hetao.db")
        (tmp_path / "hetao.toml").write_text(f'[crawl]\narchive = "{disk}/archive"\n', "utf-8")
        daemon = Daemon(store, tmp_path, site, every=0.5)
        wait_for(lambda: finished_runs(store) >= 4)
        fill = disk / "fill"
        fill_up(fill)
        site.publish()  # something new has to be kept now
        daemon.says("Waiting for it; nothing is lost.")
        fill.unlink()
        daemon.says("The store works again")
        wait_for(lambda: len(list(queries.EXPORTS["alerts"](store))) == 22)
        assert daemon.end() == 0
        store.close()
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


def fill_up(path: Path) -> None:
    """Write until the disk is full."""
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as stream:
        while stream.write(b"x" * 4096):
            pass


# ------------------------------------------------------------------------------------------------ rules of the rhythm

EVERY_HOUR = IntervalTrigger(hours=1, timezone=LOCAL)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (None, NOW),
        (LastRun(started_at=NOW - timedelta(minutes=20), outcome="success"), NOW + timedelta(minutes=40)),
        (LastRun(started_at=NOW - timedelta(minutes=20), outcome="failed"), NOW + timedelta(minutes=40)),
        (LastRun(started_at=NOW - timedelta(hours=5), outcome="success"), NOW),
        (LastRun(started_at=NOW - timedelta(minutes=1), outcome="running"), NOW),  # its program was killed
        (LastRun(started_at=NOW - timedelta(minutes=1), outcome="interrupted"), NOW),
        (LastRun(started_at=NOW + timedelta(days=300), outcome="success"), NOW),  # the clock was wrong then
    ],
)
def test_after_a_start_a_source_is_crawled_when_it_is_due(last: LastRun | None, expected: datetime) -> None:
    assert first_run(EVERY_HOUR, last, NOW) == expected


def test_a_cron_time_that_passed_while_nobody_watched_is_made_up_for() -> None:
    at_six = CronTrigger.from_crontab("0 6 * * *", timezone=LOCAL)  # 22:00 UTC
    yesterday = LastRun(started_at=NOW - timedelta(days=1), outcome="success")
    this_morning = LastRun(started_at=datetime(2026, 11, 23, 22, 0, 1, tzinfo=UTC), outcome="success")
    assert first_run(at_six, yesterday, NOW) == NOW
    assert first_run(at_six, this_morning, NOW) == datetime(2026, 11, 24, 22, 0, tzinfo=UTC)


def test_a_clock_that_was_set_is_told_from_one_that_ran() -> None:
    start = Moment(wall=NOW, steady=100.0)
    assert clock_shift(start, Moment(wall=NOW + timedelta(seconds=15.2), steady=115.0)) is None
    assert clock_shift(start, Moment(wall=NOW + HOUR, steady=115.0)) == HOUR - timedelta(seconds=15)
    assert clock_shift(start, Moment(wall=NOW - HOUR, steady=115.0)) == -HOUR - timedelta(seconds=15)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Shanghai"])
@pytest.mark.parametrize("shift", [timedelta(days=-1), -2 * HOUR, 2 * HOUR, timedelta(days=400)])
def test_however_the_clock_is_set_an_interval_is_kept_and_a_cron_follows_the_clock(
    shift: timedelta, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    scheduler = BackgroundScheduler(timezone=LOCAL)
    scheduler.start(paused=True)
    try:
        planned = NOW + timedelta(minutes=20)
        interval = scheduler.add_job(print, EVERY_HOUR, next_run_time=planned)
        cron = scheduler.add_job(
            print,
            CronTrigger.from_crontab("*/30 * * * *", timezone=LOCAL),
            next_run_time=NOW + timedelta(minutes=30),
        )
        now = NOW + shift
        if shift > timedelta(0):  # due by the new clock: at once
            assert after_shift(interval, shift, now) <= now
            assert after_shift(cron, shift, now) <= now
        else:
            assert after_shift(interval, shift, now) == now + timedelta(minutes=20)
            assert now <= after_shift(cron, shift, now) <= now + timedelta(minutes=30)
    finally:
        scheduler.shutdown(wait=False)
        monkeypatch.undo()
        time.tzset()


def test_a_source_that_never_ran_is_not_known_to_have(sqlite_store: Store) -> None:
    assert queries.last_runs(sqlite_store) == {}
    save.start_run(sqlite_store, "rthk", started_at=NOW, trigger="test")
    assert queries.last_runs(sqlite_store) == {"rthk": LastRun(started_at=NOW, outcome="running")}
