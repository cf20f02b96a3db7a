"""Whether a database answers and a daemon lives on it, by the drivers alone: asked every half minute, it must cost little."""

from __future__ import annotations

import re
import socket
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from psutil import pid_exists

from database.only_readable import how_to_read

#: A daemon leaves a sign of life every quarter of a minute; while the machine is busy it may be late.
LATEST_BEAT_SECONDS = 120
_QUERY = "SELECT beat_at, stopped_at, pid, host FROM daemon WHERE id = 1"
_SECONDS = 5


class NotAlive(Exception):
    """Why no daemon lives, in one line without a password."""


def living(url: str, *, now: datetime) -> str:
    """What is said of the daemon that lives on the database at ``url``.

    Raises:
        NotAlive: the database does not answer, the daemon's process is gone, or it left no sign of life.
    """
    row = _on_server(url) if "://" in url and not url.startswith("sqlite") else _in_file(url)
    if row is None:
        raise NotAlive("no daemon has run on this database")
    beat, stopped, pid, host = row
    ago = (now - _moment(beat)).total_seconds()
    if stopped is not None:
        raise NotAlive(f"the daemon was stopped at {_moment(stopped):%Y-%m-%d %H:%M:%S} UTC")
    if host == socket.gethostname() and not pid_exists(pid):
        raise NotAlive(f"the daemon (process {pid}) did not end in an orderly way: its process is gone")
    if ago > LATEST_BEAT_SECONDS:
        raise NotAlive(f"the daemon (process {pid}) left no sign of life for {ago:.0f} seconds")
    return f"the daemon (process {pid}) lives: its last sign is {max(ago, 0):.0f} seconds old"


def _in_file(url: str) -> tuple[object, object, int, str] | None:
    path = Path(re.sub(r"^sqlite(\+pysqlite)?:///", "", url).partition("?")[0])
    if not path.is_file():
        raise NotAlive(f"there is no database {path}")
    try:
        address = how_to_read(path)
        with closing(
            sqlite3.connect(address or path, timeout=_SECONDS, uri=address is not None)
        ) as connection:
            row: tuple[object, object, int, str] | None = connection.execute(_QUERY).fetchone()
            return row
    except sqlite3.Error as problem:
        raise NotAlive(f"the database {path} does not answer: {problem}") from None


def _on_server(url: str) -> tuple[object, object, int, str] | None:
    import psycopg  # only where it is needed: loading it takes longer than asking a file

    try:
        with psycopg.connect(
            re.sub(r"^\w+(\+\w+)?://", "postgresql://", url), connect_timeout=_SECONDS
        ) as connection:
            connection.execute(f"SET statement_timeout = {_SECONDS * 1000}")
            row: tuple[object, object, int, str] | None = connection.execute(_QUERY).fetchone()
            return row
    except psycopg.Error as problem:
        # the text of the problem is not quoted: it may hold the address with its password
        raise NotAlive(f"the database server does not answer ({type(problem).__name__})") from None


def _moment(stored: object) -> datetime:
    """SQLite gives text without a zone, PostgreSQL an aware moment; both mean UTC."""
    moment = stored if isinstance(stored, datetime) else datetime.fromisoformat(str(stored))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
