"""Cards and advertisements: what pages put beside an article in blocks of its own, with sentences like an article's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from pipelines.reading.markup import SILENT, short_text

#: A card is a headline that leads to another article, and at most its beginning, its day and its outlet.
_LONGEST_CARD, _LEAST_HEADLINE = 400, 6
#: So many alike in a row are a list of other articles; what an article lists has no headline that leads away.
_FEWEST = 3
_CARDS = frozenset({"div", "li", "article", "section", "dl", "dd", "tr", "td", "a"})
_HEADLINES = frozenset({"h2", "h3", "h4", "h5", "h6", "dt", "strong", "b", "div", "p", "span"})
_BLOCKS = ("h1", "h2", "h3", "h4", "h5", "div", "p")
#: What an element is called that holds an advertisement, or asks to sign up or to scan something.
_ADVERT = re.compile(
    r"(?:^|[\s_-])(?:ads?\d{0,3}|adverts?|advertis(?:e|ement|ing)|adsbygoogle|ad_?box|guanggao|sponsor(?:ed)?|promo(?:tion)?|newsletter|subscri(?:be|ption)|sign-?up|qr_?code|ewm|erweima)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LONGEST_ADVERT = 300
#: Elements of a page that are looked at, and children of one.
_MOST, _MOST_CHILDREN = 20_000, 500
_SENTENCE_END = re.compile("[。！？；]$")


def drop_cards(root: etree._Element) -> None:
    """Take lists of cards and small advertisements out of a tree."""
    dropped: list[etree._Element] = []
    for element in islice(root.iter(etree.Element), _MOST):
        dropped += _cards_in(element)
        if _is_advert(element):
            dropped.append(element)
    for element in dropped:
        parent = element.getparent()
        if parent is not None:
            _remove(parent, element)


def _cards_in(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of an element that are cards, where enough alike stand in a row."""
    row: list[etree._Element] = []
    for child in islice(parent.iterchildren(etree.Element), _MOST_CHILDREN):
        if child.tag in SILENT or child.tag in ("hr", "br"):
            continue
        alike = not row or _kind(child) == _kind(row[0])
        if alike and _is_card(child):
            row.append(child)
            continue
        if len(row) >= _FEWEST:
            yield from row
        row = [child] if _is_card(child) else []
    if len(row) >= _FEWEST:
        yield from row


def _kind(element: etree._Element) -> tuple[str, str]:
    return str(element.tag), element.get("class") or ""


def _is_card(element: etree._Element) -> bool:
    """Whether an element begins with a headline in a link, and says little more.

    A paragraph that begins with a link goes on in the same line: its link is no block, and has no block beside it.
    """
    if element.tag not in _CARDS:
        return False
    text = " ".join(short_text(element, _LONGEST_CARD + 1, " ").split())
    if not _LEAST_HEADLINE <= len(text) <= _LONGEST_CARD:
        return False
    link = element if element.tag == "a" else next(_headline_links(element), None)
    if link is None:
        return False
    headline = "".join(short_text(link, _LONGEST_CARD).split())
    if element.tag == "a":
        return element.find(".//*") is not None
    begins = "".join(text.split()).startswith(headline[:20])
    return len(headline) >= _LEAST_HEADLINE and begins and not _SENTENCE_END.search(headline)


def _headline_links(element: etree._Element) -> Iterator[etree._Element]:
    """The first link of an element, where it stands as a block: in a heading, around one, or before another block."""
    for link in islice(element.iter("a"), 5):
        if not "".join(short_text(link, 40).split()):
            continue  # a picture
        around = link.getparent()
        ends = not "".join((link.tail or "").split())
        heads = around is not None and around is not element and around.tag in _HEADLINES
        begins = heads and not "".join((around.text or "").split())
        holds = next(link.iter(*_BLOCKS), None) is not None
        if (ends and (begins or link.getnext() is not None)) or holds:
            yield link
        return


def _is_advert(element: etree._Element) -> bool:
    if element.tag not in ("div", "section", "aside", "ins", "p", "span", "figure"):
        return False
    called = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(_ADVERT.search(called)) and len(short_text(element, _LONGEST_ADVERT + 1)) <= _LONGEST_ADVERT


def _remove(parent: etree._Element, element: etree._Element) -> None:
    """Take an element away; the text behind it stays."""
    tail, before = element.tail, element.getprevious()
    if tail:
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)
