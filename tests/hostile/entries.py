"""Cases of entry points: feeds, sitemaps, listings and searches."""

from __future__ import annotations

import gzip

from tests.hostile.case import Asked, case

#: An entry point of which nothing is asked but an end: read or not, with its problem told.
ENDED = ("success", "partial", "failed")


def _entry(
    entry: str, name: str, sentence: str, body: bytes, *outcome: str, why: str = "", **headers: str
) -> None:
    async def behave(asked: Asked) -> None:
        if asked.path != "/page.html":  # what it names: the case is the entry point, one request is enough
            await asked.answer(b"", status="429 Enough")
            return
        await asked.answer(body, **{"content_type": "application/xml", **headers})

    behave.__name__, behave.__doc__ = name, sentence
    case(*outcome, why=why, entry=entry)(behave)


def feed(items: bytes, doctype: bytes = b"") -> bytes:
    return b'<?xml version="1.0"?>' + doctype + b"<rss><channel>" + items + b"</channel></rss>"


_LAUGHS = b'<!DOCTYPE r [<!ENTITY a0 "ha">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 11)
)
_LAUGH = b"<item><title>&a10;</title><link>/1.html</link></item>"
_entry("feed", "billion_laughs", "Entities that become gigabytes.", feed(_LAUGH, _LAUGHS + b"]>"), *ENDED)
_LONG = b'<!DOCTYPE r [<!ENTITY a "' + b"a" * 100_000 + b'">]>'
_MANY = b"<item><title>" + b"&a;" * 50_000 + b"</title><link>/1.html</link></item>"
_entry("feed", "quadratic_entities", "One long entity fifty thousand times.", feed(_MANY, _LONG), *ENDED)
_FILE = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_READING = b"<item><title>&x;</title><link>/1.html</link></item>"
_entry("feed", "entity_of_a_file", "An entity that is a file of ours.", feed(_READING, _FILE), *ENDED)
_WEB = b'<!DOCTYPE r [<!ENTITY x SYSTEM "http://entity-target.hostile.example/x">]>'
_entry("feed", "entity_of_the_web", "An entity that is to be fetched.", feed(_READING, _WEB), *ENDED)
_DTD = b'<!DOCTYPE r SYSTEM "http://entity-target.hostile.example/r.dtd">'
_entry("feed", "feed_with_dtd", "A DTD that is to be fetched.", feed(_READING, _DTD), *ENDED)
_SITEMAP = b"<urlset><url><loc>/1.html</loc></url></urlset>"
_entry("sitemap", "sitemap_with_dtd", "The same in a sitemap.", _DTD + _SITEMAP, *ENDED)
_entry("sitemap", "sitemap_laughs", "Entities that become gigabytes.", _LAUGHS + b"]>" + _SITEMAP, *ENDED)
_DEEP = b"<a>" * 100_000
_entry("feed", "deep_feed", "A hundred thousand nested elements.", feed(_DEEP), *ENDED)
_entry("sitemap", "deep_sitemap", "The same in a sitemap.", b"<urlset>" + _DEEP, *ENDED)
_ITEM = b"<item><link>/%d.html</link></item>"
_ITEMS = b"".join(_ITEM % n for n in range(200_000))
_entry(
    "feed", "feed_of_200000", "Two hundred thousand items.", feed(_ITEMS), "failed", why="larger than 2 MB"
)
_entry("feed", "feed_of_40000", "Forty thousand items, on what is allowed.", feed(b"".join(_ITEM % n for n in range(40_000))), "partial", why="names 40000 pages")  # fmt: skip
_entry("feed", "feed_bomb", "A bomb in gzip.", gzip.compress(feed(_ITEMS)), "failed", why="larger than 2 MB", content_encoding="gzip")  # fmt: skip
_entry(
    "feed",
    "feed_is_html",
    "HTML in place of a feed.",
    b"<html><body>Sorry</body></html>",
    "failed",
    why="HTML",
)
_entry("feed", "feed_is_noise", "Noise in place of a feed.", bytes(range(256)) * 100, "failed")
_entry("feed", "feed_is_empty", "Nothing in place of a feed.", b"", "failed")
_LONG_URL = (
    b"<item><title>t</title><link>http://long-addresses.hostile.example/" + b"a" * 100_000 + b"</link></item>"
)
_entry(
    "feed",
    "long_addresses",
    "An address of 100 kB.",
    feed(_LONG_URL),
    "failed",
    why="none of which has an address",
)
_HTML = {"content_type": "text/html; charset=utf-8"}
_LINKS = b"".join(b"<li><a href=/%d.html>x</a></li>" % n for n in range(40_000))
_entry("listing", "links", "Forty thousand links.", _LINKS, "partial", why="names 40000 pages", **_HTML)
_entry("listing", "deep_listing", "A hundred thousand nested tags.", b"<div>" * 100_000 + b"<a href=/1.html>1</a>", *ENDED, **_HTML)  # fmt: skip
_entry("search", "deep_json", "A hundred thousand nested arrays.", b"[" * 100_000 + b"]" * 100_000, "failed", content_type="application/json")  # fmt: skip
_entry("search", "wide_number", "A number of a million digits.", b'{"data": {"records": [' + b"9" * 1_000_000 + b"]}}", *ENDED)  # fmt: skip


@case("failed", why="larger than 2 MB", entry="feed")
async def endless_feed(asked: Asked) -> None:
    """A feed without end."""
    asked.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n<rss><channel>")
    await asked.flood(_ITEM % 1 * 1000)


@case("failed", why="within 4 s", entry="feed")
async def slow_feed(asked: Asked) -> None:
    """A feed that drips."""
    asked.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n<rss><channel>")
    await asked.flood(b" ", pause=0.1)


@case("success", entry="sitemap")
async def sitemap_of_itself(asked: Asked) -> None:
    """A sitemap index that names itself."""
    body = f"<sitemapindex><sitemap><loc>{asked.url('sitemap-of-itself')}</loc></sitemap></sitemapindex>"
    await asked.answer(body.encode(), content_type="application/xml")


@case("success", entry="listing")
async def listing_of_itself(asked: Asked) -> None:
    """A listing whose next page is itself."""
    await asked.answer("<a href=/1.html>河套</a><a class=next href=/page.html>next</a>".encode())


@case("success", entry="listing")
async def listing_without_end(asked: Asked) -> None:
    """A listing that always has a next page."""
    page = int(asked.path.rpartition("=")[2]) if "=" in asked.path else 1
    await asked.answer(
        f"<a href=/{page}.html>x</a><a class=next href=/page.html?p={page + 1}>next</a>".encode()
    )
