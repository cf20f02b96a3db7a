"""Archived pages read once more, in the worker processes, as a crawl would read them today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from crawler.archive import RawPage
from crawler.archived import pages_from
from crawler.decider import Decider
from crawler.responses import charset_in
from crawler.source import Source
from database.rereading import ArchivedArticle
from pipelines.urls import canonical_url
from pipelines.values import Page, Part, Report, Selectors


async def read_again(
    decider: Decider, folder: Path, article: ArchivedArticle, sources: Mapping[str, Source]
) -> Report | None:
    """The report of an article's page by today's rules; None where the archive has the page no longer.

    Its parts are looked for behind it; where one is not there, the article is read as far as it goes.

    Raises:
        NoWorker: no worker process could be started.
    """
    raw = next(pages_from(folder, article.file, article.offset), None)
    if raw is None or canonical_url(raw.url) != canonical_url(article.url):
        return None
    source = sources.get(article.source_id or "")
    page = Page(
        url=article.hint.url,
        body=raw.body,
        fetched_at=article.fetched_at,
        http_charset=charset_in(_content_type(raw)),
        content_type=_content_type(raw),
        source=article.source_id,
        publisher=source.outlet if source else article.outlet,
        selectors=source.selectors if source else Selectors(),
        hint=article.hint,
    )
    decided = await decider.decide(page)
    following = decided.report.article.next_part
    while following:
        part = _part(folder, article, following)
        if part is None or part.url in {one.url for one in page.parts}:
            page, following = replace(page, broken_off=True), None
        else:
            page = replace(page, parts=(*page.parts, part))
            following = await decider.following(page)
    if page.parts or page.broken_off:
        decided = await decider.decide(page)
    return replace(decided.report, page_url=article.url)


def _content_type(raw: RawPage) -> str | None:
    return next((value for name, value in raw.headers if name.lower() == "content-type"), None)


def _part(folder: Path, article: ArchivedArticle, url: str) -> Part | None:
    wanted = canonical_url(url)
    for raw in pages_from(folder, article.file, article.offset):
        if canonical_url(raw.url) == wanted:
            return Part(url=url, body=raw.body, http_charset=charset_in(_content_type(raw)))
    return None
