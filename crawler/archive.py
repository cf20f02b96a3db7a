"""Raw bodies in WARC files, one per day and process, written before a body is parsed."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """Where a record stands: its file (relative to the archive's folder) and the offset in it."""

    file: str
    offset: int


class Archive:
    """Appends response records; each is a gzip member of its own, so that a torn tail loses one record only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._name = ""
        self._stream: BinaryIO | None = None

    def write(
        self, url: str, body: bytes, *, status: int, headers: list[tuple[str, str]], at: datetime
    ) -> Archived:
        """Append one response; gives where it stands.

        Raises:
            OSError: the archive cannot be written.
        """
        with self._lock:
            stream = self._open(f"{at:%Y-%m-%d}-{os.getpid()}.warc.gz")
            offset = stream.tell()
            writer = WARCWriter(stream, gzip=True)
            # the body is stored as we got it, already unpacked from its transfer: those headers would lie
            kept = [
                (n, v)
                for n, v in headers
                if n.lower() not in ("content-encoding", "transfer-encoding", "content-length")
            ]
            record = writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body),
                http_headers=StatusAndHeaders(f"{status} OK", kept, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": f"{at:%Y-%m-%dT%H:%M:%SZ}"},
            )
            writer.write_record(record)
            stream.flush()
            return Archived(file=self._name, offset=offset)

    def _open(self, name: str) -> BinaryIO:
        if self._stream is None or name != self._name:
            self.close()
            self._folder.mkdir(parents=True, exist_ok=True)
            self._stream = (self._folder / name).open("ab")
            self._name = name
        return self._stream

    def close(self) -> None:
        """Close the file of the day."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None
