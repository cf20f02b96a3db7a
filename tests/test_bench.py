"""The benches in short: every page is accounted for with the right outcome. How long it takes is not asserted."""

from __future__ import annotations

from dataclasses import replace

from bench import crawl, pipeline
from bench.pages import pages
from database.session import Store
from pipelines import decide, encoding
from pipelines.values import Page


def test_pages_are_the_same_for_the_same_seed_and_weigh_what_news_weighs() -> None:
    made = list(pages(40, seed=7))
    assert made == list(pages(40, seed=7))
    assert made != list(pages(40, seed=8))
    assert sum(one.relevant for one in made) == 2
    assert all(15_000 < len(one.body) < 60_000 for one in made)


def test_pages_are_read_in_their_charset_and_judged_as_they_were_made() -> None:
    for one in pages(30, seed=11, one_in=5):
        decoded = encoding.decode(one.body)
        assert decoded.charset.used == one.charset
        assert decoded.replaced == 0
        page = Page(url=f"https://a.example{one.path}", body=one.body, fetched_at=pipeline.NOW)
        assert (decide.skim(page) is None) == one.relevant
        report = decide.decide(page)
        assert (report.relevance.kind != "irrelevant") == one.relevant
        assert bool(report.extraction.claims) == one.relevant


def test_a_skim_says_what_a_whole_decision_says() -> None:
    for one in pages(10, seed=3):
        page = Page(url=f"https://a.example{one.path}", body=one.body, fetched_at=pipeline.NOW)
        skimmed, whole = decide.skim(page), decide.decide(page)
        assert skimmed is None or replace(skimmed, charset=whole.charset) == whole


def test_the_bench_of_the_pipeline_accounts_for_every_page(sqlite_store: Store) -> None:
    outcomes = pipeline.store_pages(sqlite_store, list(pages(40, seed=5, one_in=10)))
    assert outcomes == {"irrelevant": 36, "new": 4}


def test_the_bench_of_the_crawl_accounts_for_every_page() -> None:
    results = crawl.compare(40, 5, 1, ["bare", "hetao"])
    (bare,), (ours,) = results["bare"], results["hetao"]
    assert bare.outcomes == {"fetched": 40}
    assert ours.outcomes == {"irrelevant": 38, "new": 2}
    assert min(bare.seconds, ours.seconds, ours.cpu_main) > 0
