"""The reader of last resort: readability's body, the best heading, a visible date."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement
from lxml_html_clean import Cleaner
from parsel import Selector
from readability import Document
from readability.htmls import build_doc
from readability.readability import REGEXES, text_length

from pipelines.han_model import is_han
from pipelines.reading.bylines import author, origin
from pipelines.reading.json_ld import Said
from pipelines.reading.markup import block_text, selector_of, short_text
from pipelines.reading.page_dates import date_in_text

# it writes a traceback for every page that it gives up on; such pages are read otherwise
logging.getLogger("readability.readability").setLevel(logging.CRITICAL)
#: readability's scoring is far from linear on huge pages; beyond this the paragraphs alone are taken.
MOST_MARKUP = 1_500_000
# Chinese says in 10 characters what English says in 25: readability's floors would drop whole notices.
_LEAST_PARAGRAPH, _LEAST_BODY = 12, 60
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
#: Text nodes at the head of a page that are searched for a date and an origin, and the characters of them.
_VISIBLE_NODES, _VISIBLE = 400, 6000
#: No headline is longer; each end of a title is looked at in turn.
_LONGEST_TITLE = 300
_texts = etree.XPath(".//text()")
_SCRIPT = re.compile(r"<(?P<name>script|style)\b", re.IGNORECASE)
_TITLE_TAIL = re.compile(r"\s*(?:[_|｜]|\s[-–—]\s|--|——(?=[^——]{2,12}$))\s*[^_|｜\-–—]{2,24}$")


def read_generic(page: Selector, markup: str) -> Said:
    """The fields of a page of which nothing is known."""
    nodes = page.root.xpath("//body//text()")[:_VISIBLE_NODES] if len(markup) < MOST_MARKUP else []
    visible = " ".join(nodes)[:_VISIBLE]
    return Said(
        title=_title(page),
        text=_body(page, markup) or None,
        published_at=_visible_date(page) or date_in_text(visible),
        outlet=origin(visible),
        author=author(visible),
    )


def _title(page: Selector) -> str | None:
    """The heading that the document title repeats, else the title without the outlet's name."""
    whole = " ".join("".join(page.css("title::text").getall()[:1]).split())[:_LONGEST_TITLE]
    headings = [" ".join(short_text(h.root, _LONGEST_TITLE).split()) for h in page.css("h1, h2")[:12]]
    for heading in sorted((h for h in headings if len(h) >= 4), key=len, reverse=True):
        if whole and heading in whole:
            return heading
    stripped = whole
    while (shorter := _TITLE_TAIL.sub("", stripped)) != stripped and len(shorter) >= 6:
        stripped = shorter
    if stripped and not re.match(r"404|403|502|Not Found|error", stripped, re.IGNORECASE):
        return stripped
    return next((h for h in headings if len(h) >= 6), None)


def _visible_date(page: Selector) -> datetime | None:
    for node in page.css(
        'time, [class*="time"], [class*="date"], [id*="time"], [id*="date"], [class*="source"], [class*="info"]'
    )[:30]:
        text = node.attrib.get("datetime") or short_text(node.root, 200, " ")
        if len(text) < 200 and (moment := date_in_text(text)):
            return moment
    return None


class _Document(Document):  # type: ignore[misc]
    """Readability's, which cleans a page for reading in a browser; for its text alone links need no cleaning."""

    def _parse(self, markup: str) -> HtmlElement:
        root, self.encoding = build_doc(markup)
        for element in root.xpath("//*[@hidden]"):
            element.drop_tree()
        for element in root.xpath("//*[@style]"):
            if REGEXES["displayNoneRe"].search(element.get("style")):
                element.drop_tree()
        _CLEANER(root)
        return root

    def get_link_density(self, element: HtmlElement) -> float:
        """The share of an element's text that stands in links; asked for hundreds of links of every page."""
        links = sum(map(_length, element.findall(".//a")))
        return float(links) / max(_length(element), 1)


def _length(element: HtmlElement) -> int:
    """Readability's length of a text: without doubled and outer space, which most links have none of."""
    text = element.text_content()
    first = text.split(None, 1)[:1]
    return len(text) if first == [text] else text_length(element)


def _body(page: Selector, markup: str) -> str:
    if len(markup) < MOST_MARKUP:
        try:
            document = _Document(markup, min_text_length=_LEAST_PARAGRAPH, retry_length=_LEAST_BODY)
            text = block_text(selector_of(document.summary(html_partial=True)))
        except Exception:  # readability raises whatever its tree throws at it; the page still has paragraphs
            text = ""
        if len(text) >= _LEAST_BODY:
            return text
    return _paragraphs(page) or _stripped(markup)


def _paragraphs(page: Selector) -> str:
    """All paragraphs that read like prose, for pages that readability gives up on."""
    nested: set[etree._Element] = set()
    lines: list[str] = []
    for paragraph in page.root.iter("p"):  # a selector for each would take a kilobyte each
        if paragraph in nested:
            continue  # its text was read with the paragraph around it
        nested.update(islice(paragraph.iter("p"), 1, None))
        lines.append(" ".join("".join(_texts(paragraph)).split()))
    return "\n".join(
        line for line in lines if len(line) >= 8 and re.search("[，。,.]", line) and _prose(line)
    )


def _stripped(markup: str) -> str:
    """Prose between the tags of a page whose nesting no parser follows."""
    plain = "".join(_without_scripts(markup))
    lines = (html.unescape(line).strip() for line in re.split(r"<[^<>]{0,2000}>|\n", plain))
    return "\n".join(
        line for line in lines if len(line) >= 8 and re.search("[，。,.]", line) and _prose(line)
    )


def _without_scripts(markup: str) -> Iterator[str]:
    """Markup between scripts and styles; one that does not end ends nothing."""
    at = 0
    unclosed: set[str] = set()
    for opening in _SCRIPT.finditer(markup):
        name = opening["name"].lower()
        if opening.start() < at or name in unclosed:
            continue
        closing = re.compile(f"</{name}>", re.IGNORECASE).search(markup, opening.end())
        if closing is None:
            unclosed.add(name)
            continue
        yield markup[at : opening.start()]
        at = closing.end()
    yield markup[at:]


def _prose(line: str) -> bool:
    return sum(map(is_han, line)) * 3 > len(line) or len(line.split()) > 8
