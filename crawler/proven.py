"""Which sources this installation has seen working: kept beside the archive, shown beside what the catalogue says."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from crawler.configuration import Configuration
from crawler.source import OWN, Source

#: Beside the folder of the archive.
FILE = "proven.json"


def path_of(settings: Configuration) -> Path:
    """Where it is kept."""
    return Path(settings.crawl.archive).parent / FILE


def proven_here(settings: Configuration) -> dict[str, date]:
    """The day on which a source was last seen working here, by its id; a damaged file says nothing."""
    try:
        kept = json.loads(path_of(settings).read_text("utf-8"))
        return {str(name): date.fromisoformat(day) for name, day in kept.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def keep_proven(settings: Configuration, sources: Iterable[str], *, today: date) -> Path:
    """Note that sources were seen working; those that were before stay. Gives the file.

    Raises:
        OSError: it cannot be written.
    """
    path = path_of(settings)
    known = {name: day.isoformat() for name, day in proven_here(settings).items()}
    known |= dict.fromkeys(sources, today.isoformat())
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_suffix(".tmp")
    written.write_text(json.dumps(dict(sorted(known.items())), indent=1) + "\n", "utf-8")
    written.replace(path)
    return path


def proven_word(source: Source, here: dict[str, date]) -> str:
    """How far a source is known to work: ``live 2026-11-29``, ``recorded``, ``constructed``, ``own``."""
    days = [
        day for day in (here.get(source.id), source.proven_on if source.proven == "live" else None) if day
    ]
    if days:
        return f"live {max(days)}"
    return OWN if source.proven == OWN else source.proven
