"""The outbox under services that fail, hang, ask for patience and come back; and under kill -9 while it sends."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select, update

from channels.configured import channel_of
from channels.deliver import LONGEST_ASKED, MOST_REFUSALS, Delivered, deliver_alone, deliver_to
from channels.file import FileChannel
from channels.outgoing import Channel, NotSent, Outgoing, Refused
from crawler.channel_settings import read_channels
from crawler.mistakes import ConfigurationError
from database import models, outbox_by_hand, queries, save
from database.locks import Locks
from database.rows import DeliveryRow, SourceRow
from database.session import Store
from tests.reports import NOW, everything, report
from tests.services import Service, hangs, mail_server, says, service

SECRET = "s3cr3t-ToKen_99"


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HETAO_TEST_SECRET", SECRET)
    monkeypatch.setattr("channels.deliver.random.random", lambda: 1.0)  # waits without chance


def fill(store: Store, *channels: str, sources: int = 2) -> Store:
    """A store with some alerts for each of the named channels."""
    listening = replace(store, watches=everything(*channels))
    save.save_report(listening, report(), now=NOW)
    for number in range(sources):
        source = f"s{number}"
        save.register_source(listening, SourceRow(id=source, outlet="某报", family=source))
        save.source_health_alert(listening, source, failing=True, summary="fails", now=NOW)
    return listening


@dataclass
class Scripted:
    """A channel that does what it is told: ``None`` sends, an exception is raised, the last one stays."""

    name: str
    deeds: list[Exception | None]
    per_minute: int | None = None
    bundles: bool = False
    got: list[Outgoing] = field(default_factory=list)

    def has_room(self, message: Outgoing) -> bool:
        return True

    def send(self, message: Outgoing) -> None:
        self.got.append(message)
        deed = self.deeds[0] if len(self.deeds) == 1 else self.deeds.pop(0)
        if deed is not None:
            raise deed


def round_(store: Store, *channels: Channel, at: datetime = NOW) -> Delivered:
    locks = Locks(store=store, program="test")
    try:
        return deliver_alone(store, locks, {c.name: c for c in channels}, now=lambda: at)
    finally:
        locks.close()


def rows(store: Store, channel: str) -> list[DeliveryRow]:
    """Its deliveries, the oldest first."""
    return list(reversed(queries.deliveries(store, channel=channel)))


def test_a_refusal_is_tried_again_some_times_then_given_up_and_said_and_the_next_goes_out(
    store: Store,
) -> None:
    store = fill(store, "hook")
    first, *others = rows(store, "hook")
    channel = Scripted("hook", [*(Refused("413 too large") for _ in range(MOST_REFUSALS)), None])
    at = NOW
    for _ in range(MOST_REFUSALS - 1):
        done = round_(store, channel, at=at)
        assert done.sent == 0
        assert done.given_up == ()
        at += timedelta(hours=1)
    done = round_(store, channel, at=at)
    assert done.given_up == (("hook", f"alert {first.alert_id}: 413 too large"),)
    assert done.sent == len(others)
    states = {row.id: row.state for row in rows(store, "hook")}
    assert states == {first.id: "failed"} | {row.id: "sent" for row in others}
    given_up = rows(store, "hook")[0]
    assert (given_up.tries, given_up.refusals, given_up.message) == (
        MOST_REFUSALS,
        MOST_REFUSALS,
        "413 too large",
    )
    assert round_(store, channel, at=at + timedelta(days=9)).sent == 0  # it is not tried for ever
    assert outbox_by_hand.retry(store, [first.id, 9999], now=at) == (first.id,)
    assert round_(store, channel, at=at).sent == 1


def test_a_channel_that_is_down_for_days_keeps_its_queue(store: Store) -> None:
    store = fill(store, "hook")
    channel = Scripted("hook", [NotSent("502")])
    at = NOW
    for _ in range(20):
        at += timedelta(hours=1)
        assert round_(store, channel, at=at).given_up == ()
    assert {row.state for row in rows(store, "hook")} == {"waiting"}
    # a service that comes back often says 404 at first: that alone ends no message that has waited for days
    channel.deeds = [Refused("404"), None]
    assert round_(store, channel, at=at + timedelta(hours=1)).given_up == ()
    assert round_(store, channel, at=at + timedelta(hours=2)).sent == len(rows(store, "hook"))
    alerts = [message.alert.id for message in channel.got[-len(rows(store, "hook")) :]]
    assert alerts == sorted(alerts)


@pytest.mark.parametrize(
    ("asked", "waits"),
    [(30.0, 60), (600.0, 600), (1e9, LONGEST_ASKED.total_seconds()), (None, 60), (0.0, 60)],
)
def test_a_service_that_asks_to_wait_is_left_in_peace(
    store: Store, asked: float | None, waits: float
) -> None:
    store = fill(store, "hook")
    channel = Scripted("hook", [NotSent("429", retry_after=asked), None])
    round_(store, channel)
    assert round_(store, channel, at=NOW + timedelta(seconds=waits - 1)).sent == 0
    assert round_(store, channel, at=NOW + timedelta(seconds=waits)).sent > 0


def test_no_more_goes_out_in_a_minute_than_a_service_bears(store: Store) -> None:
    store = fill(store, "chat", sources=6)
    channel = Scripted("chat", [None], per_minute=3)
    assert round_(store, channel).sent == 3
    assert round_(store, channel, at=NOW + timedelta(seconds=59)).sent == 0
    assert round_(store, channel, at=NOW + timedelta(seconds=61)).sent == 3


def test_what_went_out_before_the_clock_was_set_back_counts_for_no_minute(store: Store) -> None:
    store = fill(store, "chat", sources=6)
    channel = Scripted("chat", [None], per_minute=3)
    assert round_(store, channel, at=NOW + timedelta(days=300)).sent == 3
    assert round_(store, channel, at=NOW).sent == 3


@pytest.mark.parametrize(
    "problem", [ConfigurationError("no such variable"), OSError("disk is full"), NotSent("503")]
)
def test_what_may_pass_waits_with_its_reason(store: Store, problem: Exception) -> None:
    store = fill(store, "hook")
    done = round_(store, Scripted("hook", [problem]))
    assert done.problems == (("hook", str(problem)),)
    head = rows(store, "hook")[0]
    assert (head.state, head.tries, head.message) == ("waiting", 1, str(problem))


def test_a_fault_of_ours_in_one_message_stops_nothing_behind_it_for_ever(store: Store) -> None:
    store = fill(store, "hook")
    channel = Scripted("hook", [KeyError(SECRET)])
    at = NOW
    for _ in range(MOST_REFUSALS):
        round_(store, channel, at=at)
        at += timedelta(hours=1)
    head = rows(store, "hook")[0]
    assert (head.state, head.message) == ("failed", "a fault of the program: KeyError")


def test_a_webhook_that_hangs_does_not_hold_up_mail(store: Store) -> None:
    store = fill(store, "hook", "post")
    over = threading.Event()
    with service(hangs(over)) as there, mail_server() as mails:
        tables = {
            "hook": {"kind": "webhook", "url": there.address, "secret": "env:HETAO_TEST_SECRET"},
            "post": {
                "kind": "mail", "host": "127.0.0.1", "port": mails.port, "security": "none",
                "from": "w@mail.example", "to": "r@mail.example",
            },
        }  # fmt: skip
        channels = {name: channel_of(name, one) for name, one in read_channels(tables).items()}
        locks = Locks(store=store, program="test")
        hook = threading.Thread(
            target=deliver_to, args=(store, locks, channels["hook"]), kwargs={"now": lambda: NOW}
        )
        hook.start()
        done = deliver_to(store, locks, channels["post"], now=lambda: NOW)
        assert done.sent == len(mails.got) == len(rows(store, "post"))
        assert hook.is_alive()
        over.set()
        hook.join(10)
        locks.close()
    assert rows(store, "hook")[0].state == "waiting"


def test_a_service_goes_down_answers_badly_and_comes_back_and_each_alert_arrives_once_in_order(
    store: Store,
) -> None:
    store = fill(store, "chat", sources=5)
    ok = {"errcode": 0, "errmsg": "ok"}
    with service(says(ok)) as there:
        port = int(there.address.rpartition(":")[2])
    table = {"kind": "wecom", "key": "env:HETAO_TEST_SECRET", "address": there.address}
    chat = channel_of("chat", read_channels({"chat": table})["chat"])
    total = len(rows(store, "chat"))
    at = NOW
    assert round_(store, chat, at=at).sent == 0  # nobody listens
    troubles = [
        says({}, 500),
        says(ok),
        says({"errcode": 45009, "errmsg": "freq"}),
        says({"errmsg": "slow"}, 429, Retry_After="300"),
        says(b"<html>", 200),
        says(ok),
    ]
    with service(*troubles, port=port) as there:
        for _ in range(20):
            at += timedelta(hours=1)
            round_(store, chat, at=at)
        taken = [asked.json["markdown"]["content"] for asked in there.asked]
    assert {row.state for row in rows(store, "chat")} == {"sent"}
    keys = [text.splitlines()[-1] for text in taken]
    assert len(set(keys)) == total
    order = list(dict.fromkeys(keys))
    assert order == sorted(order, key=lambda key: int(key.split()[1].split("-")[0]))
    assert len(keys) == total + 4  # each of the four troubles was a try of the same message


def plan_later(store: Store, number: int, at: datetime) -> None:
    """Let one delivery of a channel, by its place in the order, be planned for later."""
    with store.transaction() as session:
        ids = session.scalars(select(models.Delivery.id).order_by(models.Delivery.id)).all()
        session.get_one(models.Delivery, ids[number]).due_at = at


def test_what_is_planned_for_later_holds_up_nothing_and_comes_in_its_time(store: Store) -> None:
    store = fill(store, "hook")
    total = len(rows(store, "hook"))
    monday = NOW + timedelta(days=6)
    plan_later(store, 0, monday)
    channel = Scripted("hook", [None])
    assert round_(store, channel).sent == total - 1
    assert round_(store, channel, at=monday - timedelta(seconds=1)).sent == 0
    assert round_(store, channel, at=monday).sent == 1


def test_a_failure_holds_up_also_what_is_due_behind_it(store: Store) -> None:
    store = fill(store, "hook")
    plan_later(store, 0, NOW + timedelta(seconds=30))
    channel = Scripted("hook", [NotSent("down"), None])
    round_(store, channel)  # the second one fails, for a minute
    assert round_(store, channel, at=NOW + timedelta(seconds=31)).sent == 0  # the first is due now, and waits
    assert round_(store, channel, at=NOW + timedelta(seconds=61)).sent == len(rows(store, "hook"))
    assert [message.alert.id for message in channel.got[1:]] == sorted(m.alert.id for m in channel.got[1:])


def test_a_plan_that_no_watch_makes_was_made_before_the_clock_was_set_back(store: Store) -> None:
    store = fill(store, "hook")
    plan_later(store, 0, NOW + timedelta(days=400))
    assert round_(store, Scripted("hook", [None])).sent == len(rows(store, "hook"))


def test_a_file_knows_a_repeat_that_another_one_overtook(store: Store, tmp_path: Path) -> None:
    store = fill(store, "lines")
    plan_later(store, 0, NOW + timedelta(hours=1))
    file = FileChannel(name="lines", path=tmp_path / "a.jsonl")
    round_(store, file)
    with store.transaction() as session:  # as if the note of the last had been lost with the program
        last = session.scalars(select(models.Delivery).order_by(models.Delivery.id.desc())).first()
        assert last is not None
        last.state, last.sent_at = "waiting", None
    round_(store, file, at=NOW + timedelta(hours=2))
    ids = [json.loads(line)["id"] for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert len(ids) == len(set(ids)) == len(rows(store, "lines"))


@pytest.mark.parametrize("by_source", [True, False])
def test_what_is_held_goes_out_when_somebody_lets_it(store: Store, by_source: bool) -> None:
    store = fill(store, "hook")
    with store.transaction() as session:
        session.execute(update(models.Delivery).values(state="held", hold="flood"))
        session.execute(update(models.Article).values(source_id="s0"))
    first = rows(store, "hook")[0].id
    assert round_(store, Scripted("hook", [None])).sent == 0
    if by_source:
        assert outbox_by_hand.release(store, source="s1", now=NOW) == ()
        assert outbox_by_hand.release(store, source="s0", now=NOW) == (
            first,
        )  # the others tell of no article
    else:
        assert outbox_by_hand.release(store, ids=[first, 999], now=NOW) == (first,)
    assert round_(store, Scripted("hook", [None])).sent == 1


def test_a_digest_to_which_something_was_added_between_two_tries_is_taken_for_no_repeat(store: Store) -> None:
    store = fill(store, "hook")
    with store.transaction() as session:
        session.execute(update(models.Delivery).values(digest=True))
    last = len(rows(store, "hook")) - 1
    plan_later(store, last, NOW + timedelta(hours=1))
    channel = Scripted("hook", [NotSent("no answer"), None], bundles=True)  # though it may have been taken
    round_(store, channel)
    round_(store, channel, at=NOW + timedelta(minutes=2))
    same = Scripted("hook", [None], bundles=True)
    with store.transaction() as session:  # as if the note had been lost, until the last one is due as well
        session.execute(update(models.Delivery).values(state="waiting"))
    round_(store, same, at=NOW + timedelta(hours=1))
    assert [len(message.others) for message in (*channel.got, *same.got)] == [last - 1, last - 1, last]
    assert channel.got[0].key == channel.got[1].key != same.got[0].key


def test_the_outbox_is_never_read_whole(store: Store) -> None:
    store = fill(store, "dead", sources=60)
    loaded: list[object] = []
    event.listen(models.Delivery, "load", note := lambda row, _: loaded.append(row))
    try:
        round_(store, Scripted("dead", [NotSent("down")]))
    finally:
        event.remove(models.Delivery, "load", note)
    assert len(loaded) <= 4  # of 61


# kill -9

_CHILD = """
import os, signal, sys
from datetime import UTC, datetime
from channels.deliver import deliver_alone
from database import outbox, session
from database.locks import Locks
from tests.test_channels_delivery import receiving

url, kind, address, when, after = sys.argv[1:]
store = session.open_store(url)
channel = receiving(kind, address)
done = 0

def die(*_):
    global done
    done += 1
    if done == int(after):
        os.kill(os.getpid(), signal.SIGKILL)

if when == "after sending":
    note = outbox.note_sent
    outbox.note_sent = lambda *a, **k: (die(), note(*a, **k))
elif when == "after noting":
    note = outbox.note_sent
    outbox.note_sent = lambda *a, **k: (note(*a, **k), die())
elif when == "before sending":
    due = outbox.next_due
    outbox.next_due = lambda *a, **k: (die(), due(*a, **k))[1]
print(deliver_alone(store, Locks(store=store, program="child"), {"out": channel}, now=lambda: datetime.now(UTC)).problems)
"""


def receiving(kind: str, address: str) -> Channel:
    """A channel of a kind to a host and port."""
    host, _, port = address.rpartition(":")
    named = "env:HETAO_TEST_SECRET"
    tables: dict[str, dict[str, object]] = {
        "webhook": {"kind": "webhook", "url": f"http://{address}/", "secret": named},
        "wecom": {"kind": "wecom", "key": named, "address": f"http://{address}"},
        "mail": {
            "kind": "mail", "host": host, "port": int(port), "security": "none", "from": "w@mail.example",
            "to": "r@mail.example",
        },
    }  # fmt: skip
    return channel_of("out", read_channels({"out": tables[kind]})["out"])


def child(store: Store, kind: str, address: str, when: str, after: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _CHILD, str(store.engine.url), kind, address, when, str(after)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@contextlib.contextmanager
def receiver(kind: str) -> Iterator[tuple[str, Callable[[], list[str]]]]:
    """A service, its host and port, and the keys of what it took, in order."""
    if kind == "mail":
        with mail_server() as mails:
            yield f"127.0.0.1:{mails.port}", lambda: [_message_id(got.content) for got in mails.got]
    else:
        with service(says({"errcode": 0})) as there:
            yield (
                there.address.removeprefix("http://"),
                lambda: [_key(kind, there, n) for n in range(len(there.asked))],
            )


def _message_id(content: bytes | str | None) -> str:
    text = content.decode() if isinstance(content, bytes) else content or ""
    return next(line for line in text.splitlines() if line.lower().startswith("message-id:"))


def _key(kind: str, there: Service, number: int) -> str:
    asked = there.asked[number]
    if kind == "webhook":
        return asked.headers["Idempotency-Key"]
    return str(asked.json["markdown"]["content"].splitlines()[-1])


@pytest.mark.parametrize(
    ("kind", "when"),
    [
        ("webhook", "before sending"),
        ("webhook", "after sending"),
        ("wecom", "after sending"),
        ("mail", "after sending"),
        ("mail", "after noting"),
    ],
)
def test_a_kill_repeats_at_most_the_message_in_flight_with_its_id(
    sqlite_store: Store, kind: str, when: str
) -> None:
    store = fill(sqlite_store, "out", sources=4)
    total = len(rows(store, "out"))
    with receiver(kind) as (address, taken):
        killed = child(store, kind, address, when, 3)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert round_(store, receiving(kind, address), at=datetime.now(UTC)).problems == ()
        keys = taken()
    assert len(set(keys)) == total
    repeated = len(keys) - total
    assert repeated == (1 if when == "after sending" else 0)
    if repeated:
        assert keys[2] == keys[3]  # the one in flight, at once
    assert {row.state for row in rows(store, "out")} == {"sent"}
    with sqlite3.connect(str(store.engine.url.database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


# secrets


def test_no_secret_reaches_the_database_or_the_log(
    sqlite_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    store = fill(sqlite_store, "webhook", "wecom", "feishu", "dingtalk", "telegram", "post")
    named = "env:HETAO_TEST_SECRET"
    with (
        service(says({"errcode": 9, "code": 9, "errmsg": SECRET, "msg": SECRET}, 403)) as there,
        mail_server() as mails,
    ):
        mails.login_says = f"535 {SECRET}"
        tables: Mapping[str, dict[str, object]] = {
            "webhook": {"kind": "webhook", "url": there.address, "secret": named},
            "wecom": {"kind": "wecom", "key": named, "address": there.address},
            "feishu": {"kind": "feishu", "token": named, "secret": named, "address": there.address},
            "dingtalk": {"kind": "dingtalk", "token": named, "secret": named, "address": there.address},
            "telegram": {"kind": "telegram", "token": named, "chat": "@x_y_z", "address": there.address},
            "post": {
                "kind": "mail", "host": "127.0.0.1", "port": mails.port, "security": "none", "user": "u",
                "password": named, "from": "w@mail.example", "to": "r@mail.example",
            },
        }  # fmt: skip
        settings = read_channels(tables)
        channels = [channel_of(name, one) for name, one in settings.items()]
        done = round_(store, *channels)
    assert len(done.problems) == len(tables)
    shown = repr(channels) + repr(settings) + repr(done) + repr(rows(store, "wecom")) + caplog.text
    assert SECRET not in shown
    store.close()
    for file in Path(str(store.engine.url.database)).parent.rglob("*"):
        if file.is_file():
            assert SECRET.encode() not in file.read_bytes(), file
