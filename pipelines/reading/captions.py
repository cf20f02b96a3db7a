"""Captions of pictures, set apart from the running text: a caption shows an old signing as readily as a new one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from parsel import Selector

from pipelines.extraction.zones import is_caption
from pipelines.folding import fold
from pipelines.reading.markup import short_text, text_below

#: What is longer stands under a picture, but tells the story.
_LONGEST = 300
#: No caption is without one of these.
_SIGN = re.compile(r"[图圖摄攝照▲△↑↓]|photo|caption|picture|image", re.IGNORECASE)
#: What layouts call the place of a caption.
_NAMED = re.compile(r"caption|(?:img|image|pic|photo)[-_]?(?:desc|txt|text|note|title)", re.IGNORECASE)
#: Pictures of a page that are looked at, and how far up the element stands that the caption follows; elements of a caption.
_MOST_PICTURES, _MOST_UP, _MOST_ELEMENTS = 200, 3, 60


def captions_of(tree: Selector) -> frozenset[str]:
    """The lines of a page that stand as captions: figcaption, and what is at a picture and called or reads so."""
    found: set[str] = set()
    for element in islice(tree.root.iter("figcaption"), _MOST_PICTURES):
        if len(short_text(element, _LONGEST + 1)) <= _LONGEST:
            found.update(_lines(element))
    for picture in islice(tree.root.iter("img"), _MOST_PICTURES):
        for element in _beside(picture):
            text = short_text(element, _LONGEST + 1)
            named = bool(_NAMED.search(element.get("class") or ""))
            if len(text) <= _LONGEST and (named or _SIGN.search(text)):
                found.update(line for line in _lines(element) if named or is_caption(fold(line).text))
    return frozenset(found)


def parted(text: str, captions: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """The running text, and its captions in order; a photo report is made of captions, and keeps them."""
    if not captions:
        return text, ()
    lines = text.split("\n")
    apart = tuple(line for line in lines if line.strip() in captions)
    rest = [line for line in lines if line.strip() not in captions]
    if len("".join(rest)) <= len("".join(apart)):
        return text, ()
    return "\n".join(rest), apart


def _beside(picture: etree._Element) -> Iterator[etree._Element]:
    """The elements around a picture that hold no other text, and what follows each of them."""
    element = picture
    for _ in range(_MOST_UP):
        following = element.getnext()
        if following is not None and isinstance(following.tag, str):
            yield following
        element = element.getparent()
        if element is None or element.tag in ("body", "article"):
            return
        yield element


def _lines(element: etree._Element) -> list[str]:
    if next(islice(element.iter(), _MOST_ELEMENTS, None), None) is not None:
        return []
    return [line for line in text_below(element).split("\n") if line]
