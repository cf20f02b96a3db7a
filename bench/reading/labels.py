"""What a labelled page says: body, title, date and origin, taken from the page itself by XPath.

``labels.jsonl`` holds no text of a page. Each line names a page of the corpus (``path``, ``sha256``), its ``site`` and
``half`` (a site stands in one half only), and where things stand on it:

* ``body``: XPaths of the elements of the article's body; ``without``: XPaths below them of what a reader would not call
  the body (captions, lines of editors and origin, the title that it had elsewhere, related links, page numbers)
* ``title``: the XPath of the headline; ``title_without``: a pattern that is cut from it
* ``published_at``: as a reader sees it, a day or a moment; ``origin``: the outlet that the page names as the origin, null
  where it names none, absent where people would not agree
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from pipelines import encoding
from pipelines.reading.markup import selector_of

LABELS = Path(__file__).parent / "labels.jsonl"
_SILENT = "self::script or self::style or self::noscript or self::template or self::iframe or self::select"
#: The origin of a page on which people would not agree.
UNJUDGED = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A page with what it says."""

    path: str
    site: str
    half: str
    body: bytes
    decoded: str
    text: str
    title: str
    published_on: date
    origin: str | None


def load(corpus: Path, half: str | None = None) -> list[Labelled]:
    """The labelled pages of a half, or all.

    Raises:
        ValueError: a page is not the one that was labelled.
    """
    rows = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    return [_labelled(corpus, row) for row in rows if half in (None, row["half"])]


def _labelled(corpus: Path, row: dict[str, Any]) -> Labelled:
    body = (corpus / row["path"]).read_bytes()
    if hashlib.sha256(body).hexdigest() != row["sha256"]:
        raise ValueError(
            f"{row['path']} is another page than the one that was labelled: take the same corpus"
        )
    decoded = encoding.decode(body).text
    root = selector_of(decoded).root
    title = "".join(_text(found) for found in root.xpath(row["title"]))
    return Labelled(
        path=row["path"],
        site=row["site"],
        half=row["half"],
        body=body,
        decoded=decoded,
        title=" ".join(re.sub(row.get("title_without", r"(?!)"), "", title.strip()).split()),
        text=_body(root, row),
        published_on=datetime.fromisoformat(row["published_at"]).date(),
        origin=row.get("origin", UNJUDGED),
    )


def _body(root: etree._Element, row: dict[str, Any]) -> str:
    bodies = [element for path in row["body"] for element in root.xpath(path)]
    if not bodies:
        raise ValueError(f"{row['path']}: no element of the body is found")
    for element in bodies:
        for path in (*row["without"], f".//*[{_SILENT}]"):
            for found in element.xpath(path):
                _empty(found)
    return "\n".join(_text(element) for element in bodies)


def _empty(found: Any) -> None:
    """Take the text of an element away, or one text of its parent."""
    if isinstance(found, str):
        parent = found.getparent()  # type: ignore[attr-defined]  # lxml's strings know where they stood
        if found.is_tail:  # type: ignore[attr-defined]
            parent.tail = None
        else:
            parent.text = None
        return
    for child in list(found):
        found.remove(child)
    found.text = None


def _text(found: Any) -> str:
    return str(found) if isinstance(found, str) else "".join(found.itertext())
