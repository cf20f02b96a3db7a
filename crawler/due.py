"""Which entry points of a source a run asks, and when the next of them is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from scrapy.http import Request

from crawler.entries import entry_requests, poll_keys
from crawler.source import EntryPoint, Source
from database.rows import Kept
from pipelines.rhythm import Bounds, asks_whole
from pipelines.rhythm.pace import MOST_FAILING

#: Entry points of a source that are due within a minute of each other are asked in one run.
_TOGETHER = timedelta(minutes=1)
#: A poll that lies further in the future than this was made by another clock.
_CLOCKS = timedelta(seconds=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An entry point that is asked: its request, where its polls are kept, and whether its whole answer is wanted."""

    entry: EntryPoint
    request: Request
    kept_as: str
    whole: bool


def keys_of(source: Source) -> list[str]:
    """Where the polls of the entry points of a source are kept."""
    return [key for entry in source.entry_points for key in poll_keys(entry)]


def due(source: Source, kept: Mapping[str, Kept], now: datetime, bounds: Bounds | None) -> Iterator[Due]:
    """What a run asks: within bounds what is due by its own rhythm, else everything."""
    for entry in source.entry_points:
        for request, key in zip(entry_requests(entry, now), poll_keys(entry), strict=True):
            one = kept.get(key)
            if bounds is None or _is_due(one, now, bounds):
                whole = one is None or asks_whole(one.state, now)
                yield Due(entry=entry, request=request, kept_as=key, whole=whole)


def earliest(source: Source, kept: Mapping[str, Kept], now: datetime, bounds: Bounds) -> datetime:
    """When the first of the entry points of a source is due."""
    return min(
        now if _is_due(one, now, bounds) or one is None or one.next_at is None else one.next_at
        for one in (kept.get(key) for key in keys_of(source))
    )


def not_before(bounds: Bounds, in_vain: int) -> timedelta:
    """How long a source is left alone after a run at least.

    ``in_vain``: runs in a row that did not ask all that was due (a limit of the run, a store that stayed away): what
    is due stays due then, and the next run would follow at once.
    """
    if not in_vain:
        return bounds.fastest / 5
    return min(in_vain * bounds.fastest, max(bounds.every, bounds.fastest))


def _is_due(kept: Kept | None, now: datetime, bounds: Bounds) -> bool:
    """Whether the time of an entry point has come, was never set, or stems from another clock."""
    if kept is None or kept.next_at is None or kept.next_at <= now + min(_TOGETHER, bounds.fastest / 5):
        return True
    asked, longest = kept.state.polled_at, max(bounds.slowest, MOST_FAILING) + timedelta(days=1)
    return kept.next_at - now > longest or (asked is not None and asked > now + _CLOCKS)
