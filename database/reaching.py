"""What goes wrong on the way to a database, said in one sentence with the mend."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError

from database import engines
from database.addresses import shown
from database.errors import StoreUnreachable


@contextmanager
def reachable(url: URL) -> Iterator[None]:
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
        return f"Another program has been writing for {engines.BUSY_SECONDS:.0f} seconds: end it, or try again later."
    if url.get_backend_name() != "sqlite":
        return "Check that the server runs, and the address in HETAO_DATABASE_URL."
    if "locked" in reason:
        return f"Another program has been writing for {engines.BUSY_SECONDS:.0f} seconds: end it, or try again later."
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
