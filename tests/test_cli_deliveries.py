"""What a person asks of deliveries, channels, feed and calendar at the terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from channels.deliver import deliver_alone
from channels.file import FileChannel
from database import save, session
from database.locks import Locks
from tests.reports import NOW, everything, report
from tests.services import says, service
from tests.test_cli import fails, hetao

SECRET = "s3cr3t-ToKen_99"
pytestmark = pytest.mark.usefixtures("empty_folder")


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HETAO_TEST_SECRET", SECRET)


def configure(address: str = "http://127.0.0.1:9") -> None:
    Path("hetao.toml").write_text(
        '[channels.lines]\nkind = "file"\npath = "folder"\n'
        f'[channels.group]\nkind = "wecom"\nkey = "env:HETAO_TEST_SECRET"\naddress = "{address}"\n'
        '[channels.feed]\nkind = "atom"\npath = "a.atom"\n',
        "utf-8",
    )


@pytest.fixture
def waiting(empty_folder: Path) -> None:
    """A database in which an alert waits for two channels, one of which has failed."""
    configure()
    store = replace(session.open_store("data/hetao.db"), watches=everything("lines", "group"))
    save.save_report(store, report(), now=NOW)
    Path("folder").mkdir()
    locks = Locks(store=store, program="test")
    lines = FileChannel(name="lines", path=Path("folder"))
    deliver_alone(store, locks, {"lines": lines}, now=lambda: NOW + timedelta(minutes=1))
    locks.close()
    store.close()


@pytest.mark.usefixtures("waiting")
def test_what_waits_is_listed_with_the_reason_and_the_next_try() -> None:
    status, out = hetao("deliveries", "--json")
    rows = {row["channel"]: row for row in json.loads(out)}
    assert status == 0
    assert set(rows) == {"lines", "group"}
    assert set(rows["lines"]) == {
        "id", "alert_id", "channel", "state", "tries", "refusals", "next_try_at", "sent_at", "watch", "hold",
        "message", "summary",
    }  # fmt: skip
    assert rows["lines"]["tries"] == 1
    assert "folder" in rows["lines"]["message"]
    assert rows["lines"]["next_try_at"].startswith("2026-06-22T11:0")
    assert rows["group"]["message"] is None
    _, table = hetao("deliveries")
    assert "waiting" in table


@pytest.mark.usefixtures("waiting")
def test_deliveries_are_chosen_by_channel_and_state(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(json.loads(hetao("deliveries", "--channel", "group", "--json")[1])) == 1
    assert json.loads(hetao("deliveries", "--state", "failed", "--json")[1]) == []
    status, message = fails(capsys, monkeypatch, "deliveries", "--state", "lost")
    assert status == 2
    assert "waiting, sent, failed, held" in message


@pytest.mark.usefixtures("waiting")
def test_a_delivery_is_tried_again_when_somebody_asks() -> None:
    (row,) = json.loads(hetao("deliveries", "--channel", "lines", "--json")[1])
    status, out = hetao("deliveries", "retry", str(row["id"]))
    assert (status, out) == (0, "1 of 1 go out next.\n")
    (again,) = json.loads(hetao("deliveries", "--channel", "lines", "--json")[1])
    assert again["next_try_at"] > row["next_try_at"]
    status, _ = hetao("deliveries", "retry", "999")
    assert status == 2


def test_a_test_message_says_that_it_is_one_and_leaves_no_trace() -> None:
    with service(says({"errcode": 0})) as there:
        configure(there.address)
        status, out = hetao("channels", "test", "group")
    assert status == 0
    assert "group" in out
    assert "【测试】" in there.asked[0].json["markdown"]["content"]
    assert json.loads(hetao("deliveries", "--state", "sent", "--json")[1]) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("grop", "did you mean 'group'?"),
        ("feed", "nothing is sent to it"),
        ("group", "answers 93000: invalid ***"),
    ],
)
def test_a_test_that_fails_says_why(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    with service(says({"errcode": 93000, "errmsg": f"invalid {SECRET}"})) as there:
        configure(there.address)
        status, message = fails(capsys, monkeypatch, "channels", "test", name)
    assert status == 2
    assert said in message
    assert SECRET not in message


@pytest.mark.usefixtures("waiting")
def test_feed_and_calendar_go_to_a_file_or_to_standard_output() -> None:
    status, out = hetao("feed")
    assert status == 0
    assert "<entry>" in out
    status, _ = hetao("feed", "--output", "out/alerts.atom", "--language", "en")
    assert status == 0
    assert "New signing" in Path("out/alerts.atom").read_text("utf-8")
    hetao("calendar", "--output", "out/days.ics")
    assert Path("out/days.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.usefixtures("waiting")
def test_what_is_due_is_sent_by_hand_and_what_is_in_the_way_is_said() -> None:
    Path("folder").rmdir()
    status, out = hetao("deliveries", "retry", "1", "2")
    assert (status, out) == (0, "2 of 2 go out next.\n")
    status, out = hetao("deliveries", "send")  # nobody listens at the group's address
    assert (status, out) == (1, "1 sent.\n")
    assert len(Path("folder").read_text("utf-8").splitlines()) == 1
    assert SECRET not in json.dumps(json.loads(hetao("deliveries", "--json")[1]))
