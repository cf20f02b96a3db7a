"""HTML to parsed trees and to text. Always from decoded text: lxml's own decoding loses Chinese pages."""

from __future__ import annotations

import html
import re

from parsel import Selector

# A declared encoding makes lxml refuse a str, and NUL ends its input.
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAGS = re.compile(r"<(?:/?[a-zA-Z][^>]{0,2000}|!--.*?--)>", re.DOTALL)
#: Elements whose content is no text of the article.
DROPPED = "script, style, noscript, iframe, form, button, select, template, svg, nav, footer, header > nav, object, embed"
_BLOCKS = frozenset(
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


def selector_of(text: str) -> Selector:
    """A tolerant tree of a decoded page; never raises on text."""
    clean = _XML_DECLARATION.sub("", text.replace("\x00", ""))
    return Selector(text=clean if clean.strip() else "<html></html>", type="html", huge_tree=True)


def text_of_html(markup: str) -> str:
    """The text of a fragment with one line per block; plain text comes back unescaped."""
    if "<" not in markup:
        return html.unescape(markup).strip()
    return block_text(selector_of(f"<div>{markup}</div>"))


def block_text(node: Selector) -> str:
    """The text below a node: one line per paragraph, scripts and empty lines left out."""
    pieces: list[str] = []
    root = node.root
    if isinstance(root, str):
        return root.strip()
    skipped = {"script", "style", "noscript", "template", "iframe", "button", "select"}
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
            if tag in _BLOCKS:
                pieces.append("\n")
            if element is not root:
                pieces.append(getattr(element, "tail", None) or "")
            continue
        stack.append((element, True))
        if tag in skipped:
            continue
        if tag in _BLOCKS:
            pieces.append("\n")
        pieces.append(getattr(element, "text", None) or "")
        stack.extend((child, False) for child in reversed(list(element)))  # type: ignore[call-overload]
    lines = (re.sub(r"[ \t\r\f\v\xa0\u3000]+", " ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
