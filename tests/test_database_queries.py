"""What was stored comes out again: lists with filters, read marks, and the exported shapes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from database import queries, save
from database.conflicts import differing
from database.rows import ArticleRow, RunCounts
from database.session import Store
from pipelines.values import Amount, Date
from tests.reports import NOW, OPENED, opening, report, signing


@pytest.fixture
def filled(store: Store) -> Store:
    save.save_report(store, report(), now=NOW)
    save.save_report(store, report("https://copy.example/1", source="copy"), now=NOW)
    forum = report("https://news.example/forum", OPENED, (opening(),))
    save.save_report(store, forum, now=NOW + timedelta(days=2))
    return store


def test_alerts_are_filtered_by_time_kind_and_part_of_a_name(filled: Store) -> None:
    assert [row.family for row in queries.alerts(filled)] == ["event", "signing"]
    assert [row.family for row in queries.alerts(filled, since=NOW + timedelta(days=1))] == ["event"]
    assert queries.alerts(filled, kinds=["correction"]) == ()
    assert [row.family for row in queries.alerts(filled, organisation="遠嶼新材")] == ["signing"]
    assert queries.alerts(filled, organisation="100%_") == ()
    assert len(queries.alerts(filled, limit=1)) == 1


def test_an_alert_carries_its_sentence_and_all_its_articles(filled: Store) -> None:
    alert = queries.alerts(filled)[1]
    assert alert.evidence == signing().evidence
    assert [a.url for a in alert.articles] == ["https://news.example/a/1", "https://copy.example/1"]


def test_acknowledged_alerts_are_read_and_unknown_numbers_ignored(filled: Store) -> None:
    first = queries.alerts(filled)[0].id
    assert queries.acknowledge(filled, [first, 4711], NOW) == (first,)
    assert queries.acknowledge(filled, [first], NOW + timedelta(days=1)) == (first,)
    assert [row.id for row in queries.alerts(filled, unread=True)] != [first]
    read = {row.id: row.read_at for row in queries.alerts(filled)}
    assert read[first] == NOW, "the first reading counts"


def test_signings_and_events_are_filtered(filled: Store) -> None:
    assert len(queries.signings(filled, statuses=["occurred"])) == 1
    assert queries.signings(filled, statuses=["planned"]) == ()
    assert len(queries.events(filled, organisation="云岭")) == 1
    assert queries.events(filled, since=NOW) == ()


def test_an_unknown_happening_is_none(filled: Store) -> None:
    assert queries.happening(filled, 4711) is None


def test_exported_articles_have_the_documented_shape(filled: Store) -> None:
    first, copy, _ = queries.export_articles(filled)
    assert {"id", "url", "outlet", "title", "published_at", "relevance", "reprint_of", "group"} <= set(first)
    assert first["published_at"] == "2026-06-21T16:00:00+08:00"
    assert (first["reprint_of"], copy["reprint_of"]) == (None, first["id"])
    assert first["group"] == copy["group"] is not None


def test_exported_signings_have_the_documented_shape(filled: Store) -> None:
    (shape,) = queries.export_signings(filled)
    assert shape["parties"] == ["星洲量子科技有限公司", "远屿新材股份有限公司"]
    assert shape["date"] == {
        "start": "2026-06-21",
        "end": "2026-06-21",
        "precision": "day",
        "basis": "yearless",
    }
    assert shape["amount"] == {"value": 3e8, "currency": "CNY", "kind": "investment", "operator": "="}
    assert shape["counts"] == [{"what": "project", "n": 13, "scope": "this_event"}]
    assert shape["articles"] == ["https://news.example/a/1", "https://copy.example/1"]
    assert (shape["independent_reports"], shape["conflicts"]) == (1, [])
    assert json.loads(json.dumps(shape, ensure_ascii=False)) == shape


def test_exported_events_have_the_documented_shape(filled: Store) -> None:
    (shape,) = queries.export_events(filled)
    assert (shape["type"], shape["subtype"], shape["status"]) == ("MEETING", "forum", "occurred")
    assert shape["roles"]["host"] == ["云岭论坛秘书处"]
    assert {"id", "name", "date", "amount", "counts", "articles", "independent_reports", "conflicts"} <= set(
        shape
    )


def test_exported_alerts_have_the_documented_shape(filled: Store) -> None:
    first, _ = queries.export_alerts(filled)
    wanted = {"id", "kind", "created_at", "happening_id", "family", "type", "status", "summary"}
    assert wanted | {"evidence", "articles"} <= set(first)
    assert first["created_at"] == "2026-06-22T11:00:00+08:00"
    assert first["evidence"]["text"] == signing().evidence.text


def test_everything_that_is_exported_is_json(filled: Store) -> None:
    run = save.start_run(filled, "xingzhou", started_at=NOW, trigger="hand")
    save.finish_run(filled, run, finished_at=NOW, outcome="partial", counts=RunCounts(new=2))
    shapes = [shape for export in queries.EXPORTS.values() for shape in export(filled)]
    shapes += [queries.run_shape(one) for one in queries.runs(filled)]
    shapes += [queries.health_shape(one) for one in queries.sources_health(filled)]
    assert len(shapes) == 3 + 1 + 1 + 2 + 1 + 2
    assert json.loads(json.dumps(shapes, ensure_ascii=False)) == shapes


def row(number: int, group: int, family: str | None, outlet: str | None = None) -> ArticleRow:
    return ArticleRow(
        id=number,
        url=f"https://{number}.example/",
        outlet=outlet,
        title=None,
        published_at=None,
        published_basis=None,
        reached_at=NOW,
        relevance="subject",
        reprint_of=None,
        group_id=group,
        family=family,
    )


def test_voices_are_joined_by_text_and_by_family() -> None:
    assert queries.independent_reports([]) == 0
    assert queries.independent_reports([row(1, 1, "a"), row(2, 2, "b")]) == 2
    assert queries.independent_reports([row(1, 1, "a"), row(2, 1, "b")]) == 1
    # 1 and 2 share nothing, but 3 has the text of the one and the family of the other
    assert queries.independent_reports([row(1, 1, "a"), row(2, 2, "b"), row(3, 1, "b")]) == 1


def day(start: str) -> Date:
    return Date(start=start, end=start, precision="day" if len(start) == 10 else "month", basis="explicit")


def test_a_coarser_date_and_a_rounded_sum_are_no_conflict() -> None:
    fine = signing(date=day("2026-06-21"), amount=Amount(value=3.02e8, currency="CNY"))
    coarse = signing(date=day("2026-06"), amount=Amount(value=3e8, currency="CNY", operator="≈"))
    assert differing([(1, fine), (2, coarse)]) == ()


def test_another_day_and_another_sum_are_conflicts() -> None:
    first = signing(date=day("2026-06-21"), amount=Amount(value=3e8, currency="CNY"))
    second = signing(date=day("2026-06-22"), amount=Amount(value=4e8, currency="CNY"))
    assert {(f.role, f.claim_id, f.value) for f in differing([(1, first), (2, second)])} == {
        ("date", 1, "2026-06-21"),
        ("date", 2, "2026-06-22"),
        ("amount", 1, "300000000 CNY"),
        ("amount", 2, "400000000 CNY"),
    }


def test_a_moved_day_is_news_and_no_conflict() -> None:
    moved = replace(opening(), status="postponed", date=day("2026-07-04"))
    assert differing([(1, opening()), (2, moved)]) == ()
