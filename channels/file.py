"""A channel that appends each alert to a file, one JSON object a line, exactly once whatever is killed when."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from channels.outgoing import Outgoing
from database import queries

#: How far back an alert is looked for; each has some thousand bytes.
_TAIL = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChannel:
    """Lines of JSON for other programs, which may follow the file with ``tail -F``."""

    name: str
    path: Path
    per_minute: int | None = None
    bundles: bool = False

    def has_room(self, message: Outgoing) -> bool:
        """Each alert is a line."""
        return True

    def send(self, message: Outgoing) -> None:
        """Append an alert; one that stands among the latest lines is not written again.

        After a kill between the writing and the note that it is done, the alert in question is there already. A line
        that was cut off in the middle is taken away.

        Raises:
            OSError: the file cannot be written; then it is as it was.
        """
        shape = queries.alert_shape(message.alert)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab+") as stream:
            end, latest = _whole_lines(stream)
            stream.truncate(end)
            line = json.dumps(shape, ensure_ascii=False).encode() + b"\n"
            if _beginning(line) in map(_beginning, latest.split(b"\n")):
                return
            try:
                stream.write(line)
                stream.flush()
                os.fsync(stream.fileno())
            except OSError:
                stream.truncate(end)
                raise


def _beginning(line: bytes) -> bytes:
    """What tells an alert from all others: id, kind and moment; a database that was begun anew counts from 1 again."""
    return b",".join(line.split(b",", 3)[:3])


def _whole_lines(stream: BinaryIO) -> tuple[int, bytes]:
    """Where the last whole line of a file ends, and the latest lines."""
    size = stream.seek(0, os.SEEK_END)
    start = stream.seek(max(0, size - _TAIL))
    whole, newline, _ = stream.read().rpartition(b"\n")
    return (start + len(whole) + 1, whole) if newline else (start, b"")
