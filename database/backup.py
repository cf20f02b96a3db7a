"""A copy of the database that is whole and proven, made while others write; and the way back from one."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from database import addresses, server_dump, session
from database.errors import StoreError
from database.locks import alone
from database.only_readable import how_to_read
from database.upgrading import bring_up_to_date

#: How every SQLite file begins.
_MAGIC = b"SQLite format 3\0"
#: What SQLite keeps beside a database while it is open.
_BESIDE = ("-wal", "-shm")


class BackupRefused(StoreError):
    """A copy cannot be made or put back; the message says why, and the mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A copy that was checked: its file, its size in bytes and the schema revision in it."""

    path: Path
    size: int
    revision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a database was brought to; ``kept``: where the one of before is, None where there was none."""

    revision: str
    kept: Path | None


def back_up(url: str, target: Path, *, overwrite: bool = False) -> Backup:
    """Write the database at ``url`` to one file, as it was at one moment, and check what was written.

    On SQLite it is a database like any other; on PostgreSQL an archive of pg_dump.

    Raises:
        BackupRefused: ``target`` exists, or what was written does not hold what it should.
        StoreUnreachable: the server does not answer.
        ServerToolFailed: pg_dump cannot do it.
    """
    if target.exists() and not overwrite:
        raise BackupRefused(f"{target} exists; name another file, or overwrite it with --force")
    address = addresses.engine_url(addresses.database_url(url))
    with _written_whole(target) as partial:
        if address.get_backend_name() == "sqlite":
            _copy(_existing(Path(address.database or "")), partial)
            revision = checked(partial)
        else:
            _, at = session.state_of(addresses.database_url(url))
            if at is None:
                raise BackupRefused(f"{addresses.shown(address)} has no schema of Hetao Watch")
            server_dump.dump(address, partial)
            revision = at
    return Backup(path=target, size=target.stat().st_size, revision=revision)


def restore(url: str, source: Path, *, now: datetime) -> Restored:
    """Put a backup in the place of the database at ``url`` and bring it to the schema of this program.

    On SQLite the database of before stays beside it. On PostgreSQL the database has to be empty: the one of before
    stays what it is, under its own name.

    Raises:
        BackupRefused: it is no backup, it is damaged, or the place is not free.
        Held: a daemon or a crawl works on the database.
        SchemaOutdated: the backup was made by a newer program.
    """
    _existing(source)
    address = addresses.engine_url(addresses.database_url(url))
    if address.get_backend_name() != "sqlite":
        is_empty, _ = session.state_of(addresses.database_url(url))
        if not is_empty:
            raise BackupRefused(
                f"{addresses.shown(address)} is not empty. Make a new database (createdb hetao_restored), name it in "
                "HETAO_DATABASE_URL, and restore there: the old one stays as it is."
            )
        server_dump.load(address, source)
        return Restored(revision=bring_up_to_date(url), kept=None)
    place = Path(address.database or "").resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    with alone(place), _beside(place, "restoring") as ready:
        for left in place.parent.glob(f"{place.name}.restoring-*"):  # by a restore that was killed
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        checked(source)
        _copy(source, ready)
        revision = bring_up_to_date(f"sqlite:///{ready}")
        checked(ready)
        return Restored(revision=revision, kept=_exchange(place, ready, now))


def checked(path: Path) -> str:
    """The schema revision of a whole SQLite database of ours; every page of it is read.

    Raises:
        BackupRefused: it is none, or it is damaged.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            if found != ["ok"]:
                raise BackupRefused(f"{path} is damaged: {found[0]}")
            rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.DatabaseError as problem:
        raise BackupRefused(f"{path} is no backup of Hetao Watch that can be read: {problem}") from None
    if len(rows) != 1:
        raise BackupRefused(f"{path} has no schema of Hetao Watch")
    return str(rows[0][0])


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise BackupRefused(f"{path} is not there")
    return path


def _copy(source: Path, target: Path) -> None:
    """SQLite's own way: in one step, so that what others write meanwhile is in it whole or not at all."""
    try:
        with (
            closing(
                sqlite3.connect(how_to_read(source) or f"{source.resolve().as_uri()}?mode=rw", uri=True)
            ) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new, pages=-1)
            new.execute(
                "PRAGMA journal_mode = DELETE"
            )  # one file, with nothing beside it that would be forgotten
    except sqlite3.DatabaseError as problem:
        raise BackupRefused(f"{source} cannot be copied to {target.parent}: {problem}") from None


@contextmanager
def _beside(place: Path, word: str) -> Iterator[Path]:
    """A file in the same folder, and none of it afterwards, whatever happens."""
    path = place.with_name(f"{place.name}.{word}-{os.getpid()}")
    try:
        yield path
    finally:
        for name in (path.name, *(path.name + end for end in (*_BESIDE, "-journal"))):
            path.with_name(name).unlink(missing_ok=True)
        shutil.rmtree(path.with_name(path.name + "-locks"), ignore_errors=True)


@contextmanager
def _written_whole(target: Path) -> Iterator[Path]:
    """A file to write; it takes its name when it is whole and on the disk, for this user's eyes only."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with _beside(target, "partial") as partial:
        partial.touch(mode=0o600)
        yield partial
        with partial.open("rb+") as stream:
            os.fsync(stream.fileno())
        partial.replace(target)


def _exchange(place: Path, ready: Path, now: datetime) -> Path | None:
    """Let ``ready`` take the place of the database, which stays beside; at every moment there is one in the place."""
    kept = None
    if place.exists():
        kept = place.with_name(f"{place.name}.before-{now:%Y%m%dT%H%M%SZ}")
        if kept.exists():
            raise BackupRefused(f"{kept} exists; move it away, or try again in a second")
        _close_for_good(place)
        try:
            os.link(place, kept)
        except OSError:  # a file system without second names
            shutil.copy2(place, kept)
        for end in _BESIDE:  # left where the database is too damaged to be closed
            with contextlib.suppress(FileNotFoundError):
                place.with_name(place.name + end).rename(kept.with_name(kept.name + end))
    ready.replace(place)
    return kept


def _close_for_good(place: Path) -> None:
    """Bring all that is written into the one file.

    Raises:
        BackupRefused: another program has the database open.
    """
    with place.open("rb") as stream:
        if stream.read(len(_MAGIC)) != _MAGIC:
            return  # opening it would only remove what lies beside
    try:
        with closing(sqlite3.connect(place, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as problem:
        if "locked" in str(problem):
            raise BackupRefused(
                f"Another program has {place} open: end it (the daemon, a crawl, an SQL tool) and restore again."
            ) from None
    except sqlite3.DatabaseError:
        pass  # too damaged to be read: it is kept as it is
