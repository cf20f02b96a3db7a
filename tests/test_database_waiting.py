"""What waits to be read is tried so often and for so long, and then given up, with a mark."""

from __future__ import annotations

from datetime import timedelta

import pytest

from database import models, save
from database.rows import LONGEST_WAIT, MOST_FURTHER_TRIES, MOST_KEPT_BACK, FurtherEntry
from database.session import Store
from pipelines.values import Discovered
from tests.reports import NOW
from tests.test_database_crawl import FEED, FULL, URL, discover

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECOND = FurtherEntry(url="http://xingzhou.example/list?page=2", declared_url=FEED.url, depth=2)


def waits(store: Store) -> None:
    run = save.start_run(store, "xingzhou", started_at=NOW, trigger="test")
    save.record_discovered(store, "xingzhou", run, [], entry=FEED, further=[SECOND], now=NOW)


def failed(store: Store, hours: int, *, counts: bool = True) -> str | None:
    """It does not answer at an hour."""
    return save.fail_further_entry(store, SECOND.url, now=NOW + hours * HOUR, counts=counts)


def asked(store: Store, hours: int) -> bool:
    return save.further_entries(store, "xingzhou", now=NOW + hours * HOUR) == (SECOND,)


def test_a_further_page_that_fails_is_asked_again_after_as_many_hours_as_it_failed(store: Store) -> None:
    waits(store)
    assert failed(store, 0) is None
    assert [hour for hour in range(4) if asked(store, hour)] == [1, 2, 3]
    assert failed(store, 1) is None
    assert [hour for hour in range(1, 6) if asked(store, hour)] == [3, 4, 5]
    assert asked(store, -48)  # the clock was set back: the try was made by another one


def test_a_further_page_that_always_fails_is_given_up_and_forgotten_a_month_later(store: Store) -> None:
    waits(store)
    hour, ends = 0, []
    while not ends:
        assert asked(store, hour)
        ends += [end for end in (failed(store, hour),) if end]
        hour += 1
        while not ends and not asked(store, hour):
            assert failed(store, hour) is None  # before its time it is no try
            hour += 1
    assert ends == [f"{MOST_FURTHER_TRIES} tries in 2.8 days"]
    assert not asked(store, 10_000)
    waits(store)  # an answer names it again: it is the same page
    rests = save.further_that_rest
    assert rests(store, [SECOND.url], now=NOW + hour * HOUR) == {SECOND.url}
    assert rests(store, [SECOND.url], now=NOW + hour * HOUR + DAY) == frozenset()
    assert failed(store, hour + 30) is None
    assert rests(store, [SECOND.url], now=NOW + (hour + 31) * HOUR) == {SECOND.url}
    save.forget_entry_points(store, before=NOW + 10 * DAY)
    assert rests(store, [SECOND.url], now=NOW + (hour + 31) * HOUR) == frozenset()


def test_a_further_page_that_was_given_up_by_a_clock_ahead_is_asked_again_when_it_is_set_back(
    store: Store,
) -> None:
    waits(store)
    assert failed(store, 24 * 365) is not None
    assert save.further_that_rest(store, [SECOND.url], now=NOW + 24 * 365 * HOUR) == {SECOND.url}
    assert save.further_that_rest(store, [SECOND.url], now=NOW + 2 * HOUR) == frozenset()


def test_a_further_page_of_a_host_that_rests_waits_a_month_and_counts_no_try(store: Store) -> None:
    waits(store)
    hours = int(LONGEST_WAIT / HOUR)
    assert [failed(store, hour, counts=False) for hour in range(0, hours, 5)] == [None] * (hours // 5)
    assert asked(store, hours - 1)
    assert failed(store, hours, counts=False) == "0 tries in 30.0 days"


def test_a_further_page_that_answers_at_last_waits_no_longer(store: Store) -> None:
    waits(store)
    failed(store, 0)
    save.drop_further_entry(store, SECOND.url)
    assert not asked(store, 100)
    waits(store)
    assert asked(store, 0)  # as if it had never failed


def test_of_a_long_queue_the_latest_are_taken_in_their_order(store: Store) -> None:
    discover(store, *(Discovered(url=f"https://news.example/a/{n}") for n in range(9)))
    taken = [one.url[-1] for one in save.queued_pages(store, "xingzhou", most=3)]
    assert taken == ["6", "7", "8"]
    assert len(save.queued_pages(store, "xingzhou")) == 9


@pytest.mark.parametrize(
    ("alone", "days", "given_up_after"),
    [(True, 1, MOST_KEPT_BACK), (False, 1, 31), (True, 0, None)],
    ids=["it alone", "all of the outlet", "again and again within a day"],
)
def test_a_page_that_is_kept_back_for_ever_is_given_up(
    store: Store, alone: bool, days: int, given_up_after: int | None
) -> None:
    run = discover(store, FULL, Discovered(url=URL))
    ends = [
        save.record_kept_back(store, {URL: "a captcha"}, run, alone=alone, now=NOW + number * days * DAY)
        for number in range(32)
    ]
    assert (ends.index(1) + 1 if 1 in ends else None) == given_up_after
    assert sum(ends) == (given_up_after is not None)
    assert save.queued_pages(store, "xingzhou")[0] == FULL
    with store.reading() as session:
        page = session.query(models.Page).filter_by(url=URL).one()
        assert (page.outcome == "blocked") == (given_up_after is not None)
        assert given_up_after is None or "a captcha came in its place for" in str(page.why)
