"""A backup is whole while others write, and a restore puts it back without losing what was there."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, func, select, text
from typer.testing import CliRunner

import cli
from database import addresses, backup, models, save, schema, server_dump, session
from database.backup import BackupRefused
from database.errors import SchemaOutdated, StoreUnreachable
from database.locks import Held, Locks
from database.session import Store
from tests import postgresql
from tests.reports import NOW, report

HEAD = schema.revisions()[-1]


def url_of(store: Store) -> str:
    return store.engine.url.render_as_string(hide_password=False)


def count(store: Store, table: type[models.Base]) -> int:
    with store.reading() as reading:
        return reading.scalar(select(func.count()).select_from(table)) or 0


def filled(store: Store) -> Store:
    assert save.save_report(store, report(), now=NOW).outcome == "new"
    return store


def test_what_is_written_meanwhile_is_in_the_copy_whole_or_not_at_all(
    sqlite_store: Store, tmp_path: Path
) -> None:
    url, stop = url_of(sqlite_store), threading.Event()
    with sqlite_store.transaction() as writing:
        writing.execute(text("CREATE TABLE pairs (n INTEGER, half TEXT)"))

    def write() -> None:
        """Two rows in each transaction: a copy that tears one apart has an odd number."""
        with closing(sqlite3.connect(sqlite_store.engine.url.database or "", timeout=30)) as other:
            n = 0
            while not stop.is_set():
                n += 1
                other.execute("INSERT INTO pairs VALUES (?, ?)", (n, "first" * 500))
                other.execute("INSERT INTO pairs VALUES (?, ?)", (n, "second" * 500))
                other.commit()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        sizes = []
        for number in range(5):
            made = backup.back_up(url, tmp_path / f"{number}.db")
            with closing(sqlite3.connect(made.path)) as copy:
                (rows,) = copy.execute("SELECT COUNT(*) FROM pairs").fetchone()
                (torn,) = copy.execute(
                    "SELECT COUNT(*) FROM (SELECT n FROM pairs GROUP BY n HAVING COUNT(*) <> 2)"
                ).fetchone()
            assert (rows % 2, torn) == (0, 0)
            sizes.append(rows)
    finally:
        stop.set()
        writer.join()
    assert sizes[0] < sizes[-1], "the writer did write meanwhile"
    assert made.revision == HEAD
    assert (made.path.stat().st_mode & 0o077) == 0, "only its owner may read it"
    assert not list(tmp_path.glob("*.db?*partial*")), "nothing half is left"


def test_a_file_is_overwritten_only_when_that_is_wished(sqlite_store: Store, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "copy.db"
    backup.back_up(url_of(sqlite_store), target)
    before = target.read_bytes()
    filled(sqlite_store)
    with pytest.raises(BackupRefused, match="--force"):
        backup.back_up(url_of(sqlite_store), target)
    assert target.read_bytes() == before
    backup.back_up(url_of(sqlite_store), target, overwrite=True)
    assert target.read_bytes() != before


def test_a_damaged_database_gives_no_backup_and_harms_no_earlier_one(
    sqlite_store: Store, tmp_path: Path
) -> None:
    target = tmp_path / "copy.db"
    filled(sqlite_store)
    backup.back_up(url_of(sqlite_store), target)
    before, path = target.read_bytes(), Path(sqlite_store.engine.url.database or "")
    sqlite_store.close()
    with path.open("r+b") as stream:
        stream.seek(4096 * 3)
        stream.write(b"\xa5" * 4096 * 20)
    with pytest.raises(BackupRefused, match=r"damaged|malformed"):
        backup.back_up(url_of(sqlite_store), target, overwrite=True)
    assert target.read_bytes() == before


def test_there_is_no_backup_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match=r"none\.db is not there"):
        backup.back_up(str(tmp_path / "none.db"), tmp_path / "copy.db")
    assert not (tmp_path / "none.db").exists(), "no empty database is made by asking"


def test_a_restore_brings_back_the_rows_and_keeps_the_database_of_before(
    sqlite_store: Store, tmp_path: Path
) -> None:
    backup.back_up(url_of(filled(sqlite_store)), tmp_path / "copy.db")
    with sqlite_store.transaction() as writing:
        writing.execute(text("UPDATE articles SET title = 'spoilt'"))
    url = url_of(sqlite_store)
    sqlite_store.close()
    (tmp_path / "hetao.db.restoring-7").write_bytes(b"left by a restore that was killed")
    done = backup.restore(url, tmp_path / "copy.db", now=NOW)
    assert done.kept == tmp_path / "hetao.db.before-20260622T030000Z"
    for path, spoilt in ((tmp_path / "hetao.db", False), (done.kept, True)):
        store = session.open_store(f"sqlite:///{path}")
        with store.reading() as reading:
            assert (reading.scalar(select(models.Article.title)) == "spoilt") == spoilt
        store.close()
    assert not list(tmp_path.glob("*restoring*"))


def test_where_there_was_none_a_restore_makes_the_database(sqlite_store: Store, tmp_path: Path) -> None:
    backup.back_up(url_of(filled(sqlite_store)), tmp_path / "copy.db")
    done = backup.restore(str(tmp_path / "new" / "hetao.db"), tmp_path / "copy.db", now=NOW)
    assert done.kept is None
    store = session.open_store(str(tmp_path / "new" / "hetao.db"))
    assert count(store, models.Article) == 1
    store.close()


def test_a_damaged_database_is_replaced_and_kept_with_all_that_lay_beside_it(
    sqlite_store: Store, tmp_path: Path
) -> None:
    backup.back_up(url_of(filled(sqlite_store)), tmp_path / "copy.db")
    sqlite_store.close()
    place = tmp_path / "hetao.db"
    place.write_bytes(b"no database at all" * 1000)
    (tmp_path / "hetao.db-wal").write_bytes(b"a log")
    done = backup.restore(str(place), tmp_path / "copy.db", now=NOW)
    assert done.kept
    assert done.kept.read_bytes().startswith(b"no database")
    assert Path(f"{done.kept}-wal").read_bytes() == b"a log"
    store = session.open_store(str(place))
    assert count(store, models.Article) == 1
    store.close()


@pytest.mark.parametrize("lock", ["daemon", "run of rthk"])
def test_nothing_is_restored_under_a_program_that_works(
    lock: str, sqlite_store: Store, tmp_path: Path
) -> None:
    backup.back_up(url_of(filled(sqlite_store)), tmp_path / "copy.db")
    locks = Locks(store=sqlite_store, program="hetao daemon")
    locks.take(lock, now=NOW)
    with pytest.raises(Held, match="stop it first"):
        backup.restore(url_of(sqlite_store), tmp_path / "copy.db", now=NOW)
    locks.close()
    with sqlite_store.reading() as reading:
        reading.scalar(select(models.Article.id))
        with pytest.raises(BackupRefused, match="open: end it"):
            backup.restore(url_of(sqlite_store), tmp_path / "copy.db", now=NOW)
    assert not list(tmp_path.glob("*before*"))
    assert count(sqlite_store, models.Article) == 1


def test_what_is_no_backup_is_not_put_in_the_place(sqlite_store: Store, tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("a letter" * 1000, "utf-8")
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE x (y)").connection.close()
    shutil.copy(sqlite_store.engine.url.database or "", tmp_path / "newer.db")
    with closing(sqlite3.connect(tmp_path / "newer.db")) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()
    url = url_of(sqlite_store)
    sqlite_store.close()
    before = (tmp_path / "hetao.db").read_bytes()
    for name, wrong, why in (
        ("letter.db", BackupRefused, "no backup"),
        ("other.db", BackupRefused, "no backup"),
        ("none.db", BackupRefused, "not there"),
        ("newer.db", SchemaOutdated, "newer"),
    ):
        with pytest.raises(wrong, match=why):
            backup.restore(url, tmp_path / name, now=NOW)
    assert (tmp_path / "hetao.db").read_bytes() == before
    assert not list(tmp_path.glob("*restoring*"))


def test_a_backup_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'old.db'}")
    with engine.begin() as connection:
        command.upgrade(schema.alembic_configuration(connection), "0001")
    engine.dispose()
    made = backup.back_up(str(tmp_path / "old.db"), tmp_path / "copy.db")
    assert made.revision == "0001", "a copy is made before the program is updated, and after it too"
    done = backup.restore(str(tmp_path / "hetao.db"), tmp_path / "copy.db", now=NOW)
    assert done.revision == HEAD
    session.open_store(str(tmp_path / "hetao.db")).close()


@pytest.mark.postgresql
def test_on_postgresql_a_dump_goes_into_an_empty_database_and_nowhere_else(
    migrated_postgresql: Store, tmp_path: Path
) -> None:
    if not shutil.which("pg_dump"):
        pytest.skip("pg_dump is not installed")
    with (
        postgresql.throw_away_database(migrated_postgresql.engine.url) as first,
        postgresql.throw_away_database(migrated_postgresql.engine.url) as second,
    ):
        with pytest.raises(BackupRefused, match="no schema"):
            backup.back_up(first, tmp_path / "copy.dump")
        session.migrate(first)
        store = session.open_store(first)
        filled(store)
        made = backup.back_up(first, tmp_path / "copy.dump")
        assert made.revision == HEAD
        with pytest.raises(BackupRefused, match="createdb"):
            backup.restore(first, made.path, now=NOW)
        (tmp_path / "torn.dump").write_bytes(made.path.read_bytes()[:-300])
        with pytest.raises(server_dump.ServerToolFailed, match="pg_restore failed"):
            backup.restore(second, tmp_path / "torn.dump", now=NOW)
        assert session.state_of(second) == (True, None), "all of it or nothing"
        backup.restore(second, made.path, now=NOW)
        restored = session.open_store(second)
        for table in (models.Article, models.Claim, models.Alert):
            assert count(restored, table) == count(store, table) > 0
        restored.close()
        store.close()


@pytest.mark.postgresql
def test_where_pg_dump_is_missing_or_fails_it_is_said_without_the_password(
    postgresql_url: str, migrated_postgresql: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = addresses.engine_url(postgresql_url).set(password="s3cret")
    bad = tmp_path / "bin"
    bad.mkdir()
    (bad / "pg_dump").write_text('#!/bin/sh\necho "server version mismatch" >&2\nexit 1\n', "utf-8")
    (bad / "pg_dump").chmod(0o700)
    for path, said in (("/nowhere", "is not installed here"), (str(bad), "server version mismatch")):
        monkeypatch.setenv("PATH", path)
        with pytest.raises(server_dump.ServerToolFailed, match=said) as refusal:
            server_dump.dump(address, tmp_path / "copy.dump")
        assert "s3cret" not in str(refusal.value)


def test_a_server_that_is_away_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="HETAO_DATABASE_URL"):
        backup.back_up("postgresql://127.0.0.1:1/hetao", tmp_path / "copy.dump")
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("empty_folder")
def test_by_the_command(sqlite_store: Store) -> None:
    filled(sqlite_store)
    sqlite_store.close()
    run = CliRunner()
    made = run.invoke(cli.app, ["--database", "hetao.db", "backup", "copies/today.db"])
    assert f"whole, at revision {HEAD}" in made.stdout
    done = run.invoke(cli.app, ["--database", "hetao.db", "restore", "copies/today.db"])
    assert f"restored, at revision {HEAD}" in " ".join(done.stdout.split())
    assert "The one of before is" in done.stdout
