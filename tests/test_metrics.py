"""What Prometheus is told, by its own parser; and the log as programs read it."""

from __future__ import annotations

import json
import logging
import socket
import urllib.request
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from crawler.configuration import ConfigurationError, load
from crawler.demo.site import DemoSite
from database import models, save
from database.rows import PageOutcome, RunCounts, SourceRow
from database.session import Store
from tests.reports import NOW, report
from tests.test_daemon import Daemon, _none_outlives_its_test, finished_runs, site, wait_for
from watching.logs import JsonLines
from watching.metrics import served

__all__ = ["_none_outlives_its_test", "site"]
Told = dict[tuple[str, tuple[str, ...]], float]


def free_address() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{found.getsockname()[1]}"


def scraped(address: str) -> Told:
    """Every sample by its name and the values of its labels, in the order of their names."""
    with urllib.request.urlopen(f"http://{address}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_the_figures_are_those_of_the_database_at_that_moment(store: Store) -> None:
    save.register_source(store, SourceRow(id="rthk", outlet="香港电台", family="rthk"))
    save.register_source(store, SourceRow(id="off", outlet="别处", family="off", enabled=False))
    address = free_address()
    with served(store, address, fresh_for=0):
        told = scraped(address)
        assert told["hetao_fetches_total", ("rthk",)] == 0
        assert not any("off" in labels for _, labels in told), "who is not watched is not told"
        run = save.start_run(store, "rthk", started_at=NOW, trigger="schedule")
        save.save_report(store, report(source="rthk"), run_id=run, now=NOW)
        queued = PageOutcome(url="http://a.example/2", outcome="queued", source_id="rthk")
        save.record_page(store, queued, now=NOW)
        counts = RunCounts(fetched=7, bytes=12_345, new=1, alerts=1)
        save.finish_run(store, run, finished_at=NOW + timedelta(minutes=1), outcome="success", counts=counts)
        save.count_misfire(store, "rthk")
        with store.transaction() as session:
            (alert,) = session.query(models.Alert).all()
            session.add(models.Delivery(alert_id=alert.id, channel="post", state="waiting", due_at=NOW))
            session.add(
                models.EntryPoint(
                    url="http://a.example/rss.xml",
                    source_id="rthk",
                    checked_at=NOW,
                    health="healthy",
                    polls=[{"outcome": "news"}, {"outcome": "unchanged"}],
                )
            )
        told = scraped(address)
    assert told["hetao_database_up", ()] == 1
    assert told["hetao_fetches_total", ("rthk",)] == 7
    assert told["hetao_received_bytes_total", ("rthk",)] == 12_345
    assert told["hetao_alerts_total", ("rthk",)] == 1
    assert told["hetao_misfires_total", ("rthk",)] == 1
    assert told["hetao_pages", ("queued", "rthk")] == 1
    assert told["hetao_pages", ("new", "rthk")] == 1
    assert told["hetao_deliveries", ("post", "waiting")] == 1
    assert told["hetao_unread_alerts", ()] == 1
    assert told["hetao_entry_points", ("healthy", "rthk")] == 1
    assert told["hetao_latest_polls", ("unchanged", "rthk")] == 1
    reached_at = report().fetched_at
    assert reached_at
    assert told["hetao_newest_article_timestamp_seconds", ("rthk",)] == reached_at.timestamp()
    assert told["hetao_last_poll_timestamp_seconds", ("rthk",)] == NOW.timestamp()
    assert told["hetao_memory_bytes", ("daemon",)] > 10_000_000
    with pytest.raises(OSError, match="refused"):
        scraped(address)


def test_a_database_that_is_away_is_told_and_a_taken_address_stops_nothing(
    sqlite_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    place, address = Path(sqlite_store.engine.url.database or ""), free_address()
    with served(sqlite_store, address), served(sqlite_store, address):
        assert "no metrics at" in caplog.text
        sqlite_store.close()
        place.write_bytes(b"no database at all" * 1000)
        assert scraped(address) == {("hetao_database_up", ()): 0}


def test_the_daemon_serves_metrics_and_writes_json_lines_without_secrets(
    sqlite_store: Store, tmp_path: Path, site: DemoSite
) -> None:
    address, secret = free_address(), "s3cr3t-ToKen_99"
    (tmp_path / "secret").write_text(secret, "utf-8")
    (tmp_path / "hetao.toml").write_text(
        f"""
        [crawl]
        archive = "{tmp_path}/archive"
        [daemon]
        log = "json"
        metrics = "{address}"
        [watches.all]
        first_crawl = "send"
        [channels.group]
        kind = "webhook"
        url = "http://{free_address()}/{secret}"
        secret = "file:{tmp_path}/secret"
        """,
        "utf-8",
    )
    daemon = Daemon(sqlite_store, tmp_path, site)
    wait_for(lambda: finished_runs(sqlite_store) == 4)
    daemon.says("channel_fails")
    told = scraped(address)
    assert sum(n for (name, _), n in told.items() if name == "hetao_fetches_total") > 20
    assert told["hetao_daemon_beat_timestamp_seconds", ()] > NOW.timestamp()
    assert daemon.end() == 0
    text = daemon.log.read_text("utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert all({"time", "level", "logger", "event", "message"} <= set(line) for line in lines)
    ended = {line["source"]: line for line in lines if line["event"] == "run_ended"}
    assert len(ended) == 4
    assert sum(line["alerts"] for line in ended.values()) == 21
    assert secret not in text


def test_a_line_is_one_object_whatever_is_said() -> None:
    problem = ValueError("two\nlines")
    record = logging.LogRecord(
        "hetao.daemon", logging.ERROR, "x.py", 1, "%s: “河套”\n{", ("rthk",), (ValueError, problem, None)
    )
    record.source, record.event, record.password = "rthk", "run_failed", "s3cret"
    (line,) = JsonLines().format(record).splitlines()
    shape = json.loads(line)
    assert (shape["source"], shape["event"], shape["level"]) == ("rthk", "run_failed", "error")
    assert shape["message"] == "rthk: “河套”\n{"
    assert "two\nlines" in shape["error"]
    assert "s3cret" not in line, "only known fields are written"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('metrics = "9464"', "write 127.0.0.1:9464"),
        ('metrics = "localhost:9464"', "write 127.0.0.1:9464"),
        ('metrics = "127.0.0.1:0"', "write 127.0.0.1:9464"),
        ('metrics = "127.0.0.1:70000"', "write 127.0.0.1:9464"),
        ('log = "xml"', "'text' or 'json'"),
        ('logs = "json"', "did you mean 'log'"),
    ],
)
def test_a_mistake_in_daemon_is_said_with_its_line(line: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "hetao.toml"
    file.write_text(f"[crawl]\n\n[daemon]\n{line}\n", "utf-8")
    with pytest.raises(ConfigurationError) as refusal:
        load(file)
    assert f"{file}, line 4: " in str(refusal.value)
    assert said in str(refusal.value)
