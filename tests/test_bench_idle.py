"""A poll that finds nothing asks once, parses nothing and leaves one row; what such rows may grow to is bounded."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.idle import faults, polled
from bench.wire import wired
from crawler.configuration import DEFAULT
from crawler.crawl import Crawls
from crawler.demo.site import serve
from database import queries, save
from database.rows import RunCounts, RunRow
from database.session import Store
from pipelines.values import Discovered
from tests.reports import NOW
from tests.test_database_crawl import FEED
from watching.watch import Watch

POLLS = 20
BOUND = NOW - timedelta(days=30)


def test_polls_that_find_nothing_ask_once_parse_nothing_and_leave_a_row_each(
    sqlite_store: Store, tmp_path: Path
) -> None:
    url = sqlite_store.engine.url.render_as_string()
    with serve(ports=(0, 0, 0, 0)) as site, wired(site) as wires:
        done = polled(url, tmp_path, site, wires, ["xingzhou", "kuaixun"], POLLS)
    assert faults(done) == []
    assert done.found["failed"] == 0
    assert done.rows == {"runs": POLLS}
    asked = done.traffic.requests
    whole = asked["/rss.xml 200"] + asked["/api/search 200"]  # each is looked behind once in ten answers 304
    assert whole == 2
    assert asked["/rss.xml 304"] + asked["/api/search 304"] == POLLS - whole
    assert done.traffic.received < 600 * POLLS + 30_000 * whole  # headers, and the bodies of those


RUNS = st.lists(
    st.tuples(
        st.sampled_from(["xingzhou", "nanling"]),
        st.integers(0, 60),  # days ago
        st.sampled_from(["success", "success", "success", "partial", "failed", "interrupted", None]),
        st.integers(0, 1),  # pages fetched
        st.sampled_from([None, None, "something to say"]),
        st.booleans(),  # a page refers to it
    ),
    max_size=14,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(runs=RUNS, most=st.integers(1, 5))
def test_old_runs_that_came_to_nothing_are_forgotten_and_all_others_stay(
    emptied: Callable[[], Store], runs: list[tuple], most: int
) -> None:
    store, referred = emptied(), set()
    for number, (source, days, outcome, fetched, message, refers) in enumerate(runs):
        began = NOW - timedelta(days=days)
        run = save.start_run(store, source, started_at=began, trigger="test")
        if refers:
            page = Discovered(url=f"https://news.example/{number}")
            save.record_discovered(store, source, run, [page], entry=FEED, now=began)
            referred.add(run)
        if outcome:
            counts = RunCounts(fetched=fetched)
            save.finish_run(store, run, finished_at=began, outcome=outcome, counts=counts, message=message)
    before = queries.runs(store, limit=None)
    wanted = {run.id for run in before if must_stay(run, before, referred)}
    forgotten = 0
    while done := save.forget_runs(store, before=BOUND, most=most):
        assert done <= most
        forgotten += done
    left = queries.runs(store, limit=None)
    assert {run.id for run in left} == wanted
    assert forgotten == len(before) - len(left)
    assert set(left) <= set(before)


def must_stay(run: RunRow, runs: tuple[RunRow, ...], referred: set[int]) -> bool:
    """Whether a run may not be forgotten."""
    of_source = defaultdict(list)
    for one in runs:
        of_source[one.source_id].append(one.id)
    ends = {min(of_source[run.source_id]), max(of_source[run.source_id])}
    told = run.outcome != "success" or run.counts.fetched or run.message
    return bool(run.started_at >= BOUND or told or run.id in ends or run.id in referred)


def test_the_daemon_forgets_all_old_runs_that_came_to_nothing(sqlite_store: Store) -> None:
    now = datetime.now(UTC)
    ago = [timedelta(days=40), *(timedelta(days=35, minutes=n) for n in range(50)), timedelta(0)]
    for began in (now - back for back in ago):
        run = save.start_run(sqlite_store, "xingzhou", started_at=began, trigger="schedule")
        save.finish_run(sqlite_store, run, finished_at=began, outcome="success", counts=RunCounts())
    crawls = Crawls(store=sqlite_store, configuration=DEFAULT)
    asyncio.run(Watch(crawls=crawls, spiders=[], stop=asyncio.Event())._forget())
    left = {run.started_at for run in queries.runs(sqlite_store, limit=None)}
    assert left == {now - ago[0], now - ago[-1]}  # the first and the latest
