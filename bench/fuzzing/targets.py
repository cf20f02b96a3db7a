"""What is fuzzed, and the laws that every answer must keep.

A target takes one input and returns nothing. It raises :class:`Broken` where a law is broken; any other exception
that leaves it is a finding too: the documented exceptions are caught here.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from scrapy.robotstxt import ProtegoRobotParser

from crawler import configuration
from faces import records
from pipelines import decide, encoding, reading, reprints
from pipelines.discovery import BrokenAnswer, SearchFields, feeds, listings, searches, sitemaps
from pipelines.reading.page_dates import date_in_text, date_in_url, parse_published
from pipelines.repairing import repair
from pipelines.urls import canonical_url
from pipelines.values import Article, Discovered, Page, Report, Selectors

URL = "https://outlet.example/news/2026-11/24/1.html"
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
_SELECTORS = Selectors(text=(".content",), title=("h1",), published_at=(".time",), drop=(".ad",))
_FIELDS = SearchFields(
    records="result.items", url="url|link", title="title", text="content", published_at="date", outlet="media"
)


class Broken(AssertionError):
    """A law does not hold for an input."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One entrance of the program. ``grammar`` names its inputs; ``largest``: up to which size its time is measured."""

    name: str
    run: Callable[[bytes], object]
    grammar: str
    largest: int


def _law(holds: bool, what: str) -> None:
    if not holds:
        raise Broken(what)


def decoding(body: bytes) -> None:
    """Bytes to text: never raises, says the same twice, and gives no NUL."""
    decoded = encoding.decode(body, http_charset="gbk")
    _law(decoded == encoding.decode(body, http_charset="gbk"), "decoded twice, it differs")
    _law("\x00" not in decoded.text, "a NUL in decoded text")
    _law(decoded.charset.used is not None or not decoded.text, "text without a charset")
    decoded.text.encode("utf-8")  # a lone surrogate raises


def reading_page(body: bytes) -> None:
    """A page to an article: raises nothing but Unreadable, an article has text."""
    decoded = encoding.decode(body)
    page = Page(url=URL, body=body, fetched_at=NOW, selectors=_SELECTORS)
    try:
        article = reading.read(page, decoded)
    except reading.Unreadable:
        return
    _law(bool(article.text.strip()), "an article without text")
    _law(article.published_at is None or article.published_at.tzinfo is not None, "a naive time")


def repairing(body: bytes) -> None:
    """Repairing twice is repairing once; places stand in the cured text."""
    once = repair(_text(body))
    again = repair(once.text)
    _law(again.text == once.text, "repaired twice, it differs")
    for done in once.repairs:
        for step in done.steps:
            _law(0 <= step.start <= step.end <= len(once.text), f"{done.name} at {step} of {len(once.text)}")


def feed(body: bytes) -> None:
    """A feed to what it names."""
    _discover(lambda text: feeds.parse_feed(text, url=URL), body)


def sitemap(body: bytes) -> None:
    """A sitemap to what it names."""
    _discover(lambda text: sitemaps.parse_sitemap(text, url=URL).articles, body)


def listing(body: bytes) -> None:
    """A listing page to what it names."""
    _discover(
        lambda text: (
            listings.parse_listing(text, url=URL, links="a", article_url=None, next_page="a.next").articles
        ),
        body,
    )


def search(body: bytes) -> None:
    """A search answer to what it names."""
    _discover(lambda text: searches.parse_search(text, url=URL, fields=_FIELDS), body)


def _discover(parse: Callable[[str], tuple[Discovered, ...]], body: bytes) -> None:
    text = encoding.decode(sitemaps.sitemap_text(body)).text
    try:
        found = parse(text)
    except BrokenAnswer as problem:
        _law(len(str(problem)) < 600, "a problem that nobody reads to its end")
        return
    _law(len({d.url for d in found}) == len(found), "an article named twice")
    for one in found:
        for words in (one.url, one.title, one.text, one.outlet, one.author):
            (words or "").encode("utf-8")  # half a character raises
        _law(one.published_at is None or one.published_at.tzinfo is not None, "a naive time")
        canonical_url(one.url)


def robots(body: bytes) -> None:
    """robots.txt as Scrapy gives it to its parser: an answer for every address."""
    rules = ProtegoRobotParser(body, None)
    for url in (URL, "https://outlet.example/", "https://outlet.example/a?b=c"):
        _law(isinstance(rules.allowed(url, "hetao-watch"), bool), "neither allowed nor denied")
    rules.crawl_delay("hetao-watch")


def address(body: bytes) -> None:
    """Addresses: canonical twice is canonical once; dates of addresses and pages never raise."""
    text = _text(body)
    once = canonical_url(text)
    _law(canonical_url(once) == once, f"canonical twice differs: {once!r}")
    for parse in (parse_published, date_in_text, date_in_url):
        moment = parse(text)
        _law(moment is None or moment.utcoffset() is not None, "a naive time")


def deciding(body: bytes) -> None:
    """A page through all stages: a report that proves what it claims."""
    page = Page(url=URL, body=body, fetched_at=NOW)
    _checked(decide.decide(page, thorough=True))


def article_text(body: bytes) -> None:
    """A text through cure, relevance and extraction."""
    text = _text(body)
    _checked(decide.decide_article(_article(text), fetched_at=NOW))


def _article(text: str) -> Article:
    return Article(
        url=URL, title=text[:30] or None, text=text, published_at=NOW, published_basis="given", outlet=None
    )


def _checked(report: Report) -> None:
    text = report.article.text
    f"{report.article.title}{text}{report.article.url}".encode()  # half a character raises
    for claim in report.extraction.claims:
        spans = [claim.evidence, *(a.evidence for a in claim.arguments), *(c.evidence for c in claim.counts)]
        for span in spans:
            _law(text[span.start : span.end] == span.text, f"evidence {span} does not stand in the text")
    for person in report.extraction.people:
        span = person.evidence
        _law(text[span.start : span.end] == span.text, f"evidence {span} does not stand in the text")
    _law(len(report.verdicts) == len(report.extraction.claims), "a claim without a verdict")


def comparing(body: bytes) -> None:
    """Two texts: the same relation twice, and a text is a reprint of itself."""
    text = _text(body)
    half = reprints.ArticleText(text=text[len(text) // 2 :])
    whole = reprints.ArticleText(text=text)
    reprints.fingerprint(text)
    _law(
        reprints.compare_texts(whole, half) == reprints.compare_texts(whole, half),
        "compared twice, it differs",
    )
    if len(reprints.letters(text)) > 40:
        _law(reprints.compare_texts(whole, whole).is_reprint, "a text is no reprint of itself")


def configuring(body: bytes) -> None:
    """``hetao.toml``: a configuration, or a mistake that is named with its place."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hetao.toml"
        file.write_bytes(body)
        try:
            configuration.load(file)
        except configuration.ConfigurationError as problem:
            _law("hetao.toml" in str(problem), f"a mistake without its place: {problem}")


def json_lines(body: bytes) -> None:
    """Records as JSON Lines: one report for each line that is not empty."""
    reports = _handed_in("given.jsonl", body)
    lines = [line for line in body.split(b"\n") if line.strip()]
    _law(len(reports) == len(lines), f"{len(reports)} reports of {len(lines)} lines")


def web_archive(body: bytes) -> None:
    """A WARC file, whole or damaged: reports, and an error for what cannot be read."""
    _handed_in("given.warc", body)


def _handed_in(name: str, body: bytes) -> list[records.Inspected]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(body)
        found = list(records.inspect_file(str(file), records.Given(), thorough=False))
    for inspected in found:
        _checked(inspected.report)
    return found


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace")


TARGETS: tuple[Target, ...] = tuple(
    Target(name=name, run=run, grammar=grammar, largest=largest)
    # bytes; what a user hands in of his own is not measured
    for name, run, grammar, largest in (
        ("decode", decoding, "bytes", 4_000_000),
        ("read", reading_page, "page", 4_000_000),
        ("repair", repairing, "text", 4_000_000),
        ("feed", feed, "feed", 4_000_000),
        ("sitemap", sitemap, "sitemap", 4_000_000),
        ("listing", listing, "page", 4_000_000),
        ("search", search, "json", 4_000_000),
        ("robots", robots, "robots", 4_000_000),
        ("address", address, "address", 1_000_000),
        ("decide", deciding, "page", 1_000_000),
        ("text", article_text, "text", 1_000_000),
        ("compare", comparing, "text", 1_000_000),
        ("configuration", configuring, "toml", 0),
        ("json-lines", json_lines, "lines", 0),
        ("warc", web_archive, "warc", 0),
    )
)
