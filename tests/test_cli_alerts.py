"""The reader's side of the command line: the inbox, feedback, the digest, watches."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from lxml import html
from markdown_it import MarkdownIt
from rich.console import Console
from typer.testing import CliRunner

import cli
from database import save, session
from faces.inbox import inbox_view
from pipelines.values import Amount
from tests.alert_rows import ALERT
from tests.reports import NOW
from tests.test_database_regrouping import FIRST, SECOND, THIRD, told

pytestmark = pytest.mark.usefixtures("empty_folder")
DATABASE = "news.db"
SIGNED = told("甲报", FIRST, SECOND, amount=Amount(value=3e8, currency="CNY", kind="investment"))
LATER = told("乙报", THIRD, on="2026-06-18", confidence=0.3)


@pytest.fixture(autouse=True)
def stored(empty_folder: Path) -> None:
    """Two alerts on two days."""
    store = session.open_store(DATABASE)
    save.save_report(store, SIGNED, now=NOW)
    save.save_report(store, LATER, now=NOW + timedelta(days=1))
    store.close()


def hetao(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli.app, ["--database", DATABASE, *arguments], catch_exceptions=False)
    return result.exit_code, result.output


def listed(*arguments: str) -> list[int]:
    _, out = hetao("alerts", "--json", *arguments)
    return [alert["id"] for alert in json.loads(out)]


def test_the_inbox_shows_what_is_unread_first_with_its_proof() -> None:
    assert hetao("ack", "2")[0] == 0
    _, out = hetao("alerts")
    lines = [line.rstrip() for line in out.splitlines()]
    assert lines[0] == "1 unread, 1 read"
    assert out.index("• 1   NEW  lease  occurred") < out.index("  2   NEW  lease  occurred  unconfirmed")
    assert any("2026-06-21 (as written)" in line and "CNY 300,000,000, investment" in line for line in lines)
    assert "甲报 (1 independent)" in out
    assert f"“{FIRST}与" in "".join(lines).replace(" ", "")


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ((), [2, 1]),
        (("--family", "signing"), [2, 1]),
        (("--family", "event"), []),
        (("--type", "lease", "--org", "粤澜"), [2]),
        (("--type", "OPENING"), []),
        (("--status", "cancelled"), []),
        (("--kind", "new", "--limit", "1"), [2]),
        (("--watch", "default"), [2, 1]),
    ],
)
def test_filters(filters: tuple[str, ...], numbers: list[int]) -> None:
    assert listed(*filters) == numbers


def test_a_watch_is_a_filter_and_is_checked() -> None:
    Path("hetao.toml").write_text('[watches.rich]\nmin_amount = "1亿"\n', "utf-8")
    assert listed("--watch", "rich") == [1]
    _, out = hetao("watches", "check", "--since", "2026-01-01", "--reasons")
    assert "1 of 2" in out
    assert "alert 2 no: no amount in it is as great" in " ".join(out.split())
    (watch,) = json.loads(hetao("watches", "check", "--since", "2026-01-01", "--json")[1])
    assert watch["alerts"] == [
        {"id": 2, "why_not": "no amount in it is as great"},
        {"id": 1, "why_not": None},
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("alerts", "--type", "leese"), "did you mean 'lease'?"),
        (("alerts", "--watch", "poor"), "no watch 'poor'"),
        (("feedback", "1", "usefull"), "did you mean 'useful'?"),
        (("digest", "--format", "pdf"), "no format 'pdf'"),
        (("feedback", "9", "useful"), "No alert 9"),
    ],
)
def test_what_is_wrong_is_said_with_the_mend(wrong: tuple[str, ...], said: str) -> None:
    status, out = hetao(*wrong)
    assert status == 2
    assert said in " ".join(out.replace("│", " ").split())


def test_feedback_is_kept_with_the_alert() -> None:
    assert hetao("feedback", "1", "duplicate", "--note", "of yesterday") == (0, "Alert 1: duplicate.\n")
    hetao("feedback", "1", "useful")
    assert listed("--unread") == [2]
    alerts = json.loads(hetao("alerts", "--json")[1])
    assert [alert["verdict"] for alert in alerts] == [None, "useful"]
    assert "you said: useful" in hetao("alerts")[1]


def test_the_digest_says_the_same_in_three_forms() -> None:
    period = ("digest", "--since", "2026-01-01", "--language", "zh")
    text, markdown, page = (hetao(*period, "--format", f)[1] for f in ("text", "markdown", "html"))
    assert "== 新签约 (2)" in text
    assert f"各方: {FIRST}、{SECOND}" in text
    read = [*MarkdownIt().parse(markdown)]
    assert [token.tag for token in read if token.type == "heading_open"] == ["h1", "h2", "h3", "h3"]
    tree = html.fromstring(page)
    assert [e.text for e in tree.iter("h3")] == ["2. 【未证实】新签约：租约", "1. 新签约：租约"]
    assert not tree.xpath("//dd//b")


def test_a_digest_in_a_file_is_whole() -> None:
    status, _ = hetao("digest", "--since", "2026-01-01", "--format", "html", "-o", "week.html")
    assert status == 0
    assert Path("week.html").read_text("utf-8").endswith("</html>\n")


def test_foreign_markup_in_a_name_stays_text() -> None:
    store = session.open_store(DATABASE)
    odd = "*粗* <script>科技有限公司"
    save.save_report(store, told("丙报", odd, SECOND, on="2026-06-19"), now=NOW)
    store.close()
    period = ("digest", "--since", "2026-01-01")
    rendered = MarkdownIt().render(hetao(*period, "--format", "markdown")[1])
    assert "<script>" not in rendered
    assert "<em>" not in rendered
    assert "*粗* &lt;script&gt;科技有限公司" in rendered
    assert not html.fromstring(hetao(*period, "--format", "html")[1]).xpath("//script")


def test_the_inbox_says_how_much_waits_beyond_what_it_shows() -> None:
    _, out = hetao("alerts", "--limit", "1")
    assert out.startswith("2 unread, the newest 1 shown")
    assert hetao("alerts", "--limit", "1", "--type", "investment")[1].startswith("No alerts")
    assert hetao("alerts", "--limit", "2")[1].startswith("2 unread, 0 read")


@pytest.mark.parametrize(
    ("numbers", "status", "said"),
    [
        (("--all",), 0, "2 marked as read."),
        (("1-20",), 0, "2 of 2 marked as read."),
        (("2", "1-1"), 0, "2 of 2 marked as read."),
        (("7",), 2, "0 of 1 marked as read."),
        ((), 2, "or --all"),
        (("1", "--all"), 2, "or --all"),
        (("1-",), 2, "no number of an alert"),
        (("99999999999",), 2, "no number of an alert"),
    ],
)
def test_alerts_are_marked_read_one_by_one_in_spans_or_all(
    numbers: tuple[str, ...], status: int, said: str
) -> None:
    """After a first crawl there are hundreds; nobody types their numbers."""
    found, out = hetao("ack", *numbers)
    assert found == status
    assert said in " ".join(out.split())
    assert hetao("ack", "--all")[1].strip() == f"{0 if status == 0 else 2} marked as read."


def test_the_inbox_speaks_words_and_not_our_codes() -> None:
    row = replace(ALERT, counts=(("project", 13), ("company", 1)), date=replace(ALERT.date, basis="yearless"))
    console = Console(width=200, record=True, file=StringIO())
    console.print(inbox_view([row], now=NOW))
    text = console.export_text()
    for words in ("(year inferred)", "CNY 300,000,000, total investment", "13 projects", "1 company"):
        assert words in text
    terminal = StringIO()
    Console(width=200, file=terminal, force_terminal=True).print(inbox_view([row], now=NOW))
    assert ";https://news.example/a/1\x1b" in terminal.getvalue()  # a click on the outlet opens the article
