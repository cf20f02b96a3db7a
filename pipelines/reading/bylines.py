"""Who says it: 责编, 记者 lines of a page."""

from __future__ import annotations

import re

_AUTHOR = re.compile(
    r"(?:作者|记者|記者|撰文|文)\s*[：:／/｜|]\s*(?P<name>[一-鿿·A-Za-z ]{2,20}?)(?=$|[\s|｜，,；;（()）]|来源|责编|编辑|摄)",
    re.MULTILINE,
)


def author(text: str) -> str | None:
    """The author that a byline names."""
    match = _AUTHOR.search(text)
    return match["name"].strip() or None if match else None
