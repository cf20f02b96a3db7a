"""What the selectors of a source find. CSS, or XPath where they begin with ``//``; tried in order."""

from __future__ import annotations

from dataclasses import dataclass

from cssselect import SelectorError
from parsel import Selector, SelectorList

from pipelines.reading.bylines import origin
from pipelines.reading.json_ld import Said
from pipelines.reading.markup import block_text
from pipelines.reading.page_dates import parse_published
from pipelines.values import Selectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """What was found, and the fields whose selectors were declared and missed."""

    said: Said
    missed: tuple[str, ...] = ()


def read_selectors(page: Selector, selectors: Selectors) -> Selected:
    """Every declared field; a miss is named, so that the article can be marked degraded."""
    text = _text(page, selectors.text)
    title = _line(page, selectors.title)
    date_text = _line(page, selectors.published_at)
    published_at = parse_published(date_text) if date_text else None
    outlet = _line(page, selectors.outlet)
    author = _line(page, selectors.author)
    found = {"text": text, "title": title, "published_at": published_at, "outlet": outlet, "author": author}
    missed = tuple(name for name, value in found.items() if getattr(selectors, name) and not value)
    named = (
        (origin(outlet) or outlet.removeprefix("来源：").removeprefix("來源：").strip()) if outlet else None
    )
    said = Said(
        title=title,
        text=text,
        published_at=published_at,
        outlet=named if named and len(named) <= 30 else None,
        author=author,
    )
    return Selected(said=said, missed=missed)


def _select(page: Selector, query: str) -> SelectorList[Selector]:
    try:
        return page.xpath(query) if query.startswith(("//", "(//")) else page.css(query)
    except (ValueError, SelectorError):
        return SelectorList([])


def _line(page: Selector, queries: tuple[str, ...]) -> str | None:
    for query in queries:
        for node in _select(page, query)[:3]:
            text = " ".join(block_text(node).split())
            if text:
                return text
    return None


def _text(page: Selector, queries: tuple[str, ...]) -> str | None:
    for query in queries:
        text = "\n".join(filter(None, (block_text(node) for node in _select(page, query)[:20])))
        if len(text) >= 20:
            return text
    return None
