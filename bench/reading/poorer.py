"""Pages with poorer markup: the same articles as outlets would send them that give no names, headings or paragraphs.

A reader that only knows the layouts of its tuning half falls here, since names of classes and tags tell it nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Callable


def _nameless(markup: str) -> str:
    return re.sub(r"""\s(?:class|id)\s*=\s*(?:"[^"]*"|'[^']*')""", "", markup)


def _without_meta(markup: str) -> str:
    without = re.sub(r"(?s)<script[^>]*ld\+json.*?</script>", "", markup)
    return re.sub(r"<meta[^>]*(?:property|name|itemprop)=[^>]*>", "", without)


def _without_headings(markup: str) -> str:
    return re.sub(r"<(/?)h[1-3]\b", r"<\1div", markup)


def _without_paragraphs(markup: str) -> str:
    return re.sub(r"<(/?)p\b(?=[\s>])", r"<\1div", markup)


def _of_breaks(markup: str) -> str:
    return re.sub(r"<p\b[^>]*>|</p>", "<br>", markup)


def _of_divs(markup: str) -> str:
    return _nameless(_without_meta(_without_headings(_without_paragraphs(markup))))


#: What is taken from the markup, by name.
POORER: dict[str, Callable[[str], str]] = {
    "no names of classes": _nameless,
    "no meta, no JSON-LD": _without_meta,
    "no headings": _without_headings,
    "div for p": _without_paragraphs,
    "br for p": _of_breaks,
    "all but br": _of_divs,
}
