"""`hetao org` as a person uses it: any name, the whole story in time order, and errors that say how to go on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.test_cli import TEXT, fails, hetao

OTHER = (
    "11月20日，星澜生物有限公司（以下简称“星澜生物”）在河套深圳园区举行研发中心揭牌仪式。"
    "星澜医药有限公司派代表出席。活动由粤澜大学主办。"
)


@pytest.fixture(autouse=True)
def _filled(empty_folder: Path) -> None:
    records = [
        {
            "url": f"http://a.example/{n}",
            "outlet": "某报",
            "title": "河套动态",
            "text": text,
            "published_at": day,
        }
        for n, (text, day) in enumerate(
            ((TEXT, "2026-11-24T08:00:00+08:00"), (OTHER, "2026-11-21T08:00:00+08:00"))
        )
    ]
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (empty_folder / "in.jsonl").write_text(lines, "utf-8")
    assert hetao("ingest", "in.jsonl")[0] == 0


def test_one_organisation_is_shown_with_names_class_and_everything_in_time_order() -> None:
    status, out = hetao("org", "星瀾生物")
    assert status == 0
    assert "class firm  region unknown" in out
    assert "defined in a text" in out
    assert out.index("2026-11-2") < out.index("signing")
    assert "董事长" in out


def test_json_has_the_documented_shape() -> None:
    status, out = hetao("org", "星澜生物有限公司", "--json")
    shape = json.loads(out)
    assert status == 0
    assert set(shape) == {"id", "name", "class", "region", "seed", "names", "namesakes", "timeline"}
    assert shape["name"] == "星澜生物有限公司"
    assert {"name": "星澜生物", "script": "hans", "scope": "global"}.items() <= next(
        n for n in shape["names"] if n["name"] == "星澜生物"
    ).items()
    entry = next(e for e in shape["timeline"] if e["what"] == "signing")
    assert set(entry) == {
        *("what", "day", "id", "type", "subtype", "status", "name", "post", "roles", "evidence", "articles")
    }
    assert (entry["day"], entry["status"], entry["roles"]) == ("2026-11-23", "occurred", ["party"])
    assert json.loads(hetao("show", str(entry["id"]), "--json")[1])["id"] == entry["id"]
    days = [e["day"] for e in shape["timeline"]]
    assert days == sorted(days)
    assert hetao("org", str(shape["id"]), "--json")[1] == out


def test_the_beginning_of_one_name_is_enough() -> None:
    assert json.loads(hetao("org", "粵瀾", "--json")[1])["name"] == "粤澜大学"


def test_several_are_listed_with_the_way_to_choose(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    status, message = fails(capsys, monkeypatch, "org", "星澜")
    assert status == 2
    assert "星澜生物有限公司" in message
    assert "星澜医药有限公司" in message
    assert "hetao org" in message


def test_an_unknown_name_is_answered_with_the_nearest(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    status, message = fails(capsys, monkeypatch, "org", "粤兰大学")
    assert (status, "粤澜大学" in message) == (2, True)
    status, message = fails(capsys, monkeypatch, "org", "Qqqqq")
    assert (status, "No stored name is like it" in message) == (2, True)


def test_alerts_of_an_organisation_are_found_by_any_of_its_names() -> None:
    by_full = json.loads(hetao("alerts", "--org", "星澜生物有限公司", "--json")[1])
    assert by_full
    assert json.loads(hetao("alerts", "--org", "星瀾生物", "--json")[1]) == by_full


def test_migrate_refreshes_what_is_known() -> None:
    before = hetao("org", "粤澜大学", "--json")[1]
    assert hetao("migrate")[0] == 0
    assert hetao("org", "粤澜大学", "--json")[1] == before
