"""Brings a database of an older program to this one: its schema, then what today's rules know of its rows."""

from __future__ import annotations

from database import save, session


def bring_up_to_date(url: str) -> str:
    """Migrate the database; gives the revision that it is at.

    Raises:
        StoreUnreachable: the database cannot be reached, opened or created.
        SchemaOutdated: it was made by a newer program.
    """
    revision = session.migrate(url)
    store = session.open_store(url)
    try:
        save.refresh_organisations(store)
        save.rekey_statements(store)
    finally:
        store.close()
    return revision
