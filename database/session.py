"""The way into the database: its address, its schema, and transactions on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from database import schema
from database.addresses import database_url, engine_url, shown
from database.engines import engine_of
from database.errors import StoreUnreachable
from database.only_readable import how_to_read
from database.reaching import reachable
from pipelines.watches import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """An open database. ``watches`` say which alerts go by which channels; there is none at first."""

    engine: Engine
    watches: tuple[Watch, ...] = ()

    @property
    def address(self) -> str:
        """Where the data are, without the password."""
        return shown(self.engine.url)

    @property
    def is_read_only(self) -> bool:
        """Whether the user of this program may read the SQLite file and not write it."""
        url = self.engine.url
        return url.get_backend_name() == "sqlite" and how_to_read(Path(url.database or "")) is not None

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that writes: all or nothing, one writer at a time.

        SQLite takes the write lock at once (BEGIN IMMEDIATE): two processes that both read first and
        then write would otherwise fail on each other.
        """
        engine = self.engine.execution_options(hetao_writes=True)
        with self.reaching(), Session(engine) as session, session.begin():
            if engine.dialect.name == "postgresql":
                session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": schema.WRITER_LOCK})
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
            with reachable(self.engine.url):
                yield
        except StoreUnreachable:
            if self.engine.dialect.name == "sqlite":
                self.engine.dispose()  # somebody may put another file in its place: open connections keep the old one
            raise

    def close(self) -> None:
        """Give the connections back; the store may not be used afterwards."""
        self.engine.dispose()


def open_store(url: str | None = None, *, watches: tuple[Watch, ...] = ()) -> Store:
    """The store at ``url``, ready for use. An absent or empty SQLite file is created and migrated.

    Raises:
        StoreUnreachable: the database cannot be reached, opened or created.
        SchemaOutdated: it is not at the schema of this program.
    """
    engine = engine_of(engine_url(database_url(url)))
    try:
        with reachable(engine.url):
            if engine.dialect.name == "sqlite" and schema.is_empty(engine):
                schema.upgrade(engine)
            schema.require_current(engine)
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
    engine = engine_of(engine_url(database_url(url)))
    try:
        with reachable(engine.url):
            schema.refuse_newer(engine)
            schema.upgrade(engine)
            return schema.revision_of(engine) or ""
    finally:
        engine.dispose()


def state_of(url: str) -> tuple[bool, str | None]:
    """Whether a server's database is empty, and the schema revision that it is at; nothing is changed.

    Raises:
        StoreUnreachable: the server does not answer.
    """
    engine = engine_of(engine_url(url))
    try:
        with reachable(engine.url):
            return schema.is_empty(engine), schema.revision_of(engine)
    finally:
        engine.dispose()
