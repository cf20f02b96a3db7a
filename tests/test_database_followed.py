"""What is followed up: an announced day that passes or moves, a page that is edited, one that is taken away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from rich.console import Console

from database import queries, save
from database.export import happening_shape
from database.rows import HappeningRow, PageOutcome
from database.session import Store
from faces.tables import happening_view, happenings_view
from pipelines.values import Claim, Date, Report, Verdict
from tests.reports import NOW, report, span

AHEAD = datetime.now(UTC).date() + timedelta(days=30)
FORUM = "第三届河套量子论坛"


def announced(
    outlet: str, day: str, published: datetime, words: str = "河套一行", **changes: object
) -> Report:
    """An outlet announces the forum for a day, in words of its own."""
    text = f"{outlet}获悉，{FORUM}将于{day}举行。{words}。"
    claim = Claim(
        id="e1",
        family="event",
        type="MEETING",
        subtype="forum",
        status="scheduled",
        name=FORUM,
        evidence=span(text, text.split("。")[0]),
        date=Date(start=day, end=day, precision="day", basis="explicit"),
        confidence=0.9,
    )
    said = replace(claim, **changes)  # type: ignore[arg-type]
    made = report(f"https://{outlet}.example/1", text, (said,), title=FORUM, outlet=outlet, source=outlet)
    told = tuple(Verdict(claim_id=one.id, alert=True, why_not=None) for one in (said,))
    return replace(made, article=replace(made.article, published_at=published), verdicts=told)


def the_event(store: Store) -> HappeningRow:
    (row,) = queries.events(store)
    found = queries.happening(store, row.id)
    assert found is not None
    return found


def shown(row: HappeningRow) -> str:
    console = Console(width=200, record=True, file=None)
    with console.capture() as said:
        console.print(happening_view(row))
        console.print(happenings_view([row], "event"))
    return said.get()


def test_a_day_that_passes_unreported_is_overdue_until_somebody_reports_it(store: Store) -> None:
    save.save_report(store, announced("甲报", "2026-06-25", NOW), now=NOW)
    row = the_event(store)
    assert happening_shape(row)["overdue_since"] == "2026-06-25"
    assert "announced for 2026-06-25; nobody reported it" in shown(row)
    held = announced("乙报", "2026-06-25", NOW + timedelta(days=4), "与会者已经散去", status="occurred")
    save.save_report(store, held, now=NOW)
    assert the_event(store).overdue_since is None


def test_what_lies_ahead_is_not_overdue(store: Store) -> None:
    save.save_report(store, announced("甲报", AHEAD.isoformat(), NOW), now=NOW)
    assert the_event(store).overdue_since is None
    assert "overdue" not in shown(the_event(store))


def test_what_is_announced_anew_for_a_later_day_is_postponed_and_told_once(store: Store) -> None:
    old, new = AHEAD.isoformat(), (AHEAD + timedelta(days=14)).isoformat()
    reports = [
        announced("甲报", old, NOW, "报名已经开始"),
        announced("乙报", new, NOW + timedelta(days=5), "票务平台更新了日历"),
        announced("丙报", new, NOW + timedelta(days=6), "主办方没有说明原因，只在海报上换了数字"),
    ]
    for one in reports:
        save.save_report(store, one, now=NOW)
    row = the_event(store)
    assert (row.status, row.date.start if row.date else None) == ("postponed", new)
    assert [alert.kind for alert in queries.alerts(store)] == ["status_change", "new"]
    # its history is at hand: the first announcement stays with its sentence
    assert {value.value for c in row.conflicts if c.role == "date" for value in c.values} == {old, new}


def test_an_edited_page_shows_what_it_said_before(store: Store) -> None:
    first = announced("甲报", AHEAD.isoformat(), NOW, "共有22家机构报名")
    second = announced("甲报", AHEAD.isoformat(), NOW, "共有23家机构报名")
    for one in (first, second):
        save.save_report(store, one, now=NOW)
    row = the_event(store)
    (change,) = happening_shape(row)["changes"]
    assert (change["version"], change["removed"], change["added"]) == (
        2,
        ["共有22家机构报名。"],
        ["共有23家机构报名。"],
    )
    assert "- 共有22家机构报名。" in shown(row)
    assert "+ 共有23家机构报名。" in shown(row)


def test_a_page_that_is_gone_is_withdrawn_and_what_it_proved_says_so(store: Store) -> None:
    one = announced("甲报", AHEAD.isoformat(), NOW)
    save.save_report(store, one, now=NOW)
    assert not the_event(store).withdrawn
    gone = PageOutcome(url=one.page_url, outcome="http_error", why="the server answers 410", status=410)
    save.record_page(store, gone)
    row = the_event(store)
    assert row.withdrawn
    assert happening_shape(row)["withdrawn"] == [row.articles[0].url]
    assert "its article is withdrawn" in shown(row)
    assert "every page that reported it is gone" in shown(row)
    # a second outlet still says it
    save.save_report(store, announced("乙报", AHEAD.isoformat(), NOW, "票已售出一半"), now=NOW)
    assert not the_event(store).withdrawn
    assert happening_shape(the_event(store))["withdrawn"] == [row.articles[0].url]
