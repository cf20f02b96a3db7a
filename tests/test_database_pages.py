"""Outcomes of many pages in one transaction say what one by one would say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import select

from database import models, save
from database.rows import EntryState, PageOutcome
from database.session import Store
from pipelines.values import Discovered

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
URLS = [f"https://a.example/{n}" for n in range(5)]


def outcomes() -> list[PageOutcome]:
    kinds = ("irrelevant", "timeout", "irrelevant", "poisonous", "irrelevant")
    return [
        PageOutcome(
            url=url, outcome=kind, why=f"why {n}", source_id="a", body_sha256=f"{n:064}", fetched_at=NOW
        )
        for n, (url, kind) in enumerate(zip(URLS, kinds, strict=True))
    ]


def discover(store: Store) -> None:
    named = [
        Discovered(url=url, title="甲") for url in URLS[:3]
    ]  # the others were never named by an entry point
    save.record_discovered(store, "a", None, named, entry=EntryState(url="https://a.example/feed"), now=NOW)


def rows(store: Store) -> list[tuple[object, ...]]:
    with store.reading() as session:
        pages = session.scalars(select(models.Page).order_by(models.Page.url))
        return [
            (p.url, p.asked_url, p.source_id, p.outcome, p.why, p.tries, p.body_sha256, p.fetched_at, p.discovered_at, p.hint)
            for p in pages
        ]  # fmt: skip


def test_many_at_once_are_as_one_by_one(store: Store, emptied: Callable[[], Store]) -> None:
    discover(store)
    for outcome in outcomes():
        save.record_page(store, outcome, now=NOW)
    one_by_one = rows(store)
    store = emptied()
    discover(store)
    save.record_pages(store, outcomes(), now=NOW)
    assert rows(store) == one_by_one
    assert [row[3] for row in one_by_one] == ["irrelevant", "queued", "irrelevant", "queued", "irrelevant"]


def test_until_they_are_written_pages_wait_in_the_queue(store: Store) -> None:
    discover(store)
    assert [d.url for d in save.queued_pages(store, "a")] == URLS[:3]
    save.record_pages(store, outcomes()[:1], now=NOW)
    assert [d.url for d in save.queued_pages(store, "a")] == URLS[1:3]


def test_a_page_that_stands_twice_in_a_batch_is_one_page(store: Store) -> None:
    twice = [outcomes()[4], outcomes()[4]]
    save.record_pages(store, twice, now=NOW)
    save.record_pages(store, [], now=NOW)
    assert len(rows(store)) == 1


def test_an_entry_point_that_names_a_page_twice_queues_it_once_as_it_was_named_first(store: Store) -> None:
    named = [Discovered(url=URLS[0], title="甲"), Discovered(url=URLS[0] + "?utm_source=x", title="乙")]
    save.record_discovered(store, "a", None, named, entry=EntryState(url="https://a.example/feed"), now=NOW)
    (waiting,) = save.queued_pages(store, "a")
    assert (waiting.url, waiting.title) == (URLS[0], "甲")
