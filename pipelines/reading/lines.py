"""A page as the lines that a reader sees, with the elements that they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipelines.reading.markup import BLOCKS, SILENT

#: No page of an article has more lines, and no line more pieces.
MOST_LINES, _MOST_PIECES = 20_000, 200
_UNSEEN = SILENT | {"head", "title", "textarea"}
_BLANKS = re.compile(r"[\s\xa0\u3000]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a page. ``pieces``: its texts with the elements around them; ``linked``: characters in links."""

    text: str
    pieces: tuple[tuple[str, etree._Element], ...]
    linked: int

    @property
    def spaced(self) -> str:
        """The text with blanks between pieces: "2019-10-05" and "16:24" in two spans are two words."""
        return " ".join(text for text, _ in self.pieces)


def lines_of(root: etree._Element) -> Iterator[Line]:
    """The lines below an element, at most :data:`MOST_LINES`, in time linear in the elements."""
    found = 0
    whole: list[str] = []
    pieces: list[tuple[str, etree._Element]] = []
    linked = in_links = 0
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if skipped is not None:
            if event != "end" or element is not skipped:
                continue
            skipped = None
        elif event == "start" and tag in _UNSEEN:
            skipped = element
            continue
        if tag in BLOCKS and whole:
            if line := _line(whole, pieces, linked):
                yield line
                found += 1
                if found >= MOST_LINES:
                    return
            whole, pieces, linked = [], [], 0
        if tag == "a":
            in_links += 1 if event == "start" else -1
        text = element.text if event == "start" else element.tail if element is not root else None
        if text:
            whole.append(text)
            words = _BLANKS.sub(" ", text).strip()
            if words and len(pieces) < _MOST_PIECES:
                pieces.append((words, element if event == "start" else element.getparent()))
                linked += len(words) if in_links else 0
    if line := _line(whole, pieces, linked):
        yield line


def _line(whole: list[str], pieces: list[tuple[str, etree._Element]], linked: int) -> Line | None:
    text = _BLANKS.sub(" ", "".join(whole)).strip()
    return Line(text=text, pieces=tuple(pieces), linked=linked) if text else None
