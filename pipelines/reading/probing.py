"""One article read alone, to see what a source's pages give: no judgement, nothing stored."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines import encoding
from pipelines.health.block_pages import block_sign
from pipelines.reading.read import Unreadable, read
from pipelines.values import Page

_FIELDS = ("title", "text", "published_at", "outlet", "author")


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """What stands on a page: the charset, the fields that were found, who read the text; ``why`` where it failed.

    ``kept_back``: the page is one that keeps programs out. ``missed``: fields that the source's selectors missed.
    """

    charset: str | None = None
    filled: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    reader: str | None = None
    characters: int = 0
    kept_back: bool = False
    why: str = ""


def probe(page: Page) -> Probed:
    """What stands on a page."""
    decoded = encoding.decode(page.body, http_charset=page.http_charset)
    charset = decoded.charset.used
    if charset is None and page.body:
        return Probed(why=f"cannot be decoded: {decoded.charset.why}")
    if page.body and (sign := block_sign(decoded.text)):
        return Probed(charset=charset, kept_back=True, why=f"answers with {sign}")
    try:
        article = read(page, decoded)
    except Unreadable as problem:
        return Probed(charset=charset, why=str(problem))
    filled = tuple(name for name in _FIELDS if getattr(article, name))
    if article.published_basis == "fetch time":
        filled = tuple(name for name in filled if name != "published_at")
    return Probed(
        charset=charset,
        filled=filled,
        missed=article.missed,
        reader=article.reader,
        characters=len(article.text),
    )
