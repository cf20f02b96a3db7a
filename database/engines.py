"""Connections as both databases need them: SQLite with a write-ahead log, PostgreSQL with bounds on waiting."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from database.errors import StoreUnreachable
from database.only_readable import how_to_read

#: How long a writer waits for another one; a save takes some 10 ms. Whoever can wait longer asks again (crawler.patience).
BUSY_SECONDS: float = 10
#: A server whose machine vanished says nothing: after a minute of silence its connection counts as lost.
_PATIENCE_WITH_A_SERVER = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
    "options": f"-c lock_timeout={int(BUSY_SECONDS * 1000)}",
}


def engine_of(url: URL) -> Engine:
    """The engine of a database, with the folder of an SQLite file made; nothing is asked yet.

    Raises:
        StoreUnreachable: the folder cannot be made.
    """
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise StoreUnreachable(
                f"The folder {path.parent} for the database cannot be made ({problem.strerror}). "
                "Name another place in HETAO_DATABASE_URL."
            ) from None
        if how_to_read(path):
            # no pool: it is asked each time, since a daemon may begin meanwhile, or the file be made writable
            engine = create_engine(url, creator=lambda: _connected(path), poolclass=NullPool)
        else:
            engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", lambda connection, _record: _prepare_sqlite(connection, path))
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url, pool_pre_ping=True, connect_args=_PATIENCE_WITH_A_SERVER)


def _connected(path: Path) -> sqlite3.Connection:
    """Whoever wants to write on what may only be read hears from SQLite that the database is readonly."""
    address = how_to_read(path)
    return sqlite3.connect(
        address or path, uri=address is not None, timeout=BUSY_SECONDS, check_same_thread=False
    )


def _prepare_sqlite(connection: Any, path: Path) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: _begin_sqlite does
    connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
    if how_to_read(path) is None:
        _write_ahead(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _write_ahead(connection: Any) -> None:
    """Switch to WAL; while another process switches too, SQLite answers "locked" without waiting by itself."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("hetao_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
