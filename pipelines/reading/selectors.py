"""What the selectors of a source find; tried in order.

CSS, XPath where they begin with ``//``, or paths into JSON (:mod:`pipelines.reading.json_paths`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cssselect import SelectorError
from parsel import Selector, SelectorList

from pipelines.reading.bylines import credits_in
from pipelines.reading.json_ld import Said
from pipelines.reading.json_paths import JsonOfPage, json_path
from pipelines.reading.markup import DROPPED, block_text, selector_of, text_of_html
from pipelines.reading.origin import origin
from pipelines.reading.page_dates import date_in_url, parse_published
from pipelines.reading.recent_dates import recent_date
from pipelines.values import Page, Selectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """What was found, and the fields whose selectors were declared and missed."""

    said: Said
    missed: tuple[str, ...] = ()


def read_selectors(page: Page, text: str, tree: Selector | None) -> Selected:
    """Every declared field; a miss is named, so that the article can be marked degraded.

    ``tree`` is None, and ``text`` the body, where that is JSON.
    """
    selectors = page.selectors
    json = JsonOfPage(text, tree)
    body = _text(tree, json, selectors)
    title = _line(tree, json, selectors.title)
    dates = (_date(line, page) for line in _lines(tree, json, selectors.published_at))
    published_at = next(filter(None, dates), None)
    outlet = _line(tree, json, selectors.outlet)
    author = _line(tree, json, selectors.author)
    found = {"text": body, "title": title, "published_at": published_at, "outlet": outlet, "author": author}
    missed = tuple(name for name, value in found.items() if getattr(selectors, name) and not value)
    named = (
        (origin(outlet) or outlet.removeprefix("来源：").removeprefix("來源：").strip()) if outlet else None
    )
    said = Said(
        title=title,
        text=body,
        published_at=published_at,
        outlet=named if named and len(named) <= 30 else None,
        author=(credits_in(author).author or author) if author else None,
    )
    return Selected(said=said, missed=missed)


def without(page: Selector, drop: tuple[str, ...]) -> Selector:
    """The page, when the elements that a source leaves out have been taken out of it."""
    for query in drop:
        for node in page.css(query):
            node.drop()
    return page


def _select(tree: Selector | None, query: str) -> SelectorList[Selector]:
    if tree is None:
        return SelectorList([])
    try:
        return tree.xpath(query) if query.startswith(("//", "(//")) else tree.css(query)
    except (ValueError, SelectorError):
        return SelectorList([])


def _date(line: str, page: Page) -> datetime | None:
    if (moment := parse_published(line)) or page.fetched_at is None:
        return moment
    return recent_date(line, reference=page.fetched_at, near=date_in_url(page.url))


def _line(tree: Selector | None, json: JsonOfPage, queries: tuple[str, ...]) -> str | None:
    return next(_lines(tree, json, queries), None)


def _lines(tree: Selector | None, json: JsonOfPage, queries: tuple[str, ...]) -> Iterator[str]:
    for query in queries:
        if path := json_path(query):
            found = [text_of_html(string) for string in json.strings(path)[:3]]
        else:
            found = [block_text(node) for node in _select(tree, query)[:3]]
        for text in found:
            if line := " ".join(text.split()):
                yield line


def _text(tree: Selector | None, json: JsonOfPage, selectors: Selectors) -> str | None:
    for query in selectors.text:
        if path := json_path(query):
            pieces = [_of_html(string, selectors.drop) for string in json.strings(path)]
        else:
            pieces = [block_text(node) for node in _select(tree, query)[:20]]
        text = "\n".join(filter(None, pieces))
        if len(text) >= 20:
            return text
    return None


def _of_html(string: str, drop: tuple[str, ...]) -> str:
    """The text of a string of JSON, read as any page where it is HTML."""
    if "<" not in string:
        return text_of_html(string)
    return block_text(without(selector_of(f"<div>{string}</div>"), (DROPPED, *drop)))
