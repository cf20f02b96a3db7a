"""Files that show the state of things, for programs that subscribe to them: feeds and calendars."""

from __future__ import annotations

import os
from pathlib import Path

from channels.feed import atom
from channels.words import Language
from crawler.channel_settings import CalendarSettings, FeedSettings
from crawler.configuration import Configuration
from database import queries
from database.queries import Change
from database.session import Store


def publish(store: Store, configuration: Configuration, *, since: Change | None) -> Change:
    """Write all files anew, but those that are there where nothing has changed since; gives the change that they show.

    Raises:
        OSError: a file cannot be written; it is as it was, and so are those behind it.
    """
    newest = queries.newest_change(store)
    for settings in configuration.channels.values():
        if not isinstance(settings, FeedSettings | CalendarSettings):
            continue
        path = Path(settings.path)
        if newest == since and path.exists():
            continue
        if isinstance(settings, FeedSettings):
            write(path, feed_of(store, settings.entries, settings.language))
        else:
            write(path, calendar_of(store, settings.language))
    return newest


def feed_of(store: Store, entries: int, language: Language) -> bytes:
    """The newest alerts as an Atom feed."""
    return atom(queries.alerts(store, limit=entries), language)


def calendar_of(store: Store, language: Language) -> bytes:
    """What is scheduled as an iCalendar."""
    from channels.ical import calendar  # here, because few ask for one

    return calendar(queries.announced(store), language)


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
