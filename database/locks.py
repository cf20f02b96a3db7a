"""Who may work: one daemon per database, one run per source, one deliverer; over processes and machines.

A lock ends with the program that holds it, whatever ended it, and no clock is asked: on SQLite it is a lock of the
operating system on a file beside the database, on PostgreSQL an advisory lock of a connection that stays open for it.
The table ``locks`` only says who took a lock last.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from database import models
from database.errors import StoreError, StoreUnreachable
from database.session import Store

#: First key of our advisory locks, "heta"; the second is a checksum of the name.
_KEY = 0x68657461
#: A machine that vanished without a word holds its connection, and so its locks, until PostgreSQL asks and gets no
#: answer: after 30 s of silence three times, ten seconds apart.
_KEEPALIVE = "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3"
_TRY = "SELECT pg_try_advisory_lock(:a, :b)"
_LOCAL = ZoneInfo("Asia/Shanghai")
#: The lock that makes a daemon the only one of its database.
DAEMON = "daemon"


class Held(StoreError):
    """Somebody else holds the lock; the message says who."""


class Lost(StoreError):
    """What this program held is held by another one, which took it while the database was away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who took a lock last."""

    name: str
    host: str
    pid: int
    program: str
    taken_at: datetime

    def __str__(self) -> str:
        where = f"process {self.pid} on {self.host}"
        return f"{self.program} ({where}, since {self.taken_at.astimezone(_LOCAL):%Y-%m-%d %H:%M:%S})"


@dataclass(kw_only=True)
class Locks:
    """The locks of one program on one database. Safe to use from several threads."""

    store: Store
    program: str
    _guard: threading.RLock = field(default_factory=threading.RLock)
    _files: dict[str, FileLock] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)
    _connection: Connection | None = None

    def take(self, name: str, *, now: datetime) -> None:
        """Take a lock, or say who has it.

        Raises:
            Held: another program holds it, or this one already.
            Lost: another program has taken what this one held before.
        """
        with self._guard:
            if name in self._names:
                raise Held(f"{name} is held by this program already")
            self._acquire(name)
            self._names.add(name)
            try:
                self._sign(name, now)
            except BaseException:
                self.release(name)
                raise

    def release(self, name: str) -> None:
        """Give a lock back; nothing happens where it is not held."""
        with self._guard:
            if name not in self._names:
                return
            self._names.discard(name)
            if lock := self._files.pop(name, None):
                lock.release()
            elif self._connection is not None:
                with contextlib.suppress(StoreUnreachable):  # the lock is gone with the connection
                    self._ask("SELECT pg_advisory_unlock(:a, :b)", name)

    def keep(self) -> None:
        """Make sure that what was taken is still held; after PostgreSQL was restarted it is taken again.

        Raises:
            Lost: somebody else took a lock in between.
            StoreUnreachable: the database does not answer, or has not noticed that our connection is gone.
        """
        with self._guard:
            if self.store.engine.dialect.name != "sqlite" and self._names and not self._is_open():
                self._open()

    def close(self) -> None:
        """Give everything back."""
        with self._guard:
            for lock in self._files.values():
                lock.release()
            self._files.clear()
            self._names.clear()
            if self._connection is not None:
                with contextlib.suppress(DBAPIError):  # a connection that is gone has no locks either
                    self._connection.execute(text("SELECT pg_advisory_unlock_all()"))
                self._connection.close()
                self._connection = None

    def _acquire(self, name: str) -> None:
        if self.store.engine.dialect.name == "sqlite":
            self._files[name] = self._lock_file(name)
        elif not self._ask(_TRY, name):
            raise self._held(name)

    def _lock_file(self, name: str) -> FileLock:
        path = _folder(self.store) / f"{re.sub('[^A-Za-z0-9_.-]+', '-', name)}.lock"
        try:
            path.parent.mkdir(exist_ok=True)
            lock = FileLock(path, timeout=0, thread_local=False, fallback_to_soft=False)
            lock.acquire()
        except Timeout:
            raise self._held(name) from None
        except OSError as problem:
            raise StoreUnreachable(
                f"The lock {path} cannot be taken: {problem.strerror}. The program needs to write in this folder."
            ) from None
        return lock

    def _held(self, name: str) -> Held:
        found = holder(self.store, name)
        return Held(f"{name} is held by {found or 'another program that has just taken it'}")

    def _open(self) -> Connection:
        """A connection of the locks' own, on which all that this program holds is locked again: all or nothing."""
        with self.store.reaching():
            engine = self.store.engine.execution_options(isolation_level="AUTOCOMMIT")
            connection = engine.connect()
            connection.detach()  # no place of the pool is taken, and none goes back to it
            try:
                connection.execute(text(_KEEPALIVE))
                for name in sorted(self._names):
                    if not connection.scalar(text(_TRY), _keys(name)):
                        raise self._lost(name)
            except BaseException:
                connection.close()
                raise
        self._connection = connection
        return connection

    def _lost(self, name: str) -> StoreError:
        found = holder(self.store, name)
        if found and (found.host, found.pid) == (socket.gethostname(), os.getpid()):
            return StoreUnreachable("The database server has not noticed yet that our connection is gone.")
        return Lost(f"{name} is held by {found or 'another program'} now")

    def _ask(self, statement: str, name: str) -> bool:
        connection = self._connection or self._open()
        try:
            with self.store.reaching():
                return bool(connection.scalar(text(statement), _keys(name)))
        except StoreUnreachable:
            self._connection = None
            raise

    def _is_open(self) -> bool:
        if self._connection is None:
            return False
        try:
            self._connection.execute(text("SELECT 1"))
        except DBAPIError:
            self._connection = None
            return False
        return True

    def _sign(self, name: str, now: datetime) -> None:
        with self.store.transaction() as session:
            session.merge(
                models.Lock(
                    name=name, host=socket.gethostname(), pid=os.getpid(), program=self.program, taken_at=now
                )
            )


def _keys(name: str) -> dict[str, int]:
    """The two numbers by which PostgreSQL knows a lock."""
    return {"a": _KEY, "b": zlib.crc32(name.encode()) - 2**31}


def holder(store: Store, name: str) -> Holder | None:
    """Who took a lock last; None where nobody ever did."""
    with store.reading() as session:
        row = session.get(models.Lock, name)
        if row is None:
            return None
        return Holder(name=row.name, host=row.host, pid=row.pid, program=row.program, taken_at=row.taken_at)


def held_by(store: Store, name: str) -> Holder | None:
    """Who holds a lock at this moment; None where nobody does."""
    probe = Locks(store=store, program="")
    try:
        probe._acquire(name)
    except Held:
        return holder(store, name)
    finally:
        probe.close()
    return None


@contextmanager
def alone(database: Path) -> Iterator[None]:
    """Hold all locks of an SQLite database, which need not be readable: inside, no program of ours works on it.

    Raises:
        Held: one does.
    """
    folder = _folder_of(database)
    with contextlib.ExitStack() as held:
        for path in sorted({folder / "daemon.lock", *folder.glob("*.lock")}):
            path.parent.mkdir(exist_ok=True)
            try:
                held.enter_context(FileLock(path, timeout=0, thread_local=False, fallback_to_soft=False))
            except Timeout:
                raise Held(
                    f"A program works on {database} (it holds {path.name}); stop it first, `hetao status` shows the daemon"
                ) from None
        yield


def _folder(store: Store) -> Path:
    return _folder_of(Path(store.engine.url.database or ""))


def _folder_of(database: Path) -> Path:
    """``data/hetao.db`` has its locks in ``data/hetao.db-locks``, by whatever link it was named."""
    path = database.resolve()
    return path.with_name(path.name + "-locks")
