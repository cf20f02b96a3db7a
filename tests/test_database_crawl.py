"""What a crawl leaves behind survives a kill, is asked for once, and tells how every source does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from database import queries, save
from database.rows import EntryState, FurtherEntry, PageOutcome, RunCounts, SourceRow
from database.session import Store
from pipelines.values import Discovered
from tests.reports import NOW, report

FEED = EntryState(
    url="https://news.example/feed.xml", etag='"7"', last_modified="Sun, 21 Jun 2026 08:00:00 GMT"
)
FULL = Discovered(
    url="https://news.example/a/1?id=7",
    title="河套开园",
    published_at=NOW,
    text="全文在此。",
    text_is_full=True,
)
URL = "https://news.example/a/2"


def discover(store: Store, *found: Discovered) -> int:
    save.register_source(store, SourceRow(id="xingzhou", outlet="星洲晚报", family="星洲报业", every="30m"))
    run = save.start_run(store, "xingzhou", started_at=NOW, trigger="hand")
    save.record_discovered(store, "xingzhou", run, found, entry=FEED, now=NOW)
    return run


def test_what_a_killed_run_left_is_taken_up_with_all_its_hints(store: Store) -> None:
    discover(store, FULL, Discovered(url=URL))
    assert save.queued_pages(store, "xingzhou") == (FULL, Discovered(url=URL))
    assert save.queued_pages(store, "other") == ()
    assert save.known_urls(store, [FULL.url, URL]) == frozenset()


def test_discovering_twice_queues_once(store: Store) -> None:
    discover(store, FULL, FULL)
    discover(store, FULL)
    assert queries.page_counts(store, "xingzhou") == (("queued", 1),)


def test_an_entry_point_remembers_its_last_answer(store: Store) -> None:
    assert save.entry_state(store, FEED.url) is None
    discover(store)
    assert save.entry_state(store, FEED.url) == FEED


def test_a_stored_page_is_known_and_no_longer_queued(store: Store) -> None:
    discover(store, Discovered(url=URL))
    save.save_report(store, report(URL), now=NOW)
    assert save.known_urls(store, [URL, FULL.url]) == frozenset([URL])
    assert save.queued_pages(store, "xingzhou") == ()


def failure(outcome: str, status: int | None = None) -> PageOutcome:
    return PageOutcome(url=URL, outcome=outcome, status=status, why="told by the test", source_id="xingzhou")


@pytest.mark.parametrize(("outcome", "status"), [("timeout", None), ("http_error", 503), ("http_error", 429)])
def test_a_passing_failure_is_tried_three_times_and_then_by_the_hour_for_a_day(
    store: Store, outcome: str, status: int | None
) -> None:
    discover(store, Discovered(url=URL))
    asked, at = [], NOW
    while save.queued_pages(store, "xingzhou"):
        if save.queued_pages(store, "xingzhou", now=at):
            save.record_page(store, replace(failure(outcome, status), fetched_at=at))
            asked.append(at - NOW)
        at += timedelta(minutes=5)
    assert asked[:4] == [timedelta(minutes=minutes) for minutes in (0, 5, 10, 75)]
    assert timedelta(days=1) <= asked[-1] < timedelta(days=1, hours=2)
    assert len(asked) < 30
    assert queries.page_counts(store) == ((outcome, 1),)


def test_a_page_whose_reading_costs_too_much_costs_it_three_times(store: Store) -> None:
    discover(store, Discovered(url=URL))
    for _ in range(3):
        assert len(save.queued_pages(store, "xingzhou", now=NOW)) == 1
        save.record_page(store, failure("poisonous"), now=NOW)
    assert save.queued_pages(store, "xingzhou") == ()


def test_a_page_that_failed_by_a_clock_ahead_is_asked_when_it_is_set_back(store: Store) -> None:
    discover(store, Discovered(url=URL))
    for _ in range(4):
        save.record_page(store, replace(failure("timeout"), fetched_at=NOW + timedelta(hours=20)))
    assert len(save.queued_pages(store, "xingzhou", now=NOW)) == 1


def test_a_page_that_is_gone_is_not_tried_again(store: Store) -> None:
    discover(store, Discovered(url=URL))
    save.record_page(store, failure("http_error", 404), now=NOW)
    assert save.queued_pages(store, "xingzhou") == ()
    assert save.known_urls(store, [URL]) == frozenset([URL])


def test_an_unchanged_page_keeps_its_outcome_and_validators(store: Store) -> None:
    fetched = PageOutcome(url=URL, outcome="new", etag='"a"', archive_file="1.warc.gz", archive_offset=2**33)
    save.save_report(store, report(URL), outcome=fetched, now=NOW)
    later = NOW + timedelta(hours=1)
    save.record_page(store, PageOutcome(url=URL, outcome="known", status=304, fetched_at=later))
    state = save.page_state(store, URL)
    assert state is not None
    assert (state.outcome, state.etag, state.fetched_at) == ("new", '"a"', later)
    assert save.page_state(store, FULL.url) is None


def test_an_outcome_outside_the_vocabulary_is_refused() -> None:
    with pytest.raises(ValueError, match="page outcome 'lost' is not one of"):
        PageOutcome(url=URL, outcome="lost")


def test_an_addresss_case_and_query_tell_pages_apart(store: Store) -> None:
    for url in ("https://news.example/A?id=1", "https://news.example/a?id=1", "https://news.example/a?id=2"):
        save.record_page(store, PageOutcome(url=url, outcome="irrelevant"), now=NOW)
    assert queries.page_counts(store) == (("irrelevant", 3),)


def test_a_run_is_counted_and_a_killed_one_is_closed(store: Store) -> None:
    killed = discover(store)
    run = save.start_run(store, "xingzhou", started_at=NOW, trigger="schedule")
    counts = RunCounts(discovered=4, new=2, bytes=5_000_000_000)
    save.finish_run(store, run, finished_at=NOW, outcome="success", counts=counts, message=None)
    newest, older = queries.runs(store)
    assert (newest.id, newest.outcome, newest.counts) == (run, "success", counts)
    assert (older.id, older.outcome) == (killed, "interrupted")


def test_health_counts_failures_in_a_row(store: Store) -> None:
    for outcome in ("failed", "success", "failed", "failed"):
        run = save.start_run(store, "xingzhou", started_at=NOW, trigger="schedule")
        save.finish_run(store, run, finished_at=NOW, outcome=outcome, counts=RunCounts(), message="503")
    save.finish_run(store, run, finished_at=NOW, outcome="failed", counts=RunCounts(), message="503")
    save.save_report(store, report(), now=NOW)
    (health,) = queries.sources_health(store)
    assert health.consecutive_failures == 2
    assert (health.articles, health.outcomes) == (1, (("new", 1),))
    assert health.newest_article_at == report().article.published_at
    assert health.last_message == "503"


def test_failing_and_recovery_are_each_told_once(store: Store) -> None:
    discover(store)

    def tell(failing: bool) -> int | None:
        return save.source_health_alert(
            store, "xingzhou", failing=failing, summary="星洲晚报: no answer since 09:00", now=NOW
        )

    assert tell(False) is None, "a source that never failed tells nothing"
    assert tell(True) is not None
    assert tell(True) is None
    assert tell(False) is not None
    assert tell(False) is None
    assert tell(True) is not None, "failing again is told again"
    kinds = [row.kind for row in reversed(queries.alerts(store))]
    assert kinds == ["source_failing", "source_recovered", "source_failing"]
    assert {row.source_id for row in queries.alerts(store)} == {"xingzhou"}


def test_a_source_that_was_switched_off_by_hand_stays_off(store: Store) -> None:
    discover(store)
    assert queries.switched_sources(store) == ()
    save.switch_source(store, "xingzhou", enabled=False)
    discover(store)  # registers it again, as enabled
    assert queries.switched_sources(store) == (("xingzhou", False),)
    assert [row.enabled for row in queries.sources_health(store)] == [False]


def test_a_further_page_waits_until_it_was_read_itself(store: Store) -> None:
    run = save.start_run(store, "xingzhou", started_at=NOW, trigger="test")
    second = FurtherEntry(url="http://xingzhou.example/list?page=2", declared_url=FEED.url, depth=2)
    save.record_discovered(store, "xingzhou", run, [], entry=FEED, further=[second], now=NOW)
    save.record_discovered(store, "xingzhou", run, [], entry=FEED, further=[second], now=NOW)  # twice is once
    assert save.further_entries(store, "xingzhou", now=NOW) == (second,)
    assert save.further_entries(store, "rthk", now=NOW) == ()
    save.record_discovered(store, "xingzhou", run, [], entry=EntryState(url=second.url), now=NOW)
    assert save.further_entries(store, "xingzhou", now=NOW) == ()


def test_what_was_passed_over_by_its_headline_is_fetched_where_a_search_names_it(store: Store) -> None:
    named = Discovered(url=URL, title="首批住客入伙")
    run = discover(store, named)
    over = PageOutcome(url=URL, outcome="irrelevant", source_id="xingzhou", run_id=run)
    save.record_page(store, over, now=NOW)
    assert save.known_urls(store, [URL]) == frozenset([URL])
    assert save.queue_passed_over(store, [named, FULL]) == 1
    assert save.queued_pages(store, "xingzhou") == (named,)
    assert save.queue_passed_over(store, [named]) == 0


@pytest.mark.parametrize(
    ("outcome", "status", "text_is_full"),
    [("irrelevant", 200, False), ("irrelevant", None, True), ("http_error", 404, False)],
    ids=["read and irrelevant", "judged by its whole text", "gone"],
)
def test_what_was_judged_by_its_text_stays_done(
    store: Store, outcome: str, status: int | None, text_is_full: bool
) -> None:
    named = Discovered(url=URL, title="首批住客入伙", text="全文", text_is_full=text_is_full)
    run = discover(store, named)
    done = PageOutcome(url=URL, outcome=outcome, status=status, source_id="xingzhou", run_id=run)
    save.record_page(store, done, now=NOW)
    assert save.queue_passed_over(store, [named]) == 0
    assert save.queued_pages(store, "xingzhou") == ()
