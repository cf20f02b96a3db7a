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
from twisted.internet.error import ConnectError
from twisted.web.client import Agent
from zope.interface import directlyProvides, providedBy

from crawler.addresses import Allowed, refusal

#: Bytes of status line and headers; real answers have below ten thousand.
MOST_HEADER_BYTES = 262_144
#: The setting that carries the exceptions of one crawl (:class:`crawler.addresses.Allowed`).
ALLOWED = "HETAO_ALLOWED_ADDRESSES"


class RefusedAddress(ConnectError):
    """The address is neither public nor allowed; nothing was connected."""


class EndlessHeaders(ConnectError):
    """The headers of an answer are larger than any real ones."""


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
            RefusedAddress: it may not.
        """
        why = refusal(host, port, self._allowed)
        if why:
            raise RefusedAddress(string=why)
        return self._reactor.connectTCP(host, port, *arguments, **more)


class _BoundedProtocol(http11._LenientHTTP11ClientProtocol):
    """Hangs up on headers without end."""

    _header_bytes = 0

    def request(self, request: Any) -> Any:
        self._header_bytes = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        parser = self._parser
        if parser is not None and parser.state in ("STATUS", "HEADER"):
            self._header_bytes += len(data)
            # one read may hold the start of the body too: a read is 64 KiB at most
            if self._header_bytes > MOST_HEADER_BYTES:
                self._disconnectParser(_failure(EndlessHeaders(string="headers without end")))
                self.transport.abortConnection()
                return
        super().dataReceived(data)


def _failure(problem: Exception) -> Any:
    from twisted.python.failure import Failure

    return Failure(problem)


class _BoundedFactory(http11._LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> Any:  # noqa: N802 - Twisted's name
        return _BoundedProtocol(self._quiescentCallback)


class _GuardedAgent(http11._ScrapyAgent):
    """Makes agents that connect through the guard; a proxy is the user's own choice and connected as it is."""

    def _get_agent(self, request: Request, timeout: float) -> Agent:
        agent = super()._get_agent(request, timeout)
        if not request.meta.get("proxy"):
            allowed = self._crawler.settings.get(ALLOWED) or ()
            guarded = _GuardedReactor(agent._reactor, allowed)
            agent._reactor = agent._endpointFactory._reactor = guarded
        return agent


class GuardedHandler(http11.HTTP11DownloadHandler):
    """Scrapy's download handler with the guard in it."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _BoundedFactory

    async def download_request(self, request: Request) -> Response:
        """The answer to a request.

        Raises:
            RefusedAddress: the host leads to an address that a crawl may not connect.
        """
        agent = _GuardedAgent(
            contextFactory=self._contextFactory,
            bindAddress=self._bind_address,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
        )
        with wrap_twisted_exceptions():
            return await maybe_deferred_to_future(agent.download_request(request))
