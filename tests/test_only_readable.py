"""A database that one may read and not write: an archive disk, another user's, a mounted copy."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from database import save
from database.session import open_store
from tests.reports import NOW, report

ROOT = Path(__file__).parent.parent
#: As root no permission binds, unless this one right is laid down.
BOUND = ["setpriv", "--inh-caps=-dac_override", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
READING = (
    ("alerts",),
    ("show", "1"),
    ("status",),
    ("sources",),
    ("export", "alerts"),
    ("signings",),
    ("events",),
    ("deliveries",),
    ("digest",),
    ("feed",),
    ("backup", "copy.db"),
)
WRITING = (("ack", "1"), ("feedback", "1", "useful"))
PROGRAM = """
import json, os, sys
from typer.testing import CliRunner
import cli
told = []
for arguments in json.loads(sys.argv[2]):
    done = CliRunner().invoke(cli.app, ["--database", sys.argv[1], *arguments])
    told.append([done.exit_code, done.output, str(done.exception)])
print(json.dumps(told))
"""


def told(database: Path, folder: Path, *verbs: tuple[str, ...]) -> list[tuple[int, str, str]]:
    """What each verb says to somebody whom permissions bind: its exit status, its words, its problem."""
    done = subprocess.run(
        [*BOUND, sys.executable, "-c", PROGRAM, str(database), json.dumps(verbs)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return [tuple(one) for one in json.loads(done.stdout.splitlines()[-1])]


@pytest.fixture
def closed(tmp_path: Path, migrated_sqlite: Path) -> Iterator[Path]:
    """A database with one alert in a folder, both of which may only be read."""
    if BOUND and shutil.which("setpriv") is None:
        pytest.skip("permissions do not bind root, and there is no setpriv")
    folder = tmp_path / "closed"
    folder.mkdir()
    path = Path(shutil.copy(migrated_sqlite, folder / "hetao.db"))
    store = open_store(f"sqlite:///{path}")
    save.save_report(store, report(), now=NOW)
    store.close()
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)


def test_what_was_stored_can_be_read_where_nothing_can_be_written(closed: Path, tmp_path: Path) -> None:
    answers = told(closed, tmp_path, *READING, *WRITING, ("health",))
    for verb, (status, output, problem) in zip(READING, answers, strict=False):
        assert status == 0, (verb, output, problem)
    assert "1 unread" in answers[0][1]
    for status, _, problem in answers[len(READING) : -1]:
        assert status == 1
        assert (
            "Make the file, its folder and its disk writable; what was stored can still be read." in problem
        )
    assert "no daemon has run" in answers[-1][1]
    assert [file.name for file in closed.parent.iterdir()] == ["hetao.db"]


def test_a_reader_leaves_no_file_of_his_beside_a_database_of_another(closed: Path, tmp_path: Path) -> None:
    closed.parent.chmod(0o777)
    ((status, output, _),) = told(closed, tmp_path, ("alerts",))
    assert (status, "1 unread" in output) == (0, True)
    assert [file.name for file in closed.parent.iterdir()] == ["hetao.db"]


def test_what_a_daemon_at_work_has_stored_is_read_along(closed: Path, tmp_path: Path) -> None:
    closed.parent.chmod(0o755)
    closed.chmod(0o644)
    writer = open_store(f"sqlite:///{closed}")
    with writer.transaction() as session:  # it stands in the log, not yet in the file
        session.connection().exec_driver_sql("UPDATE alerts SET read_at = '2026-06-22 03:00:00'")
    for file in closed.parent.iterdir():
        file.chmod(0o444)
    closed.parent.chmod(0o555)
    ((status, output, problem),) = told(closed, tmp_path, ("alerts",))
    assert status == 0, problem
    assert "0 unread, 1 read" in output
    closed.parent.chmod(0o755)
    writer.close()
