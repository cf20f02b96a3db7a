"""XML of the wild, parsed without its dangers: no external entity, no network, no expansion."""

from __future__ import annotations

import re

from lxml import etree

from pipelines.discovery.answers import NotAFeed

# lxml refuses a str that declares an encoding: the bytes were decoded already.
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# The document type is where entities are declared; a feed needs none of its own.
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def parse_xml(text: str, *, what: str) -> etree._Element:
    """The root of a feed or sitemap; damaged XML is read as far as it goes.

    Raises:
        NotAFeed: it is empty, HTML, JSON, or no XML at all.
    """
    clean = _CONTROLS.sub("", _DOCTYPE.sub("", _DECLARATION.sub("", text.lstrip("\ufeff")), count=1)).strip()
    if not clean:
        raise NotAFeed(f"empty instead of a {what}")
    if not clean.startswith("<"):
        raise NotAFeed(f"no XML instead of a {what}: {clean[:60]!r}")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, huge_tree=False, load_dtd=False
    )
    try:
        root = etree.fromstring(clean.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise NotAFeed(f"unreadable XML instead of a {what}: {problem}") from problem
    if root is None or local(root) in ("html", "head", "body", "div"):
        raise NotAFeed(f"an HTML page instead of a {what}")
    return root


def local(element: etree._Element) -> str:
    """The tag without its namespace, lower case; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def child_text(element: etree._Element, *names: str) -> str | None:
    """The text of the first child that has one of the names and says anything."""
    for name in names:
        for child in element:
            if local(child) == name:
                text = "".join(child.itertext()).strip()
                if text:
                    return text
    return None
