"""A text prepared for extraction: folded, cut into sentences with their zones, with its day of reference."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from pipelines.alerting import LOCAL
from pipelines.extraction.sentences import ENDS, cut
from pipelines.extraction.spacing import closed_up
from pipelines.extraction.zones import is_disclaimer, is_summary, sentence_zone, zones_of
from pipelines.folding import Folded, fold
from pipelines.values import Article

# 中新社香港4月18日电 / 新华社深圳12月22日电 / （深圳讯） at the very beginning.
_DATELINE = re.compile(
    r"^\s*[（(【\[]?(?:新华社|中新社|中新网|中评社|中通社|央视网|人民网|[^\s，。（）]{2,8}[报社网台])?"
    r"[一-鿿]{0,14}?(?:(?P<year>20\d\d)年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:[综专]?[合]?)(?:电|讯|消息|报道)"
)
# SHENZHEN， Dec. 22 （Xinhua） —
_ENGLISH_DATELINE = re.compile(
    r"^\s*[A-Z][A-Za-z .，-]{1,40}?[，,] ?(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? "
    r"(?P<day>\d{1,2})(?:[，,] ?(?P<year>20\d\d))? ?[（(—–-]"
)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
# 本文首发于2024年6月12日: said at the head or the foot of what is put out again.
_FIRST_OUT = re.compile(
    r"(?:本文|原文|此文|文章|本报道|原载|首发|转载)[^。\n]{0,12}?(?:原载|首发|首刊|刊载|刊发|刊登|发表|发布)(?:于|日期|时间|在)[^。\n]{0,20}?(?P<year>20\d\d)年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?"
    r"|(?:原载|首发|首刊|原刊|首播)于?[^。\n]{0,20}?(?P<year2>20\d\d)年(?P<month2>\d{1,2})月(?:(?P<day2>\d{1,2})日)?"
)
#: Where a dateline may stand.
_HEAD, _HEAD_LINES = 600, 4
#: A story older than this against the page's own date was put on line again.
STALE = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Folded ``[start, end)`` of one whole sentence, the end mark included, and where it stands."""

    start: int
    end: int
    zone: str  # dateline, lead, body, caption, related_links, credits, ai_summary
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceDate:
    """The local day that relative and yearless dates refer to. ``stale``: an old story on line again."""

    day: date | None
    basis: str
    stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A folded text with its sentences."""

    folded: Folded = field(repr=False)
    title: str | None
    reference: date | None
    sentences: tuple[Sentence, ...] = field(repr=False)

    @property
    def text(self) -> str:
        """The folded text; all offsets of mentions are offsets in it."""
        return self.folded.text


def read_document(text: str, *, title: str | None, reference: date | None) -> Document:
    """Prepare a text; ``title`` is folded too."""
    folded = closed_up(fold(text))
    return Document(
        folded=folded,
        title=fold(title).text if title else None,
        reference=reference,
        sentences=_sentences(folded.text),
    )


def sentence_at(document: Document, offset: int) -> Sentence | None:
    """The sentence that holds a folded offset; None between sentences."""
    index = bisect_right(document.sentences, offset, key=lambda s: s.start) - 1
    if index < 0 or document.sentences[index].end <= offset:
        return None
    return document.sentences[index]


def _sentences(text: str) -> tuple[Sentence, ...]:
    sentences: list[Sentence] = []
    lines = text.split("\n")
    offset = 0
    for number, (line, zone) in enumerate(zip(lines, zones_of(lines), strict=True)):
        for (start, end), where in _placed(line, zone):
            sentences.append(Sentence(start=offset + start, end=offset + end, zone=where, paragraph=number))
        offset += len(line) + 1
    return tuple(_with_lead(sentences, text))


def _placed(line: str, zone: str) -> Iterator[tuple[tuple[int, int], str]]:
    """The sentences of a line with their zones. A summary without a break behind it ends with its disclaimer."""
    pieces = cut(line)
    words = [line[a:b] for a, b in pieces]
    last = len(pieces)
    if zone == "ai_summary":
        opens = next((i for i, w in enumerate(words) if is_summary(w)), 0)
        closes = [i for i, w in enumerate(words) if i >= opens and is_disclaimer(w)]
        last = closes[0] + 1 if closes else last
    for index, (piece, said) in enumerate(zip(pieces, words, strict=True)):
        inside = zone != "ai_summary" or index < last
        yield piece, sentence_zone(said, zone if inside else "body")


def _with_lead(sentences: list[Sentence], text: str) -> list[Sentence]:
    """The first two full sentences of the body are its lead; headings (no end mark) are not."""
    lead = 0
    for index, sentence in enumerate(sentences):
        if lead >= 2:
            break
        if sentence.zone == "body" and text[sentence.end - 1 : sentence.end] in (*ENDS, "”", "."):
            sentences[index] = replace(sentence, zone="lead")
            lead += 1
    return sentences


def dateline_day(text: str, page_day: date | None) -> date | None:
    """The day of a dateline at the head of a folded text: the most recent not after the page's day."""
    if page_day is None:
        return None
    match = _DATELINE.match(text[:60])
    month = int(match["month"]) if match and match["month"] else None
    if match is None:
        match = _ENGLISH_DATELINE.match(text[:80])
        month = _MONTHS.index(match["month"]) + 1 if match else None
    if match is None:
        return None
    day = int(match["day"])
    if match["year"] and month:
        return _valid(int(match["year"]), month, day)
    for back in range(14):
        index = page_day.year * 12 + page_day.month - 1 - back
        if month and month != index % 12 + 1:
            continue
        found = _valid(index // 12, index % 12 + 1, day)
        if found is not None and found <= page_day + timedelta(days=1):
            return found
    return None


def first_out_day(text: str) -> date | None:
    """The day on which a text says that it was published first, at its head or its foot."""
    match = _FIRST_OUT.search(text[:300]) or _FIRST_OUT.search(text[-300:])
    if match is None:
        return None
    year, month, day = (match[name] or match[f"{name}2"] for name in ("year", "month", "day"))
    return _valid(int(year), int(month), int(day or 1))


def _head(text: str) -> list[str]:
    """The beginning, and those of the next lines: an editor's note may stand above the dateline."""
    lines = text[:_HEAD].split("\n")[:_HEAD_LINES]
    return [text[:120], *[line[:120] for line in lines[1:] if line.strip()]]


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


#: Days that a page can have been published on; what lies outside was misread, and has no day before or behind it.
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def reference_date(article: Article, fetched_at: datetime | None) -> ReferenceDate:
    """The day of an article: its dateline where that contradicts the page, else page, else fetch."""
    moment = article.published_at or fetched_at
    if moment is None:
        return ReferenceDate(day=None, basis="none")
    page_day = moment.astimezone(LOCAL).date()
    if not _FIRST_YEAR <= page_day.year <= _LAST_YEAR:
        return ReferenceDate(day=None, basis="none")  # a page's date of year 1 or 9999 is none
    basis = article.published_basis or ("given" if article.published_at else "fetch time")
    told = next(
        (day for line in _head(article.text) if (day := dateline_day(fold(line).text, page_day))), None
    )
    told = told or first_out_day(fold(f"{article.text[:300]}\n{article.text[-300:]}").text)
    if told is not None and abs((page_day - told).days) > 3:
        return ReferenceDate(day=told, basis="dateline", stale=page_day - told > STALE)
    return ReferenceDate(day=page_day, basis=basis)
