"""Alerts leave once: the file channel under kills, and the outbox under channels that fail and clocks that are set."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from channels.deliver import FIRST_WAIT, LONGEST_WAIT, Clock, Delivered, deliver_alone, wait_after
from channels.file import FileChannel
from channels.outgoing import Channel, Outgoing, key_of
from database import models, save
from database.locks import Locks
from database.rows import AlertRow, SourceRow
from database.session import Store
from tests.reports import NOW, everything, report


def outgoing(id_: int, summary: str = "一") -> Outgoing:
    """A told alert about a source."""
    alert = AlertRow(
        id=id_, kind="source_failing", created_at=NOW, read_at=None, happening_id=None, source_id="a",
        family=None, type=None, subtype=None, status=None, summary=summary,
    )  # fmt: skip
    return Outgoing(key=key_of([id_], [alert]), alert=alert, at=NOW)


def deliver(store: Store, channels: Mapping[str, Channel], now: Clock) -> Delivered:
    """One round of a program that has the outbox for itself."""
    locks = Locks(store=store, program="test")
    try:
        return deliver_alone(store, locks, channels, now=now)
    finally:
        locks.close()


def lines(path: Path) -> list[int]:
    return [json.loads(line)["id"] for line in path.read_bytes().split(b"\n") if line]


@given(kept=st.integers(0, 10_000), text=st.text())
def test_a_message_that_was_cut_off_anywhere_is_whole_and_once_after_the_next_try(
    tmp_path_factory: pytest.TempPathFactory, kept: int, text: str
) -> None:
    path = tmp_path_factory.mktemp("channel") / "alerts.jsonl"
    channel = FileChannel(name="lines", path=path)
    channel.send(outgoing(1, "一"))
    before = path.stat().st_size
    channel.send(outgoing(2, text))
    whole = path.read_bytes()
    path.write_bytes(whole[: before + kept % (len(whole) - before + 1)])  # the kill
    channel.send(outgoing(2, text))
    channel.send(outgoing(3, "三"))
    assert lines(path) == [1, 2, 3]


def test_a_file_that_holds_something_else_is_added_to_and_not_harmed(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "alerts.jsonl"
    channel = FileChannel(name="lines", path=path)
    channel.send(outgoing(1))
    path.write_text("not ours\n" + path.read_text("utf-8"), "utf-8")
    channel.send(outgoing(2))
    first, *rest = path.read_text("utf-8").splitlines()
    assert first == "not ours"
    assert [json.loads(line)["id"] for line in rest] == [1, 2]


@pytest.fixture
def outbox(store: Store) -> Callable[..., Store]:
    """A store with some alerts for each of the named channels."""

    def filled(*channels: str) -> Store:
        listening = replace(store, watches=everything(*channels))
        save.save_report(listening, report(), now=NOW)
        for source in ("a", "b"):
            save.register_source(listening, SourceRow(id=source, outlet="某报", family=source))
            save.source_health_alert(listening, source, failing=True, summary="fails", now=NOW)
        return listening

    return filled


def states(store: Store) -> list[tuple[str, str, int]]:
    with store.reading() as session:
        rows = session.scalars(select(models.Delivery).order_by(models.Delivery.id))
        return [(row.channel, row.state, row.tries) for row in rows]


def test_every_alert_goes_out_once_in_its_order(outbox: Callable[..., Store], tmp_path: Path) -> None:
    store = outbox("lines")
    channels = {"lines": FileChannel(name="lines", path=tmp_path / "alerts.jsonl")}
    first = deliver(store, channels, lambda: NOW)
    assert first.sent == len(states(store)) >= 3
    assert lines(tmp_path / "alerts.jsonl") == sorted(lines(tmp_path / "alerts.jsonl"))
    assert deliver(store, channels, lambda: NOW).sent == 0
    assert {state for _, state, _ in states(store)} == {"sent"}


def test_a_kill_between_the_writing_and_its_note_repeats_nothing(
    outbox: Callable[..., Store], tmp_path: Path
) -> None:
    store = outbox("lines")
    path = tmp_path / "alerts.jsonl"
    channels = {"lines": FileChannel(name="lines", path=path)}
    sent = deliver(store, channels, lambda: NOW).sent
    with store.transaction() as session:  # as if the note of the last one had been lost with the program
        last = session.scalars(select(models.Delivery.id).order_by(models.Delivery.id.desc())).first()
        session.execute(
            update(models.Delivery).where(models.Delivery.id == last).values(state="waiting", sent_at=None)
        )
    assert deliver(store, channels, lambda: NOW).sent == 1
    assert len(lines(path)) == sent


def test_a_channel_that_fails_keeps_its_queue_and_harms_no_other(
    outbox: Callable[..., Store], tmp_path: Path
) -> None:
    store = outbox("bad", "good")
    (tmp_path / "folder").mkdir()
    channels = {
        "bad": FileChannel(name="bad", path=tmp_path / "folder"),  # a folder is no file to write to
        "good": FileChannel(name="good", path=tmp_path / "good.jsonl"),
    }
    done = deliver(store, channels, lambda: NOW)
    assert [name for name, _ in done.problems] == ["bad"]
    waiting = [row for row in states(store) if row[0] == "bad"]
    assert {state for _, state, _ in waiting} == {"waiting"}
    assert sorted(tries for _, _, tries in waiting)[-1] == 1  # the others were not even tried
    assert len(lines(tmp_path / "good.jsonl")) == len(waiting)
    (tmp_path / "folder").rmdir()
    later = NOW + FIRST_WAIT
    assert deliver(store, channels, lambda: later).sent == len(waiting)
    assert lines(tmp_path / "folder") == lines(tmp_path / "good.jsonl")


def test_nothing_overtakes_what_was_put_off(outbox: Callable[..., Store], tmp_path: Path) -> None:
    store = outbox("lines")
    path = tmp_path / "alerts.jsonl"
    path.mkdir()
    channels = {"lines": FileChannel(name="lines", path=path)}
    deliver(store, channels, lambda: NOW)
    path.rmdir()
    # a newer alert that went out first would make the file forget, after a kill, that it has it already
    assert deliver(store, channels, lambda: NOW + FIRST_WAIT / 3).sent == 0
    assert deliver(store, channels, lambda: NOW + FIRST_WAIT).sent == len(states(store))
    assert lines(path) == sorted(lines(path))


def test_what_was_put_off_before_the_clock_was_set_back_does_not_wait_for_the_old_time(
    outbox: Callable[..., Store], tmp_path: Path
) -> None:
    store = outbox("lines")
    path = tmp_path / "folder"
    path.mkdir()
    channels = {"lines": FileChannel(name="lines", path=path)}
    future: datetime = NOW + timedelta(days=365)
    deliver(store, channels, lambda: future)
    path.rmdir()
    assert deliver(store, channels, lambda: NOW).sent == len(states(store))


def test_two_programs_do_not_deliver_at_once(outbox: Callable[..., Store], tmp_path: Path) -> None:
    store = outbox("lines")
    channels = {"lines": FileChannel(name="lines", path=tmp_path / "alerts.jsonl")}
    other, mine = Locks(store=store, program="other"), Locks(store=store, program="mine")
    other.take("delivery lines", now=NOW)
    assert deliver_alone(store, mine, channels, now=lambda: NOW).sent == 0
    other.close()
    assert deliver_alone(store, mine, channels, now=lambda: NOW).sent == len(states(store))
    mine.close()


def test_waits_grow_and_end_at_an_hour_and_no_two_programs_come_back_in_one_second() -> None:
    assert [wait_after(n, 1.0) for n in (1, 2, 3)] == [timedelta(minutes=n) for n in (1, 2, 4)]
    assert wait_after(50, 1.0) == LONGEST_WAIT
    assert wait_after(1, 0.0) == FIRST_WAIT / 2
