"""Listing pages: the links that a selector and an address pattern agree on, and the next page."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urljoin, urlsplit

from parsel import Selector

from pipelines.discovery.answers import BrokenAnswer, Listed
from pipelines.patterns import compiled
from pipelines.reading.markup import selector_of
from pipelines.reading.page_dates import date_in_text
from pipelines.values import Discovered


def parse_listing(
    text: str, *, url: str, links: str, article_url: str | None, next_page: str | None
) -> Listed:
    """The articles that a listing names, each once, in order.

    Args:
        text: the decoded page.
        url: its address, for relative links.
        links: CSS selector of the links.
        article_url: regular expression that an article's address matches in full.
        next_page: CSS selector of the link to the next page.

    Raises:
        BrokenAnswer: the page is empty.
    """
    if not text.strip():
        raise BrokenAnswer("an empty page instead of a listing")
    page = selector_of(text)
    wanted = compiled(article_url) if article_url else None
    found: dict[str, Discovered] = {}
    for link in page.css(links):
        href = (link.attrib.get("href") or "").strip()
        if not href or href.startswith(("javascript:", "mailto:", "#")):
            continue
        address = urljoin(url, href)
        if urlsplit(address).scheme not in ("http", "https") or (wanted and not wanted.fullmatch(address)):
            continue
        title = " ".join((link.attrib.get("title") or "".join(link.css("::text").getall())).split())
        known = found.get(address)
        if known is None or (not known.title and title):
            found[address] = Discovered(url=address, title=title or None, published_at=_beside(link))
    following = page.css(next_page).attrib.get("href") if next_page else None
    return Listed(articles=tuple(found.values()), next_url=urljoin(url, following) if following else None)


def _beside(link: Selector) -> datetime | None:
    """The day that stands beside a link in its list item."""
    around = "".join(link.xpath("./ancestor::li[1]//text()").getall()) or "".join(
        link.xpath("..//text()").getall()
    )
    return date_in_text(around[:300]) if len(around) < 400 else None
