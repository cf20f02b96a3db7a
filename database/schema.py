"""The schema revision of a database: what it is at, whether this program knows it, and the way up.

Alembic is loaded only to migrate: a program that reads the alerts need not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, inspect, text

from database.addresses import shown
from database.errors import SchemaOutdated

if TYPE_CHECKING:
    from alembic.config import Config

#: PostgreSQL advisory lock "hetao": as on SQLite there is one writer at a time, because recognising a
#: happening or a reprint again needs to see all that was written before.
WRITER_LOCK = 0x686574616F
MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_configuration(connection: Connection) -> Config:
    """Alembic's settings without a file, so that migrations run from any folder."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def is_empty(engine: Engine) -> bool:
    """Whether there is no table yet."""
    return not inspect(engine).get_table_names()


def revisions() -> tuple[str, ...]:
    """The revisions that this program knows, oldest first; the name of each migration's file begins with its own."""
    return tuple(sorted(file.name[:4] for file in (MIGRATIONS / "versions").glob("[0-9]*_*.py")))


def revision_of(engine: Engine) -> str | None:
    """The revision that a database is at; None where there is none."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: Engine) -> None:
    """All migrations in one transaction; a second process waits and then finds nothing to do."""
    from alembic import command

    with engine.execution_options(hetao_writes=True).connect() as connection:
        if engine.dialect.name == "postgresql":
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITER_LOCK})
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


def require_current(engine: Engine) -> None:
    """Nothing, where the database is at the schema of this program.

    Raises:
        SchemaOutdated: it is not.
    """
    found, head = revision_of(engine), revisions()[-1]
    if found == head:
        return
    refuse_newer(engine)
    state = f"is at schema {found}" if found else "has no schema of Hetao Watch"
    raise SchemaOutdated(
        f"The database {shown(engine.url)} {state}, this program needs {head}. "
        "Bring it up to date with: hetao migrate"
    )


def refuse_newer(engine: Engine) -> None:
    """Nothing, where the database is at a schema that this program knows, or at none.

    Raises:
        SchemaOutdated: a newer program made it.
    """
    found = revision_of(engine)
    if found is not None and found not in revisions():
        raise SchemaOutdated(
            f"The database {shown(engine.url)} is at schema {found}, which this program does not know: "
            "it was made by a newer one. Update Hetao Watch, or name another database; "
            "`hetao migrate` cannot mend this."
        )
