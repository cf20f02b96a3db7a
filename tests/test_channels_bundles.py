"""Several alerts in one message: a ceremony with what is signed there, and digests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from channels.configured import channel_of
from channels.deliver import deliver_alone
from channels.file import FileChannel
from channels.messages import fitted, message_of, plain
from channels.outgoing import NotSent, Outgoing
from crawler.channel_settings import read_channels
from database import decisions, outbox_by_hand, queries, save
from database.locks import Locks
from database.rows import SourceRow
from database.session import Store
from pipelines.values import Amount, Report
from pipelines.vocabulary import ALERT_KINDS
from pipelines.watches import Watch, parse_digest
from tests.reports import NOW, OPENED, everything, opening, report, signing
from tests.services import says, service
from tests.test_database_regrouping import FIRST, SECOND, THIRD, told
from tests.test_routing import crawled

CEREMONY = f"{OPENED}会上，星洲量子科技有限公司与远屿新材股份有限公司签署合作协议，粤澜大学与云岭集团签约。"


@dataclass
class Post:
    """A channel that keeps what it is given; ``away``: so many sends fail first; ``most``: it has room
    for so many alerts."""

    name: str = "post"
    per_minute: int | None = None
    bundles: bool = True
    away: int = 0
    most: int = 1000
    sent: list[Outgoing] = field(default_factory=list)

    def has_room(self, message: Outgoing) -> bool:
        return len(message.others) < self.most

    def send(self, message: Outgoing) -> None:
        if self.away:
            self.away -= 1
            raise NotSent("away")
        self.sent.append(message)


def ceremony() -> Report:
    """A forum at which something is signed."""
    forum = opening(CEREMONY)
    one = signing(CEREMONY, id="s1", parent="e1")
    return report("https://news.example/c/1", CEREMONY, (forum, one))


def send(store: Store, channel: object, at: timedelta = timedelta(0)) -> int:
    channels = {channel.name: channel}  # type: ignore[attr-defined]
    return deliver_alone(store, Locks(store=store, program="test"), channels, now=lambda: NOW + at).sent  # type: ignore[arg-type]


def test_a_ceremony_and_what_is_signed_there_are_one_message(store: Store) -> None:
    store = replace(store, watches=everything("post"))
    save.save_report(store, ceremony(), now=NOW)
    save.save_report(store, told("丁报", FIRST, THIRD, on="2026-06-18"), now=NOW)
    channel = Post()
    assert send(store, channel) == 3
    first, second = channel.sent
    assert (first.alert.type, [row.family for row in first.others]) == ("MEETING", ["signing"])
    assert second.others == ()
    text = plain(message_of(first, "zh"))
    assert "其中：\n· 新签约：" in text
    assert "星洲量子科技有限公司" in text
    assert send(store, channel) == 0


def test_a_file_gets_a_line_for_each(store: Store, tmp_path: Path) -> None:
    store = replace(store, watches=everything("lines"))
    save.save_report(store, ceremony(), now=NOW)
    assert send(store, FileChannel(name="lines", path=tmp_path / "alerts.jsonl")) == 2
    assert len((tmp_path / "alerts.jsonl").read_text("utf-8").splitlines()) == 2


@pytest.fixture
def digested(store: Store) -> Store:
    watch = Watch(name="daily", channels=("post",), digest=parse_digest("08:00"), kinds=ALERT_KINDS)
    store = replace(store, watches=(replace(watch, language="zh"),))
    save.save_report(store, told("甲报", FIRST, SECOND), now=NOW)
    save.save_report(store, told("乙报", THIRD, on="2026-06-18"), now=NOW)
    return store


def test_a_digest_comes_at_its_hour_as_one_message(digested: Store) -> None:
    channel = Post()
    assert send(digested, channel) == 0
    assert send(digested, channel, timedelta(days=1)) == 2
    (message,) = channel.sent
    text = plain(message_of(message, "en"))  # the watch's language outranks the channel's
    assert text.startswith("摘要 (2)")
    assert text.count("\n· ") == 2
    assert send(digested, channel, timedelta(days=2)) == 0  # nothing new, no message


def test_a_digest_does_not_hold_up_what_is_to_go_at_once(digested: Store) -> None:
    channel = Post()
    operator = Watch(name="operator", channels=("post",), kinds=("source_failing",))
    listening = replace(digested, watches=(operator,))
    save.register_source(listening, SourceRow(id="a", outlet="某报", family="a"))
    save.source_health_alert(listening, "a", failing=True, summary="fails", now=NOW)
    assert send(listening, channel) == 1
    assert channel.sent[0].alert.kind == "source_failing"


def test_what_was_put_off_goes_out_whole_and_first(store: Store) -> None:
    store = replace(store, watches=everything("post"))
    save.save_report(store, ceremony(), now=NOW)
    channel = Post(away=1)
    assert send(store, channel) == 0
    save.save_report(store, told("丁报", FIRST, THIRD, on="2026-06-18"), now=NOW)
    assert send(store, channel) == 0  # nothing overtakes it
    assert send(store, channel, timedelta(hours=1)) == 3
    assert [len(message.others) for message in channel.sent] == [1, 0]


def test_a_long_digest_gives_way_from_its_end(digested: Store) -> None:
    channel = Post()
    send(digested, channel, timedelta(days=1))
    message = message_of(channel.sent[0], "zh")
    text = fitted(message, plain, lambda text: len(text) <= 110)
    assert len(text) <= 110
    assert text.endswith("另有1条")


def test_a_doubtful_single_report_is_marked(emptied: Callable[[], Store]) -> None:
    for confidence, mark in ((0.3, "【未证实】"), (0.9, "")):
        store = replace(emptied(), watches=everything("post"))
        save.save_report(store, told("甲报", FIRST, SECOND, confidence=confidence), now=NOW)
        channel = Post()
        send(store, channel)
        assert plain(message_of(channel.sent[0], "zh")).startswith(f"{mark}新签约")


def test_digests_of_two_languages_on_one_channel_are_two_messages(store: Store) -> None:
    daily = Watch(name="signings", channels=("post",), digest=parse_digest("08:00"), families=("signing",))
    store = replace(
        store,
        watches=(
            replace(daily, language="zh"),
            replace(daily, name="events", families=("event",), language="en"),
        ),
    )
    save.save_report(store, ceremony(), now=NOW)
    channel = Post()
    assert send(store, channel, timedelta(days=1)) == 2
    assert [(one.language, one.alert.family) for one in channel.sent] == [("en", "event"), ("zh", "signing")]


def apart() -> list[Report]:
    """Two reports that name one side each."""
    return [told("甲报", FIRST), told("乙报", SECOND)]


def uniting(**changes: object) -> Report:
    """A report by which those two are one."""
    return told("丙报", FIRST, SECOND, **changes)


def test_what_united_before_its_digest_is_one_line(store: Store) -> None:
    store = replace(store, watches=(Watch(name="daily", channels=("post",), digest=parse_digest("08:00")),))
    for one in (*apart(), uniting()):
        save.save_report(store, one, now=NOW)
    channel = Post()
    assert send(store, channel, timedelta(days=1)) == 3  # all are done with
    (message,) = channel.sent
    assert (message.alert.kind, message.others) == ("new", ())
    assert set(message.alert.parties) == {FIRST, SECOND}
    assert send(store, channel, timedelta(days=2)) == 0


def test_what_united_with_something_told_is_not_told_as_new_again(store: Store) -> None:
    """The second waited when the first had been told: only that it has one more party is news."""
    store = replace(store, watches=(Watch(name="few", channels=("post",), most_per_day=1),))
    first, second = apart()
    save.save_report(store, first, now=NOW)
    channel = Post()
    assert send(store, channel) == 1
    save.save_report(store, second, now=NOW)
    save.save_report(store, uniting(), now=NOW)
    send(store, channel, timedelta(days=1))
    first_message, *others = channel.sent
    assert first_message.alert.parties == (FIRST,)
    (update,) = others
    assert update.alert.kind == "material_update"
    assert update.alert.summary.startswith(f"party: {SECOND}")
    assert update.others == ()
    assert send(store, channel, timedelta(days=2)) == 0


def test_what_united_with_something_told_and_adds_nothing_is_not_told(store: Store) -> None:
    store = replace(store, watches=(Watch(name="few", channels=("post",), most_per_day=1),))
    save.save_report(store, told("甲报", FIRST, SECOND), now=NOW)
    channel = Post()
    assert send(store, channel) == 1
    save.save_report(store, told("乙报", FIRST, SECOND, on="2026-06-02"), now=NOW)
    first, second = sorted(row.id for row in queries.signings(store))
    decisions.unite(store, first, second, now=NOW)
    send(store, channel, timedelta(days=1))
    assert len(channel.sent) == 1
    (again, before) = queries.deliveries(store)
    assert (again.state, again.message) == ("sent", f"told already, with alert {before.alert_id}")


def test_what_is_written_while_a_message_is_made_is_not_taken_for_told(store: Store) -> None:
    """An update that no message said goes out by itself, though it is older than the moment of sending."""
    store = replace(store, watches=(Watch(name="all", channels=("post",)),))
    save.save_report(store, told("甲报", FIRST, SECOND), now=NOW)
    money = Amount(value=3e8, currency="CNY", kind="investment")

    class Slow(Post):
        def send(self, message: Outgoing) -> None:
            if not self.sent:
                save.save_report(store, told("乙报", FIRST, SECOND, amount=money), now=NOW)
            super().send(message)

    channel = Slow()
    send(store, channel, timedelta(minutes=5))
    send(store, channel, timedelta(days=1))
    assert [message.alert.kind for message in channel.sent] == ["new", "material_update"]


def test_a_digest_longer_than_a_message_goes_on_in_the_next_one(store: Store) -> None:
    """The rest was said to be there, as a number, and taken for told."""
    store = replace(store, watches=(Watch(name="daily", channels=("post",), digest=parse_digest("08:00")),))
    for number in range(7):
        one = told(f"源{number}", f"{chr(0x4E00 + 37 * number)}澜{number}号科技有限公司", on=None)
        save.save_report(store, one, now=NOW)
    channel = Post(most=3)
    assert send(store, channel, timedelta(days=1)) == 7
    assert [1 + len(message.others) for message in channel.sent] == [3, 3, 1]
    names = [row.parties for message in channel.sent for row in (message.alert, *message.others)]
    assert len(set(names)) == 7
    assert len({message.key for message in channel.sent}) == 3


def test_one_alert_that_is_longer_than_a_message_goes_out_shortened(store: Store) -> None:
    store = replace(store, watches=(Watch(name="daily", channels=("post",), digest=parse_digest("08:00")),))
    save.save_report(store, told("甲报", FIRST, SECOND), now=NOW)
    channel = Post(most=0)
    assert send(store, channel, timedelta(days=1)) == 1


def flooded(store: Store, count: int) -> Store:
    """A store with so many alerts of one source that are held."""
    store = replace(store, watches=(Watch(name="all", channels=("post", "chat"), first_crawl="hold"),))
    crawled(store, "甲报", ended=False)
    for number in range(count):
        one = told(f"源{number}", f"{chr(0x4E00 + 37 * number)}澜{number}号科技有限公司", on=None)
        save.save_report(store, replace(one, source="甲报"), now=NOW)
    return store


def test_what_was_held_as_a_flood_is_let_go_as_a_digest(store: Store) -> None:
    store = flooded(store, 5)
    assert len(outbox_by_hand.release(store, source="甲报", now=NOW)) == 10
    channel = Post(most=4)
    assert send(store, channel) == 5
    assert [(1 + len(one.others), one.digest) for one in channel.sent] == [(4, True), (1, True)]


def test_a_single_one_that_is_let_go_is_a_message_of_its_own(sqlite_store: Store) -> None:
    store = flooded(sqlite_store, 2)
    (number, *_) = [row.id for row in queries.deliveries(store, channel="post")]
    assert outbox_by_hand.release(store, ids=[number], now=NOW) == (number,)
    channel = Post()
    assert send(store, channel) == 1
    assert not channel.sent[0].digest


def test_a_group_of_wecom_is_told_all_of_a_digest_in_as_many_messages_as_it_needs(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HETAO_TEST_KEY", "key")
    with service(says({"errcode": 0})) as there:
        table = {"kind": "wecom", "key": "env:HETAO_TEST_KEY", "address": there.address}
        channel = channel_of("post", read_channels({"post": table})["post"])
        store = flooded(sqlite_store, 45)
        outbox_by_hand.release(store, source="甲报", now=NOW)
        for minute in range(5):
            send(store, channel, timedelta(minutes=2 * minute))
        said = [one.json["markdown"]["content"] for one in there.asked]
    assert all(len(text.encode()) <= 4096 for text in said)
    assert "另有" not in "".join(said)
    for number in range(45):
        assert "".join(said).count(f"澜{number}号科技") == 1
    assert len(said) <= 4
