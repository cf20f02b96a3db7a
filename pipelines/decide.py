"""Everything that is decided about one page, in the order of cost. Pure: bytes in, :class:`Report` out."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from pipelines import alerting, encoding, relevance
from pipelines.extraction.document import reference_date
from pipelines.extraction.extract import extract
from pipelines.reading import Unreadable, read
from pipelines.repairing import repair
from pipelines.script import script_of
from pipelines.values import (
    Article,
    CharsetDecision,
    Decoded,
    Discovered,
    Page,
    Relevance,
    Repair,
    Repaired,
    Report,
)

#: Written to every version of a text: what was read by other rules can be found and read again.
RULES_VERSION = "2026.11.1"
#: Han text of one article is a few thousand characters; what lies beyond this is cut from *extraction* only.
EXTRACTED_CHARACTERS = 200_000


def skim(page: Page) -> Report | None:
    """The report of a page that does not name the zone, where that is quick to tell; None: :func:`decide` it.

    It takes linear time and little memory whatever the page holds, so that it needs no worker process.
    """
    if not page.body or relevance.may_mention_zone(page.body) or _hint_concerns_us(page):
        return None
    charset = encoding.plain_charset(page.body, http_charset=page.http_charset)
    return not_named(page, charset) if charset else None


def not_named(page: Page, charset: CharsetDecision) -> Report:
    """The report of a page on which no name of the zone stands: remembered, not parsed."""
    judged = Relevance(kind="irrelevant", why=("no name of the zone on the page",))
    return _report(page, charset, _bare(page), judged)


def decide(page: Page, *, thorough: bool = False) -> Report:
    """Read, cure, judge and extract one page. Never raises on bad input: the report then carries ``error``.

    Args:
        page: the fetched bytes and how they came.
        thorough: run every stage even where an earlier one already tells that the page is irrelevant.
    """
    decoded = encoding.decode(page.body, http_charset=page.http_charset)
    charset = _told(decoded)
    if charset.used is None and page.body:
        return unreadable(page, charset, f"charset unknown: {charset.why}")
    if not page.body and not (page.hint and page.hint.text):
        return unreadable(page, charset, "the body is empty")
    if not thorough and not _may_concern_us(page, decoded):
        return not_named(page, charset)
    try:
        article = read(page, decoded)
    except Unreadable as problem:
        return unreadable(page, charset, str(problem))
    return decide_article(
        article,
        fetched_at=page.fetched_at,
        charset=charset,
        page=page,
    )


def _told(decoded: Decoded) -> CharsetDecision:
    """The decision, and how many places of the page it left unreadable."""
    if not decoded.replaced:
        return decoded.charset
    return replace(
        decoded.charset, why=f"{decoded.charset.why}; {decoded.replaced} place(s) could not be read"
    )


def _may_concern_us(page: Page, decoded: Decoded) -> bool:
    return relevance.mentions_zone(decoded.text) or _hint_concerns_us(page)


def _hint_concerns_us(page: Page) -> bool:
    hint = page.hint
    return hint is not None and relevance.mentions_zone(f"{hint.title or ''}\n{hint.text or ''}")


def decide_article(
    article: Article,
    *,
    fetched_at: datetime | None,
    charset: CharsetDecision | None = None,
    page: Page | None = None,
) -> Report:
    """Cure, judge and extract an article that was read already (or given as text)."""
    cured = cure(article)
    judged = relevance.judge_relevance(cured)
    reference = reference_date(cured, fetched_at)
    shortened = replace(cured, text=cured.text[:EXTRACTED_CHARACTERS])
    extraction = extract(shortened, reference=reference, relevance=judged)
    reached_at = fetched_at or cured.published_at
    verdicts = tuple(
        alerting.judge(claim, relevance=judged, reached_at=reached_at, reference_stale=reference.stale)
        for claim in extraction.claims
    )
    report = _report(page, charset or CharsetDecision(used=None, why="given as text"), cured, judged)
    return replace(
        report,
        fetched_at=fetched_at,
        extraction=extraction,
        verdicts=verdicts,
    )


def hint_of(url: str, title: str | None, published_at: datetime | None) -> Discovered | None:
    """What was said of a page beside its bytes, or None where that is nothing."""
    if title is None and published_at is None:
        return None
    return Discovered(url=url, title=title, published_at=published_at)


def cure(article: Article) -> Article:
    """Title and text repaired; the text as read is kept beside where it differed."""
    text = repair(article.text)
    title = repair(article.title) if article.title else Repaired(text="")
    return replace(
        article,
        text=text.text,
        title=title.text.strip() or None,
        script=script_of(text.text or title.text),
        repairs=_joined(text.repairs, title.repairs),
        text_as_read=article.text if article.text != text.text else None,
    )


def _joined(text: tuple[Repair, ...], title: tuple[Repair, ...]) -> tuple[Repair, ...]:
    """Repairs of the text with those of the title counted in; steps refer to the text alone."""
    counts = {(r.name, r.restored): r for r in text}  # a cure may restore some places and only mark others
    for extra in title:
        known = counts.get(kind := (extra.name, extra.restored))
        counts[kind] = replace(known, count=known.count + extra.count) if known else replace(extra, steps=())
    return tuple(counts.values())


def unreadable(page: Page, charset: CharsetDecision, error: str) -> Report:
    """The report of a page that could not be read: kept, marked, and empty."""
    report = _report(
        page, charset, _bare(page), Relevance(kind="irrelevant", why=("the page could not be read",))
    )
    return replace(report, error=error)


def _bare(page: Page) -> Article:
    hint = page.hint
    return Article(
        url=page.url,
        title=hint.title if hint else None,
        text="",
        published_at=hint.published_at if hint else None,
        published_basis="feed" if hint and hint.published_at else None,
        outlet=(hint.outlet if hint else None) or page.publisher,
    )


def _report(page: Page | None, charset: CharsetDecision, article: Article, judged: Relevance) -> Report:
    return Report(
        page_url=page.url if page else article.url,
        source=page.source if page else None,
        fetched_at=page.fetched_at if page else None,
        body_sha256=hashlib.sha256(page.body).hexdigest() if page else None,
        charset=charset,
        article=article,
        relevance=judged,
        rules_version=RULES_VERSION,
    )
