"""`hetao health`: one line and 0 or 1, without loading the crawler or the store."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from typer.testing import CliRunner

import cli
from commands.alive import health
from database import addresses, models, save
from database.alive import NotAlive, living
from database.session import Store
from tests.reports import NOW

ROOT = Path(__file__).parent.parent


def address(store: Store) -> str:
    return store.engine.url.render_as_string(hide_password=False)


def begun(store: Store) -> Store:
    save.begin_watch(store, started_at=NOW, now=NOW, renewed=False, memory=1)
    return store


def test_a_daemon_lives_by_its_latest_sign(store: Store) -> None:
    with pytest.raises(NotAlive, match="no daemon has run"):
        living(address(store), now=NOW)
    begun(store)
    assert "17 seconds old" in living(address(store), now=NOW + timedelta(seconds=17))
    assert living(address(store), now=NOW + timedelta(seconds=119))
    with pytest.raises(NotAlive, match="no sign of life for 121 seconds"):
        living(address(store), now=NOW + timedelta(seconds=121))
    save.end_watch(store, now=NOW)
    with pytest.raises(NotAlive, match="stopped at 2026-06-22 03:00:00 UTC"):
        living(address(store), now=NOW)


def test_a_daemon_that_was_killed_is_known_by_its_process(store: Store) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    with begun(store).transaction() as session:
        session.execute(update(models.Daemon).values(pid=ended.pid))
    with pytest.raises(NotAlive, match=rf"process {ended.pid}\) did not end in an orderly way"):
        living(address(store), now=NOW + timedelta(seconds=41))
    with store.transaction() as session:  # of another machine only its signs are known
        session.execute(update(models.Daemon).values(host="another"))
    assert "41 seconds old" in living(address(store), now=NOW + timedelta(seconds=41))


def test_what_does_not_answer_is_said_without_a_password(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("a letter" * 1000, "utf-8")
    for url, said in (
        (str(tmp_path / "none.db"), "there is no database"),
        (f"sqlite:///{tmp_path / 'letter.db'}", "does not answer"),
        ("postgresql+psycopg://me:s3cret@127.0.0.1:1/x", "server does not answer"),
        ("postgres://me:s3cret@127.0.0.1:1/x", "server does not answer"),
    ):
        with pytest.raises(NotAlive, match=said) as why:
            living(url, now=NOW)
        assert "s3cret" not in str(why.value)
    assert not (tmp_path / "none.db").exists()


@pytest.mark.usefixtures("empty_folder")
def test_it_asks_the_database_that_the_daemon_would(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert health() == 1
    assert "data/hetao.db" in capsys.readouterr().out
    Path("hetao.toml").write_text(f'[database]\nurl = "{address(begun(sqlite_store))}"\n', "utf-8")
    assert health() == 1
    assert "no sign of life" in capsys.readouterr().out
    monkeypatch.setenv("HETAO_DATABASE_URL", "elsewhere.db")
    assert health() == 1
    assert "no database elsewhere.db" in capsys.readouterr().out
    assert addresses.database_url(None) == "sqlite:///elsewhere.db"
    assert CliRunner().invoke(cli.app, ["health"]).exit_code == 1


def test_it_loads_nothing_heavy() -> None:
    code = (
        "import sys, hetao\nsys.argv = ['hetao', 'health']\n"
        "try:\n    hetao.main()\nexcept SystemExit as end:\n    print(end.code)\n"
        "print([name for name in ('sqlalchemy', 'scrapy', 'twisted', 'pydantic', 'typer', 'psycopg') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "docs", capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.splitlines()[1:] == ["1", "[]"]
