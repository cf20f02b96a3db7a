"""How we behave towards hosts, as a person reads it: requests of the day, what hosts wish, and who we say that we are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from rich.text import Text

from crawler.configuration import Configuration
from crawler.lanes import LONGEST_CRAWL_DELAY, for_pages
from crawler.rhythm import LOCAL
from database.queries_hosts import HostRow
from faces.times import when
from pipelines.shapes import local_time

NO_CONTACT = (
    "No contact is set. Outlets like to know who asks: write an address or a page of yours as `contact` "
    "into [crawl] of hetao.toml."
)


def contact_hint(settings: Configuration) -> Sequence[Text]:
    """What is said where nobody can be asked."""
    return [] if settings.crawl.contact else [Text(NO_CONTACT, style="dim")]


def hosts_view(rows: Sequence[HostRow], settings: Configuration, *, now: datetime) -> list[Text]:
    """The requests of the day in one line, then each host of which there is something to say."""
    most = settings.crawl.daily_requests
    today = [row for row in rows if row.day == now.astimezone(LOCAL).date().isoformat()]
    requests, hosts = sum(row.requests for row in today), len(today)
    news, nothing = sum(row.conditional for row in today), sum(row.not_modified for row in today)
    told = f"{requests} requests to {hosts} hosts today; {news} asked for news only, {nothing} times there was none"
    parts = [Text(told, style="dim")] if rows else []
    for row in rows:
        if row in today and row.requests >= for_pages(most):
            parts.append(
                Text(
                    f"{row.name}: {row.requests} requests today, of {most} (daily_requests); the rest waits for tomorrow",
                    style="yellow",
                )
            )
        if row.rests_until and row.rests_until > now:
            parts.append(
                Text(
                    f"{row.name}: asks to wait ({row.rests_why}), until {when(row.rests_until)}",
                    style="yellow",
                )
            )
        if row.crawl_delay and row.crawl_delay > LONGEST_CRAWL_DELAY:
            parts.append(
                Text(
                    f"{row.name}: asks for {row.crawl_delay:g} s between two requests; {LONGEST_CRAWL_DELAY:g} s are kept",
                    style="yellow",
                )
            )
    return parts


def host_shape(row: HostRow) -> dict[str, Any]:
    """A host for ``--json``."""
    return asdict(row) | {
        "asked_at": local_time(row.asked_at),
        "rests_until": local_time(row.rests_until),
    }
