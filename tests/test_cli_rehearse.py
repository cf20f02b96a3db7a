"""``hetao rehearse`` and ``hetao archive`` as somebody at a terminal uses them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import cli
from crawler.archive import Archive
from database import save, session
from pipelines.values import Span
from tests.reports import opening, report, signing
from tests.test_crawler_archive import page
from tests.test_database_regrouping import FIRST, SECOND, THIRD, told

pytestmark = pytest.mark.usefixtures("empty_folder")
DATABASE = "news.db"
#: 10:00 in Shanghai, some days ago.
MORNING = datetime.now(UTC).replace(hour=2, minute=0, second=0, microsecond=0) - timedelta(days=5)
CHANNELS = '[channels.out]\nkind = "file"\npath = "out.jsonl"\n[channels.post]\nkind = "webhook"\nurl = "https://hook.example/x"\nsecret = "env:HOOK"\n'


def hetao(*arguments: str) -> str:
    result = CliRunner().invoke(cli.app, ["--database", DATABASE, *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def settings(name: str, watches: str) -> None:
    Path(name).write_text(f"{CHANNELS}{watches}", encoding="utf-8")


def changes(*arguments: str) -> list[tuple[str, str, str]]:
    found = json.loads(hetao("rehearse", "--json", *arguments))["changes"]
    return [(one["alert"], one["channel"], one["change"]) for one in found]


@pytest.fixture
def stored(empty_folder: Path) -> None:
    """A signing at ten, another at noon that is doubtful."""
    store = session.open_store(DATABASE)
    for number, one in enumerate(
        (told("甲报", FIRST, SECOND), told("乙报", THIRD, on="2026-06-18", confidence=0.3))
    ):
        at = MORNING + timedelta(hours=2 * number)
        save.save_report(store, replace(one, fetched_at=at), now=at)
    store.close()


@pytest.mark.usefixtures("stored")
def test_what_appears_disappears_moves_and_merges() -> None:
    settings("hetao.toml", '[watches.mine]\nchannels = ["post"]\n')
    settings(
        "other.toml",
        '[watches.all]\nchannels = ["out"]\n[watches.sure]\nunconfirmed = "wait"\nchannels = ["post"]\n',
    )
    before = Path(DATABASE).read_bytes()
    assert changes("--config", "other.toml") == [
        ("1", "post", "stays"),
        ("1", "out", "appears"),
        ("2", "post", "moves"),
        ("2", "out", "appears"),
    ]
    assert Path(DATABASE).read_bytes() == before  # nothing is touched
    settings("digest.toml", '[watches.sums]\ndigest = "20:00"\nchannels = ["post"]\n')
    assert changes("--config", "digest.toml") == [("1", "post", "merges"), ("2", "post", "merges")]
    settings("doubt.toml", '[watches.sure]\nmin_confidence = 0.8\nchannels = ["post"]\n')
    assert changes("--config", "doubt.toml") == [("1", "post", "stays"), ("2", "post", "disappears")]
    shown = hetao("rehearse", "--config", "doubt.toml")
    assert "1 disappears" in shown
    assert "1 stays" in shown
    assert changes() == [("1", "post", "stays"), ("2", "post", "stays")]
    assert changes("--since", "1d") == []


def test_a_whole_and_its_parts_are_one_message_where_the_channel_takes_several() -> None:
    text = "6月20日，第三届河套创新论坛在深圳园区开幕，由云岭论坛秘书处主办。会上，星洲量子科技有限公司与远屿新材股份有限公司签署战略合作协议。"
    act = text.split("。")[1] + "。"
    start = text.index(act)
    part = signing(text, parent="e1", date=None, evidence=Span(start=start, end=start + len(act), text=act))
    store = session.open_store(DATABASE)
    save.save_report(store, report(text=text, claims=(opening(text), part), fetched_at=MORNING), now=MORNING)
    store.close()
    settings("hetao.toml", '[watches.events]\nfamilies = ["event"]\nchannels = ["post", "out"]\n')
    settings("other.toml", '[watches.all]\nchannels = ["post", "out"]\n')
    assert changes("--config", "other.toml") == [
        ("1", "post", "merges"),
        ("1", "out", "stays"),  # a line of a file tells one alert
        ("2", "post", "appears"),
        ("2", "out", "appears"),
    ]


def test_the_archive_is_shown_by_day() -> None:
    archive = Archive(Path("raw"))
    for number in range(3):
        archive.write(page(number))
    archive.write_irrelevant(page(4))
    archive.close()
    Path("hetao.toml").write_text('[crawl]\narchive = "raw"\narchive_size = "20 GB"\n')
    found: dict[str, Any] = json.loads(hetao("archive", "--json"))
    (day,) = found["days"]
    assert (day["day"], day["files"], day["records"], day["irrelevant"]) == ("2026-11-24", 2, 4, 1)
    assert day["bytes"] == sum(path.stat().st_size for path in Path("raw").iterdir())
    assert "4 records" in (shown := hetao("archive"))
    assert "at most 20 GB" in shown.replace("\n", " ")


def test_there_may_be_no_archive_yet() -> None:
    assert hetao("archive").startswith("No page is archived")
