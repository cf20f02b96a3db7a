"""What a user writes into the declaration of an own source, value by value; each is checked with its mend."""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import urlsplit

import cssselect
from parsel import Selector
from pydantic import AfterValidator, BeforeValidator, Field

from pipelines.patterns import BadPattern, compiled
from pipelines.reading.json_paths import json_path

#: Browsers and servers agree on no more.
LONGEST_ADDRESS = 2000
LONGEST_SELECTOR = 300
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?\.?")
_DECLARED_HOST = re.compile(r"(\*\.)?(?P<name>[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
#: Headers of a search that would log in, or lie about who asks; ours are set by the crawl.
_FORBIDDEN_HEADERS = {
    "authorization",
    "cookie",
    "host",
    "proxy-authorization",
    "user-agent",
    "content-length",
}
_HEADER = re.compile(r"[A-Za-z0-9-]{1,60}")
_PAGE = "<html><head><title>t</title></head><body><div id='d' class='c'><a href='x'>a</a></div></body></html>"


def check_id(text: str) -> str:
    """The name of a source, as commands and SQL use it.

    Raises:
        ValueError: it is none.
    """
    if not _ID.fullmatch(text):
        raise ValueError(
            f"{text[:60]!r} is no id; write small letters, digits and _, beginning with a letter, at most 40"
        )
    return text


def _line(text: str) -> str:
    clean = " ".join(text.split())
    if not clean or not clean.isprintable() or len(clean) > 100:
        raise ValueError("write one line of 1 to 100 characters")
    return clean


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is no language; write zh-Hans, zh-Hant or en")
    return text


def _address(text: str) -> str:
    if len(text) > LONGEST_ADDRESS or not text.isprintable() or " " in text:
        raise ValueError(f"no address: {LONGEST_ADDRESS} characters at most, no space, no line break")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as problem:
        raise ValueError(f"no address: {problem}") from None
    if parts.scheme not in ("http", "https"):
        raise ValueError(f"{text[:80]!r} begins with neither http:// nor https://")
    if "@" in parts.netloc:
        raise ValueError("an address with a user and password is not watched; leave them away")
    if not host.isascii():
        raise ValueError(f"write the host in its ASCII form{_ascii_form(host)}")
    if not (_HOST.fullmatch(host) or ":" in host) or ".." in host or port == 0:
        raise ValueError(f"{text[:80]!r} has no usable host")
    return text


def _ascii_form(host: str) -> str:
    try:
        return f", {host.encode('idna').decode()}"
    except UnicodeError:
        return " (xn--…)"


def _host(text: str) -> str:
    """A host; ``*.news.example`` is one with all below it."""
    match = _DECLARED_HOST.fullmatch(text.lower())
    if not match or ".." in text:
        raise ValueError(f"{text[:80]!r} is no host; write news.example or *.news.example, without http://")
    if match[1] and "." not in match["name"].strip("."):
        raise ValueError(f"{text!r} covers half the web; name the outlet's own domain")
    return text.lower()


def _pattern(text: str) -> str:
    try:
        compiled(text)
    except BadPattern as problem:
        raise ValueError(
            f"no usable regular expression: {problem} "
            "(RE2 is spoken: no looking ahead or behind, no back references; quote it in '…')"
        ) from None
    return text


def _selector(text: str) -> str:
    """CSS, XPath where it begins with ``//``, or a path into JSON: tried on a small page."""
    path = json_path(text)
    if path is None or path.element:
        _tried(path.element if path and path.element else text)
    elif not path.path or len(text) > LONGEST_SELECTOR:
        raise ValueError(
            f"{text[:80]!r} leads nowhere; write json:data.content, {LONGEST_SELECTOR} characters at most"
        )
    return text


def _elements(text: str) -> str:
    """CSS that selects elements: links, and what is dropped."""
    if text.startswith(("//", "(//")):
        raise ValueError("write CSS here, as in 'ul.news a'; XPath is not understood at this place")
    _tried(text)
    if any(one.pseudo_element for one in cssselect.parse(text)):
        raise ValueError("leave ::text and ::attr(…) away; elements are selected here")
    return text


def _dropped(text: str) -> str:
    if any(node.root.tag in ("html", "body") for node in _tried(_elements(text))):
        raise ValueError(f"{text!r} would drop the whole page")
    return text


def _tried(text: str) -> Any:
    if len(text) > LONGEST_SELECTOR:
        raise ValueError(f"a selector of {len(text)} characters; {LONGEST_SELECTOR} are the most")
    if "re:" in text:
        raise ValueError("regular expressions in selectors can take for ever; use [class*='…'] or contains()")
    page = Selector(text=_PAGE, type="html")
    try:
        return page.xpath(text) if text.startswith(("//", "(//")) else page.css(text)
    except (ValueError, cssselect.SelectorError, RecursionError) as problem:
        raise ValueError(
            f"{text[:80]!r} is no CSS selector (nor XPath beginning with //): {problem}"
        ) from None


def _header_pairs(headers: dict[str, str]) -> dict[str, str]:
    for name, value in headers.items():
        if not _HEADER.fullmatch(name) or not (value.isascii() and value.isprintable()):
            raise ValueError(f"{name[:60]!r}: a header is one line of ASCII")
        if name.lower() in _FORBIDDEN_HEADERS:
            raise ValueError(
                f"{name} is not set by a source: nothing is watched that wants a login or a mask"
            )
    return headers


def _listed(value: object) -> object:
    """One value where several may stand."""
    return [value] if isinstance(value, str) else value


Id = Annotated[str, AfterValidator(check_id)]
Line = Annotated[str, AfterValidator(_line)]
Language = Annotated[str, AfterValidator(_language)]
Address = Annotated[str, AfterValidator(_address)]
Host = Annotated[str, AfterValidator(_host)]
Pattern = Annotated[str, AfterValidator(_pattern)]
ElementSelector = Annotated[str, AfterValidator(_elements)]
Selectors = Annotated[tuple[Annotated[str, AfterValidator(_selector)], ...], BeforeValidator(_listed)]
Drops = Annotated[tuple[Annotated[str, AfterValidator(_dropped)], ...], BeforeValidator(_listed)]
Headers = Annotated[dict[str, str], AfterValidator(_header_pairs), Field(max_length=20)]
