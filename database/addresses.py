"""The address of a database: which one counts, how it is shown, how the driver wants it."""

from __future__ import annotations

import os

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from database.errors import StoreUnreachable

DEFAULT_PATH = "data/hetao.db"


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
