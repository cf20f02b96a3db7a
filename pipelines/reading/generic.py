"""The reader of last resort: readability's body, the best heading, a visible date."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from itertools import islice, zip_longest

from lxml import etree
from parsel import Selector

from pipelines.alerting import LOCAL
from pipelines.han_model import is_han
from pipelines.reading.around import Around, above_body, around, below_date
from pipelines.reading.bylines import author
from pipelines.reading.headline import LONGEST, headline
from pipelines.reading.json_ld import Said
from pipelines.reading.lines import Line, lines_of
from pipelines.reading.main_text import LEAST_BODY, Told, main_text, prose_of_page
from pipelines.reading.markup import short_text
from pipelines.reading.origin import read_origin
from pipelines.reading.page_dates import date_in_text, day_apart, parse_published
from pipelines.reading.prose import prose
from pipelines.reading.script_state import state_date, state_origin, state_text

#: readability's scoring is far from linear on huge pages; beyond this the paragraphs alone are taken.
MOST_MARKUP = 1_500_000
#: A longer line with a date in it tells something else than when the article came out.
_LONGEST_DATED, _LONGEST_CLOCK = 200, 30
#: Readability's choice is doubted where the page has this many times its prose.
_FAR_MORE = 3
_MOST_TIMES = 10
_ENDED = re.compile("[。！？]$")
_texts = etree.XPath(".//text()")
_SCRIPT = re.compile(r"<(?P<name>script|style)\b", re.IGNORECASE)


def read_generic(page: Selector, markup: str, told: Told) -> Said:
    """The fields of a page of which nothing is known but what it says elsewhere that it is called."""
    told = replace(told, titles=(*told.titles, document_title(page)))
    lines = list(lines_of(page.root)) if len(markup) < MOST_MARKUP else []
    text = below_date(_body(page, markup, told, lines), lines)
    title = headline(above_body(lines, text), told.titles)
    near = around(lines, title, text)
    return Said(
        title=title,
        text=text or None,
        published_at=_with_clock(_dated(near), page) or _visible_date(page) or state_date(markup),
        outlet=read_origin(near, text) or state_origin(markup, title),
        author=author("\n".join(line.spaced for line in (*near.head, *near.over, *near.behind))),
    )


def document_title(page: Selector) -> str:
    """The title of the document, shortened; some pages have a second, of an error that was pasted into them."""
    return " ".join("".join(page.css("title::text").getall()[:1]).split())[:LONGEST]


def _dated(near: Around) -> datetime | None:
    """The first date between headline and body, else just over the headline, else just behind the body."""
    for lines in (near.head, near.over[::-1], near.behind):
        for line, below in zip_longest(lines, lines[1:]):
            # the time may stand in a line of its own below the day
            clock = below.spaced if below and len(below.text) < _LONGEST_CLOCK else ""
            if len(line.text) < _LONGEST_DATED and date_in_text(line.spaced):
                return date_in_text(f"{line.spaced} {clock}")
            if moment := day_apart(line.spaced) or day_apart(f"{line.spaced} {clock}"):
                return moment
    return None


def _with_clock(moment: datetime | None, page: Selector) -> datetime | None:
    """A day with the time at which a time element of the same day says it was."""
    if moment is None or moment.time() != time():
        return moment
    told = (parse_published(one) for one in page.css("time::attr(datetime)").getall()[:_MOST_TIMES])
    return next((one for one in told if one and one.astimezone(LOCAL).date() == moment.date()), moment)


def _visible_date(page: Selector) -> datetime | None:
    for node in page.css(
        'time, [class*="time"], [class*="date"], [id*="time"], [id*="date"], [class*="source"], [class*="info"]'
    )[:30]:
        text = node.attrib.get("datetime") or short_text(node.root, 200, " ")
        if len(text) < 200 and (moment := date_in_text(text)):
            return moment
    return None


def _body(page: Selector, markup: str, told: Told, lines: Sequence[Line]) -> str:
    if len(markup) >= MOST_MARKUP:
        return _paragraphs(page) or _stripped(markup)
    text = main_text(markup, told)
    if len(text) < LEAST_BODY and not _ENDED.search(text):
        text = prose_of_page(page.root, lines, told) or _paragraphs(page) or text
    elif sum(map(len, prose(lines))) >= _FAR_MORE * len(text):
        other = prose_of_page(page.root, lines, told)
        if len(other) >= _FAR_MORE * len(text):
            text = _nearer(text, other, headline(lines, told.titles), lines)
    # what a browser would put in place of little more than "loading"
    if len(text) < LEAST_BODY and len(state := state_text(markup)) >= 2 * len(text):
        text = state
    return text or _stripped(markup)


def _nearer(text: str, other: str, title: str | None, lines: Sequence[Line]) -> str:
    """Of two bodies the one that begins first below the headline; a brief stands before the teasers of other articles."""
    top = next((at for at, line in enumerate(lines) if line.text == title), 0)
    below = lines[top:]
    return other if len(above_body(below, other)) < len(above_body(below, text)) else text


def _paragraphs(page: Selector) -> str:
    """All paragraphs that read like prose, for pages that readability gives up on."""
    nested: set[etree._Element] = set()
    lines: list[str] = []
    for paragraph in page.root.iter("p"):  # a selector for each would take a kilobyte each
        if paragraph in nested:
            continue  # its text was read with the paragraph around it
        nested.update(islice(paragraph.iter("p"), 1, None))
        lines.append(" ".join("".join(_texts(paragraph)).split()))
    return "\n".join(
        line for line in lines if len(line) >= 8 and re.search("[，。,.]", line) and _is_prose(line)
    )


def _stripped(markup: str) -> str:
    """Prose between the tags of a page whose nesting no parser follows."""
    plain = "".join(_without_scripts(markup))
    lines = (html.unescape(line).strip() for line in re.split(r"<[^<>]{0,2000}>|\n", plain))
    return "\n".join(
        line for line in lines if len(line) >= 8 and re.search("[，。,.]", line) and _is_prose(line)
    )


def _without_scripts(markup: str) -> Iterator[str]:
    """Markup between scripts and styles; one that does not end ends nothing."""
    at = 0
    unclosed: set[str] = set()
    for opening in _SCRIPT.finditer(markup):
        name = opening["name"].lower()
        if opening.start() < at or name in unclosed:
            continue
        closing = re.compile(f"</{name}>", re.IGNORECASE).search(markup, opening.end())
        if closing is None:
            unclosed.add(name)
            continue
        yield markup[at : opening.start()]
        at = closing.end()
    yield markup[at:]


def _is_prose(line: str) -> bool:
    return sum(map(is_han, line)) * 3 > len(line) or len(line.split()) > 8
