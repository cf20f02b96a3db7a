"""Files that show the state of things, for programs that subscribe to them: feeds and calendars."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from channels.feed import atom
from channels.words import Language
from crawler.channel_settings import CalendarSettings, FeedSettings
from crawler.configuration import Configuration
from database import queries, queries_published
from database.queries import Change
from database.session import Store
from pipelines.watches import Watch


def publish(store: Store, configuration: Configuration, *, since: Change | None) -> Change:
    """Write all files anew, but those that are there where nothing has changed since; gives the change that they show.

    Raises:
        OSError: a file cannot be written; it is as it was, and so are those behind it.
    """
    newest = queries.newest_change(store)
    for name, settings in configuration.channels.items():
        if not isinstance(settings, FeedSettings | CalendarSettings):
            continue
        path = Path(settings.path)
        if newest == since and path.exists():
            continue
        watches = [watch for watch in configuration.watches if name in watch.files]
        if isinstance(settings, FeedSettings):
            write(path, feed_of(store, settings.entries, language_of(watches) or settings.language, watches))
        else:
            write(path, calendar_of(store, language_of(watches) or settings.language, watches))
    return newest


def feed_of(store: Store, entries: int, language: Language, watches: Sequence[Watch] = ()) -> bytes:
    """The newest alerts as an Atom feed: all, or those that one of some watches lets through and does not hold back."""
    rows = (
        queries_published.let_through(store, watches, most=entries)
        if watches
        else queries.alerts(store, limit=entries)
    )
    return atom(rows, language, names=_names(watches))


def calendar_of(store: Store, language: Language, watches: Sequence[Watch] = ()) -> bytes:
    """What is scheduled as an iCalendar: all, or what one of some watches lets through."""
    from channels.ical import calendar  # here, because few ask for one

    rows = queries.announced(store, watches or None)
    return calendar(rows, language, names=_names(watches))


def _names(watches: Sequence[Watch]) -> tuple[str, ...]:
    return tuple(watch.name for watch in watches)


def language_of(watches: Sequence[Watch]) -> Language | None:
    """The language that watches ask for, where they agree."""
    asked = {watch.language for watch in watches}
    return asked.pop() if len(asked) == 1 else None


def write(path: Path, content: bytes) -> None:
    """Put a file in the place of another in one step; one that says the same already is left alone.

    Raises:
        OSError: it cannot be written; then the old one stands.
    """
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")  # one name: what a kill leaves is written over
    try:
        with new.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise
