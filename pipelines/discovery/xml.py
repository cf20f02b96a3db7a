"""XML of the wild, parsed without its dangers: no external entity, no network, no expansion."""

from __future__ import annotations

import re

from lxml import etree

from pipelines.discovery.answers import NotAFeed, shown

# lxml refuses a str that declares an encoding: the bytes were decoded already.
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = "<!DOCTYPE"
_TYPE_OPENS, _TYPE_ENDS = re.compile(r"[\[>]"), re.compile(r"\]\s{0,99}>")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def parse_xml(text: str, *, what: str) -> etree._Element:
    """The root of a feed or sitemap; damaged XML is read as far as it goes.

    Raises:
        NotAFeed: it is empty, HTML, JSON, or no XML at all.
    """
    clean = _CONTROLS.sub("", _without_type(_DECLARATION.sub("", text.lstrip("\ufeff")))).strip()
    if not clean:
        raise NotAFeed(f"empty instead of a {what}")
    if not clean.startswith("<"):
        raise NotAFeed(f"no XML instead of a {what}: {shown(clean)}")
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


def breaks_off_in(text: str, *names: str) -> bool:
    """Whether a text ends within an element of one of these names: what the last of them says is not whole."""
    return any(text.rfind(f"<{name}") > text.rfind(f"</{name}") for name in names)


def _without_type(text: str) -> str:
    """XML without its document type, where entities are declared; a feed needs none of its own.

    Searched by hand: a pattern for it takes quadratic time on a page of types that do not end.
    """
    start = text.find(_DOCTYPE)
    opens = _TYPE_OPENS.search(text, start) if start >= 0 else None
    if opens is None:
        return text
    ends = _TYPE_ENDS.search(text, opens.end()) if opens[0] == "[" else opens
    return text[:start] + text[ends.end() :] if ends else text[:start]


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
