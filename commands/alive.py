"""``hetao health``: for systemd, Docker and whoever watches the watcher; it loads nothing of the crawler."""

from __future__ import annotations

import os
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from database.alive import NotAlive, living

#: As in ``database.session``, which takes a second to load.
_DEFAULT = "data/hetao.db"


def health(database: str | None = None) -> int:
    """Say in one line whether the daemon lives; gives the exit status, 0 or 1."""
    try:
        said = living(
            database or os.environ.get("HETAO_DATABASE_URL") or _of_file() or _DEFAULT, now=datetime.now(UTC)
        )
    except NotAlive as why:
        sys.stdout.write(f"not alive: {why}\n")
        return 1
    sys.stdout.write(f"alive: {said}\n")
    return 0


def _of_file() -> str | None:
    """The database of ``hetao.toml``; whether that file has a mistake is for other verbs to say."""
    try:
        text = Path(os.environ.get("HETAO_CONFIG") or "hetao.toml").read_text("utf-8-sig")
        url = tomllib.loads(text).get("database", {}).get("url")
    except (OSError, ValueError, AttributeError):
        return None
    return url if isinstance(url, str) else None
