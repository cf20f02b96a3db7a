"""Cards and advertisements: what pages put beside an article in blocks of its own, with sentences like an article's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
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
_ADVERTS = ("div", "section", "aside", "ins", "p", "span", "figure")
#: Links and advertisements of a page that are looked at, and children of an element.
_MOST, _MOST_CHILDREN = 20_000, 500
#: How many levels a card may have around its link.
_DEEPEST, _MOST_IN_LINK = 6, 20
_SENTENCE_END = re.compile("[。！？；]$")


def drop_cards(root: etree._Element) -> None:
    """Take lists of cards and small advertisements out of a tree."""
    firsts = _first_links(root)
    counts = Counter(element.getparent() for element in firsts)
    dropped = [
        card
        for parent, count in counts.items()
        if parent is not None and count >= _FEWEST
        for card in _cards_in(parent, firsts)
    ]
    dropped += filter(_is_advert, islice(root.iter(*_ADVERTS), _MOST))
    for element in dropped:
        parent = element.getparent()
        if parent is not None:
            _remove(parent, element)


def _first_links(root: etree._Element) -> dict[etree._Element, etree._Element]:
    """The first link with a text of the elements that hold one, a few levels up."""
    firsts: dict[etree._Element, etree._Element] = {}
    for link in islice(root.iter("a"), _MOST):
        if not short_text(link, _LEAST_HEADLINE * 4).strip():
            continue  # a picture
        around: etree._Element | None = link
        for _ in range(_DEEPEST):
            if around is None or around in firsts:
                break
            firsts[around] = link
            around = around.getparent()
    return firsts


def _cards_in(
    parent: etree._Element, firsts: Mapping[etree._Element, etree._Element]
) -> Iterator[etree._Element]:
    """The children of an element that are cards, where enough alike stand in a row."""
    row: list[etree._Element] = []
    for child in islice(parent.iterchildren(etree.Element), _MOST_CHILDREN):
        if child.tag in SILENT or child.tag in ("hr", "br"):
            continue
        is_card = child in firsts and _is_card(child, firsts[child])
        if is_card and (not row or _kind(child) == _kind(row[0])):
            row.append(child)
            continue
        if len(row) >= _FEWEST:
            yield from row
        row = [child] if is_card else []
    if len(row) >= _FEWEST:
        yield from row


def _kind(element: etree._Element) -> tuple[str, str]:
    return str(element.tag), element.get("class") or ""


def _is_card(element: etree._Element, link: etree._Element) -> bool:
    """Whether an element begins with a headline in a link, and says little more.

    A paragraph that begins with a link goes on in the same line: its link is no block, and has no block beside it.
    """
    if element.tag not in _CARDS:
        return False
    if element.tag == "a":
        if next(element.iterchildren(etree.Element), None) is None:
            return False
    elif not _is_block(link, element):
        return False
    text = "".join(short_text(element, 2 * _LONGEST_CARD).split())
    headline = "".join(short_text(link, _LONGEST_CARD).split())
    if not _LEAST_HEADLINE <= len(headline) <= len(text) <= _LONGEST_CARD:
        return False
    return text.startswith(headline[:20]) and (element is link or not _SENTENCE_END.search(headline))


def _is_block(link: etree._Element, element: etree._Element) -> bool:
    """Whether a link stands as a block: in a heading, around one, or before another block."""
    around = link.getparent()
    ends = not (link.tail or "").strip()
    heads = around is not None and around is not element and around.tag in _HEADLINES
    begins = heads and not (around.text or "").strip()
    holds = any(inner.tag in _BLOCKS for inner in islice(link.iter(etree.Element), _MOST_IN_LINK))
    return holds or (ends and (begins or link.getnext() is not None))


def _is_advert(element: etree._Element) -> bool:
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
