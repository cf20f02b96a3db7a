"""The command as a person uses it: verbs, JSON, exit statuses, and errors that name the mend."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli

TEXT = (
    "11月23日，星澜生物有限公司与粤澜大学在河套深圳园区签署战略合作协议。双方将共建联合实验室。"
    "星澜生物有限公司董事长林远舟表示，河套深圳园区科研环境良好，公司将尽快迁入。"
)
RECORD = {
    "url": "http://a.example/1.html",
    "outlet": "某报",
    "title": "星澜生物与粤澜大学签约",
    "text": TEXT,
    "published_at": "2026-11-24T08:00:00+08:00",
}


LIMITED = [[verb, "--limit"] for verb in ("alerts", "signings", "events", "deliveries")]
LIMITED += [["propose", "--article"], ["show"], ["merge", "1"], ["split", "1"], ["reprocess", "--article"]]
pytestmark = pytest.mark.usefixtures("empty_folder")


def hetao(*arguments: str) -> tuple[int, str]:
    """Exit status and standard output of the command; errors that ``main`` would print are raised."""
    result = CliRunner().invoke(cli.app, list(arguments), catch_exceptions=False)
    return result.exit_code, result.stdout


def fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str
) -> tuple[int, str]:
    """Exit status and message of the installed command."""
    monkeypatch.setattr("sys.argv", ["hetao", *arguments])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    return int(stopped.value.code or 0), " ".join(capsys.readouterr().err.split())


def write_record(**changes: object) -> str:
    Path("in.jsonl").write_text(json.dumps(RECORD | changes, ensure_ascii=False) + "\n", "utf-8")
    return "in.jsonl"


def test_inspect_prints_one_object_a_line_with_the_documented_shape() -> None:
    status, out = hetao("inspect", "--json", write_record())
    (line,) = out.splitlines()
    shape = json.loads(line)
    assert status == 0
    assert set(shape) == {
        "file",
        "url",
        "error",
        "charset",
        "repairs",
        "article",
        "relevance",
        "claims",
        "people",
    }
    (claim,) = shape["claims"]
    assert (claim["family"], claim["type"], claim["status"], claim["alert"]) == (
        "signing",
        "strategic_cooperation",
        "occurred",
        True,
    )
    text = shape["article"]["text"]
    for evidence in [claim["evidence"], *(a["evidence"] for a in claim["arguments"])]:
        assert text[evidence["start"] : evidence["end"]] == evidence["text"]
    assert shape["people"][0]["name"] == "林远舟"
    assert shape["article"]["published_at"] == "2026-11-24T08:00:00+08:00"


def test_inspect_decodes_bytes_by_their_content() -> None:
    body = f"<html><head><meta charset=utf-8></head><body><p>{TEXT}</p></body></html>".encode("gb18030")
    file = write_record(text=None, body_b64=base64.b64encode(body).decode(), http_charset="utf-8")
    shape = json.loads(hetao("inspect", "--json", file)[1])
    assert shape["charset"]["used"] == "gb18030"
    assert shape["charset"]["declared_http"] == "utf-8"
    assert len(shape["claims"]) == 1


@pytest.mark.parametrize(
    "line",
    ["{", "5", '{"url": "u"}', '{"text": 5}', '{"body_b64": "###"}', '{"text": "a", "published_at": "soon"}'],
)
def test_a_record_that_cannot_be_read_still_prints_the_whole_shape(line: str) -> None:
    Path("bad.jsonl").write_text(f"{line}\n{json.dumps(RECORD)}\n", "utf-8")
    status, out = hetao("inspect", "--json", "bad.jsonl")
    bad, good = map(json.loads, out.splitlines())
    assert status == 1
    assert "line 1" in bad["error"]
    assert (bad["article"]["text"], bad["claims"]) == ("", [])
    assert good["error"] is None


def test_an_irrelevant_article_shows_its_claims_and_why_they_are_not_told() -> None:
    text = "巴彦淖尔市昨日与河套酒业集团签署合作协议，河套灌区多家企业参加，临河区举行了仪式。"
    shape = json.loads(hetao("inspect", "--json", write_record(text=text, title=None))[1])
    assert shape["relevance"]["class"] == "irrelevant"
    assert shape["claims"]
    assert all(not c["alert"] and c["why_not"] for c in shape["claims"])


def test_ingest_alerts_show_and_ack_work_together() -> None:
    file = write_record()
    assert hetao("ingest", file)[0] == 0
    (alert,) = json.loads(hetao("alerts", "--json")[1])
    assert alert["articles"] == ["http://a.example/1.html"]
    (signing,) = json.loads(hetao("signings", "--json")[1])
    assert set(signing["parties"]) == {"星澜生物有限公司", "粤澜大学"}
    assert "林远舟" in hetao("show", str(signing["id"]))[1]
    assert hetao("ack", str(alert["id"]))[0] == 0
    assert json.loads(hetao("alerts", "--unread", "--json")[1]) == []
    assert json.loads(hetao("alerts", "--org", "粵瀾大學", "--json")[1])


def test_ingesting_twice_changes_nothing() -> None:
    file = write_record()
    hetao("ingest", file)
    before = [hetao("export", what)[1] for what in ("articles", "signings", "events", "alerts")]
    hetao("ingest", file)
    assert [hetao("export", what)[1] for what in ("articles", "signings", "events", "alerts")] == before


def test_export_writes_files() -> None:
    hetao("ingest", write_record())
    for format_ in ("csv", "xlsx", "jsonl"):
        assert hetao("export", "signings", "--format", format_, "-o", f"out.{format_}")[0] == 0
        assert Path(f"out.{format_}").stat().st_size > 100


def test_tables_fit_eighty_columns() -> None:
    hetao("ingest", write_record())
    from rich.cells import cell_len

    for verb in (["alerts"], ["signings"], ["events"], ["status"], ["sources"]):
        for line in hetao(*verb)[1].splitlines():
            assert cell_len(line.rstrip()) <= 80


def test_sources_are_listed_and_switched() -> None:
    assert {row["id"] for row in json.loads(hetao("sources", "list", "--json")[1])} >= {
        "people",
        "rthk",
        "htcz_sz",
    }
    assert hetao("sources", "disable", "rthk")[0] == 0
    off = {row["id"]: row["enabled"] for row in json.loads(hetao("sources", "list", "--json")[1])}
    assert off["rthk"] is False
    assert off["people"] is True
    hetao("sources", "enable", "rthk")
    assert all(row["enabled"] for row in json.loads(hetao("sources", "list", "--json")[1]))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["alerts", "--since", "soon"], "write 7d"),
        (["crawl", "nosuch"], "no source 'nosuch'; `hetao sources` lists them"),
        (["crawl", "rthkk"], "no source 'rthkk'; did you mean 'rthk'?"),
        (["inspect", "nofile.txt"], "nofile.txt"),
        (["--database", "postgresql://me:secret@127.0.0.1:1/x", "alerts"], "cannot be reached"),
        (["--database", "mysql://me:secret@127.0.0.1/x", "alerts"], "postgresql"),
        (["--config", "none.toml", "alerts"], "hetao.example.toml"),
        (["export", "signings", "--format", "pdf"], "jsonl, csv, xlsx"),
        (["show", "999"], "hetao signings"),
        (["ack", "999"], "hetao alerts"),
        (["alerts", "--org", " "], "the name of an organisation is empty"),
        (["org", ""], "the name of an organisation is empty"),
        (["export", "signings", "--format", "xlsx"], "--output signings.xlsx"),
        (["deliveries", "release", "77"], "No delivery that is held: 77"),
        (["deliveries", "release", "--source", "nope"], "no source 'nope'"),
        *(([*verb, "99999999999999999999"], "2147483647") for verb in LIMITED),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_an_error_says_what_and_how_to_mend_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    status, message = fails(capsys, monkeypatch, *arguments)
    assert status == 2
    assert says in message
    assert "secret" not in message


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[sources.rthk]\nevry = "30m"\n', "line 2: no setting 'evry'; did you mean 'every'?"),
        ('\n[sources.rthkk]\nevery = "30m"\n', "line 2: no source 'rthkk'; did you mean 'rthk'?"),
        ('[sources.rthk]\nevery = "often"\n', "line 2"),
        ('[sources.rthk]\ncron = "* *"\n', "line 2"),
        ("[crawl]\ndelay = 0\n", "line 2"),
        ("[crawl\n", "not TOML"),
        ('[sources.rthk]\nevery = "30m"\ncron = "0 * * * *"\n', "not both"),
        ("[watches.mine]\nmin_amount = 100000000\n", 'write it in quotes, "100000000", "1亿"'),
    ],
)
def test_a_mistake_in_the_configuration_is_named_with_its_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str, says: str
) -> None:
    Path("hetao.toml").write_text(text, "utf-8")
    status, message = fails(capsys, monkeypatch, "status")
    assert status == 2
    assert says in message


def test_the_example_configuration_is_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    example = Path(cli.__file__).parent / "hetao.example.toml"
    assert hetao("--config", str(example), "sources")[0] == 0


def test_every_verb_of_the_readme_exists() -> None:
    readme = (Path(cli.__file__).parent / "README.md").read_text("utf-8")
    for verb in (
        "run",
        "daemon",
        "crawl",
        "alerts",
        "ack",
        "signings",
        "events",
        "show",
        "sources",
        "status",
        "inspect",
        "ingest",
        "propose",
        "export",
        "demo",
        "migrate",
    ):
        assert f"hetao {verb}" in readme
        assert hetao(verb, "--help")[0] == 0


def test_a_crawl_by_hand_tells_what_it_did_and_why_it_failed(tmp_path: Path) -> None:
    feed = '[[sources]]\nid = "bay"\noutlet = "湾区简报"\nfeeds = ["http://127.0.0.1:9/rss.xml"]\n'
    (tmp_path / "hetao.toml").write_text(feed, "utf-8")
    root = Path(cli.__file__).parent
    done = subprocess.run(
        [sys.executable, "-m", "cli", "crawl", "bay"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "COLUMNS": "200"},
    )
    assert done.returncode == 1
    assert "What the crawl did" in done.stdout
    assert "127.0.0.1:9 is not a public address" in done.stdout


@pytest.mark.parametrize("verb", ["inspect", "ingest", "compare"])
def test_a_file_in_which_there_is_nothing_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    Path("empty.jsonl").write_text("\n \n", "utf-8")
    status, message = fails(capsys, monkeypatch, verb, "empty.jsonl")
    assert status == 2
    assert "empty.jsonl holds nothing" in message


def test_what_stands_beside_an_empty_file_is_taken_all_the_same(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("empty.jsonl").touch()
    assert fails(capsys, monkeypatch, "ingest", "empty.jsonl", write_record())[0] == 2
    assert len(json.loads(hetao("alerts", "--json")[1])) == 1


def test_a_charset_that_nobody_knows_is_said_and_the_page_is_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("page.html").write_text(f"<title>{RECORD['title']}</title><p>{TEXT}</p>", "utf-8")
    assert (
        "charset 'klingon' is unknown"
        in fails(capsys, monkeypatch, "inspect", "--http-charset", "klingon", "page.html")[1]
    )
    assert fails(capsys, monkeypatch, "inspect", "--http-charset", "gb2312", "page.html") == (0, "")


def test_a_saved_page_is_handed_in_with_its_address(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("page.html").write_text(
        f"<html><head><title>{RECORD['title']}</title></head><body><div><p>{TEXT}</p></div></body></html>",
        "utf-8",
    )
    said = ("--url", "http://a.example/1.html", "--outlet", "某报", "--published-at", "2026-11-24")
    assert hetao("ingest", *said, "page.html")[0] == 0
    (alert,) = json.loads(hetao("alerts", "--json")[1])
    assert alert["articles"] == ["http://a.example/1.html"]
    assert "某报 (1 independent)" in hetao("alerts")[1]
    assert alert["date"]["start"] == "2026-11-23"
    for wrong in (("in.jsonl",), ("page.html", "other.html")):
        status, message = fails(capsys, monkeypatch, "ingest", *said, *wrong)
        assert (status, "of one saved page" in message) == (2, True)
    assert "is no address" in fails(capsys, monkeypatch, "ingest", "--url", "a.example/1", "page.html")[1]


def test_the_catalogue_is_json_without_the_word_list() -> None:
    assert json.loads(hetao("sources", "--json")[1]) == json.loads(hetao("sources", "list", "--json")[1])
