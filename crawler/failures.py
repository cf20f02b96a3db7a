"""What went wrong with a request, in the words of page outcomes."""

from __future__ import annotations

from dataclasses import dataclass

from scrapy import exceptions
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet import error
from twisted.python.failure import Failure

from database.rows import PageOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """The outcome of a page, the reason for people, and the HTTP status if there was one."""

    outcome: str
    why: str
    status: int | None = None

    @property
    def passes(self) -> bool:
        """Whether another try may succeed."""
        return PageOutcome(url="", outcome=self.outcome, status=self.status).is_transient


def explain(failure: Failure) -> Fault:
    """Name a failure of Scrapy, Twisted or the network."""
    problem = failure.value
    if isinstance(problem, HttpError):
        status = problem.response.status
        return Fault(outcome="http_error", why=f"the server answers {status}", status=status)
    if isinstance(problem, exceptions.IgnoreRequest):
        return Fault(outcome="robots_denied", why="robots.txt forbids it")
    name = type(problem).__name__
    text = str(problem).strip().splitlines()[0][:200] if str(problem).strip() else name
    if (
        "Cancelled" in name
        or "too large" in text.lower()
        or "MaxSize" in text
        or "larger than" in text.lower()
    ):
        return Fault(outcome="too_large", why="the body is larger than 10 MB")
    if isinstance(problem, error.TimeoutError) or "Timeout" in name:
        return Fault(outcome="timeout", why="no answer in time")
    if isinstance(problem, error.DNSLookupError) or "CannotResolve" in name:
        return Fault(outcome="unreachable", why="the host name is not known (no network, or a wrong name)")
    if isinstance(problem, error.ConnectionRefusedError) or "Refused" in name:
        return Fault(outcome="unreachable", why="the connection is refused")
    if "SSL" in name or "OpenSSL" in text or "certificate" in text:
        return Fault(outcome="unreachable", why=f"TLS fails: {text}")
    return Fault(outcome="unreachable", why=f"{name}: {text}")
