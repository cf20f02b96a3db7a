"""A page to an article, field by field, by the first reader that has an answer.

The order is JSON-LD, meta, the source's selectors, the generic reader; for the body the source's selectors come
first, since they were written for it, and what the feed or search said fills the gaps. The article records who
answered. A selector that misses falls through and marks the article degraded. Of a body that is JSON nobody but the
source's selectors can tell which string is the article.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lxml import etree
from parsel import Selector

from pipelines.alerting import LOCAL
from pipelines.encoding import decode
from pipelines.extraction.document import dateline_day
from pipelines.folding import fold
from pipelines.reading.bylines import credits_in
from pipelines.reading.captions import captions_of, parted
from pipelines.reading.cards import drop_cards
from pipelines.reading.generic import read_generic
from pipelines.reading.headline import headline
from pipelines.reading.json_ld import Said, read_json_ld
from pipelines.reading.json_paths import is_json
from pipelines.reading.lines import lines_of
from pipelines.reading.machine_text import machine_lines, without_summary
from pipelines.reading.main_text import Told
from pipelines.reading.markup import (
    DROPPED,
    block_text,
    cleaned,
    looks_like_markup,
    selector_of,
    short_text,
)
from pipelines.reading.meta import read_meta
from pipelines.reading.page_dates import date_in_url
from pipelines.reading.parts import is_listing, joined, next_part, pager_links
from pipelines.reading.recent_dates import recent_date_of
from pipelines.reading.selectors import read_selectors, without
from pipelines.values import Article, Decoded, Discovered, FieldBasis, Page

#: A form for searching or writing says less than a page does.
_LEAST_PAGE = 400
#: No headline is longer.
_LONGEST_TITLE = 500
_DATE_BASIS = {
    "json-ld": "json-ld",
    "meta": "meta",
    "selector": "visible",
    "generic": "visible",
    "hint": "feed",
}
#: A dateline that is further from the page's date contradicts it.
_CONTRADICTS = timedelta(days=3)
_CLOCKS_DIFFER, _NEXT_EDITION = timedelta(minutes=10), timedelta(days=2)


class Unreadable(ValueError):
    """A page that holds no article; the message says what it holds instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """What stands on a page beside the text of its article.

    ``text``: all text, in which credits may stand; ``captions`` and ``machine``: lines that are no running text.
    """

    text: str = ""
    captions: frozenset[str] = frozenset()
    machine: frozenset[str] = frozenset()


def read(page: Page, decoded: Decoded) -> Article:
    """The article of a page and its parts, not yet repaired.

    Raises:
        Unreadable: the body is empty, or nothing on it reads like an article.
    """
    first = _read_one(page, decoded, (page.url,))
    others: list[Article] = []
    broken_off = page.broken_off
    for number in range(len(page.parts)):
        try:
            others.append(_read_part(page, number))
        except Unreadable:
            broken_off = True
    whole = joined(first, others, titles=_titles(page, decoded, first)) if others else first
    return replace(whole, missed=(*first.missed, "parts")) if broken_off else whole


def _titles(page: Page, decoded: Decoded, first: Article) -> tuple[str, ...]:
    """What the article is called by the outlet's feed and by its own page."""
    with contextlib.suppress(Unreadable):
        own = _read_one(replace(page, hint=None), decoded, (page.url,))
        return tuple(filter(None, (first.title, own.title)))
    return (first.title,) if first.title else ()


def following(page: Page) -> str | None:
    """The address of the part behind the last one that a page has; None where there is none."""
    try:
        return _read_part(page, len(page.parts) - 1).next_part
    except Unreadable:
        return None


def _read_part(page: Page, number: int) -> Article:
    part = page.parts[number]
    alone = replace(page, url=part.url, body=part.body, http_charset=part.http_charset, hint=None, parts=())
    urls = (page.url, *(one.url for one in page.parts[: number + 1]))
    return _read_one(alone, decode(part.body, http_charset=part.http_charset), urls)


def _read_one(page: Page, decoded: Decoded, urls: tuple[str, ...]) -> Article:
    """One page alone; ``urls`` are those of its article up to it."""
    text = decoded.text
    hint = page.hint
    if not text.strip():
        if hint and hint.text and hint.text_is_full:
            return _article(page, [("hint", _hinted(hint))])
        raise Unreadable("the body is empty")
    if is_json(text):
        return _of_json(page, text)
    if not looks_like_markup(text):
        return _plain(page, text)
    text = cleaned(text)
    tree = selector_of(text)
    links = pager_links(tree, page.url)
    beside = _Beside(captions=captions_of(tree), machine=machine_lines(tree, text))
    selected = read_selectors(page, text, without(tree, page.selectors.drop))
    answers = [("json-ld", read_json_ld(tree)), ("meta", read_meta(tree)), ("selector", selected.said)]
    titles = [said.title for _, said in answers if said.title]
    if hint and hint.title:
        titles.append(hint.title)
    if all(any(getattr(said, f) for _, said in answers) for f in ("title", "text", "published_at", "outlet")):
        title = headline(list(lines_of(tree.root)), titles)
    else:
        _drop_chrome(tree)
        drop_cards(tree.root)
        guessed = read_generic(tree, text, Told(titles=tuple(titles), captions=beside.captions))
        if guessed.published_at is None and page.fetched_at and not (hint and hint.published_at):
            seen = recent_date_of(tree, reference=page.fetched_at, near=date_in_url(page.url))
            guessed = replace(guessed, published_at=seen)
        title = guessed.title
        answers.append(("generic", guessed))
    if hint:
        answers.append(("hint", _hinted(hint)))
    answers = [(reader, replace(said, title=said.title and title)) for reader, said in answers]
    article = _article(page, answers, missed=selected.missed, beside=replace(beside, text=block_text(tree)))
    if not article.text.strip():
        raise Unreadable(f"no article on the page (title: {article.title or '-'})")
    onward = next_part(links, urls)
    if onward and not is_listing(tree, article.text):
        article = replace(article, next_part=onward)
    return article


def _drop_chrome(tree: Selector) -> None:
    """Take away what holds no article; the whole page of some systems stands in one form, which stays."""
    for node in tree.css(DROPPED):
        if node.root.tag != "form" or not _holds_page(node.root):
            node.drop()


def _holds_page(form: etree._Element) -> bool:
    return (
        form.find(".//p") is not None or len("".join(short_text(form, _LEAST_PAGE).split())) > _LEAST_PAGE / 2
    )


def _of_json(page: Page, text: str) -> Article:
    selected = read_selectors(page, text, None)
    answers = [("selector", selected.said)]
    if page.hint:
        answers.append(("hint", _hinted(page.hint)))
    article = _article(page, answers, missed=selected.missed)
    if not article.text.strip():
        raise Unreadable("the body is JSON, and no selector of the source (json:…) leads to a text in it")
    return article


def _hinted(hint: Discovered) -> Said:
    return Said(
        title=hint.title,
        text=hint.text,
        published_at=hint.published_at,
        outlet=hint.outlet,
        author=hint.author,
    )


def _plain(page: Page, text: str) -> Article:
    """Text without markup stays as it is."""
    given = _hinted(page.hint) if page.hint else Said()
    return Article(
        url=page.url,
        title=given.title,
        text=text.replace("\r\n", "\n"),
        published_at=given.published_at,
        published_basis="feed" if given.published_at else None,
        outlet=given.outlet or page.publisher,
        read_by=(FieldBasis(field="text", reader="plain"),),
    )


def _article(
    page: Page,
    answers: list[tuple[str, Said]],
    *,
    missed: tuple[str, ...] = (),
    beside: _Beside | None = None,
) -> Article:
    """The article of what the readers said."""
    beside = beside or _Beside()
    chosen = _chosen(page, answers)
    title = str(chosen["title"][1]) if chosen["title"][1] else None
    text = without_summary(str(chosen["text"][1] or "").strip(), title=title, machine=beside.machine)
    text, captions = parted(text, beside.captions)
    own, elsewhere = credits_in(text), credits_in(beside.text)
    # a printed byline outranks the machine's, which often names the house or who typed it in
    printed = Said(author=own.author or elsewhere.author)
    chosen["author"] = _first("author", sorted([*answers, ("generic", printed)], key=_author_rank))
    moment, basis = _published(page, chosen["published_at"], text)
    return Article(
        url=page.url,
        title=" ".join(title.split())[:_LONGEST_TITLE] if title else None,
        text=text,
        published_at=moment,
        published_basis=basis,
        outlet=str(chosen["outlet"][1]) if chosen["outlet"][1] else page.publisher,
        author=str(chosen["author"][1]) if chosen["author"][1] else None,
        editor=own.editor or elsewhere.editor,
        captions=captions,
        read_by=tuple(FieldBasis(field=f, reader=r) for f, (r, _) in chosen.items() if r),
        missed=missed,
    )


def _chosen(page: Page, answers: list[tuple[str, Said]]) -> dict[str, tuple[str | None, object]]:
    """Of each field the reader that is believed, and what it said."""
    # the body that was selected on purpose outranks a machine copy of it
    for_text = sorted(answers, key=lambda a: a[0] != "selector")
    # the feed's title and origin are written by the outlet; a guessed heading is not
    for_title = sorted(answers, key=lambda a: a[0] == "generic")
    # what the page shows beside the article outranks what its head says of all pages alike
    ranks = ("selector", "generic", "meta", "hint", "json-ld")
    for_outlet = sorted(answers, key=lambda a: ranks.index(a[0]))
    believed = [(reader, _believed(said, page.fetched_at)) for reader, said in answers]
    return {
        "title": _first("title", for_title),
        "text": _first("text", for_text),
        "published_at": _first("published_at", believed),
        "outlet": _first("outlet", for_outlet),
    }


def _first(field: str, order: list[tuple[str, Said]]) -> tuple[str | None, object]:
    return next(((reader, value) for reader, said in order if (value := getattr(said, field))), (None, None))


def _author_rank(answer: tuple[str, Said]) -> int:
    return {"selector": 0, "generic": 1, "meta": 3}.get(answer[0], 2)


def _believed(said: Said, fetched_at: datetime | None) -> Said:
    """What a reader said without a date that cannot be: nothing is read before it is published.

    A local time that is labelled as UTC lies up to eight hours ahead. Papers date their next morning's edition.
    """
    moment = said.published_at
    if moment is None or fetched_at is None or moment <= fetched_at + _CLOCKS_DIFFER:
        return said
    if (
        moment.utcoffset() == timedelta(0)
        and (local := moment.replace(tzinfo=LOCAL)) <= fetched_at + _CLOCKS_DIFFER
    ):
        return replace(said, published_at=local)
    return said if moment <= fetched_at + _NEXT_EDITION else replace(said, published_at=None)


def _published(
    page: Page, answer: tuple[str | None, object], text: str
) -> tuple[datetime | None, str | None]:
    """The publication time with its basis; a dateline that contradicts the page outranks it."""
    reader, value = answer
    moment = value if isinstance(value, datetime) else None
    basis = _DATE_BASIS.get(reader or "")
    if moment is None and (
        moment := _believed(Said(published_at=date_in_url(page.url)), page.fetched_at).published_at
    ):
        basis = "url"
    if moment is None:
        return None, None
    told = dateline_day(fold(text[:120]).text, moment.astimezone(LOCAL).date())
    if told is not None and moment.astimezone(LOCAL).date() - told > _CONTRADICTS:
        return datetime(told.year, told.month, told.day, tzinfo=LOCAL), "dateline"
    return moment, basis
