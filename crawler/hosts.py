"""A crawl asks declared hosts only: checked before a request is made, and before a redirect is followed."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from w3lib.url import safe_url_string

from crawler.addresses import numeric, refusal
from crawler.declined import Declined
from crawler.guard import ALLOWED

REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: The only host part that all parsers read alike: no user name, no backslash, no space.
_PLAIN_HOST = re.compile(r"(?:[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
#: Ports below this belong to mail, shells and databases, save the two of the web.
_FIRST_FREE_PORT = 1024
_WEB_PORTS = frozenset({80, 443})
_SHOWN = 200  # characters of a foreign address in a reason: enough to find it


class DeclaredHosts:
    """Declines what is not on a host of the source, before anything is connected."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DeclaredHosts:
        """Scrapy's way to make a component."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Nothing, where the request may be made.

        Raises:
            Declined: the host is not declared, or a proxy would be sent to an address that is not public.
        """
        why = why_not(request.url, self._crawler.spider) or self._by_number(request)
        if why:
            raise Declined("refused", why)

    def _by_number(self, request: Request) -> str | None:
        """What a proxy connects is out of our sight; a host that is a number can be checked here."""
        parts = urlsplit(request.url)
        number = numeric(parts.hostname or "")
        if number is None or not getattr(self._crawler.spider, "proxy", None):
            return None  # without a proxy the guard checks what is connected
        port = parts.port or (443 if parts.scheme == "https" else 80)
        return refusal(number, port, self._crawler.settings.get(ALLOWED) or ())


class FollowRedirects(RedirectMiddleware):
    """Scrapy's redirects, on hosts of the source only, with a reason for every one that is not followed."""

    def _engine_started(self) -> None:
        """Nothing: no Referer is sent, and Scrapy need not warn at every run that none can be."""

    def process_response(
        self, request: Request, response: Response, spider: Any = None
    ) -> Request | Response:
        """The answer, or the request to where it leads.

        Raises:
            Declined: it leads elsewhere, in a circle, on and on, or nowhere.
        """
        location = response.headers.get("Location")
        if response.status not in REDIRECTS or location is None:
            return response
        self._check(request, location)
        try:
            onward: Request | Response = super().process_response(request, response)
        except IgnoreRequest:
            raise Declined("http_error", f"more than {self.max_redirect_times} redirects") from None
        if isinstance(onward, Request):
            # the spider asks no page twice by itself; a filtered redirect would leave its page without an outcome
            onward.dont_filter = True
        return onward

    def _check(self, request: Request, location: bytes) -> None:
        try:
            target = urljoin(request.url, safe_url_string(location))
            why = why_not(target, self.crawler.spider)
        except ValueError:
            raise Declined(
                "http_error", f"redirects to {shown(location.decode('latin-1'))}, which is no address"
            ) from None
        if why:
            raise Declined("redirected", f"leads to {shown(target)}: {why}")
        if target in (request.url, *request.meta.get("redirect_urls", ())):
            raise Declined("http_error", f"redirects in a circle, back to {shown(target)}")


def why_not(url: str, spider: Any) -> str | None:
    """Why an address is not asked for this spider; None where it may be.

    Raises:
        ValueError: the address cannot be read at all.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return f"{shown(parts.scheme or 'an address without scheme')!r} is not http or https"
    if not _PLAIN_HOST.fullmatch(parts.netloc):
        return f"{shown(parts.netloc)!r} is not a plain host name"
    owns = getattr(spider, "owns", None)  # `scrapy shell` has a spider without a source
    if owns is not None and not owns(url):
        return (
            f"{parts.netloc} is not a host of this source; if it belongs to the outlet, add it to its hosts"
        )
    port = parts.port or 80
    if port < _FIRST_FREE_PORT and port not in _WEB_PORTS and numeric(parts.hostname or "") is None:
        return f"port {port} is not one of the web"
    return None


def shown(text: str) -> str:
    """A foreign text, short and printable."""
    plain = "".join(c if c.isprintable() else "�" for c in text[: _SHOWN + 1])
    return plain if len(plain) <= _SHOWN else plain[:_SHOWN] + "…"
