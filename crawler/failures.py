"""What went wrong with a request, in the words of page outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from OpenSSL import SSL
from scrapy import exceptions
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.http import Request
from scrapy.settings import BaseSettings
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity import VerificationError
from service_identity.exceptions import CertificateError
from twisted.internet import error
from twisted.web import http
from twisted.web._newclient import ParseError

from crawler.declined import Declined
from crawler.hosts import REDIRECTS, shown
from crawler.unpacking import too_large
from database.rows import PageOutcome

#: What OpenSSL calls it, and what it means.
_TLS = (
    (
        "certificate verify failed",
        "its certificate is expired, self-signed, of another name or unknown issuer",
    ),
    ("protocol version", "it speaks only an old version"),
    ("unsupported protocol", "it speaks only an old version"),
    ("no protocols available", "it speaks only an old version"),
    ("wrong version number", "what answers on this port is not TLS"),
    ("record layer failure", "what answers on this port is not TLS"),
    ("packet length too long", "what answers on this port is not TLS"),
    ("unexpected eof", "it hangs up in the handshake"),
)
_VERIFY = "; `verify_tls = false` of the source takes any certificate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """The outcome of a page, the reason for people, and the HTTP status if there was one.

    ``of_host``: it is the host that cannot be asked now, so that the page is not judged. ``retry_after``: how long it
    asks to be left in peace.
    """

    outcome: str
    why: str
    status: int | None = None
    of_host: bool = False
    retry_after: timedelta | None = None

    @property
    def passes(self) -> bool:
        """Whether another try may succeed."""
        return PageOutcome(url="", outcome=self.outcome, status=self.status).is_transient


#: Exceptions, the outcome and the reason; what stands first is looked for first in all causes of a failure.
_FAULTS: tuple[tuple[tuple[type[BaseException], ...], str, str], ...] = (
    (
        (exceptions.DownloadTimeoutError, error.TimeoutError),
        "timeout",
        "no whole answer within {seconds:g} s",
    ),
    ((exceptions.DownloadCancelledError,), "too_large", "{too_large}"),
    (
        (exceptions.CannotResolveHostError, error.DNSLookupError),
        "unreachable",
        "the host name is not known (no network, or a wrong name{unused_proxy})",
    ),
    (
        (exceptions.DownloadConnectionRefusedError, error.ConnectionRefusedError),
        "unreachable",
        "the connection is refused",
    ),
    ((TunnelError,), "unreachable", "it does not connect: {text}"),
    ((http._MalformedChunkedDataError,), "http_error", "the answer is not HTTP: its chunks are malformed"),
    ((ParseError,), "http_error", "the answer is not HTTP: {text}"),
    (
        (exceptions.ResponseDataLossError, http._DataLoss),
        "unreachable",
        "the connection ends in the middle of the body",
    ),
    ((ValueError, KeyError), "http_error", "the answer is not HTTP: {text}"),
    ((exceptions.UnsupportedURLSchemeError, exceptions.NotSupported), "refused", "not http or https: {text}"),
    (
        (error.ConnectionLost, error.ConnectionDone, error.ConnectionAborted),
        "unreachable",
        "the connection ends before the answer does",
    ),
    (
        (error.NoRouteError, error.ConnectError, OSError),
        "unreachable",
        "the host cannot be connected: {text}",
    ),
)


def explain(problem: BaseException | None, settings: BaseSettings, request: Request | None = None) -> Fault:
    """Name a failure of Scrapy, Twisted or the network; ``settings`` are those of the crawl, with its limits."""
    causes = list(_causes(problem or TimeoutError("no answer")))
    for cause in causes:
        if isinstance(cause, Declined):
            return Fault(
                outcome=cause.outcome,
                why=cause.why,
                status=cause.status,
                of_host=cause.of_host,
                retry_after=cause.retry_after,
            )
        if isinstance(cause, HttpError):
            return _status(cause)
    via = _proxy(request)
    for cause in causes:
        if isinstance(cause, (SSL.Error, VerificationError, CertificateError)):
            return Fault(outcome="unreachable", why=f"{via}TLS fails: {_tls(cause)}")
    for kinds, outcome, reason in _FAULTS:
        for cause in causes:
            if isinstance(cause, kinds):
                return Fault(outcome=outcome, why=via + reason.format_map(_facts(cause, settings)))
    return Fault(outcome="unreachable", why=f"{via}{type(causes[0]).__name__}: {_text(causes[0])}")


def _causes(problem: BaseException, depth: int = 5) -> Iterator[BaseException]:
    """The failure and what it was made of; Twisted keeps several reasons, Scrapy the one that it wraps."""
    yield problem
    if depth:
        reasons = [reason.value for reason in getattr(problem, "reasons", ())]
        for cause in (*reasons, *([problem.__cause__] if problem.__cause__ else [])):
            yield from _causes(cause, depth - 1)


def _status(problem: HttpError) -> Fault:
    status = problem.response.status
    nowhere = " without saying where it leads" if status in REDIRECTS else ""
    return Fault(outcome="http_error", why=f"the server answers {status}{nowhere}", status=status)


def _facts(cause: BaseException, settings: BaseSettings) -> dict[str, Any]:
    """What the reasons have blanks for."""
    return {
        "text": _text(cause),
        "seconds": settings.getfloat("DOWNLOAD_TIMEOUT"),
        "too_large": too_large(settings.getint("DOWNLOAD_MAXSIZE")),
        "unused_proxy": ", or a proxy is needed: set `proxy` in [crawl]" if getproxies() else "",
    }


def _text(cause: BaseException) -> str:
    """The first line of what an exception says, printable; foreign bytes may stand in it."""
    lines = str(cause.args[0] if isinstance(cause, ParseError) else cause).strip().splitlines()
    return shown(lines[0]) if lines else type(cause).__name__


def _proxy(request: Request | None) -> str:
    """Whose fault it may be; never the user and password of the proxy."""
    proxy = request.meta.get("proxy") if request is not None else None
    if not proxy:
        return ""
    parts = urlsplit(proxy)
    return f"through the proxy {parts.hostname}:{parts.port}: "


def _tls(problem: BaseException) -> str:
    if not isinstance(problem, SSL.Error):
        return f"the certificate is for another name{_VERIFY}"
    reasons = problem.args[0] if problem.args and isinstance(problem.args[0], list) else []
    said = "; ".join(str(part[-1]) for part in reasons) or type(problem).__name__
    meaning = next((means for name, means in _TLS if name in said), None)
    told = f"{meaning} ({said})" if meaning else said
    return told + (_VERIFY if "certificate" in said else "")
