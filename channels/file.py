"""A channel that appends each alert to a file, one JSON object a line, exactly once whatever is killed when."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from channels.outgoing import Outgoing
from database import queries

#: How far back the last lines are looked at; an alert has some thousand bytes.
_TAIL = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChannel:
    """Lines of JSON for other programs, which may follow the file with ``tail -F``."""

    name: str
    path: Path
    per_minute: int | None = None

    def send(self, message: Outgoing) -> None:
        """Append an alert; one that stands among the last lines already is not written again.

        The outbox sends one after the other, so that after a kill between the writing and the note that it is done,
        the message in question is the last line, or near it where others became due meanwhile. A line that was cut
        off in the middle is taken away.

        Raises:
            OSError: the file cannot be written; then it is as it was.
        """
        shape = queries.alert_shape(message.alert)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab+") as stream:
            end, is_there = _whole_lines(stream, message.alert.id)
            stream.truncate(end)
            if is_there:
                return
            try:
                stream.write(json.dumps(shape, ensure_ascii=False).encode() + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
            except OSError:
                stream.truncate(end)
                raise


def _whole_lines(stream: BinaryIO, id_: int) -> tuple[int, bool]:
    """Where the last whole line of a file ends, and whether an alert stands among the last lines."""
    size = stream.seek(0, os.SEEK_END)
    start = stream.seek(max(0, size - _TAIL))
    whole, newline, _ = stream.read().rpartition(b"\n")
    if not newline:
        return start, False
    begin = b'{"id": %d,' % id_
    return start + len(whole) + 1, any(line.startswith(begin) for line in whole.split(b"\n"))
