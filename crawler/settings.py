"""Scrapy's settings: good manners first. ``scrapy list`` and ``scrapy crawl ID`` work with them as they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crawler.addresses import Allowed
from crawler.guard import ALLOWED
from crawler.limits import Limits

BOT_NAME = "hetao"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.commands"

USER_AGENT = "HetaoWatch/0.1 (news monitor; +https://github.com/hetao-watch/hetao-watch)"
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 8
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# One page gives one item. Scrapy starts so many tasks for every answer, whatever comes of it: 100 cost more than a skim.
CONCURRENT_ITEMS = 4
DOWNLOAD_DELAY = 0  # the turns of a host keep the distance (crawler.turns), over all runs and programs
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
# Once more at once, where a connection broke or a server stumbled. 429 and 503 ask to wait, and what took too long
# takes as long again: both are left to the next run.
RETRY_TIMES = 1
RETRY_HTTP_CODES = [500, 502, 504, 522, 524]
RETRY_EXCEPTIONS = [
    "scrapy.exceptions.CannotResolveHostError",
    "scrapy.exceptions.DownloadConnectionRefusedError",
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.ResponseDataLossError",
    "twisted.internet.error.ConnectionDone",
    "twisted.internet.error.ConnectionLost",
]
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the reason is recorded with the page
METAREFRESH_ENABLED = False  # a page is what its address gives; nothing in its text sends us elsewhere
URLLENGTH_LIMIT = 0  # Scrapy would drop a long address in silence; a source does not own one
# First named, first fetched (Scrapy mixes those that wait at the same moment).
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
COOKIES_ENABLED = False
HTTPCACHE_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False  # Scrapy 2.19 opens a local port otherwise
LOG_LEVEL = "WARNING"
LOG_FORMATTER = "crawler.stages.QuietLog"

# Only the web: no file, ftp, s3 or data, whatever an entry point or a redirect names.
DOWNLOAD_HANDLERS = {
    "http": "crawler.guard.GuardedHandler",
    "https": "crawler.guard.GuardedHandler",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.hosts.DeclaredHosts": 40,
    "crawler.robots.ObeyRobots": 100,
    "crawler.unpacking.Unpack": 590,
    "crawler.hosts.FollowRedirects": 600,
    "crawler.proxies.UseProxy": 740,
    "crawler.turns.AwaitTurn": 900,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
}

# Every answer passes through all of these; ours are one step from a feed, and a Referer tells outlets what they know.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
}
ITEM_PIPELINES = {
    "crawler.stages.SkimPage": 50,
    "crawler.stages.ArchiveBody": 100,
    "crawler.stages.DecidePage": 200,
    "crawler.stages.SaveReport": 300,
}


def as_dict() -> dict[str, Any]:
    """These settings for a crawl that is started from code."""
    own = {name: value for name, value in globals().items() if name.isupper() and name != "ALLOWED"}
    return own | for_limits(Limits())


def user_agent(contact: str) -> str:
    """Who asks, as every request says it: robots.txt, entry points and pages."""
    return f"{USER_AGENT} {contact}" if contact else USER_AGENT


def for_limits(limits: Limits) -> dict[str, Any]:
    """The limits of one page as Scrapy knows them."""
    return {
        "DOWNLOAD_MAXSIZE": limits.page_bytes,
        "DOWNLOAD_TIMEOUT": limits.page_seconds,
        "REDIRECT_MAX_TIMES": limits.redirects,
    }


def for_addresses(allowed: Iterable[str]) -> dict[str, Any]:
    """The exceptions to the rule that only public addresses are connected.

    Raises:
        ValueError: one of them is no address.
    """
    return {ALLOWED: tuple(Allowed.parse(text) for text in allowed)}
