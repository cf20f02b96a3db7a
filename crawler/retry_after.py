"""A host that asks to be left in peace is left in peace for the rest of the run."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.http import Request, Response

from crawler.declined import Declined
from crawler.hosts import shown


class HeedRetryAfter:
    """After a 429, or a 503 with Retry-After, nothing more is asked of the host in this run; its pages stay queued.

    How long the host wants to wait is told but not kept: a run comes again in its rhythm, and one request then is
    no burden, where a century written by mistake would be the end of the source.
    """

    def __init__(self) -> None:
        self._resting: dict[str, str] = {}

    def process_request(self, request: Request) -> None:
        """Nothing, where the host may be asked.

        Raises:
            Declined: it has asked to wait.
        """
        why = self._resting.get(urlsplit(request.url).netloc)
        if why:
            raise Declined("unreachable", why, of_host=True)

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
        self._resting[urlsplit(request.url).netloc] = why
        raise Declined("unreachable", why, of_host=True)
