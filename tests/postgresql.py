"""A PostgreSQL server for the tests: a running one, one of our own, or why there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError

from database.addresses import engine_url

_USERS = (os.environ.get("PGUSER"), "postgres", os.environ.get("USER"), "root")


class NoServer(Exception):
    """Why no server can be had."""


@contextmanager
def server() -> Iterator[URL]:
    """The address of a server on which databases may be made."""
    given = os.environ.get("HETAO_TEST_POSTGRESQL_URL")
    running = _running(given)
    if running is not None:
        yield running
    elif given or os.environ.get("CI"):
        raise AssertionError(
            "These tests need PostgreSQL here and none answers at "
            f"{make_url(given).render_as_string() if given else '127.0.0.1:5432'}: start the server."
        )
    else:
        with _own_server() as own:
            yield own


@contextmanager
def throw_away_database(address: URL) -> Iterator[str]:
    """The address of an empty database, dropped afterwards."""
    name = f"hetao_test_{os.getpid()}_{uuid4().hex[:8]}"
    _administer(address, f"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0")
    try:
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        _administer(address, f'DROP DATABASE "{name}" WITH (FORCE)')


def _running(given: str | None) -> URL | None:
    candidates = (
        [engine_url(given)]
        if given
        else [
            engine_url(f"postgresql://{user}@127.0.0.1:5432/postgres")
            for user in dict.fromkeys(_USERS)
            if user
        ]
    )
    for candidate in candidates:
        try:
            _administer(candidate, "SELECT 1")
        except OperationalError:
            continue
        return candidate
    return None


def _administer(address: URL, statement: str) -> None:
    engine = create_engine(address, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def _program(name: str) -> str | None:
    found = shutil.which(name)
    if found:
        return found
    return next((str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))[::-1]), None)


@contextmanager
def _own_server() -> Iterator[URL]:
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    if initdb is None or pg_ctl is None:
        raise NoServer("no PostgreSQL server at 127.0.0.1:5432, and its programs are not installed")
    if os.geteuid() == 0:
        raise NoServer("no PostgreSQL server at 127.0.0.1:5432, and root may not start one")
    with tempfile.TemporaryDirectory(prefix="hetao-pg-") as folder:
        data = Path(folder, "data")
        subprocess.run(
            [initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"],
            check=True,
            capture_output=True,
        )
        options = f"-c listen_addresses='' -c fsync=off -k '{folder}'"
        subprocess.run(
            [pg_ctl, "-D", data, "-w", "-l", Path(folder, "log"), "-o", options, "start"],
            check=True,
            capture_output=True,
        )
        try:
            yield URL.create(
                "postgresql+psycopg", username="postgres", database="postgres", query={"host": folder}
            )
        finally:
            subprocess.run([pg_ctl, "-D", data, "-m", "immediate", "stop"], check=False, capture_output=True)
