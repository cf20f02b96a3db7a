"""The proxy of a source, by the user's configuration only.

Proxies of the environment (``HTTP_PROXY``) are not used: through a proxy the address that is connected is out of
the guard's sight, so that it takes a choice in writing; and a daemon must crawl the same way whatever shell started it.
"""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.http import Request


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
