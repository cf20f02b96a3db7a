"""The archive of raw pages as a person at a terminal sees it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.progress import track
from rich.table import Table
from rich.text import Text

from crawler.archive import archive_files
from crawler.archived import ArchivedDay, by_day
from crawler.configuration import CrawlSettings
from faces.times import when


def days(folder: Path, console: Console) -> tuple[ArchivedDay, ...]:
    """What an archive holds by day; every file is read, with progress on a terminal.

    Raises:
        OSError: a file cannot be read.
    """
    files = archive_files(folder)
    read = track(files, "reading", console=console, transient=True, disable=not console.is_terminal)
    return by_day(read)


def archive_view(found: Sequence[ArchivedDay], settings: CrawlSettings) -> RenderableType:
    """A line for each day, the newest last, and the sum."""
    if not found:
        return Text(f"No page is archived in {settings.archive}.")
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("day", no_wrap=True)
    for name in ("files", "records", "irrelevant", "MB"):
        table.add_column(name, justify="right")
    for name in ("oldest", "newest"):
        table.add_column(name, no_wrap=True)
    table.add_column("")
    for one in found:
        torn = Text(f"{one.torn} torn" if one.torn else "", style="yellow")
        numbers = (str(one.files), str(one.records), str(one.irrelevant), f"{one.size / 1e6:,.1f}")
        table.add_row(f"{one.day}", *numbers, when(one.oldest), when(one.newest), torn)
    size, records = sum(one.size for one in found), sum(one.records for one in found)
    bound = f"at most {settings.archive_size}" if settings.archive_size else "without a bound on its size"
    total = f"{settings.archive}: {records} records, {size / 1e6:,.1f} MB; {bound}"
    return Group(table, Text(f"{total}; irrelevant pages for {settings.keep_irrelevant}."))


def shape(found: Sequence[ArchivedDay], settings: CrawlSettings) -> dict[str, Any]:
    """An archive for ``--json``; sizes in bytes."""
    return {
        "folder": settings.archive,
        "archive_size": settings.archive_size,
        "keep_irrelevant": settings.keep_irrelevant,
        "days": [
            {
                "day": one.day.isoformat(),
                "files": one.files,
                "records": one.records,
                "irrelevant": one.irrelevant,
                "torn": one.torn,
                "bytes": one.size,
                "oldest": one.oldest.isoformat() if one.oldest else None,
                "newest": one.newest.isoformat() if one.newest else None,
            }
            for one in found
        ],
    }
