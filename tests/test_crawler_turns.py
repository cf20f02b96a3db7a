"""A host is asked by turns: whoever asks, from whatever program, at the distance that both sides wish."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from crawler.lanes import JITTER, LONGEST_CRAWL_DELAY, Lane, host_of
from database import queries
from database.session import Store
from tests.one_host import OneHost, begin, ended, one_host, program

DELAY = 0.2
#: The least pace that a busy machine may show; two that ask side by side show half of the delay.
LEAST = 0.8 * DELAY


@pytest.fixture
def host() -> Iterator[OneHost]:
    with one_host() as running:
        yield running


def counted(store: Store) -> dict[str, int]:
    return dict(queries.page_counts(store))


def test_two_sources_of_one_host_in_one_program_ask_one_after_the_other(
    sqlite_store: Store, host: OneHost
) -> None:
    runs = ended(program(sqlite_store, host, "a", "b", delay=DELAY))
    assert {outcome for outcome, _ in runs} == {"success"}
    assert host.pace() > LEAST
    paths = host.paths()
    assert len(paths) == len(set(paths)) + 1  # each once; robots.txt by both runs, as they began side by side
    assert counted(sqlite_store) == {"irrelevant": 10}
    assert all(one.agent.endswith(" desk@example.org") for one in host.asked)  # robots.txt too
    assert host.asked[0].path == "/robots.txt"


@pytest.mark.postgresql
def test_two_programs_of_one_database_ask_one_after_the_other(store: Store, host: OneHost) -> None:
    both = [program(store, host, name, delay=DELAY) for name in "ab"]
    begin(*both)
    for one in both:
        assert ended(one)[0][0] == "success"
    assert len(host.asked) == 14
    assert host.pace() > LEAST
    assert counted(store) == {"irrelevant": 10}


def test_a_program_that_is_killed_leaves_the_host_to_the_next_one(sqlite_store: Store, host: OneHost) -> None:
    killed = program(sqlite_store, host, "a", delay=DELAY)
    begin(killed)
    while len(host.asked) < 4:
        time.sleep(0.01)
    killed.kill()
    killed.communicate()
    assert ended(program(sqlite_store, host, "a", delay=DELAY))[0][0] == "success"
    assert counted(sqlite_store) == {"irrelevant": 5}
    assert host.pace() > LEAST


def test_the_crawl_delay_of_robots_txt_outranks_a_smaller_one(sqlite_store: Store, host: OneHost) -> None:
    host.robots = f"User-agent: *\nCrawl-delay: {DELAY}\n"
    assert ended(program(sqlite_store, host, "a", delay=0.0))[0][0] == "success"
    assert host.pace(1) > LEAST  # it is known when robots.txt has been read
    (row,) = queries.hosts(sqlite_store)
    assert (row.name, row.crawl_delay) == (host.address, DELAY)


def test_who_asks_to_wait_is_left_alone_by_all_sources_and_programs(
    sqlite_store: Store, host: OneHost
) -> None:
    host.busy["/a.xml"] = "3600"
    ((outcome, message),) = ended(program(sqlite_store, host, "a", delay=0.0))
    assert (outcome, "the host asks to wait (429, Retry-After: 3600)" in message) == ("failed", True)
    before = host.paths()
    assert before == ["/robots.txt", "/a.xml"]
    ((outcome, message),) = ended(program(sqlite_store, host, "b", delay=0.0))
    assert outcome == "failed"
    assert "the host asks to wait (429, Retry-After: 3600), until " in message
    assert host.paths() == before


def test_what_is_over_the_limit_of_a_day_stays_queued_and_is_said(sqlite_store: Store, host: OneHost) -> None:
    host.pages = 20
    first, second, third, fourth = ended(program(sqlite_store, host, "a", delay=0.0, days=(10, 10, 10, 100)))
    assert first[0] == "partial"
    assert (
        "9 requests were made today, daily_requests allows no more; the rest waits for tomorrow" in first[1]
    )
    assert host.paths()[:9] == ["/robots.txt", "/a.xml", *(f"/a/{n}.html" for n in range(7))]
    # a tenth of the day is left for entry points, so that what they name is not lost
    assert host.paths()[9] == "/a.xml"
    assert second[0] == "partial"
    assert third[0] == "interrupted"  # nothing failed: nobody is told that the outlet fails
    assert "10 requests were made today" in third[1]
    assert fourth[0] == "success"
    assert len(host.asked) == 24
    assert counted(sqlite_store) == {"irrelevant": 20}
    (row,) = queries.hosts(sqlite_store)
    assert (row.requests, row.conditional, row.not_modified) == (24, 2, 2)


def test_a_stop_does_not_wait_for_a_turn_and_the_page_stays_queued_without_a_try(
    sqlite_store: Store, host: OneHost
) -> None:
    host.robots = "User-agent: *\nCrawl-delay: 30\n"
    running = program(sqlite_store, host, "a", delay=0.0)
    begin(running)
    while not host.asked:
        time.sleep(0.01)
    asked = time.monotonic()
    assert running.stdin
    running.stdin.write("\n")
    running.stdin.flush()
    assert ended(running) == [["interrupted", ""]]
    assert time.monotonic() - asked < 25  # the next turn would come after thirty seconds
    assert host.paths() == ["/robots.txt"]


# ------------------------------------------------------------------------------------------------------ the distance


@pytest.mark.parametrize(
    ("wished", "crawl_delay", "took", "least"),
    [
        (3.0, None, 0.2, 3.0),
        (3.0, 10.0, 0.2, 10.0),
        (3.0, 1.0, 0.2, 3.0),  # a host that is content with less gets no more than we wish
        (3.0, 86_400.0, 0.2, LONGEST_CRAWL_DELAY),
        (90.0, 86_400.0, 0.2, 90.0),  # the bound is for the host's wish, not for the user's
        (3.0, None, 12.0, 12.0),  # a slow host is not asked faster than it answers
        (0.0, None, 12.0, 0.0),
    ],
)
def test_a_distance_is_that_of_who_wishes_more(
    wished: float, crawl_delay: float | None, took: float, least: float
) -> None:
    lane = Lane(host="news.example", crawl_delay=crawl_delay, took=took)
    for _ in range(50):
        assert least <= lane.distance(wished) <= least * (1 + JITTER)


def test_http_and_https_are_one_host_and_other_ports_are_others() -> None:
    assert {
        host_of(u) for u in ("http://News.example/a", "https://news.example:443/", "http://news.example:80")
    } == {"news.example"}
    assert host_of("https://news.example:8443/") == "news.example:8443"
