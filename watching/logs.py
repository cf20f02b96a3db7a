"""The daemon's log on standard error: lines for people, or one JSON object a line for programs."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

#: What ``extra`` may add to a line.
FIELDS = ("source", "channel", "outcome", "new", "reprints", "irrelevant", "failed", "alerts", "seconds")


class JsonLines(logging.Formatter):
    """``time`` (UTC), ``level``, ``logger``, ``event``, ``message``, the fields that belong to it, and ``error``."""

    def format(self, record: logging.LogRecord) -> str:
        """One object, in one line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": getattr(record, "event", "said"),
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def log_to_stderr(how: str) -> None:
    """Begin the log of the daemon: ``text`` or ``json``."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if how == "json" else logging.Formatter("%(asctime)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # misfires are counted and told by us
    for name in ("scrapy", "twisted"):
        logging.getLogger(name).setLevel(logging.WARNING)
