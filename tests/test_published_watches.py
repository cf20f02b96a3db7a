"""A feed and a calendar for each watch: what it lets through, and nothing that it holds back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from channels.published import calendar_of, feed_of, publish
from crawler import configuration
from database import outbox_by_hand, queries, save, session
from database.session import Store
from pipelines.values import Amount, Verdict
from pipelines.watches import FLOOD, Watch
from tests.reports import NOW
from tests.test_channels_published import announce, events, parsed
from tests.test_database_regrouping import FIRST, SECOND, THIRD, told
from tests.test_routing import crawled

LARGE = Watch(name="large", least=Amount(value=1e8, currency="", kind="unknown"))
MONEY = Amount(value=3e8, currency="CNY", kind="investment")
FILES = """
[channels.all]
kind = "atom"
path = "all.atom"
[channels.large]
kind = "atom"
path = "large.atom"
language = "zh"
[channels.days]
kind = "ical"
path = "days.ics"
[channels.post]
kind = "file"
path = "lines.jsonl"
[watches.large]
min_amount = "1亿"
channels = ["large", "post"]
language = "en"
[watches.forums]
types = ["MEETING"]
channels = ["days"]
"""


def titles(content: bytes) -> list[str]:
    return [entry.title for entry in parsed(content).entries]


def test_a_feed_of_a_watch_has_what_it_lets_through(store: Store) -> None:
    save.save_report(store, told("甲报", FIRST, SECOND, amount=MONEY), now=NOW)
    save.save_report(store, told("乙报", THIRD, on="2026-06-18"), now=NOW)
    everything, large = feed_of(store, 10, "zh"), feed_of(store, 10, "zh", [LARGE])
    assert len(titles(everything)) == 2
    assert titles(large) == [title for title in titles(everything) if FIRST in title]
    feed = parsed(large).feed
    assert feed.title == "河套新闻监测 · large"
    assert feed.id != parsed(everything).feed.id
    # one alert is one entry, whichever feed shows it
    assert {one.id for one in parsed(large).entries} < {one.id for one in parsed(everything).entries}


def test_a_feed_of_a_watch_goes_back_until_it_has_enough(store: Store) -> None:
    save.save_report(store, told("甲报", FIRST, SECOND, amount=MONEY), now=NOW)
    for number in range(120):
        one = told(f"源{number}", f"{chr(0x4E00 + 37 * number)}澜{number}号科技有限公司", on=None)
        save.save_report(store, one, now=NOW + timedelta(minutes=1))
    assert len(titles(feed_of(store, 1, "zh", [LARGE]))) == 1
    assert len(titles(feed_of(store, 7, "zh", [Watch(name="all")]))) == 7


def test_what_a_first_crawl_brings_stands_in_no_feed_of_a_watch_until_it_is_news(store: Store) -> None:
    watch = Watch(name="all")
    crawled(store, "甲报", ended=False)
    save.save_report(store, told("甲报", FIRST, SECOND), now=NOW)
    assert titles(feed_of(store, 10, "zh", [watch])) == []
    assert len(titles(feed_of(store, 10, "zh", [replace(watch, first_crawl="send")]))) == 1
    crawled(store, "乙报", ended=True)
    save.save_report(store, told("乙报", FIRST, SECOND), now=NOW)
    assert len(titles(feed_of(store, 10, "zh", [watch]))) == 1


def test_a_doubtful_report_stands_in_the_feed_of_a_watch_that_waits_with_the_second_voice(
    store: Store,
) -> None:
    watch = Watch(name="all", unconfirmed="wait")
    save.save_report(store, told("甲报", FIRST, SECOND, confidence=0.3), now=NOW)
    assert titles(feed_of(store, 10, "zh", [watch])) == []
    save.save_report(store, told("乙报", FIRST, SECOND, confidence=0.3), now=NOW)
    assert len(titles(feed_of(store, 10, "zh", [watch]))) == 1


def test_a_flood_stands_in_no_feed_of_a_watch_until_it_is_let_go(store: Store) -> None:
    watch = Watch(name="all", channels=("mail",), files=("feed",), most_per_day=1000)
    store = replace(store, watches=(watch,))
    crawled(store, "甲报", ended=True)
    for number in range(FLOOD + 3):
        one = told(f"源{number}", f"{chr(0x4E00 + 37 * number)}澜{number}号科技有限公司", on=None)
        save.save_report(store, replace(one, source="甲报"), now=NOW)
    assert titles(feed_of(store, 100, "zh", [watch])) == []
    outbox_by_hand.release(store, source="甲报", now=NOW)
    assert len(titles(feed_of(store, 100, "zh", [watch]))) == FLOOD + 3


def test_a_calendar_of_a_watch_has_what_it_wants_whatever_kinds_of_alerts_it_is_sent(store: Store) -> None:
    announce(store)
    forums = Watch(name="forums", types=("MEETING",), kinds=("correction",))
    calendar = calendar_of(store, "zh", [forums])
    assert len(events(calendar)) == 1
    assert "X-WR-CALNAME:河套日程 · forums".encode() in calendar
    assert events(calendar_of(store, "zh", [replace(forums, types=("lease",))])) == {}
    # a day that is called off stays, so that it leaves the diaries of those who have it
    announce(store, NOW + timedelta(days=1), status="cancelled")
    (event,) = events(calendar_of(store, "zh", [forums])).values()
    assert str(event["status"]) == "CANCELLED"


def test_files_show_what_the_watches_that_name_them_let_through(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "hetao.toml"
    file.write_text(FILES.replace('path = "', f'path = "{tmp_path}/'), "utf-8")
    settings = configuration.load(file)
    store = replace(store, watches=settings.watches)
    announce(store)
    save.save_report(store, told("甲报", FIRST, SECOND, amount=MONEY), now=NOW)
    save.save_report(store, told("乙报", THIRD, on="2026-06-18"), now=NOW)
    publish(store, settings, since=None)
    assert len(titles((tmp_path / "all.atom").read_bytes())) == 3  # no watch names it
    (large,) = titles((tmp_path / "large.atom").read_bytes())
    assert large.startswith("New signing")  # the language of the watch
    assert len(events((tmp_path / "days.ics").read_bytes())) == 1
    # a file that shows the state is told nothing
    assert {row.channel for row in queries.deliveries(store)} == {"post"}


@pytest.fixture
def terminal(empty_folder: Path) -> Callable[..., tuple[int, str]]:
    Path("hetao.toml").write_text(FILES, "utf-8")
    store = session.open_store("news.db")
    announce(store)
    large = told("甲报", FIRST, SECOND, amount=MONEY)
    save.save_report(store, replace(large, verdicts=(Verdict(claim_id="s1", alert=True),)), now=NOW)
    store.close()

    def hetao(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(cli.app, ["--database", "news.db", *arguments], catch_exceptions=False)
        return result.exit_code, result.output

    return hetao


def test_the_verbs_give_the_feed_and_the_calendar_of_a_watch(
    terminal: Callable[..., tuple[int, str]],
) -> None:
    status, out = terminal("feed", "--watch", "large")
    (title,) = titles(out.encode())
    assert (status, title.split(":")[0]) == (0, "New signing")
    assert titles(terminal("feed", "--watch", "large", "--language", "zh")[1].encode())[0].startswith(
        "新签约"
    )
    assert terminal("calendar", "--watch", "forums")[1].count("BEGIN:VEVENT") == 1
    assert terminal("calendar", "--watch", "large")[1].count("BEGIN:VEVENT") == 0
    status, out = terminal("feed", "--watch", "larg")
    assert status == 2
    assert "large" in out
