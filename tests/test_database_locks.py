"""Locks hold over threads, programs and the death of programs, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from crawler import catalogue
from crawler.configuration import DEFAULT
from crawler.crawl import Crawls
from database import queries
from database.errors import StoreUnreachable
from database.locks import Held, Locks, Lost, held_by, holder
from database.session import Store
from tests.reports import NOW

ROOT = Path(__file__).parent.parent
HOLD = """
import sys
from datetime import UTC, datetime
from database.locks import Locks
from database.session import open_store
locks = Locks(store=open_store(sys.argv[1]), program="the other one")
locks.take("daemon", now=datetime(2026, 11, 24, 2, tzinfo=UTC))
print("held", flush=True)
sys.stdin.read()
"""


def another_program(store: Store) -> subprocess.Popen[str]:
    url = store.engine.url.render_as_string(hide_password=False)
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    return other


def test_a_lock_is_had_once_until_it_is_given_back(store: Store) -> None:
    first, second = Locks(store=store, program="one"), Locks(store=store, program="two")
    first.take("run of rthk", now=NOW)
    with pytest.raises(Held, match="run of rthk is held by one"):
        second.take("run of rthk", now=NOW)
    with pytest.raises(Held, match="this program already"):
        first.take("run of rthk", now=NOW)
    second.take("run of sznews", now=NOW)  # another name is another lock
    first.release("run of rthk")
    first.release("run of rthk")
    second.take("run of rthk", now=NOW)
    first.close()
    second.close()


def test_who_holds_a_lock_now_can_be_asked_without_taking_it(store: Store) -> None:
    assert held_by(store, "daemon") is None
    assert holder(store, "daemon") is None, "asking leaves no trace"
    other = another_program(store)
    found = held_by(store, "daemon")
    assert found
    assert (found.pid, found.program) == (other.pid, "the other one")
    other.kill()
    other.wait()
    for _ in range(50):  # PostgreSQL needs a moment to see that the connection is gone
        if held_by(store, "daemon") is None:
            break
    assert held_by(store, "daemon") is None
    assert holder(store, "daemon"), "who took it last is still known"


def test_whoever_is_refused_learns_who_holds_it_and_takes_over_when_that_one_is_killed(store: Store) -> None:
    other = another_program(store)
    locks = Locks(store=store, program="hetao daemon")
    with pytest.raises(
        Held, match=rf"the other one \(process {other.pid} on .+, since 2026-11-24 10:00:00\)"
    ):
        locks.take("daemon", now=NOW)
    other.kill()
    other.wait()
    for _ in range(50):  # PostgreSQL needs a moment to see that the connection is gone
        try:
            locks.take("daemon", now=NOW)
            break
        except Held:
            continue
    found = holder(store, "daemon")
    assert found
    assert found.program == "hetao daemon"
    locks.close()


def test_of_many_that_want_it_at_once_one_gets_it(store: Store) -> None:
    rivals = [Locks(store=store, program=f"rival {n}") for n in range(8)]

    def tries(one: Locks) -> bool:
        try:
            one.take("daemon", now=NOW)
        except Held:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(tries, rivals)) == 1
    for one in rivals:
        one.close()


def test_a_lock_that_is_given_back_twice_or_never_taken_harms_nobody(store: Store) -> None:
    locks = Locks(store=store, program="one")
    locks.release("daemon")
    locks.close()
    locks.close()
    locks.keep()


@pytest.mark.postgresql
def test_after_the_server_dropped_the_connection_the_locks_are_taken_again(
    migrated_postgresql: Store,
) -> None:
    store = migrated_postgresql
    locks = Locks(store=store, program="one")
    locks.take("daemon", now=NOW)
    locks.take("run of rthk", now=NOW)
    drop_connections(store)
    locks.keep()
    with pytest.raises(Held):
        Locks(store=store, program="two").take("daemon", now=NOW)
    locks.close()


@pytest.mark.postgresql
def test_a_lock_that_somebody_took_meanwhile_is_lost_and_stays_so(migrated_postgresql: Store) -> None:
    store = migrated_postgresql
    locks = Locks(store=store, program="one")
    locks.take("daemon", now=NOW)
    drop_connections(store)
    other = another_program(store)
    for _ in range(2):  # not only the first to ask is told
        with pytest.raises(Lost, match="daemon is held by the other one"):
            locks.keep()
        with pytest.raises(Lost):
            locks.take("run of rthk", now=NOW)
    other.kill()
    other.wait()
    locks.close()


@pytest.mark.postgresql
def test_a_server_that_still_keeps_our_dead_connection_is_waited_for(migrated_postgresql: Store) -> None:
    store = migrated_postgresql
    before, locks = Locks(store=store, program="one"), Locks(store=store, program="one")
    before.take("daemon", now=NOW)  # the connection that the server has not yet given up
    locks._names.add("daemon")
    with pytest.raises(StoreUnreachable, match="has not noticed yet"):
        locks.keep()
    before.close()
    locks.keep()
    with pytest.raises(Held):
        Locks(store=store, program="two").take("daemon", now=NOW)
    locks.close()


def drop_connections(store: Store) -> None:
    """What a restart of the server does to them."""
    with store.engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )


def test_a_source_that_another_program_crawls_is_skipped_and_says_by_whom(sqlite_store: Store) -> None:
    other = Locks(store=sqlite_store, program="hetao crawl")
    other.take("run of rthk", now=NOW)
    crawls = Crawls(store=sqlite_store, configuration=DEFAULT, program="hetao daemon")
    summary = asyncio.run(crawls.crawl(catalogue.spiders()["rthk"], trigger="schedule"))
    assert (summary.outcome, summary.failed) == ("skipped", True)
    assert "run of rthk is held by hetao crawl (process" in summary.message
    assert queries.runs(sqlite_store) == ()
    other.close()
    crawls.close()
