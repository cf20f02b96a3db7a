"""The way into the database: its address, its schema, and transactions on SQLite and PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.orm import Session

from database.errors import SchemaOutdated, StoreUnreachable
from pipelines.watches import Watch

DEFAULT_PATH = "data/hetao.db"
#: How long a writer waits for another one; a save takes some 10 ms. Whoever can wait longer asks again (crawler.patience).
BUSY_SECONDS: float = 10
#: PostgreSQL advisory lock "hetao": as on SQLite there is one writer at a time, because recognising a
#: happening or a reprint again needs to see all that was written before.
_WRITER_LOCK = 0x686574616F
#: A server whose machine vanished says nothing: after a minute of silence its connection counts as lost.
_PATIENCE_WITH_A_SERVER = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
    "options": f"-c lock_timeout={int(BUSY_SECONDS * 1000)}",
}
_MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """An open database. ``watches`` say which alerts go by which channels; there is none at first."""

    engine: Engine
    watches: tuple[Watch, ...] = ()

    @property
    def address(self) -> str:
        """Where the data are, without the password."""
        return shown(self.engine.url)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that writes: all or nothing, one writer at a time.

        SQLite takes the write lock at once (BEGIN IMMEDIATE): two processes that both read first and
        then write would otherwise fail on each other.
        """
        engine = self.engine.execution_options(hetao_writes=True)
        with self.reaching(), Session(engine) as session, session.begin():
            if engine.dialect.name == "postgresql":
                session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK})
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads; it waits for no writer."""
        with self.reaching(), Session(self.engine) as session:
            yield session

    @contextmanager
    def reaching(self) -> Iterator[None]:
        """What goes wrong on the way to the database inside the block is said in one sentence.

        Raises:
            StoreUnreachable: it did.
        """
        try:
            with _reachable(self.engine.url):
                yield
        except StoreUnreachable:
            if self.engine.dialect.name == "sqlite":
                self.engine.dispose()  # somebody may put another file in its place: open connections keep the old one
            raise

    def close(self) -> None:
        """Give the connections back; the store may not be used afterwards."""
        self.engine.dispose()


def database_url(explicit: str | None = None) -> str:
    """The address that counts: the given one, ``HETAO_DATABASE_URL``, else ``data/hetao.db`` here.

    A plain path means an SQLite file.
    """
    url = explicit or os.environ.get("HETAO_DATABASE_URL") or DEFAULT_PATH
    return url if "://" in url else f"sqlite:///{url}"


def shown(url: URL | str) -> str:
    """An address for messages: the password is never shown."""
    plain = make_url(url)
    secret = {name: "hidden" for name in plain.query if "pass" in name}
    return plain.update_query_dict(secret).render_as_string(hide_password=True)


def engine_url(url: str) -> URL:
    """The address as SQLAlchemy wants it: PostgreSQL by psycopg 3, whatever the scheme was called.

    Raises:
        StoreUnreachable: it is no address of an SQLite or PostgreSQL database.
    """
    mend = "Use a file (data/hetao.db), sqlite:///PATH or postgresql://USER@HOST/NAME."
    try:
        parsed = make_url(url)
    except ArgumentError:
        # the text is not quoted: it may hold a password
        raise StoreUnreachable(f"The database address is not understood. {mend}") from None
    if parsed.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername in ("sqlite", "sqlite+pysqlite") and parsed.database not in (None, "", ":memory:"):
        return parsed
    raise StoreUnreachable(f"No database of this kind can be used: {shown(parsed)}. {mend}")


def open_store(url: str | None = None, *, watches: tuple[Watch, ...] = ()) -> Store:
    """The store at ``url``, ready for use. An absent or empty SQLite file is created and migrated.

    Raises:
        StoreUnreachable: the database cannot be reached, opened or created.
        SchemaOutdated: it is not at the schema of this program.
    """
    engine = _engine(engine_url(database_url(url)))
    try:
        with _reachable(engine.url):
            if engine.dialect.name == "sqlite" and _is_empty(engine):
                _upgrade(engine)
            _require_current(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine=engine, watches=watches)


def migrate(url: str | None = None) -> str:
    """Bring the database to the schema of this program; gives the revision that it is at.

    Raises:
        StoreUnreachable: the database cannot be reached, opened or created.
        SchemaOutdated: it was made by a newer program.
    """
    engine = _engine(engine_url(database_url(url)))
    try:
        with _reachable(engine.url):
            _refuse_newer(engine)
            _upgrade(engine)
            return _revision(engine) or ""
    finally:
        engine.dispose()


def state_of(url: str) -> tuple[bool, str | None]:
    """Whether a server's database is empty, and the schema revision that it is at; nothing is changed.

    Raises:
        StoreUnreachable: the server does not answer.
    """
    engine = _engine(engine_url(url))
    try:
        with _reachable(engine.url):
            return _is_empty(engine), _revision(engine)
    finally:
        engine.dispose()


def alembic_configuration(connection: Connection) -> Config:
    """Alembic's settings without a file, so that migrations run from any folder."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise StoreUnreachable(
                f"The folder {path.parent} for the database cannot be made ({problem.strerror}). "
                "Name another place in HETAO_DATABASE_URL."
            ) from None
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url, pool_pre_ping=True, connect_args=_PATIENCE_WITH_A_SERVER)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: _begin_sqlite does
    connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
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


def _is_empty(engine: Engine) -> bool:
    return not inspect(engine).get_table_names()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(_MIGRATIONS))


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _upgrade(engine: Engine) -> None:
    """All migrations in one transaction; a second process waits and then finds nothing to do."""
    with engine.execution_options(hetao_writes=True).connect() as connection:
        if engine.dialect.name == "postgresql":
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK})
                command.upgrade(alembic_configuration(connection), "head")
            return
        with _tables_may_be_copied(connection), connection.begin():
            command.upgrade(alembic_configuration(connection), "head")
            if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise RuntimeError(f"the migration would leave a row that refers to nothing: {tuple(broken)}")


@contextmanager
def _tables_may_be_copied(connection: Connection) -> Iterator[None]:
    """SQLite changes a constraint by copying the table: no row may be deleted with the old one, no view hinder it.

    Both switches count for nothing inside a transaction, so they are set before it begins.
    """
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    driver.execute("PRAGMA legacy_alter_table = ON")
    try:
        yield
    finally:
        driver.execute("PRAGMA legacy_alter_table = OFF")
        driver.execute("PRAGMA foreign_keys = ON")


def _require_current(engine: Engine) -> None:
    found, head = _revision(engine), _scripts().get_current_head()
    if found == head:
        return
    _refuse_newer(engine)
    state = f"is at schema {found}" if found else "has no schema of Hetao Watch"
    raise SchemaOutdated(
        f"The database {shown(engine.url)} {state}, this program needs {head}. "
        "Bring it up to date with: hetao migrate"
    )


def _refuse_newer(engine: Engine) -> None:
    found = _revision(engine)
    known = {script.revision for script in _scripts().walk_revisions()}
    if found is not None and found not in known:
        raise SchemaOutdated(
            f"The database {shown(engine.url)} is at schema {found}, which this program does not know: "
            "it was made by a newer one. Update Hetao Watch, or name another database; "
            "`hetao migrate` cannot mend this."
        )


@contextmanager
def _reachable(url: URL) -> Iterator[None]:
    """Say in one sentence that the database cannot be reached, instead of a stack of driver errors."""
    try:
        yield
    except DBAPIError as problem:
        if not _is_unreachable(problem):
            raise
        reason = str(problem.orig).strip().splitlines()[0] if str(problem.orig).strip() else "no answer"
        for secret in (url.password, *(value for name, value in url.query.items() if "pass" in name)):
            reason = reason.replace(str(secret), "***") if secret else reason
        mend = _mend(url, reason)
        raise StoreUnreachable(f"The database {shown(url)} cannot be reached: {reason}. {mend}") from None


def _mend(url: URL, reason: str) -> str:
    if "lock timeout" in reason:
        return f"Another program has been writing for {BUSY_SECONDS:.0f} seconds: end it, or try again later."
    if url.get_backend_name() != "sqlite":
        return "Check that the server runs, and the address in HETAO_DATABASE_URL."
    if "locked" in reason:
        return f"Another program has been writing for {BUSY_SECONDS:.0f} seconds: end it, or try again later."
    if "full" in reason:
        return "Free space on its disk; what was stored is safe."
    if "readonly" in reason:
        return "Make the file, its folder and its disk writable; what was stored can still be read."
    if "malformed" in reason:
        return "The file is damaged: put a copy from before in its place, or mend it with `sqlite3 FILE .recover`."
    return "Check that the file and its folder can be read and written, and that it is an SQLite database."


def _is_unreachable(problem: DBAPIError) -> bool:
    if isinstance(problem, IntegrityError | ProgrammingError | DataError):
        return False  # it answered, and refused
    if problem.connection_invalidated or problem.statement is None:
        return True  # lost on the way, or not even connected
    message = str(problem.orig)
    return any(
        sign in message
        for sign in (
            "lock timeout",
            "unable to open",
            "not a database",
            "database is locked",
            "readonly database",
            "disk",
        )
    )
