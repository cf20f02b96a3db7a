"""Scrapy's settings: good manners first. ``scrapy list`` and ``scrapy crawl ID`` work with them as they are."""

from __future__ import annotations

from typing import Any

BOT_NAME = "hetao"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

USER_AGENT = "HetaoWatch/0.1 (news monitor; +https://github.com/hetao-watch/hetao-watch)"
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 8
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# One page gives one item. Scrapy starts so many tasks for every answer, whatever comes of it: 100 cost more than a skim.
CONCURRENT_ITEMS = 4
DOWNLOAD_DELAY = 3.0
DOWNLOAD_DELAY_JITTER = 0.5
DOWNLOAD_TIMEOUT = 30
# Nothing of news weighs more; what does is cut off and recorded as too large.
DOWNLOAD_MAXSIZE = 10_000_000
DOWNLOAD_WARNSIZE = 0
RETRY_TIMES = 1
REDIRECT_MAX_TIMES = 5
COOKIES_ENABLED = False
HTTPCACHE_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False  # Scrapy 2.19 opens a local port otherwise
LOG_LEVEL = "WARNING"
LOG_FORMATTER = "crawler.stages.QuietLog"

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
    return {name: value for name, value in globals().items() if name.isupper()}
