"""A channel that appends each alert to a file, one JSON object a line, exactly once whatever is killed when."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from channels.outgoing import Outgoing
from database import queries

#: How far back the last line is looked for; an alert has some thousand bytes.
_TAIL = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChannel:
    """Lines of JSON for other programs, which may follow the file with ``tail -F``."""

    name: str
    path: Path
    per_minute: int | None = None

    def send(self, message: Outgoing) -> None:
        """Append an alert; one that the file ends with already is not written again.

        The outbox sends one after the other, so that after a kill between the writing and the note that it is
        done, the message in question is the last line. A line that was cut off in the middle is taken away.

        Raises:
            OSError: the file cannot be written; then it is as it was.
        """
        shape = queries.alert_shape(message.alert)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab+") as stream:
            end, last = _whole_lines(stream)
            stream.truncate(end)
            if last is not None and last.get("id") == shape["id"]:
                return
            try:
                stream.write(json.dumps(shape, ensure_ascii=False).encode() + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
            except OSError:
                stream.truncate(end)
                raise


def _whole_lines(stream: BinaryIO) -> tuple[int, dict[str, Any] | None]:
    """Where the last whole line of a file ends, and what it holds; None where it is no JSON object."""
    size = stream.seek(0, os.SEEK_END)
    start = stream.seek(max(0, size - _TAIL))
    tail = stream.read()
    whole, newline, _ = tail.rpartition(b"\n")
    if not newline:
        return start, None
    try:
        last = json.loads(whole.rpartition(b"\n")[2])
    except ValueError:
        last = None
    return start + len(whole) + 1, last if isinstance(last, dict) else None
