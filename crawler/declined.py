"""A request that is not made, or an answer that is not taken, with the outcome of its page."""

from __future__ import annotations

from datetime import timedelta

from scrapy.exceptions import IgnoreRequest


class Declined(IgnoreRequest):
    """Why a page is left, in the words of page outcomes.

    ``of_host``: it is the host that cannot be asked now, not the page: the page stays queued, as if nobody had tried.
    ``status``: what it answered, where that is the reason. ``retry_after``: how long it asks to be left in peace.
    """

    def __init__(
        self,
        outcome: str,
        why: str,
        *,
        of_host: bool = False,
        status: int | None = None,
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(why)
        self.outcome = outcome
        self.why = why
        self.of_host = of_host
        self.status = status
        self.retry_after = retry_after
