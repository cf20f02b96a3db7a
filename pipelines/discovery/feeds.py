"""RSS, Atom and RDF to what they name; tolerant of damage, silent about nothing that is no feed."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from itertools import chain, islice, pairwise
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from pipelines.discovery.answers import MOST_NAMED, SHOWN, BrokenAnswer, NotAFeed, Syndicated, one_line
from pipelines.discovery.xml import breaks_off_in, child_text, local, parse_xml
from pipelines.reading.markup import text_of_html
from pipelines.reading.page_dates import parse_published
from pipelines.urls import web_address
from pipelines.values import Discovered

#: Below this an item's text is a teaser, not the article.
FULL_TEXT = 120
_TAG = re.compile(r"<[^<>]+>")
#: sy:updatePeriod (RSS 1.0 module Syndication); what else stands there in the wild says nothing.
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
#: A feed that says more is not believed.
_LONGEST_TTL = timedelta(days=7)


def parse_feed(text: str, *, url: str, target: str | None = None) -> tuple[Discovered, ...]:
    """The items of a feed: :func:`read_feed`.

    Raises:
        NotAFeed: what came is no feed.
    """
    return read_feed(text, url=url, target=target).articles


def read_feed(text: str, *, url: str, target: str | None = None) -> Syndicated:
    """The items of a feed in their order, each once; an item without an address is left out.

    ``target``: the parameter of a link that is the address it leads to, where links pass a counter.

    Raises:
        NotAFeed: what came is no feed.
        BrokenAnswer: none of its items has an address.
    """
    root = parse_xml(text, what="feed")
    if local(root) not in ("rss", "feed", "rdf", "channel"):
        raise NotAFeed(f"<{local(root)[:SHOWN]}> instead of a feed")
    items = islice((e for e in root.iter() if local(e) in ("item", "entry")), MOST_NAMED)
    found: dict[str, Discovered] = {}
    read = 0
    for item, following in pairwise(chain(items, [None])):
        read += 1
        # a link that broke off leads to another page, or to none
        is_torn = following is None and breaks_off_in(text, "item", "entry")
        discovered = None if item is None or is_torn else _item(item, url, target)
        if discovered is not None:
            found.setdefault(discovered.url, discovered)
    if read and not found:
        raise BrokenAnswer(f"{read} items, none of which has an address")
    return Syndicated(articles=tuple(found.values()), ttl=_ttl(root))


def _ttl(root: etree._Element) -> timedelta | None:
    """How long a feed says that it stays as it is: ``ttl`` in minutes (RSS 2.0), or the period by its frequency."""
    channel = next((child for child in root if local(child) == "channel"), root)
    minutes = child_text(channel, "ttl") or ""
    if minutes.isdecimal() and 0 < len(minutes) < 7:
        return min(timedelta(minutes=int(minutes)), _LONGEST_TTL) or None
    period = _PERIODS.get((child_text(channel, "updateperiod") or "").lower())
    times = child_text(channel, "updatefrequency") or "1"
    if period is None or not times.isdecimal() or len(times) > 4 or int(times) == 0:
        return None
    return min(period / int(times), _LONGEST_TTL)


def _item(item: etree._Element, base: str, target: str | None) -> Discovered | None:
    url = web_address(base, _link(item) or "")
    if url and target:
        url = web_address(base, next(iter(parse_qs(urlsplit(url).query).get(target, ())), url))
    if url is None:
        return None
    full = child_text(item, "encoded", "content")
    summary = child_text(item, "description", "summary")
    body = text_of_html(full or summary or "") or None
    title = child_text(item, "title")
    return Discovered(
        url=url,
        title=one_line(html.unescape(_TAG.sub("", title))) if title else None,
        published_at=parse_published(
            child_text(item, "pubdate", "published", "date", "issued", "updated") or ""
        ),
        outlet=one_line(child_text(item, "source")),
        author=one_line(child_text(item, "creator", "author")),
        text=body,
        text_is_full=False,
        modified_at=parse_published(child_text(item, "updated", "modified") or ""),
    )


def _link(item: etree._Element) -> str | None:
    """The address of an item: <link>, Atom's href, or a guid that is an address (RTHK has no other)."""
    for child in item:
        if local(child) == "link":
            href = child.get("href")
            if href and child.get("rel", "alternate") == "alternate":
                return str(href).strip()
            if child.text and child.text.strip():
                return str(child.text).strip()
    for child in item:
        if (
            local(child) in ("guid", "id")
            and child.text
            and child.text.strip().startswith(("http://", "https://"))
        ):
            return str(child.text).strip()
    about = next((v for k, v in item.attrib.items() if k.endswith("about")), None)
    return str(about) if about and str(about).startswith("http") else None
