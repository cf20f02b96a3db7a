"""Run by Alembic: migrates the connection that :func:`database.session.migrate` hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy.schema import SchemaItem

from database.columns import UtcDateTime
from database.models import Base


def _is_ours(
    item: SchemaItem, name: str | None, kind: str, reflected: bool, _twin: SchemaItem | None
) -> bool:
    # a database may be shared, with a job queue for instance: its tables are never proposed for dropping
    return not (kind == "table" and reflected and name not in Base.metadata.tables)


def _rendered(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    # a migration is history: it names no class of ours that may change later
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def _run() -> None:
    connection = context.config.attributes.get("connection")
    if connection is None:
        raise RuntimeError("Migrations run through `hetao migrate`, not through the alembic command.")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=_is_ours,
        render_item=_rendered,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


_run()
