"""The body of an article: readability's choice, narrowed to the element that holds its prose.

Readability finds where an article is, and takes its surroundings along: the headline, the line of date and origin, an
appeal to download something, the comments. Of what stands beside the prose only prose is kept, and behind it nothing from
the first mark of an end on.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HtmlElement
from lxml_html_clean import Cleaner
from readability import Document
from readability.htmls import build_doc
from readability.readability import REGEXES, text_length

from pipelines.reading.cards import drop_cards
from pipelines.reading.lines import Line, lines_of
from pipelines.reading.markup import short_text
from pipelines.reading.not_body import body_lines
from pipelines.reading.prose import (
    CONTAINERS,
    densest,
    is_end,
    is_prose,
    narrowed,
    once,
    prose,
    without_lead,
    without_titles,
)

# it writes a traceback for every page that it gives up on; such pages are read otherwise
logging.getLogger("readability.readability").setLevel(logging.CRITICAL)
# Chinese says in 10 characters what English says in 25: readability's floors would drop whole notices.
_LEAST_PARAGRAPH, LEAST_BODY = 12, 60
# What readability removes, but for the rewriting of every link and attribute, which is half of its time.
_CLEANER = Cleaner(
    scripts=True,
    javascript=False,
    comments=True,
    style=True,
    links=True,
    meta=False,
    page_structure=False,
    processing_instructions=True,
    embedded=False,
    frames=False,
    forms=False,
    annoying_tags=False,
    remove_unknown_tags=False,
    safe_attrs_only=False,
)
#: A link around blocks is a card that leads to another article; around more, an anchor that nobody closed.
_LONGEST_CARD = 400
#: How many siblings of the body, and lines of each, are looked at.
_SIBLINGS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of a page: what it is called, and the lines that stand at its pictures."""

    titles: tuple[str, ...] = ()
    captions: frozenset[str] = frozenset()


class _Document(Document):  # type: ignore[misc]
    """Readability's, which cleans a page for reading in a browser; for its text alone links need no cleaning."""

    without_cards = True

    def _parse(self, markup: str) -> HtmlElement:
        root, self.encoding = build_doc(markup)
        for element in root.xpath("//*[@hidden]"):
            element.drop_tree()
        for element in root.xpath("//*[@style]"):
            if REGEXES["displayNoneRe"].search(element.get("style")):
                element.drop_tree()
        if self.without_cards:
            drop_cards(root)
        for anchor in root.xpath("//a[@href][div|p|h1|h2|h3|h4|h5|ul|dl|section]"):
            if len(short_text(anchor, _LONGEST_CARD + 1)) <= _LONGEST_CARD:
                anchor.drop_tree()
        _CLEANER(root)
        return root

    def get_link_density(self, element: HtmlElement) -> float:
        """The share of an element's text that stands in links; asked for hundreds of links of every page."""
        links = sum(map(_length, element.findall(".//a")))
        return float(links) / max(_length(element), 1)

    def get_article(
        self,
        candidates: dict[HtmlElement, dict[str, Any]],
        best_candidate: dict[str, Any],
        html_partial: bool = False,
    ) -> HtmlElement:
        """Readability's, with the prose beside its choice: a lead, a second column; its scores are for longer texts."""
        enough = max(10, best_candidate["content_score"] * 0.2)
        for sibling in _prose_beside(best_candidate["elem"]):
            candidates[sibling] = {"content_score": enough, "elem": sibling}
        return super().get_article(candidates, best_candidate, html_partial)


class _WithCards(_Document):
    without_cards = False


def main_text(markup: str, told: Told) -> str:
    """The body of a page, one line for each paragraph; empty where readability finds none.

    Cards are left out, unless the article is made of them.
    """
    text = _main_text(markup, told, _Document)
    if len(text) >= LEAST_BODY or is_prose(text):
        return text
    return _main_text(markup, told, _WithCards) or text


def _main_text(markup: str, told: Told, kind: type[_Document]) -> str:
    try:
        document = kind(markup, min_text_length=_LEAST_PARAGRAPH, retry_length=LEAST_BODY)
        summary = document.summary(html_partial=True)
        root = build_doc(summary)[0]
    except Exception:  # readability raises whatever its tree throws at it; the page still has paragraphs
        return ""
    return _body(narrowed(root), told)


def prose_of_page(root: etree._Element, lines: Sequence[Line], told: Told) -> str:
    """The body of a page by its prose alone, for pages on which readability takes something else for it."""
    return _body(densest(root, lines), told)


def _body(lines: list[str], told: Told) -> str:
    return "\n".join(without_lead(body_lines(without_titles(once(lines), told.titles), told.captions)))


def _prose_beside(chosen: HtmlElement) -> Iterator[HtmlElement]:
    """The siblings of the chosen element that hold prose; behind it only more of its kind.

    What else stands behind an article are the beginnings of others.
    """
    told = set(prose(lines_of(chosen)))
    for sibling in itertools.islice(chosen.itersiblings(preceding=True), _SIBLINGS):
        if _is_more(sibling, prose(itertools.islice(lines_of(sibling), _SIBLINGS)), told):
            yield sibling
    for sibling in itertools.islice(chosen.itersiblings(), _SIBLINGS):
        lines = list(itertools.islice(lines_of(sibling), _SIBLINGS))
        if is_end(lines):
            return
        alike = sibling.tag == "p" or (sibling.tag, sibling.get("class")) == (chosen.tag, chosen.get("class"))
        if alike and _is_more(sibling, prose(lines), told):
            yield sibling


def _is_more(sibling: HtmlElement, lines: list[str], told: set[str]) -> bool:
    """Whether an element holds prose that was not told; pages have their article again for phones."""
    return (sibling.tag in CONTAINERS or sibling.tag == "p") and bool(lines) and told.isdisjoint(lines)


def _length(element: HtmlElement) -> int:
    """Readability's length of a text: without doubled and outer space, which most links have none of."""
    text = element.text_content()
    first = text.split(None, 1)[:1]
    return len(text) if first == [text] else text_length(element)
