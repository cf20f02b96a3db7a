"""A text prepared for extraction: folded, cut into sentences with their zones, with its day of reference."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from pipelines.alerting import LOCAL
from pipelines.folding import Folded, fold
from pipelines.values import Article

#: Rules look at a sentence as a whole, some of them at each pair of its words. Of 34,500 sentences of real pages
#: the longest had 962 characters.
LONGEST_SENTENCE = 1000
_OPENING, _CLOSING = "“‘《（【", "”’》）】"
_ENDS = "。！？"
# 中新社香港4月18日电 / 新华社深圳12月22日电 / （深圳讯） at the very beginning.
_DATELINE = re.compile(
    r"^\s*[（(【]?(?:新华社|中新社|中新网|中评社|中通社|央视网|人民网|[^\s，。（）]{2,8}[报社网台])?"
    r"[一-鿿]{0,8}?(?:(?P<year>20\d\d)年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:电|讯|消息)"
)
_CAPTION = re.compile(
    r"(?:图片来源|图源|供图|[／/]?摄(?:影)?$|资料图|^图[为：]|^图片?说明|^▲|^△|实景(?:图|。|$)|效果图|航拍图|[（(]图[）)])"
)
_CREDITS = re.compile(
    r"^\s*(?:[（(\[【]\s*)?(?:责任?编辑?|编辑|来源|稿源|作者|记者|通讯员|文/|文｜|校对|审核|监制|统筹|编审|校审|出品)\s*[：:/｜]"
)
_RELATED = re.compile(
    r"^\s*[【\[]?(?:相关(?:阅读|新闻|报道|链接)|延伸阅读|推荐阅读|更多新闻|热门推荐|往期回顾|阅读更多)"
)
_AI = re.compile(r"(?:以下|以上)?内容由AI(?:自动)?生成|AI视界|AI摘要|智能摘要|AI导读")
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
    folded = fold(text)
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
    offset = 0
    behind = ai = False
    for number, line in enumerate(text.split("\n")):
        zone = _zone(line)
        behind = behind or zone == "related_links"
        ai = (ai or bool(_AI.search(line))) and bool(line.strip()) and (ai is False or len(line) > 0)
        if behind:
            zone = "related_links"
        elif _AI.search(line):
            zone = "ai_summary"
        for start, end in _cut(line):
            sentences.append(Sentence(start=offset + start, end=offset + end, zone=zone, paragraph=number))
        offset += len(line) + 1
    return tuple(_with_lead(sentences, text))


def _zone(line: str) -> str:
    if _RELATED.match(line):
        return "related_links"
    if _CREDITS.match(line) and len(line) < 60:
        return "credits"
    if _CAPTION.search(line.strip()) and len(line) < 60:
        return "caption"
    return "body"


def _with_lead(sentences: list[Sentence], text: str) -> list[Sentence]:
    """The first two full sentences of the body are its lead; headings (no end mark) are not."""
    lead = 0
    for index, sentence in enumerate(sentences):
        if lead >= 2:
            break
        if sentence.zone == "body" and text[sentence.end - 1 : sentence.end] in (*_ENDS, "”"):
            sentences[index] = replace(sentence, zone="lead")
            lead += 1
    return sentences


def _cut(line: str) -> list[tuple[int, int]]:
    """Sentences of one line. Inside balanced quotation no end mark cuts; an unclosed one binds nothing."""
    closed = _balanced(line)
    pieces: list[tuple[int, int]] = []
    start = depth = 0
    for index, character in enumerate(line):
        if index in closed:
            depth += 1 if character in _OPENING else -1
        cuts = character in _ENDS and depth == 0
        # 。” ends the sentence with the quotation, if a new one follows rather than 说 or 表示
        quoted_end = (
            index in closed and character == "”" and depth == 0 and line[index - 1 : index] in tuple(_ENDS)
        )
        if cuts and line[index + 1 : index + 2] in (*_ENDS, "”", "’", "）"):
            continue
        if cuts or (quoted_end and not _says(line, index + 1)):
            pieces.append((start, index + 1))
            start = index + 1
    pieces.append((start, len(line)))
    shorter = (part for a, b in pieces for part in _shorter(line, a, b))
    return [_trimmed(line, a, b) for a, b in shorter if line[a:b].strip()]


def _shorter(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch that is too long for a sentence, cut behind a comma, or anywhere where it has none."""
    while end - start > LONGEST_SENTENCE:
        limit = start + LONGEST_SENTENCE
        cut = max(line.rfind(mark, start + LONGEST_SENTENCE // 2, limit) for mark in "；，、 ")
        yield start, (cut + 1 if cut >= 0 else limit)
        start = cut + 1 if cut >= 0 else limit
    yield start, end


def _says(line: str, at: int) -> bool:
    """Whether a speaker follows the quotation: “…。”林原表示。"""
    rest = line[at : at + 60]
    head = re.split(r"[。！？\n]", rest, maxsplit=1)[0]
    return bool(re.search(r"(?:表示|说|称|指出|认为|介绍|强调|指|透露|坦言|补充)$", head)) or bool(
        re.match(r"^[^，。]{0,40}(?:表示|说|称|指出|介绍)", head)
    )


def _trimmed(line: str, start: int, end: int) -> tuple[int, int]:
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    return start, end


def _balanced(line: str) -> frozenset[int]:
    """Offsets of the quotation marks and brackets that have a partner on this line."""
    stack: list[int] = []
    paired: set[int] = set()
    for index, character in enumerate(line):
        if character in _OPENING:
            stack.append(index)
        elif character in _CLOSING:
            wanted = _OPENING[_CLOSING.index(character)]
            while stack and line[stack[-1]] != wanted:
                stack.pop()
            if stack:
                paired.update((stack.pop(), index))
    return frozenset(paired)


def dateline_day(text: str, page_day: date | None) -> date | None:
    """The day of a dateline at the head of a folded text: the most recent not after the page's day."""
    match = _DATELINE.match(text[:60])
    if not match or page_day is None:
        return None
    day = int(match["day"])
    if match["year"] and match["month"]:
        try:
            return date(int(match["year"]), int(match["month"]), day)
        except ValueError:
            return None
    for back in range(14):
        month = (page_day.month - 1 - back) % 12 + 1
        year = page_day.year + (page_day.month - 1 - back) // 12
        if match["month"] and int(match["month"]) != month:
            continue
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= page_day + timedelta(days=1):
            return found
    return None


def reference_date(article: Article, fetched_at: datetime | None) -> ReferenceDate:
    """The day of an article: its dateline where that contradicts the page, else page, else fetch."""
    moment = article.published_at or fetched_at
    if moment is None:
        return ReferenceDate(day=None, basis="none")
    page_day = moment.astimezone(LOCAL).date()
    basis = article.published_basis or ("given" if article.published_at else "fetch time")
    told = dateline_day(fold(article.text[:120]).text, page_day)
    if told is not None and abs((page_day - told).days) > 3:
        return ReferenceDate(day=told, basis="dateline", stale=page_day - told > STALE)
    return ReferenceDate(day=page_day, basis=basis)
