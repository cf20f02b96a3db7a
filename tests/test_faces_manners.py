"""What a person reads of our manners towards hosts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.configuration import DEFAULT
from database import queries
from database.queries_hosts import HostRow
from database.save_hosts import Wish, reserve_turn, rest_host
from database.session import Store
from faces.manners import contact_hint, host_shape, hosts_view
from tests.reports import NOW

HOST = HostRow(
    name="news.example", asked_at=NOW, rests_until=None, rests_why=None, crawl_delay=None, day="2026-06-22",
    requests=40, conditional=30, not_modified=25,
)  # fmt: skip
SUMMARY = "40 requests to 1 hosts today; 30 asked for news only, 25 times there was none"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (HOST, []),
        (replace(HOST, crawl_delay=10.0), []),
        (
            replace(HOST, crawl_delay=86_400.0),
            ["news.example: asks for 86400 s between two requests; 60 s are kept"],
        ),
        (
            replace(HOST, rests_why="429", rests_until=NOW + timedelta(hours=1)),
            ["news.example: asks to wait (429), until 06-22 12:00"],
        ),
        (replace(HOST, rests_why="429", rests_until=NOW - timedelta(hours=1)), []),
    ],
)
def test_a_host_is_named_where_there_is_something_to_say(row: HostRow, said: list[str]) -> None:
    assert [line.plain for line in hosts_view([row], DEFAULT, now=NOW)] == [SUMMARY, *said]


def test_a_host_whose_day_is_spent_is_named_and_yesterday_is_not_today() -> None:
    spent = replace(HOST, requests=4500)
    lines = [line.plain for line in hosts_view([spent], DEFAULT, now=NOW)]
    assert lines[1:] == [
        "news.example: 4500 requests today, of 5000 (daily_requests); the rest waits for tomorrow"
    ]
    (line,) = hosts_view([spent], DEFAULT, now=NOW + timedelta(days=1))
    assert line.plain.startswith("0 requests to 0 hosts today")
    assert hosts_view([], DEFAULT, now=NOW) == []


def test_that_nobody_can_be_asked_is_said_until_a_contact_is_set() -> None:
    (line,) = contact_hint(DEFAULT)
    assert "`contact`" in line.plain
    known = replace(DEFAULT, crawl=DEFAULT.crawl.model_copy(update={"contact": "desk@example.org"}))
    assert list(contact_hint(known)) == []


def test_a_host_as_json_has_its_moments_in_local_time(store: Store) -> None:
    reserve_turn(store, Wish(host="news.example", distance=3.0, most=10), now=NOW)
    rest_host(store, "news.example", 60, "429", now=NOW)
    (row,) = queries.hosts(store)
    assert host_shape(row) == {
        "name": "news.example", "asked_at": "2026-06-22T11:00:00+08:00", "rests_until": "2026-06-22T11:01:00+08:00",
        "rests_why": "429", "crawl_delay": None, "day": "2026-06-22", "requests": 1, "conditional": 0, "not_modified": 0,
    }  # fmt: skip
