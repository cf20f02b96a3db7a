"""The month of news in short: its wordings are read as its truth says, and its outlets fail as they should."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import crawler.run
from bench.month_floods import floods
from bench.month_news import WORDS, month
from bench.month_run import Fault
from bench.month_site import FAULTS, LIES, STATES, MonthSite, publish
from bench.own_clock import Clock, set_by
from pipelines.health.block_pages import block_sign
from pipelines.polls import HEALTHS
from tests.test_demo import decided, told

END = date(2026, 11, 28)
NEWS = month(seed=3, end=END, days=12, a_day=5, silent={})
REPORTS = [item.story for item in NEWS.items if item.why == "report"]


def test_a_seed_gives_its_month_and_another_one_another() -> None:
    again = month(seed=3, end=END, days=12, a_day=5, silent={})
    assert again.items == NEWS.items
    assert month(seed=4, end=END, days=12, a_day=5, silent={}).items != NEWS.items
    assert {story.key for story in REPORTS} <= NEWS.by_key.keys()
    assert {fact.key for fact in NEWS.facts} <= {story.same for story in REPORTS}


def test_nearly_all_reports_are_read_as_the_truth_says() -> None:
    """The bench counts what is not read apart from what is lost later: it must be little, or nothing is measured."""
    of_each = {(story.tells, story.text.split("\n")[0][-8:]): story for story in REPORTS}
    read = [told(decided(story, END)) == list(story.tells) for story in list(of_each.values())[:40]]
    assert sum(read) >= 0.9 * len(read)
    assert {story.tells[0] for story in of_each.values()} <= {
        words["truth"] for words in WORDS.values() if "truth" in words
    }


def test_a_silent_outlet_publishes_nothing_and_old_news_tells_nothing() -> None:
    quiet = month(seed=3, end=END, days=12, a_day=5, silent={"nanling": (2.0, 5.0)})
    begin = datetime(2026, 11, 17, tzinfo=UTC) - timedelta(hours=8)
    between = [item for item in quiet.items if timedelta(days=2) <= item.at - begin < timedelta(days=5)]
    assert between
    assert "nanling" not in {item.story.outlet for item in between}
    at = begin + timedelta(days=8)
    old = list(floods(NEWS, {"moved": ("kuaixun", at), "archive": ("gangwan", at)}, end=END, seed=3))
    assert {(item.why, item.story.outlet, item.at) for item in old} == {
        ("moved", "kuaixun", at),
        ("archive", "gangwan", at),
    }
    assert not any(item.story.tells for item in old)


def test_outlets_fail_in_their_way_and_each_way_has_its_right_state() -> None:
    assert set(STATES) == {"", *FAULTS, *LIES}
    assert all(set(right) <= set(HEALTHS) for right in STATES.values())
    site = MonthSite(today=END, stories={}, addresses={"nanling": "http://nanling.example"})
    publish(site, next(story for story in REPORTS if story.outlet == "nanling"))
    assert b"class='news'" in site.answer("nanling", "/list.html").body
    site.faults["nanling"] = "redesigned"
    assert b"class='news'" not in site.answer("nanling", "/list.html").body
    site.faults["nanling"] = "captcha"
    assert block_sign(site.answer("nanling", "/list.html").body.decode())
    site.faults["nanling"] = "unmodified"
    assert site.lies("nanling")
    assert Fault(outlet="nanling", kind="captcha", begin=1, end=2).kind in STATES


def test_the_program_takes_the_time_from_the_bench() -> None:
    clock = Clock(at=datetime(2001, 2, 3, 4, tzinfo=UTC))
    with set_by(clock):
        assert crawler.run.datetime.now(UTC) == clock.at
        clock.set(clock.at - timedelta(days=1))
        assert clock.at.day == 3
        assert isinstance(datetime(2020, 1, 1, tzinfo=UTC), crawler.run.datetime)
        assert type(crawler.run.datetime.fromisoformat("2020-01-01")) is datetime
    assert crawler.run.datetime is datetime
