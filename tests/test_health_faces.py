"""The picture of the watching: stored with each poll, shown with eighty sources, written as a report, proven."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console
from typer.testing import CliRunner

import cli
from crawler import catalogue, crawl, proven
from crawler.configuration import DEFAULT, Configuration
from crawler.entries import poll_keys
from crawler.own_sources import Source
from crawler.probed import ArticleProbe, SourceProbe, of_poll
from crawler.source import OWN
from crawler.telling import NETWORK, RunEnd, tell_health
from database import queries, save, session
from database.rows import PageOutcome, RunCounts
from database.session import Store
from faces import probing
from faces.health import health
from faces.status import source_view, status_view, summary_line
from pipelines import polls
from pipelines.health.expects import Expects
from pipelines.polls import Poll
from pipelines.reading.probing import Probed

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SCHEDULED = RunEnd(trigger="schedule", outcome="partial", message="", none_due=False)
CATALOGUE = catalogue.built_in()


def good(at: datetime) -> Poll:
    return Poll(at=at, outcome=polls.READ, status=200, named=20, fresh=2, newest=at)


def forbidden(at: datetime) -> Poll:
    return Poll(at=at, outcome=polls.HTTP_ERROR, status=403, why="the server answers 403")


def away(at: datetime) -> Poll:
    return Poll(at=at, outcome=polls.UNREACHABLE, why="the connection is refused")


def poll(store: Store, source: Source, made: Poll) -> None:
    """The same poll of all entry points of a source."""
    for entry in source.entry_points:
        for key in poll_keys(entry):
            save.record_poll(store, source.id, key, made, expects=source.expects)


def registered(store: Store) -> None:
    crawl.register(store, catalogue.spiders().values(), DEFAULT)


def shown(view: object, width: int = 80) -> str:
    screen = Console(width=width, record=True, file=io.StringIO())
    screen.print(view)
    return screen.export_text()


def test_a_poll_is_stored_with_the_state_that_follows(store: Store) -> None:
    registered(store)
    source = CATALOGUE["sztv"]
    for step in range(4):
        poll(store, source, forbidden(NOW + step * HOUR))
    for row in queries.entry_points(store, "sztv"):
        assert (row.state.health, row.state.since, row.state.why) == (
            "blocked",
            NOW,
            "the server answers 403",
        )
        assert [one.status for one in row.polls] == [403] * 4
    for step in range(4, 6):
        poll(store, source, good(NOW + step * HOUR))
    assert {row.state.health for row in queries.entry_points(store, "sztv")} == {"healthy"}
    assert {row.arrived_at for row in queries.entry_points(store, "sztv")} == {NOW + 5 * HOUR}


def test_only_the_latest_polls_are_kept_and_what_is_remembered_stays(store: Store) -> None:
    registered(store)
    for step in range(60):
        save.record_poll(store, "sztv", "https://sztv.example/feed", good(NOW + step * HOUR))
    (row,) = queries.entry_points(store, "sztv")
    assert len(row.polls) == 48
    assert row.state.since == NOW


def test_pages_that_are_kept_back_are_seen_though_the_feed_answers(store: Store) -> None:
    registered(store)
    source = CATALOGUE["sztv"]
    poll(store, source, good(NOW))
    run = save.start_run(store, "sztv", started_at=NOW, trigger="schedule")
    for number in range(6):
        outcome = PageOutcome(
            url=f"https://sztv.example/{number}",
            outcome="http_error",
            status=403,
            source_id="sztv",
            run_id=run,
        )
        save.record_page(store, outcome, now=NOW)
    save.judge_articles(store, "sztv", expects=Expects(), kept_back=0, now=NOW)
    states = {(row.state.health, row.state.why) for row in queries.entry_points(store, "sztv")}
    assert states == {("blocked", "6 of its latest 6 pages are kept back")}
    poll(store, source, good(NOW + HOUR))  # that its feed answers proves nothing
    assert {row.state.health for row in queries.entry_points(store, "sztv")} == {"blocked"}


def test_the_operator_is_told_after_three_polls_once_and_of_the_recovery_once(sqlite_store: Store) -> None:
    registered(sqlite_store)
    source = CATALOGUE["sztv"]
    for step, made in enumerate([good] * 3 + [forbidden] * 6 + [good] * 4):
        poll(sqlite_store, source, made(NOW + step * HOUR))
        tell_health(sqlite_store, source, SCHEDULED, now=NOW + step * HOUR)
    kinds = [(alert.kind, alert.created_at) for alert in queries.alerts(sqlite_store)]
    assert sorted(kinds) == [("source_failing", NOW + 5 * HOUR), ("source_recovered", NOW + 10 * HOUR)]
    assert any("is blocked: " in alert.summary for alert in queries.alerts(sqlite_store))


def test_a_source_is_unreachable_when_another_one_answers_and_else_nobody_knows(sqlite_store: Store) -> None:
    registered(sqlite_store)
    dead, others = CATALOGUE["sztv"], [CATALOGUE[name] for name in ("ce", "ndrc", "stdaily", "szft_gov")]
    for source in (dead, *others):
        poll(sqlite_store, source, good(NOW))
    for step in range(1, 6):
        poll(sqlite_store, dead, away(NOW + step * HOUR))
        tell_health(sqlite_store, dead, SCHEDULED, now=NOW + step * HOUR)
    assert not queries.alerts(sqlite_store)  # the others were not asked since
    poll(sqlite_store, others[0], good(NOW + 6 * HOUR))
    tell_health(sqlite_store, dead, SCHEDULED, now=NOW + 6 * HOUR)
    (alert,) = queries.alerts(sqlite_store)
    assert alert.source_id == "sztv"


def test_where_all_are_away_one_alert_says_that_it_is_our_own_network(sqlite_store: Store) -> None:
    registered(sqlite_store)
    sources = list(CATALOGUE.values())
    for step, made in enumerate([good, away, away, away, away, away, good, good, good]):
        for place, source in enumerate(sources):
            at = NOW + step * HOUR + timedelta(seconds=place)
            poll(sqlite_store, source, made(at))
            tell_health(sqlite_store, source, SCHEDULED, now=at)
    alerts = sorted((alert.source_id or "", alert.kind) for alert in queries.alerts(sqlite_store, limit=999))
    assert alerts == [(NETWORK, "source_failing"), (NETWORK, "source_recovered")]


def _watched(store: Store) -> None:
    """The catalogue after a day: most are well, some are not."""
    registered(store)
    names = list(CATALOGUE)
    for name in names:
        made = {names[3]: forbidden, names[5]: away}.get(name, good)
        for step in range(3):
            poll(store, CATALOGUE[name], made(NOW + step * HOUR))


def test_the_picture_of_eighty_sources_begins_with_what_is_not_well(sqlite_store: Store) -> None:
    _watched(sqlite_store)
    rows = health(sqlite_store, DEFAULT, now=NOW + 4 * HOUR)
    many = len(CATALOGUE)
    assert summary_line(rows) == f"{many} sources: {many - 2} healthy, 1 blocked, 1 unreachable"
    lines = shown(status_view(rows, ())).splitlines()
    assert len(lines) < many  # healthy ones share lines
    assert all(cell_len(line.rstrip()) <= 80 for line in lines)
    text = "\n".join(lines)
    names = list(CATALOGUE)
    assert text.index(names[5]) < text.index(names[3]) < text.index("healthy, and when")
    assert "the server answers 403" in text


def test_one_source_is_shown_with_its_entry_points_and_their_polls(sqlite_store: Store) -> None:
    _watched(sqlite_store)
    name = list(CATALOGUE)[3]
    (row,) = (row for row in health(sqlite_store, DEFAULT, now=NOW + 4 * HOUR) if row.id == name)
    text = shown(source_view(row), 100)
    assert f"({name}): blocked" in text
    assert text.count("http_error") == 3 * sum(len(poll_keys(e)) for e in CATALOGUE[name].entry_points)


@pytest.mark.usefixtures("empty_folder")
def test_status_gives_state_and_entry_points_as_json_and_knows_its_sources() -> None:
    store = session.open_store("data/hetao.db")
    _watched(store)
    store.close()
    status = CliRunner().invoke(cli.app, ["status", "--json"], catch_exceptions=False)
    sources = {row["id"]: row for row in json.loads(status.stdout)["sources"]}
    row = sources[list(CATALOGUE)[3]]
    assert (row["state"], row["state_why"]) == ("blocked", "the server answers 403")
    assert row["entry_points"][0]["polls"][0]["status"] == 403
    assert {"health", "quiet", "misfires", "outcomes", "newest_page_at"} <= set(row)  # none was renamed
    one = CliRunner().invoke(cli.app, ["status", list(CATALOGUE)[3], "--json"], catch_exceptions=False)
    (alone,) = json.loads(one.stdout)["sources"]
    assert len(alone["entry_points"][0]["polls"]) == 3
    with pytest.raises(catalogue.UnknownSource):
        CliRunner().invoke(cli.app, ["status", "nosuch"], catch_exceptions=False)


# ------------------------------------------------------------------------------------------------ probes


def probed(
    name: str, made: Poll, *, fields: tuple[str, ...] = ("title", "text", "published_at")
) -> SourceProbe:
    entry = replace(
        of_poll(made, Expects()), url=f"https://{name}.example/feed", kind="feed", charset="utf-8"
    )
    read = Probed(charset="gb18030", filled=fields, reader="selector", characters=900)
    article = ArticleProbe(url=f"https://{name}.example/1", status=200, probed=read)
    return SourceProbe(
        source=name, outlet=name, entries=(entry,), article=article, filled=("title", "text", "published_at")
    )


@pytest.fixture
def settings(tmp_path: Path) -> Configuration:
    own = replace(CATALOGUE["sztv"], id="mine", proven=OWN)
    return replace(
        DEFAULT, own=(own,), crawl=DEFAULT.crawl.model_copy(update={"archive": str(tmp_path / "archive")})
    )


def test_a_source_works_when_all_of_it_does() -> None:
    assert probed("a", good(NOW)).works
    assert not probed("a", forbidden(NOW)).works
    assert not probed("a", Poll(at=NOW, outcome=polls.READ, status=200)).works  # it named nothing
    assert not probed("a", good(NOW), fields=("title", "text")).works


def test_a_report_names_facts_and_no_word_of_the_users_own(settings: Configuration, tmp_path: Path) -> None:
    proxied = replace(away(NOW), why="through the proxy proxy.home.example:8080: the connection is refused")
    probes = [probed("a", good(NOW)), probed("b", proxied), probed("mine", good(NOW))]
    for name in ("report.md", "report.json"):
        probing.write_report(tmp_path / name, probes, settings, now=NOW)
        text = (tmp_path / name).read_text("utf-8")
        assert "proxy.home" not in text
        assert "mine" not in text
        for fact in (
            "hetao-watch 0.",
            "the connection is refused",
            "gb18030",
            "1 of 2 sources work",
            "unreachable",
        ):
            assert fact in text
    findings = json.loads((tmp_path / "report.json").read_text("utf-8"))["findings"]
    assert {"source", "ok", "what", "message"} <= set(findings[0])


def test_what_works_is_noted_with_its_day_and_what_was_noted_stays(settings: Configuration) -> None:
    assert "nothing is noted" in probing.prove([probed("a", away(NOW))], settings, now=NOW)
    probing.prove([probed("sztv", good(NOW)), probed("ce", away(NOW))], settings, now=NOW)
    probing.prove([probed("ce", good(NOW))], settings, now=NOW + timedelta(days=2))
    here = proven.proven_here(settings)
    assert here == {"sztv": date(2026, 11, 24), "ce": date(2026, 11, 26)}
    assert proven.proven_word(CATALOGUE["sztv"], here) == "live 2026-11-24"
    proven.path_of(settings).write_text("{", "utf-8")
    assert proven.proven_here(settings) == {}


def test_a_damaged_note_of_what_is_proven_is_no_harm(settings: Configuration, sqlite_store: Store) -> None:
    for text in ("[]", '{"a": 5}', "null", '{"a": "soon"}'):
        proven.path_of(settings).write_text(text, "utf-8")
        assert proven.proven_here(settings) == {}
    save.finish_run(
        sqlite_store, save.start_run(sqlite_store, "sztv", started_at=NOW, trigger="hand"), finished_at=NOW,
        outcome="success", counts=RunCounts(),
    )  # fmt: skip
    assert any(row.proven for row in health(sqlite_store, settings, now=NOW))
