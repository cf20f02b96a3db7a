"""A host that asks to be left in peace is left in peace for the rest of the run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from urllib.parse import urlsplit

from scrapy.http import Request, Response

from crawler.declined import Declined
from crawler.hosts import shown

#: What a server may ask for: a century is a mistake.
LONGEST = timedelta(days=7)


def retry_after(response: Response, *, now: datetime) -> timedelta | None:
    """Retry-After in seconds or as a date (RFC 9110, 10.2.3), within :data:`LONGEST`; None where it says nothing."""
    text = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if text.isdecimal():
        return timedelta(seconds=min(int(text[:20]), LONGEST.total_seconds()))
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta(0)), LONGEST)


class HeedRetryAfter:
    """After a 429, or a 503 with Retry-After, nothing more is asked of the host in this run; its pages stay queued.

    How long the host wants to wait goes to the rhythm of the entry point, which heeds it up to a day: a century written
    by mistake would be the end of the source.
    """

    def __init__(self) -> None:
        self._resting: dict[str, Callable[[], Declined]] = {}

    def process_request(self, request: Request) -> None:
        """Nothing, where the host may be asked.

        Raises:
            Declined: it has asked to wait.
        """
        if resting := self._resting.get(urlsplit(request.url).netloc):
            raise resting()

    def process_response(self, request: Request, response: Response) -> Response:
        """The answer, unless it asks to wait.

        Raises:
            Declined: it does.
        """
        wish = response.headers.get("Retry-After")
        if response.status != 429 and not (response.status == 503 and wish):
            return response
        until = f", Retry-After: {shown(wish.decode('latin-1'))}" if wish else ""
        why = f"the host asks to wait ({response.status}{until}); the next run asks again"
        span = retry_after(response, now=datetime.now(UTC))
        resting = partial(
            Declined, "unreachable", why, of_host=True, status=response.status, retry_after=span
        )
        self._resting[urlsplit(request.url).netloc] = resting
        raise resting()
