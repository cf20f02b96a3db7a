"""What an archive holds, counted by day."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.archive import ArchiveFile


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
