"""A crawl of hosts that do all that a host can do wrong: bounded, recorded with a reason, the others undisturbed."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.hostile import server
from tests.hostile.case import CASES, DOMAIN, KEPT

ROOT = Path(__file__).parent.parent
PAGES = [name for name, found in CASES.items() if not found.entry]
ENTRIES = [name for name, found in CASES.items() if found.entry]
#: Of the crawling process. Bodies are bounded by 2 MB here and eight are on their way in each of some fifty crawls.
MOST_MEMORY = 700_000_000


@dataclass(frozen=True, kw_only=True)
class Crawled:
    """What the crawl left behind."""

    hosts: server.Hosts
    runs: dict[str, list]
    pages: dict[str, tuple[str, str]]
    peak: int
    log: str


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("hostile")
    with server.serve(folder) as hosts:
        done = subprocess.run(
            [sys.executable, "-m", "tests.hostile.crawl", str(folder), json.dumps(hosts.ports)],
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
            cwd=ROOT,
            env={
                "PYTHONPATH": str(ROOT),
                "PATH": "/usr/bin:/bin",
                "HOME": str(folder),
                "SSL_CERT_FILE": str(hosts.certificates.trusted),
                "HTTP_PROXY": "http://127.0.0.1:1",  # proxies of the environment are not used
            },
        )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    with sqlite3.connect(folder / "hostile.db") as database:
        rows = database.execute("SELECT asked_url, outcome, why FROM pages").fetchall()
    return Crawled(
        hosts=hosts,
        runs=told["runs"],
        pages={url: (outcome, why or "") for url, outcome, why in rows},
        peak=told["peak"],
        log=(folder / "crawl.log").read_text("utf-8"),
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_gets_its_outcome_and_a_reason(crawled: Crawled, name: str) -> None:
    found = CASES[name]
    outcome, why = crawled.pages[found.url(crawled.hosts.ports)]
    passing = (
        "timeout",
        "unreachable",
        "http_error",
    )  # they wait in the queue for another try, with the reason
    expected = {*found.outcome, *(("queued",) if set(found.outcome) & set(passing) else ())}
    assert outcome in expected, why
    assert found.why in why


@pytest.mark.parametrize("name", ENTRIES)
def test_a_hostile_entry_point_is_a_problem_of_its_source_only(crawled: Crawled, name: str) -> None:
    found = CASES[name]
    outcome, message, _, _ = crawled.runs[name]
    assert outcome in found.outcome, message
    assert found.why in message
    assert outcome == "success" or message


def test_there_are_as_many_cases_as_promised() -> None:
    assert len(CASES) >= 100
    assert all(found.sentence for found in CASES.values())


def test_the_good_outlet_is_undisturbed(crawled: Crawled) -> None:
    assert crawled.runs["good"][0] == "success"
    assert crawled.pages[f"http://good.{DOMAIN}:{crawled.hosts.ports['plain']}/page.html"][0] in KEPT


def test_memory_is_bounded(crawled: Crawled) -> None:
    assert crawled.peak < MOST_MEMORY


def test_nothing_was_connected_that_is_not_allowed(crawled: Crawled) -> None:
    assert crawled.hosts.connections["forbidden"] == 0
    assert crawled.hosts.connections["plain"] > 0


def test_nothing_was_asked_that_a_page_only_mentions(crawled: Crawled) -> None:
    asked = crawled.hosts.asked
    assert not [path for _, path in asked if path == "/refreshed.html"]
    assert not [host for host, _ in asked if host.startswith("entity-target")]


def test_a_host_that_asks_to_wait_is_asked_once(crawled: Crawled) -> None:
    for name in ("retry-after-a-century", "busy-for-a-century"):
        assert sum(host.startswith(name) and path == "/page.html" for host, path in crawled.hosts.asked) == 1


def test_the_log_has_no_traceback(crawled: Crawled) -> None:
    assert "Traceback" not in crawled.log
