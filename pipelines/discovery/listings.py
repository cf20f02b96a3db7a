"""Listing pages: the links that a selector and an address pattern agree on, and the next page."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import Any

from lxml import etree
from parsel import Selector

from pipelines.discovery.answers import LONGEST_LINE, MOST_NAMED, BrokenAnswer, Listed, one_line
from pipelines.patterns import compiled
from pipelines.reading.markup import selector_of, short_text
from pipelines.reading.page_dates import date_in_text
from pipelines.urls import web_address
from pipelines.values import Discovered

#: More text than this is no item of a list, and more steps up than the second lead out of any (climbing from each
#: link of a deeply nested page would cost quadratic time).
_LONGEST_ITEM, _MOST_STEPS = 400, 30
#: Without list items: a heading, the column it stands in and the item around both (div.itm > div.txt > h3 > a).
_NEAR = 3
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "a")
_Texts = dict[etree._Element, str]


def parse_listing(
    text: str, *, url: str, links: str, article_url: str | None, next_page: str | None
) -> Listed:
    """The articles that a listing names, each once, in order.

    Args:
        text: the decoded page.
        url: its address, for relative links.
        links: CSS selector of the links.
        article_url: regular expression that an article's address matches in full.
        next_page: CSS selector of the links to further pages.

    Raises:
        BrokenAnswer: the page is empty.
    """
    if not text.strip():
        raise BrokenAnswer("an empty page instead of a listing")
    page = selector_of(text)
    wanted = compiled(article_url) if article_url else None
    found: dict[str, Discovered] = {}
    texts: _Texts = {}
    for selected in islice(page.css(links), MOST_NAMED):
        link: Any = selected.root
        address = _address(link, url) if isinstance(link, etree._Element) else None
        if address is None or (wanted and not wanted.fullmatch(address)):
            continue
        whole = one_line(short_text(link, 4 * LONGEST_LINE, " "))
        heading = _heading(link)
        title = one_line(link.get("title")) or heading or whole
        known = found.get(address)
        if known is None or (not known.title and title):
            found[address] = Discovered(
                url=address,
                title=title,
                published_at=_beside(link, texts),
                text=whole if heading else None,  # with the teaser
            )
    return Listed(articles=tuple(found.values()), onward=_onward(page, next_page, url) if next_page else ())


def _heading(link: etree._Element) -> str | None:
    """The heading of a card that leads to an article as a whole, with its teaser and date; None where there is none."""
    inside = islice(link.iter(), 1, _MOST_STEPS)
    return next((one_line(short_text(e, 4 * LONGEST_LINE)) for e in inside if e.tag in _HEADINGS), None)


def _onward(page: Selector, next_page: str, url: str) -> tuple[str, ...]:
    """The pages that a listing leads to, each once, in order."""
    links = islice((selected.root for selected in page.css(next_page)), MOST_NAMED)
    addresses = (_address(link, url) for link in links if isinstance(link, etree._Element))
    return tuple(dict.fromkeys(a.partition("#")[0] for a in addresses if a))


def _address(link: etree._Element, base: str) -> str | None:
    """Where a link leads; lists that are made for scripts keep it in a data attribute."""
    for name in ("href", "data-link", "data-url"):
        href = (link.get(name) or "").strip()
        if href and not href.startswith("#") and (address := web_address(base, href)):
            return address
    return None


def _beside(link: etree._Element, texts: _Texts) -> datetime | None:
    """The day that stands beside a link in its list item, else in what holds it; ``texts``: of items seen before."""
    item = next((e for e in islice(link.iterancestors(), _MOST_STEPS) if e.tag == "li"), None)
    for around in (item,) if item is not None else islice(link.iterancestors(), _NEAR):
        if around not in texts:
            texts[around] = short_text(around, _LONGEST_ITEM, " ")
        text = texts[around]
        if len(text) >= _LONGEST_ITEM:
            return None
        if moment := date_in_text(text[:300]):
            return moment
    return None
