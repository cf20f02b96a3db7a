"""Raw bodies in WARC files, one per day and process, written before a body is parsed."""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

#: Files of pages that do not name the zone carry this before their day: they are deleted by it.
_IRRELEVANT = "irrelevant-"
_DAY_OF_FILE = re.compile(_IRRELEVANT + r"(\d{4}-\d\d-\d\d)-.*\.warc\.gz")
_DAY_OF_READ = re.compile(r"(\d{4}-\d\d-\d\d)-.*\.warc\.gz")
_DAY_OF_ANY = re.compile(rf"({_IRRELEVANT})?(\d{{4}}-\d\d-\d\d)-.*\.warc\.gz")
# The body is stored as we got it, already unpacked from its transfer: these headers would lie.
_OF_THE_TRANSFER = ("content-encoding", "transfer-encoding", "content-length")


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """Where a record stands: its file (relative to the archive's folder) and the offset in it."""

    file: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """What is archived of an answer."""

    url: str
    body: bytes
    status: int
    headers: Sequence[tuple[str, str]]
    at: datetime


class Archive:
    """Response records; each is a gzip member of its own, so that a torn tail loses one record only.

    Pages that were read are kept until ``[keep]`` says otherwise. Those that a skim found irrelevant are kept for
    ``keep_irrelevant`` in files of their own, which are deleted whole, and not at all where that is nothing.

    ``most``: bytes that the archive may take; what is more when a day begins is deleted by files, the oldest day first,
    and never one of that day. ``leave`` is told the name of each before it goes, so that nothing points to it.
    """

    def __init__(
        self,
        folder: Path,
        *,
        keep_irrelevant: timedelta = timedelta(days=30),
        most: int | None = None,
        leave: Callable[[str], object] = lambda file: None,
    ) -> None:
        self._folder = folder
        self._keep = keep_irrelevant
        self._most = most
        self._leave = leave
        self._lock = Lock()
        self._read = _DailyFile(folder, "")
        self._irrelevant = _DailyFile(folder, _IRRELEVANT)

    def write(self, page: RawPage) -> Archived:
        """Write one page that is about to be read; gives where it stands.

        Raises:
            OSError: the archive cannot be written; what it held before is whole.
        """
        with self._lock:
            if self._read.turns(page.at):
                self._shrink(page.at.date())
            return self._read.write(page)

    def write_irrelevant(self, page: RawPage) -> Archived | None:
        """Write one page that will not be read, or leave it, as the user set it.

        Raises:
            OSError: the archive cannot be written; what it held before is whole.
        """
        if not self._keep:
            return None
        with self._lock:
            if self._irrelevant.turns(page.at):
                self._sweep(page.at.date())
                self._shrink(page.at.date())
            return self._irrelevant.write(page)

    def _sweep(self, today: date) -> None:
        """Delete the files of irrelevant pages that are older than they are kept."""
        for path in self._folder.glob(f"{_IRRELEVANT}*.warc.gz"):
            named = _DAY_OF_FILE.fullmatch(path.name)
            if named and today - date.fromisoformat(named[1]) > self._keep:
                path.unlink(missing_ok=True)

    def _shrink(self, today: date) -> None:
        """Delete files until the archive is no larger than it may be."""
        if self._most is None:
            return
        files = archive_files(self._folder)
        size = sum(one.size for one in files)
        for one in files:
            if size <= self._most or one.day >= today:
                return
            self._leave(one.path.name)
            one.path.unlink(missing_ok=True)
            size -= one.size

    def close(self) -> None:
        """Close the files of the day."""
        with self._lock:
            self._read.close()
            self._irrelevant.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFile:
    """A file of the archive; ``irrelevant``: of pages that do not name the zone. ``size`` in bytes."""

    path: Path
    day: date
    irrelevant: bool
    size: int


def archive_files(folder: Path) -> list[ArchiveFile]:
    """The files of an archive, the oldest day first; other files in its folder are left out."""
    found = []
    for path in folder.glob("*.warc.gz"):
        named = _DAY_OF_ANY.fullmatch(path.name)
        with contextlib.suppress(FileNotFoundError, ValueError):  # deleted meanwhile; 2026-02-30 is no day
            if named:
                day, size = date.fromisoformat(named[2]), path.stat().st_size
                found.append(ArchiveFile(path=path, day=day, irrelevant=bool(named[1]), size=size))
    return sorted(found, key=lambda one: (one.day, one.path.name))


def old_files(folder: Path, *, before: date) -> list[Path]:
    """The files of pages that were read on days before ``before``."""
    found = ((path, _DAY_OF_READ.fullmatch(path.name)) for path in sorted(folder.glob("*.warc.gz")))
    return [path for path, named in found if named and date.fromisoformat(named[1]) < before]


class _DailyFile:
    """A file per day under a name that no file had before: a killed process may have torn the tail of its own."""

    def __init__(self, folder: Path, prefix: str) -> None:
        self._folder = folder
        self._prefix = prefix
        self._day = ""
        self._stream: BinaryIO | None = None

    def turns(self, at: datetime) -> bool:
        """Whether the next record begins a new file."""
        return self._stream is None or self._day != f"{at:%Y-%m-%d}"

    def write(self, page: RawPage) -> Archived:
        if self.turns(page.at):
            self._open(page.at)
        stream = self._stream
        assert stream is not None
        offset = stream.tell()
        try:
            _write_record(stream, page)
            stream.flush()
        except BaseException:
            self._take_back(stream, offset)
            raise
        return Archived(file=Path(stream.name).name, offset=offset)

    def _take_back(self, stream: BinaryIO, offset: int) -> None:
        """Cut off what was written of a record; where that fails too, the next one goes to a new file."""
        try:
            stream.seek(offset)
            stream.truncate()
        except OSError:
            self.close()

    def _open(self, at: datetime) -> None:
        self.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        day, number = f"{at:%Y-%m-%d}", 0
        while True:
            name = f"{self._prefix}{day}-{os.getpid()}" + (f"-{number}" if number else "")
            try:
                # unbuffered: a record is written whole or taken back, nothing waits for a later flush
                self._stream = (self._folder / f"{name}.warc.gz").open("xb", buffering=0)
            except FileExistsError:
                number += 1
                continue
            self._day = day
            return

    def close(self) -> None:
        if self._stream is not None:
            with contextlib.suppress(OSError):
                self._stream.close()
            self._stream = None


def _write_record(stream: BinaryIO, page: RawPage) -> None:
    """Make the record in memory, then write it in one piece."""
    made = io.BytesIO()
    writer = WARCWriter(made, gzip=True)
    kept = [(n, v) for n, v in page.headers if n.lower() not in _OF_THE_TRANSFER]
    record = writer.create_warc_record(
        page.url,
        "response",
        payload=io.BytesIO(page.body),
        http_headers=StatusAndHeaders(f"{page.status} OK", kept, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": f"{page.at:%Y-%m-%dT%H:%M:%SZ}"},
    )
    writer.write_record(record)
    view = memoryview(made.getbuffer())
    while view:
        view = view[stream.write(view) :]
