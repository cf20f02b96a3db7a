"""Sitemaps, their indexes and the news extension."""

from __future__ import annotations

from urllib.parse import urljoin

from lxml import etree

from pipelines.discovery.answers import NotAFeed, Sitemap
from pipelines.discovery.xml import child_text, local, parse_xml
from pipelines.encoding import unpacked
from pipelines.reading.page_dates import parse_published
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
    if local(root) == "sitemapindex":
        rows = [
            (child_text(e, "loc"), parse_published(child_text(e, "lastmod") or ""))
            for e in root
            if local(e) == "sitemap"
        ]
        return Sitemap(sitemaps=tuple((urljoin(url, loc), changed) for loc, changed in rows if loc))
    if local(root) != "urlset":
        raise NotAFeed(f"<{local(root)}> instead of a sitemap")
    found: dict[str, Discovered] = {}
    for element in root:
        discovered = _entry(element, url) if local(element) == "url" else None
        if discovered is not None:
            found.setdefault(discovered.url, discovered)
    return Sitemap(articles=tuple(found.values()))


def _entry(element: etree._Element, base: str) -> Discovered | None:
    loc = child_text(element, "loc")
    if not loc:
        return None
    news = next((e for e in element if local(e) == "news"), None)
    publication = next((e for e in news if local(e) == "publication"), None) if news is not None else None
    return Discovered(
        url=urljoin(base, loc),
        title=child_text(news, "title") if news is not None else None,
        published_at=parse_published(child_text(news, "publication_date") or "")
        if news is not None
        else None,
        outlet=child_text(publication, "name") if publication is not None else None,
        modified_at=parse_published(child_text(element, "lastmod") or ""),
    )
