"""What an archive holds: counted by day, and page by page."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.archive import ArchiveFile, RawPage


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedDay:
    """The files of one day. ``irrelevant``: how many records are of pages that do not name the zone; ``torn``: files that
    end within a record, or are damaged. ``size`` in bytes; ``oldest`` and ``newest`` record, None where none is whole."""

    day: date
    files: int = 0
    records: int = 0
    irrelevant: int = 0
    torn: int = 0
    size: int = 0
    oldest: datetime | None = None
    newest: datetime | None = None


def by_day(files: Iterable[ArchiveFile]) -> tuple[ArchivedDay, ...]:
    """Files, read one after the other, summed up by their day; the oldest first.

    Raises:
        OSError: one cannot be read.
    """
    days: dict[date, ArchivedDay] = {}
    for file in files:
        before = days.get(file.day, ArchivedDay(day=file.day))
        moments, is_torn = _records(file.path)
        seen = [*moments, *filter(None, (before.oldest, before.newest))]
        days[file.day] = ArchivedDay(
            day=file.day,
            files=before.files + 1,
            records=before.records + len(moments),
            irrelevant=before.irrelevant + len(moments) * file.irrelevant,
            torn=before.torn + is_torn,
            size=before.size + file.size,
            oldest=min(seen, default=None),
            newest=max(seen, default=None),
        )
    return tuple(days[day] for day in sorted(days))


def _records(path: Path) -> tuple[list[datetime], bool]:
    """When the whole records of a file were written, and whether something follows the last one that is none."""
    found: list[datetime] = []
    try:
        found.extend(_moments(path))
    except FileNotFoundError:
        return [], False  # deleted meanwhile: it was too old
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError):
        return found, True
    return found, False


def _moments(path: Path) -> Iterator[datetime]:
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            while record.raw_stream.read(1 << 16):
                pass
            if record.raw_stream.limit:
                raise EOFError(f"{path} ends within a record")
            yield datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or "")


#: The parts of an article are archived right behind its page, among the pages of what else is crawled at the time.
MOST_BEHIND = 300


def pages_from(folder: Path, file: str, offset: int) -> Iterator[RawPage]:
    """The pages of a file from a place on, at most :data:`MOST_BEHIND`, as far as it is whole; none where it is not there."""
    try:
        with (folder / file).open("rb") as stream:
            stream.seek(offset)
            for record in islice(ArchiveIterator(stream), MOST_BEHIND):
                body = record.content_stream().read()
                if record.raw_stream.limit:
                    return
                yield RawPage(
                    url=record.rec_headers.get_header("WARC-Target-URI") or "",
                    body=body,
                    status=int(record.http_headers.get_statuscode()),
                    headers=tuple(record.http_headers.headers),
                    at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or ""),
                )
    except (OSError, ArchiveLoadFailed, EOFError, zlib.error, ValueError, AttributeError):
        return
