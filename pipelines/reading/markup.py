"""HTML to parsed trees and to text. Always from decoded text: lxml's own decoding loses Chinese pages."""

from __future__ import annotations

import html
import re
import sys
from itertools import islice

from lxml import etree
from parsel import Selector

# A declared encoding makes lxml refuse a str, and NUL ends its input.
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# What lxml reads out of a page but refuses to write into its tree again, when a node is dropped beside it.
_NO_XML = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:x(?P<hex>[0-9a-f]{1,40})|(?P<decimal>[0-9]{1,40}));?", re.IGNORECASE)
_BREAKS = re.compile("[\x0b\x0c]")
# libxml2 compares each attribute of a tag with all before it: real tags have ten, these have thousands.
_CROWDED = re.compile(r"<(?P<name>[a-zA-Z][\w:-]{0,30}+)[^<>]{6000,}>?")
_ATTRIBUTE = re.compile(r"""(?<=[\s/"'])[^\s=/"'<>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_MOST_ATTRIBUTES = 1000
#: Elements whose content is no text of the article.
DROPPED = "script, style, noscript, iframe, form, button, select, template, svg, nav, footer, header > nav, object, embed"
#: Elements of which nothing is read.
SILENT = frozenset({"script", "style", "noscript", "template", "iframe", "button", "select"})
#: Elements that begin and end a line.
BLOCKS = frozenset(
    {
        *(
            "p",
            "div",
            "br",
            "li",
            "tr",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "section",
            "article",
            "blockquote",
        ),
        *("figure", "figcaption", "table", "ul", "ol", "dd", "dt", "hr", "pre", "center"),
    }
)


def looks_like_markup(text: str) -> bool:
    """Whether a text has HTML tags."""
    return bool(
        re.search(
            r"<(?:html|head|body|div|p|br|span|a|meta|table|img|h[1-6]|!doctype|article|ul|li)\b",
            text[:200_000],
            re.I,
        )
    )


def storable(text: str) -> str:
    """Text without what no tree and no database holds: control characters, and halves of characters out of JSON."""
    return _NO_XML.sub("", text)


def cleaned(text: str) -> str:
    """Markup without what no tree can hold: control characters, and tags of thousands of attributes."""
    clean = _BREAKS.sub(" ", storable(_REFERENCE.sub(_storable_reference, text)))
    return _CROWDED.sub(_with_few_attributes, clean)


def _storable_reference(reference: re.Match[str]) -> str:
    """A reference such as &#27938; as it stands; none where it means what no tree holds (&#2;)."""
    number = int(reference["hex"] or reference["decimal"], 16 if reference["hex"] else 10)
    return reference[0] if number <= sys.maxunicode and not _NO_XML.match(chr(number)) else ""


def _with_few_attributes(tag: re.Match[str]) -> str:
    crowded = islice(_ATTRIBUTE.finditer(tag[0]), _MOST_ATTRIBUTES, None)
    return f"<{tag['name']}>" if next(crowded, None) else tag[0]


def short_text(node: etree._Element, most: int, between: str = "") -> str:
    """The text below a node, cut off behind ``most`` characters or as many elements, wherever they end."""
    pieces: list[str] = []
    size = 0
    steps = etree.iterwalk(node, events=("start", "end", "comment", "pi"))
    for event, element in islice(steps, 2 * most):
        piece = element.text if event == "start" else element.tail if element is not node else None
        if piece:
            pieces.append(piece)
            size += len(piece)
        if size >= most:
            break
    return between.join(pieces)[:most]


def selector_of(text: str) -> Selector:
    """A tolerant tree of a decoded page; never raises on text."""
    clean = _XML_DECLARATION.sub("", cleaned(text))
    return Selector(text=clean if clean.strip() else "<html></html>", type="html", huge_tree=True)


def text_of_html(markup: str) -> str:
    """The text of a fragment with one line per block; plain text comes back unescaped."""
    if "<" not in markup:
        return storable(html.unescape(markup)).strip()
    return block_text(selector_of(f"<div>{markup}</div>"))


def block_text(node: Selector) -> str:
    """The text below a node: one line per paragraph, scripts and empty lines left out."""
    return node.root.strip() if isinstance(node.root, str) else text_below(node.root)


def text_below(root: etree._Element) -> str:
    """:func:`block_text` of an element."""
    pieces: list[str] = []
    # iterative: a page may nest a hundred thousand elements
    stack: list[tuple[object, bool]] = [(root, False)]
    while stack:
        element, closing = stack.pop()
        tag = getattr(element, "tag", None)
        if not isinstance(tag, str):
            if not closing and element is not root:
                pieces.append(getattr(element, "tail", None) or "")
            continue
        if closing:
            if tag in BLOCKS:
                pieces.append("\n")
            if element is not root:
                pieces.append(getattr(element, "tail", None) or "")
            continue
        stack.append((element, True))
        if tag in SILENT:
            continue
        if tag in BLOCKS:
            pieces.append("\n")
        pieces.append(getattr(element, "text", None) or "")
        stack.extend((child, False) for child in reversed(list(element)))  # type: ignore[call-overload]
    lines = (re.sub(r"[ \t\r\f\v\xa0\u3000]+", " ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
