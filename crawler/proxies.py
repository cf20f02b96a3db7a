"""The proxy of a source, by the user's configuration only.

Proxies of the environment (``HTTP_PROXY``) are not used: through a proxy the address that is connected is out of
the guard's sight, so that it takes a choice in writing; and a daemon must crawl the same way whatever shell started it.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request


def check_proxy(text: str) -> str:
    """The address of a proxy, as it was given: ``http://proxy.example:3128``, ``http://user:password@…``.

    Raises:
        ValueError: it is none; the message never shows what may be a password.
    """
    try:
        parts = urlsplit(text)
        usable = parts.scheme == "http" and parts.hostname and parts.port and not parts.path.strip("/")
    except ValueError:
        usable = False
    if not usable or not text.isascii() or any(c.isspace() for c in text):
        raise ValueError("a proxy is written http://host:port or http://user:password@host:port")
    return text


class UseProxy:
    """Sends the requests of a source through its proxy; the credentials become a header further on."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> UseProxy:
        """Scrapy's way to make a component."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Set the proxy, or None: that keeps Scrapy from taking one of the environment."""
        request.meta["proxy"] = getattr(self._crawler.spider, "proxy", None)
