"""Who says it: 来源, 责编, 记者 lines of a page."""

from __future__ import annotations

import re

_SOURCE = re.compile(
    r"(?:来源|來源|稿源|信息来源|文章来源|新闻来源|消息来源|转自|出处)\s*[：:]\s*(?P<name>[^\s|｜，,；;（()）<>【】]{2,24})"
)
_AUTHOR = re.compile(
    r"(?:作者|记者|記者|撰文|文)\s*[：:／/｜|]\s*(?P<name>[一-鿿·A-Za-z ]{2,20}?)(?=$|[\s|｜，,；;（()）]|来源|责编|编辑|摄)",
    re.MULTILINE,
)


def origin(text: str) -> str | None:
    """The outlet that a stretch of page text names as the origin."""
    match = _SOURCE.search(text)
    if not match:
        return None
    name = match["name"].strip("：:“”\"' ")
    return name if len(name) >= 2 and not re.search(r"图片|照片|\d{4}", name) else None


def author(text: str) -> str | None:
    """The author that a byline names."""
    match = _AUTHOR.search(text)
    return match["name"].strip() or None if match else None
