"""Fixtures that several test files share. The tests of the store run on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from database.models import Base
from database.session import Store, migrate, open_store
from tests import postgresql

# A person's run looks for new cases; a build that is to be trusted tries the same ones each time.
settings.register_profile("same", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("same")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that start programs first: they take longest, and at the end one worker would wait for the other."""
    items.sort(key=lambda item: not hasattr(getattr(item, "module", None), "subprocess"))


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, and no setting of the user's around it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HETAO_DATABASE_URL", raising=False)
    monkeypatch.delenv("HETAO_CONFIG", raising=False)
    return tmp_path


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file, to be copied: a copy costs a millisecond, a migration two hundred."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """An empty PostgreSQL database for this session."""
    try:
        with postgresql.server() as server, postgresql.throw_away_database(server) as url:
            yield url
    except postgresql.NoServer as why:
        pytest.skip(f"PostgreSQL: {why}")


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_url: str) -> Iterator[Store]:
    """A migrated PostgreSQL database, shared by the session and emptied for every test."""
    migrate(postgresql_url)
    store = open_store(postgresql_url)
    yield store
    store.close()


@pytest.fixture
def sqlite_store(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Store]:
    """An empty SQLite store."""
    store = open_store(f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'hetao.db')}")
    yield store
    store.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        found: Store = request.getfixturevalue("sqlite_store")
        return found
    shared: Store = request.getfixturevalue("migrated_postgresql")
    empty(shared)
    return shared


@pytest.fixture
def emptied(store: Store) -> Callable[[], Store]:
    """Gives the store of the test, empty again: for tests that try many cases on one store."""

    def again() -> Store:
        empty(store)
        return store

    return again


def empty(store: Store) -> None:
    """Remove all rows: some milliseconds, where TRUNCATE of all tables would take ten times as long."""
    with store.transaction() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())
