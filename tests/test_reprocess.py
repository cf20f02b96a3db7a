"""Archived pages read again: the difference is shown, stored on request once, and nobody is called."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

import cli
from crawler.archive import Archive, RawPage
from crawler.archived import pages_from
from database import models, save, session
from database.columns import Base
from database.rereading import store_again
from database.rows import PageOutcome
from database.session import Store
from pipelines import decide
from pipelines.values import Extraction, Page, Part, Report, Verdict
from tests.reports import SIGNED, argument, everything, report, signing, span

ROOT = Path(__file__).parent.parent
FETCHED = datetime.now(UTC).replace(microsecond=0) - timedelta(days=3)
FIRST_HALF, SECOND_HALF = SIGNED[:80], SIGNED[80:]
URL = "https://a.example/2026/whole1.html"
ONWARD = "https://a.example/2026/whole1_2.html"


def rows(store: Store) -> dict[str, int]:
    with store.reading() as reading:
        return {
            table.name: reading.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def test_what_other_rules_read_is_a_version_of_its_own_once_and_calls_nobody(store: Store) -> None:
    store = replace(store, watches=everything("mail"))
    poor = replace(report(fetched_at=FETCHED), extraction=Extraction(), verdicts=())
    save.save_report(store, poor, now=FETCHED)
    before = rows(store)
    assert before["alerts"] == before["happenings"] == 0
    better = report(fetched_at=FETCHED)
    shown = store_again(store, better, apply=False)
    assert (shown.outcome, len(shown.new_happenings), len(shown.alerts)) == ("updated", 1, 1)
    assert rows(store) == before
    assert store_again(store, better, apply=True).outcome == "updated"
    after = rows(store)
    assert (after["article_versions"], after["alerts"], after["deliveries"]) == (2, 1, 0)
    with store.reading() as reading:
        (alert,) = reading.scalars(select(models.Alert))
        assert (alert.created_at, alert.read_at) == (FETCHED, None)
    assert store_again(store, better, apply=True).outcome == "known"
    assert rows(store) == after
    # the crawl that fetches the same page again has nothing new
    assert save.save_report(store, better, now=datetime.now(UTC)).outcome == "known"
    assert rows(store) == after


def _old_and_poor(store: Store, days: int = 40) -> None:
    """An article of so many days ago of which the rules of then read nothing."""
    old = FETCHED - timedelta(days=days)
    poor = report(fetched_at=old, published_at=old, rules_version="of then")
    save.save_report(store, replace(poor, extraction=Extraction(), verdicts=()), now=old)


def _undated(url: str, *, text: str = SIGNED, published_at: datetime = FETCHED, **changes: object) -> Report:
    """What the rules of today read of a text, without a day, so that nothing else says that it is old."""
    claim = signing(text, date=None, **changes)
    made = report(
        url, text, (claim,), fetched_at=FETCHED, published_at=published_at, outlet="乙报", source="b"
    )
    return replace(made, verdicts=(Verdict(claim_id="s1", alert=True),))


def _alerts(store: Store) -> list[tuple[str, datetime, int]]:
    with store.reading() as reading:
        return [
            (
                alert.kind,
                alert.created_at,
                len(
                    reading.scalars(select(models.Delivery).where(models.Delivery.alert_id == alert.id)).all()
                ),
            )
            for alert in reading.scalars(select(models.Alert).order_by(models.Alert.id))
        ]


def test_a_reprint_of_an_old_article_that_other_rules_read_better_calls_nobody(store: Store) -> None:
    store = replace(store, watches=everything("mail"))
    _old_and_poor(store)
    assert save.save_report(store, _undated("https://b.example/1"), now=FETCHED).outcome == "reprint"
    assert _alerts(store) == [("new", FETCHED - timedelta(days=40), 0)]


def test_an_old_article_that_was_edited_and_is_read_better_calls_nobody(store: Store) -> None:
    store = replace(store, watches=everything("mail"))
    _old_and_poor(store)
    edited = _undated("https://news.example/a/1", text=f"{SIGNED}编辑：王某。")
    assert save.save_report(store, edited, now=FETCHED).outcome == "updated"
    assert _alerts(store) == [("new", FETCHED - timedelta(days=40), 0)]


def test_a_reprint_that_is_read_again_tells_on_the_day_of_its_original(store: Store) -> None:
    store = replace(store, watches=everything("mail"))
    _old_and_poor(store)
    better = _undated("https://b.example/1")
    save.save_report(store, replace(better, extraction=Extraction(), verdicts=()), now=FETCHED)
    store_again(store, better, apply=True)
    assert _alerts(store) == [("new", FETCHED - timedelta(days=40), 0)]


def test_what_a_reprint_of_an_old_article_adds_is_news(store: Store) -> None:
    store = replace(store, watches=everything("mail"))
    _old_and_poor(store, days=2)
    added = "粤澜大学昨日加入签约。"
    text = SIGNED + added
    claim = signing(
        text, date=None, evidence=span(text, added), arguments=(argument(text, "party", "粤澜大学"),)
    )
    made = report(
        "https://b.example/1",
        text,
        (claim,),
        fetched_at=FETCHED,
        published_at=FETCHED,
        outlet="乙报",
        source="b",
    )
    made = replace(made, verdicts=(Verdict(claim_id="s1", alert=True),))
    assert save.save_report(store, made, now=FETCHED).outcome == "reprint"
    assert _alerts(store) == [("new", FETCHED, 1)]


def test_a_reprint_of_an_article_of_this_day_is_news(store: Store) -> None:
    store = replace(store, watches=everything("mail"))
    before = FETCHED - timedelta(hours=5)
    poor = replace(report(fetched_at=before, rules_version="of then"), extraction=Extraction(), verdicts=())
    save.save_report(store, poor, now=before)
    save.save_report(store, _undated("https://b.example/1"), now=FETCHED)
    assert _alerts(store) == [("new", FETCHED, 1)]


@pytest.mark.parametrize(("more", "deliveries"), [("", 0), ("此后双方已终止合作。", 1)])
def test_what_changed_of_an_old_story_is_news_where_its_text_has_more(
    store: Store, more: str, deliveries: int
) -> None:
    """Rules that read another status in the same text change nothing in the world."""
    store = replace(store, watches=everything("mail"))
    old = FETCHED - timedelta(days=2)
    save.save_report(store, report(fetched_at=old, published_at=old, rules_version="of then"), now=old)
    later = _undated("https://news.example/a/2", text=SIGNED + more, status="terminated", published_at=old)
    assert save.save_report(store, later, now=FETCHED).outcome == "reprint"
    (_, *_), (kind, _, count) = _alerts(store)
    assert (kind, count) == ("status_change", deliveries)


def _html(text: str, onward: str = "") -> bytes:
    link = f"<div class='pager'><a href='{onward}'>下一页</a></div>" if onward else ""
    return (
        "<html><head><title>河套签约</title></head><body><div>2026-06-21 10:00</div>"
        f"<div class='con'><p>{text}</p></div>{link}</body></html>"
    ).encode()


def _raw(url: str, body: bytes) -> RawPage:
    return RawPage(
        url=url, body=body, status=200, headers=(("Content-Type", "text/html; charset=utf-8"),), at=FETCHED
    )


@pytest.fixture
def archived(empty_folder: Path) -> None:
    """An article of two pages that was stored without its claims, as poorer rules would have read it."""
    archive = Archive(Path("raw"))
    archive.write(_raw("https://a.example/before", _html(SIGNED)))
    place = archive.write(_raw(URL, _html(FIRST_HALF, ONWARD)))
    archive.write(_raw("https://b.example/between", _html("another outlet's page")))
    archive.write(_raw(ONWARD, _html(SECOND_HALF)))
    archive.close()
    page = Page(
        url=URL,
        body=_html(FIRST_HALF, ONWARD),
        fetched_at=FETCHED,
        http_charset="utf-8",
        parts=(Part(url=ONWARD, body=_html(SECOND_HALF), http_charset="utf-8"),),
    )
    whole = decide.decide(page)
    assert whole.extraction.claims
    assert SECOND_HALF[-20:] in whole.article.text
    poor = replace(whole, extraction=Extraction(), verdicts=())
    store = session.open_store("news.db")
    outcome = PageOutcome(
        url=URL, outcome="known", archive_file=place.file, archive_offset=place.offset, fetched_at=FETCHED
    )
    save.save_report(store, poor, outcome=outcome, now=FETCHED)
    store.close()
    Path("hetao.toml").write_text(
        '[crawl]\narchive = "raw"\n[limits]\nworkers = 1\n[channels.out]\nkind = "file"\npath = "out.jsonl"\n'
    )


def hetao(*arguments: str) -> str:
    result = CliRunner().invoke(cli.app, ["--database", "news.db", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def counts() -> tuple[int, int, int, int]:
    store = session.open_store("news.db")
    found = rows(store)
    store.close()
    return found["article_versions"], found["happenings"], found["alerts"], found["deliveries"]


@pytest.mark.usefixtures("archived")
def test_archived_pages_are_read_again_with_their_parts() -> None:
    (one,) = _json()
    assert one["outcome"] == "differs"
    assert one["characters"]["before"] == one["characters"]["now"]  # the part was found behind its page
    assert one["appear"]
    assert one["new_happenings"] >= 1
    assert counts() == (1, 0, 0, 0)
    assert "alerts that call nobody" in hetao("reprocess", "--apply").replace("\n", " ")
    made = counts()
    assert made[0] == 2
    assert made[1] >= 1
    assert made[3] == 0
    assert _json("--article", "77") == _json("--since", "1d") == []


@pytest.mark.usefixtures("archived")
def test_what_ctrl_c_breaks_off_is_done_by_the_next_run() -> None:
    archive, store = Archive(Path("raw")), session.open_store("news.db")
    for number in range(4):
        body = _html(SIGNED.replace("远屿新材", f"第{number}远屿新材"))
        place = archive.write(_raw(url := f"https://a.example/more/{number}", body))
        read = decide.decide(Page(url=url, body=body, fetched_at=FETCHED, http_charset="utf-8"))
        poor = replace(read, extraction=Extraction(), verdicts=())
        outcome = PageOutcome(
            url=url, outcome="known", archive_file=place.file, archive_offset=place.offset, fetched_at=FETCHED
        )
        save.save_report(store, poor, outcome=outcome, now=FETCHED)
    store.close()
    archive.close()
    started = subprocess.Popen(
        [sys.executable, "-c", "import cli; cli.main()", "--database", "news.db", "reprocess", "--apply"],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        text=True,
    )
    assert started.stdout is not None
    with started.stdout:
        line = next(line for line in started.stdout if "stored: " in line)
        started.send_signal(signal.SIGINT)
        assert "stored: " in line
        started.stdout.read()
    assert started.wait(timeout=60) == 130
    versions, *_ = counts()
    assert 6 <= versions < 10  # some are stored, whole; the others are as they were
    assert len(_json("--apply")) == 10 - versions
    assert counts()[0] == 10
    assert counts()[3] == 0
    assert _json("--apply") == []


def _json(*arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(hetao("reprocess", "--json", *arguments).splitlines()[-1])
    return found


@pytest.mark.usefixtures("archived")
def test_a_page_that_the_archive_has_no_longer_is_said() -> None:
    for file in Path("raw").iterdir():
        file.unlink()
    (one,) = _json("--apply")
    assert one["outcome"] == "gone"
    assert counts() == (1, 0, 0, 0)


def test_pages_of_a_torn_file_are_read_as_far_as_it_is_whole(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = archive.write(_raw(URL, _html(SIGNED)))
    archive.write(_raw(ONWARD, _html(SIGNED)))
    archive.close()
    file = tmp_path / first.file
    file.write_bytes(file.read_bytes()[:-20])
    assert [raw.url for raw in pages_from(tmp_path, first.file, first.offset)] == [URL]
    assert list(pages_from(tmp_path, first.file, first.offset + 1)) == []
