"""An SQLite file that this user may read and not write: how it is opened. Nothing but the system is asked, and nothing made.

A database with a write-ahead log wants to make two files beside itself even to be read. In a folder that one may only
read that fails; in one that one may write the two would be left behind as the reader's, and shut out the daemon.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


def how_to_read(path: Path) -> str | None:
    """The SQLite URI by which a file is only read; None where it may be written as well, or is not there.

    Where both files of the log are there, somebody works on it or was killed: they hold what was stored last, and are
    read along. Where there is no log, all is in the file; SQLite is told that nobody changes it, which holds for as long as
    one question takes.
    """
    log, index = _beside(path, "-wal"), _beside(path, "-shm")
    if not path.is_file() or _may_be_written(path, index):
        return None
    has_log = log.exists() and (index.exists() or log.stat().st_size > 0)
    return f"file:{quote(str(path.absolute()))}?{'mode=ro' if has_log else 'immutable=1'}"


def _may_be_written(path: Path, index: Path) -> bool:
    """Whether the file and what stands beside it can; the log's own files suffice in a folder that is closed."""
    return os.access(path, os.W_OK) and (os.access(path.parent, os.W_OK) or os.access(index, os.W_OK))


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
