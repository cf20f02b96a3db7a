"""The way out to the network: connections to allowed addresses only, and no endless headers.

Scrapy's handler for http and https with two checks where they cannot be passed by: at the moment of connecting,
on the resolved address; and while headers arrive, on their size.
"""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers import http11
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.python.failure import Failure
from twisted.web._newclient import HTTPClientParser
from twisted.web.client import Agent
from zope.interface import directlyProvides, providedBy

from crawler.addresses import Allowed, refusal
from crawler.declined import Declined

#: Bytes of status lines and headers of one answer; real answers have below ten thousand. One read of the network
#: (64 KiB) may hold the beginning of the body too, and is counted whole.
MOST_HEADER_BYTES = 262_144
#: The setting that carries the exceptions of one crawl (:class:`crawler.addresses.Allowed`).
ALLOWED = "HETAO_ALLOWED_ADDRESSES"


class _GuardedReactor:
    """The reactor as an endpoint sees it; what it connects is checked first."""

    def __init__(self, reactor: Any, allowed: tuple[Allowed, ...]) -> None:
        self._reactor = reactor
        self._allowed = allowed
        directlyProvides(self, providedBy(reactor))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reactor, name)

    def connectTCP(self, host: str, port: int, *arguments: Any, **more: Any) -> Any:  # noqa: N802 - Twisted's name
        """Connect, if the address may be connected.

        Raises:
            Declined: it may not.
        """
        why = refusal(host, port, self._allowed)
        if why:
            raise Declined("refused", why)
        return self._reactor.connectTCP(host, port, *arguments, **more)


def _too_long(_: bytes) -> None:
    raise Declined("too_large", f"one header is longer than {HTTPClientParser.MAX_LENGTH // 1024} KiB")


class _BoundedProtocol(http11._LenientHTTP11ClientProtocol):
    """Hangs up on headers without end."""

    _header_bytes = 0

    def request(self, request: Any) -> Any:
        self._header_bytes = 0
        answer = super().request(request)
        parser: Any = self._parser
        parser.lineLengthExceeded = _too_long  # Twisted hangs up and does not say why
        return answer

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        if self._parser is not None and self._parser.state in ("STATUS", "HEADER"):
            self._header_bytes += len(data)
        if self._header_bytes > MOST_HEADER_BYTES:
            transport: Any = self.transport
            why = f"the headers are larger than {MOST_HEADER_BYTES // 1024} KiB"
            self._giveUp(Failure(Declined("too_large", why)))  # type: ignore[no-untyped-call]
            transport.abortConnection()
            return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _BoundedFactory(http11._LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> Any:  # noqa: N802 - Twisted's name
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _GuardedAgent(http11._ScrapyAgent):
    """Makes agents that connect through the guard; a proxy is the user's own choice and connected as it is."""

    def _get_agent(self, request: Request, timeout: float) -> Agent:
        if request.meta.get("proxy"):
            return super()._get_agent(request, timeout)
        from twisted.internet import reactor  # it must not be imported before one is installed

        allowed = self._crawler.settings.get(ALLOWED) or ()
        guarded = _GuardedReactor(reactor, allowed)
        return Agent(guarded, self._contextFactory, connectTimeout=timeout, pool=self._pool)  # type: ignore[no-untyped-call]


class GuardedHandler(http11.HTTP11DownloadHandler):
    """Scrapy's download handler with the guard in it."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _BoundedFactory

    async def download_request(self, request: Request) -> Response:
        """The answer to a request.

        Raises:
            Declined: the host leads to an address that a crawl may not connect, or its headers have no end.
        """
        agent = _GuardedAgent(
            contextFactory=self._contextFactory,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
        )
        with wrap_twisted_exceptions():
            return await maybe_deferred_to_future(agent.download_request(request))
