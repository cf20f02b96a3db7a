"""The feed and the calendar: what independent programs read in them, and how files are kept fresh."""

from __future__ import annotations

import calendar as months
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import pytest
import vobject
from hypothesis import example, given

from channels.feed import atom
from channels.ical import calendar
from channels.published import calendar_of, feed_of, publish, write
from crawler.channel_settings import read_channels
from crawler.configuration import DEFAULT
from database import queries, save
from database.rows import HappeningRow
from database.session import Store
from pipelines.values import Date
from tests.alert_rows import ALERT, article
from tests.reports import NOW, OPENED, opening, report
from tests.test_channels_messages import TEXT


def happening(**changes: object) -> HappeningRow:
    """A forum that is announced for a day."""
    row = HappeningRow(
        id=5,
        family="event",
        type="MEETING",
        subtype="forum",
        status="scheduled",
        name="第三届河套创新论坛",
        date=Date(start="2026-12-03", end="2026-12-03", precision="day", basis="explicit"),
        place="河套深港科技创新合作区",
        parties=(),
        amount=None,
        counts=(),
        parent_id=None,
        first_reported_at=NOW,
        updated_at=NOW + timedelta(hours=1),
        articles=(article(),),
        independent_reports=1,
    )
    return replace(row, **changes)  # type: ignore[arg-type]


# the feed


def parsed(content: bytes) -> Any:
    read = feedparser.parse(content)
    assert not read.bozo, read.get("bozo_exception")
    return read


def test_a_feed_reader_reads_what_we_said() -> None:
    older = replace(ALERT, id=6, created_at=ALERT.created_at - timedelta(days=1))
    read = parsed(atom([ALERT, older], "zh"))
    assert read.version == "atom10"
    assert read.feed.updated == "2026-06-22T03:00:00Z"
    first, second = read.entries
    assert first.title.startswith("新签约：战略合作 | 星洲量子科技有限公司、远屿新材股份有限公司")
    assert first.link == "https://news.example/a/1"
    assert "金额：总投资3亿元人民币" in first.content[0].value
    assert months.timegm(first.updated_parsed) == int(ALERT.created_at.timestamp())
    assert first.id != second.id
    assert [tag.term for tag in first.tags] == ["new", "signing", "strategic_cooperation", "occurred"]


def test_an_empty_feed_is_one() -> None:
    assert parsed(atom([], "en")).entries == []


@given(TEXT)
@example("<script>alert(1)</script>]]>&amp;\x00\ufffe\ud800")
def test_a_feed_with_anything_in_it_is_read(text: str) -> None:
    hostile = replace(
        ALERT, place=f"x{text}x", parties=(f"x{text}x",), articles=(article(outlet=text),), names=()
    )
    (entry,) = parsed(atom([hostile], "zh")).entries
    assert "地点：x" in entry.content[0].value


def test_the_same_alerts_give_the_same_bytes() -> None:
    assert atom([ALERT], "zh") == atom([ALERT], "zh")


# the calendar


def events(content: bytes) -> dict[str, Any]:
    """The events by uid, as one parser reads them; another one must read them too."""
    read = {str(event["uid"]): event for event in icalendar.Calendar.from_ical(content).walk("VEVENT")}
    other = next(vobject.readComponents(content.decode()))
    assert {event.uid.value for event in other.contents.get("vevent", [])} == set(read)
    return read


def test_a_calendar_program_reads_a_whole_day() -> None:
    (event,) = events(calendar([happening()], "zh")).values()
    assert event["dtstart"].dt == date(2026, 12, 3)
    assert event["dtend"].dt == date(2026, 12, 4)
    assert str(event["summary"]) == "活动：论坛 | 第三届河套创新论坛"
    assert str(event["status"]) == "CONFIRMED"
    assert str(event["location"]) == "河套深港科技创新合作区"
    assert str(event["url"]) == "https://news.example/a/1"
    assert "报道：星洲晚报（独立报道 1）" in str(event["description"])


def test_lines_are_folded_between_characters_and_end_as_they_should() -> None:
    content = calendar([happening(name="河套" * 100, place=";,\\\n" * 30)], "zh")
    assert b"\n" not in content.replace(b"\r\n", b"")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


@given(TEXT)
@example("x\r\nEND:VEVENT\r\nBEGIN:VALARM;,\\")
def test_nothing_foreign_adds_a_line_to_a_calendar(text: str) -> None:
    hostile = happening(name=f"x{text}x", place=f"x{text}x")
    harmless = events(calendar([happening(name="x", place="x")], "zh"))
    read = events(calendar([hostile], "zh"))
    assert {k: set(v) for k, v in read.items()} == {k: set(v) for k, v in harmless.items()}
    (event,) = read.values()
    assert event.subcomponents == []


def test_a_change_keeps_the_uid_and_has_a_greater_sequence() -> None:
    moved = happening(
        status="postponed",
        date=Date(start="2027-01-08", end="2027-01-09", precision="range", basis="explicit"),
        updated_at=NOW + timedelta(days=2),
    )
    off = happening(status="cancelled", updated_at=NOW + timedelta(days=3))
    versions = [next(iter(events(calendar([row], "zh")).items())) for row in (happening(), moved, off)]
    assert len({uid for uid, _ in versions}) == 1
    assert [str(event["status"]) for _, event in versions] == ["CONFIRMED", "TENTATIVE", "CANCELLED"]
    sequences = [int(event["sequence"]) for _, event in versions]
    assert sequences == sorted(set(sequences))
    assert versions[1][1]["dtend"].dt == date(2027, 1, 10)


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "occurred"},
        {"status": "planned"},
        {"date": None},
        {"date": Date(start="2026-12", end="2026-12", precision="month", basis="explicit")},
        {"date": Date(start="2026-02-30", end="2026-02-30", precision="day", basis="explicit")},
    ],
)
def test_what_has_no_day_or_is_over_stands_in_no_calendar(changes: dict[str, object]) -> None:
    assert events(calendar([happening(**changes)], "zh")) == {}


def test_a_time_of_day_is_within_its_day() -> None:
    at_three = Date(start="2026-12-03T15:00", end="2026-12-03T15:00", precision="minute", basis="explicit")
    (event,) = events(calendar([happening(date=at_three)], "zh")).values()
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 12, 3), date(2026, 12, 4))


# from the store


def announce(store: Store, now: datetime = NOW, **changes: object) -> None:
    """An article that announces the forum; its text differs with the moment, so that none is a reprint."""
    day = Date(start="2026-12-03", end="2026-12-03", precision="day", basis="explicit")
    claim = replace(opening(), **({"status": "scheduled", "date": day} | changes))
    url = f"https://news.example/{now:%d%H}"
    saved = report(url, OPENED, (claim,), fetched_at=now)
    verdicts = tuple(replace(verdict, alert=True) for verdict in saved.verdicts)
    save.save_report(store, replace(saved, verdicts=verdicts), now=now)


def test_the_calendar_of_a_store_holds_what_was_told_and_follows_it(store: Store) -> None:
    announce(store)
    first = events(calendar_of(store, "zh"))
    assert [str(event["status"]) for event in first.values()] == ["CONFIRMED"]
    announce(store, NOW + timedelta(days=1), status="cancelled")
    second = events(calendar_of(store, "zh"))
    assert set(second) == set(first)
    assert [str(event["status"]) for event in second.values()] == ["CANCELLED"]
    (uid,) = first
    assert int(second[uid]["sequence"]) > int(first[uid]["sequence"])
    assert len(parsed(feed_of(store, 10, "zh")).entries) == 2


def test_what_was_not_told_stands_in_no_calendar(store: Store) -> None:
    day = Date(start="2026-12-03", end="2026-12-03", precision="day", basis="explicit")
    untold = replace(opening(), status="scheduled", date=day)
    save.save_report(store, report("https://news.example/x", OPENED, (untold,)), now=NOW)
    assert queries.alerts(store) == ()
    assert queries.announced(store) == ()


def test_files_are_written_when_something_changed_and_only_then(store: Store, tmp_path: Path) -> None:
    tables = {
        "feed": {"kind": "atom", "path": str(tmp_path / "new" / "a.atom")},
        "days": {"kind": "ical", "path": str(tmp_path / "b.ics")},
    }
    settings = replace(DEFAULT, channels=read_channels(tables))
    change = publish(store, settings, since=None)
    assert parsed((tmp_path / "new" / "a.atom").read_bytes()).entries == []
    (tmp_path / "b.ics").unlink()
    (tmp_path / "new" / "a.atom").write_text("as it was", "utf-8")
    assert publish(store, settings, since=change) == change
    assert (tmp_path / "b.ics").exists()  # somebody took it away
    assert (tmp_path / "new" / "a.atom").read_text(
        "utf-8"
    ) == "as it was"  # nothing has changed: not looked at
    announce(store)
    assert publish(store, settings, since=change) != change
    assert len(events((tmp_path / "b.ics").read_bytes())) == 1


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ics"
    write(path, b"old")
    before = path.stat().st_ino
    write(path, b"old")
    assert path.stat().st_ino == before

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("channels.published.os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    write(path, b"new")
    assert path.read_bytes() == b"new"
