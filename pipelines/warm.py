"""Reads every lexicon once, so that the first page of a process is as quick as the others."""

from __future__ import annotations

from datetime import UTC, datetime

from pipelines import decide
from pipelines.values import Page

# one invented page through every stage, in each script and charset
_TEXT = (
    "6月21日，星洲量子科技有限公司与远屿新材研究院在河套(tào)深港科技创新合作区签署合作协议，论坛同日举行。"
)


def warm_up() -> None:
    """Decide one invented page and forget it."""
    for codec in ("utf-8", "gb18030", "big5hkscs"):
        body = f"<html><body><h1>河套</h1><p>{_TEXT}</p></body></html>".encode(codec, "xmlcharrefreplace")
        decide.decide(
            Page(url="https://page.example/", body=body, fetched_at=datetime(2026, 6, 22, tzinfo=UTC))
        )
