"""Sitemaps, their indexes and the news extension."""

from __future__ import annotations

from itertools import islice

from lxml import etree

from pipelines.discovery.answers import MOST_NAMED, SHOWN, NotAFeed, Sitemap, one_line
from pipelines.discovery.xml import breaks_off_in, child_text, local, parse_xml
from pipelines.encoding import unpacked
from pipelines.reading.page_dates import parse_published
from pipelines.urls import web_address
from pipelines.values import Discovered


def sitemap_text(body: bytes) -> bytes:
    """The bytes of a sitemap, unpacked where it is gzip-compressed."""
    return unpacked(body)


def parse_sitemap(text: str, *, url: str) -> Sitemap:
    """The articles of a sitemap, or the sitemaps of an index.

    Raises:
        NotAFeed: what came is no sitemap.
    """
    root = parse_xml(text, what="sitemap")
    elements = list(islice(root, MOST_NAMED))
    if breaks_off_in(text, "url", "sitemap"):
        elements = elements[:-1]  # an address that broke off leads to another page, or to none
    if local(root) == "sitemapindex":
        rows = [
            (child_text(e, "loc"), parse_published(child_text(e, "lastmod") or ""))
            for e in elements
            if local(e) == "sitemap"
        ]
        named = ((web_address(url, loc or ""), changed) for loc, changed in rows)
        return Sitemap(sitemaps=tuple((address, changed) for address, changed in named if address))
    if local(root) != "urlset":
        raise NotAFeed(f"<{local(root)[:SHOWN]}> instead of a sitemap")
    found: dict[str, Discovered] = {}
    for element in elements:
        discovered = _entry(element, url) if local(element) == "url" else None
        if discovered is not None:
            found.setdefault(discovered.url, discovered)
    return Sitemap(articles=tuple(found.values()))


def _entry(element: etree._Element, base: str) -> Discovered | None:
    url = web_address(base, child_text(element, "loc") or "")
    if url is None:
        return None
    news = next((e for e in element if local(e) == "news"), None)
    publication = next((e for e in news if local(e) == "publication"), None) if news is not None else None
    return Discovered(
        url=url,
        title=one_line(child_text(news, "title")) if news is not None else None,
        published_at=parse_published(child_text(news, "publication_date") or "")
        if news is not None
        else None,
        outlet=one_line(child_text(publication, "name")) if publication is not None else None,
        modified_at=parse_published(child_text(element, "lastmod") or ""),
    )
