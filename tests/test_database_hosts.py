"""Turns at hosts as the database gives them out, whatever the clocks do."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from database import queries
from database.save_hosts import LONGEST_REST, Wish, count_not_modified, reserve_turn, rest_host
from database.session import Store
from tests.reports import NOW

HOST = "news.example"
SECOND = timedelta(seconds=1)


def wish(distance: float = 3.0, most: int = 5000, **more: object) -> Wish:
    return Wish(host=HOST, distance=distance, most=most, **more)  # type: ignore[arg-type]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.lists(st.tuples(st.floats(0, 8), st.floats(0.1, 10)), min_size=2, max_size=10),
)
def test_no_two_turns_are_nearer_than_either_of_both_wishes(
    emptied: Callable[[], Store], asked: list[tuple[float, float]]
) -> None:
    store, now, turns = emptied(), NOW, []
    for later, distance in asked:  # whoever asks, from whatever program
        now += later * SECOND
        turn = reserve_turn(store, wish(distance), now=now)
        assert turn.seconds >= 0
        turns.append((now + turn.seconds * SECOND, distance))
    for (before, one), (after, other) in pairwise(turns):
        assert after - before >= max(one, other) * SECOND - timedelta(milliseconds=1)


def test_turns_that_are_wanted_at_once_are_given_out_one_by_one(store: Store) -> None:
    with ThreadPoolExecutor(6) as threads:
        turns = threads.map(lambda _: reserve_turn(store, wish(), now=NOW), range(6))
    assert sorted(round(turn.seconds) for turn in turns) == [0, 3, 6, 9, 12, 15]


def test_without_a_moment_it_is_the_clock_of_the_database(store: Store) -> None:
    before = datetime.now(UTC)
    reserve_turn(store, wish())
    (host,) = queries.hosts(store)
    assert host.asked_at
    assert abs(host.asked_at - before) < timedelta(minutes=1)


def test_a_clock_that_is_set_back_silences_no_host(store: Store) -> None:
    for _ in range(5):
        reserve_turn(store, wish(), now=NOW)
    assert reserve_turn(store, wish(), now=NOW - timedelta(days=1)).seconds == 3
    rest_host(store, HOST, 600, "429", now=NOW)
    assert reserve_turn(store, wish(), now=NOW - timedelta(days=2)).why_not is None
    # a few seconds are no clock that was set: others have reserved
    assert reserve_turn(store, wish(), now=NOW - timedelta(days=2)).seconds == 6


def test_a_clock_that_is_set_forward_begins_a_new_day(store: Store) -> None:
    assert [reserve_turn(store, wish(most=2), now=NOW).is_spent for _ in range(3)] == [False, False, True]
    assert not reserve_turn(store, wish(most=2), now=NOW + timedelta(days=1)).is_spent


def test_a_day_ends_at_midnight_in_shanghai(store: Store) -> None:
    evening = datetime(2026, 11, 24, 15, 59, tzinfo=UTC)
    reserve_turn(store, wish(most=1), now=evening)
    refused = reserve_turn(store, wish(most=1), now=evening + 30 * SECOND)
    assert (
        refused.why_not
        == "1 requests were made today, daily_requests allows no more; the rest waits for tomorrow"
    )
    assert reserve_turn(store, wish(most=1), now=evening + 60 * SECOND).why_not is None


def test_a_host_rests_as_long_as_it_asks_but_not_for_a_century(store: Store) -> None:
    rest_host(store, HOST, 120, "429, Retry-After: 120", now=NOW)
    refused = reserve_turn(store, wish(), now=NOW + 119 * SECOND)
    assert refused.why_not == "the host asks to wait (429, Retry-After: 120), until 2026-06-22 11:02"
    assert not refused.is_spent
    assert reserve_turn(store, wish(), now=NOW + 121 * SECOND).why_not is None
    rest_host(store, HOST, 3_153_600_000, "503, Retry-After: 3153600000", now=NOW)
    assert reserve_turn(store, wish(), now=NOW + LONGEST_REST - SECOND).why_not
    assert reserve_turn(store, wish(), now=NOW + LONGEST_REST + SECOND).why_not is None


def test_who_may_not_ask_is_told_when_he_may(store: Store) -> None:
    late = datetime(2026, 6, 21, 15, 0, tzinfo=UTC)  # 23:00 in Shanghai
    assert reserve_turn(store, wish(most=1), now=late).why_not is None
    spent = reserve_turn(store, wish(most=1), now=late)
    assert (spent.is_spent, spent.seconds) == (True, 3600.0)
    rest_host(store, HOST, 600.0, "429", now=late)
    assert reserve_turn(store, wish(), now=late + timedelta(seconds=60)).seconds == 540.0


def test_requests_are_counted_by_day_those_for_news_only_apart(store: Store) -> None:
    for conditional in (False, True, True):
        reserve_turn(store, wish(conditional=conditional, crawl_delay=5.0), now=NOW)
    count_not_modified(store, HOST)
    count_not_modified(store, "never-asked.example")
    (host,) = queries.hosts(store)
    assert (host.requests, host.conditional, host.not_modified, host.crawl_delay) == (3, 2, 1, 5.0)
    reserve_turn(store, wish(), now=NOW + timedelta(days=1))
    (host,) = queries.hosts(store)
    assert (host.day, host.requests, host.conditional, host.not_modified) == ("2026-06-23", 1, 0, 0)
    assert host.crawl_delay is None  # its robots.txt says it no longer
