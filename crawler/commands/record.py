"""``scrapy record SOURCE [URL]``: what an outlet answers becomes a test of its source."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.http import Request, Response

from crawler import catalogue, configuration, crawl, recording
from crawler.entries import entry_requests, further_request, read_as
from crawler.fetch import FetchFailed, answer_to
from crawler.recording import Recorded
from crawler.source import Lookup, Source

FOLDER = "tests/pages"


class Command(ScrapyCommand):
    """Keep bytes, headers and instant, and draft what they must give."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows the name of the command."""
        return "SOURCE [URL] [--from-file FILE]"

    def short_desc(self) -> str:
        """One line for ``scrapy --help``."""
        return "Record pages of a source as its test; without URL its entry points and the first article"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options beside Scrapy's own."""
        super().add_options(parser)
        parser.add_argument("--from-file", metavar="FILE", help="the body, instead of a fetch")
        parser.add_argument("--content-type", default="text/html", help="of the body in FILE")
        parser.add_argument("--name", help="of the files that are written")
        parser.add_argument("--entry", type=int, help="URL answers this entry point (from 0), not an article")
        parser.add_argument("--folder", default=FOLDER, help="where pages are kept")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Record, and say what was drafted."""
        if not 1 <= len(args) <= 2:
            raise UsageError("name a source, and the address of one of its pages")
        try:
            spider = catalogue.chosen(args[:1])[args[0]]
        except catalogue.UnknownSource as problem:
            raise UsageError(str(problem)) from None
        url = args[1] if len(args) == 2 else None
        if opts.from_file:
            if url is None:
                raise UsageError("say with URL where the page in the file is from")
            found = [(opts.name or _name(opts.entry), _of_file(url, opts))]
        else:
            found = _fetched(spider.source, url, opts)
        for name, recorded in found:
            path = recording.keep(recorded, spider.source, Path(opts.folder) / spider.source.id, name)
            sys.stdout.write(f"{path}  from {recorded.url}\n")
        sys.stdout.write("Compare each with its page, mend source or draft, then set `checked` to true.\n")


def _name(entry: int | None) -> str:
    return "article" if entry is None else f"entry-{entry}"


def _of_file(url: str, opts: argparse.Namespace) -> Recorded:
    return Recorded(
        url=url,
        body=Path(opts.from_file).read_bytes(),
        at=datetime.now(UTC),
        headers={"Content-Type": opts.content_type},
        entry=opts.entry,
    )


def _fetched(source: Source, url: str | None, opts: argparse.Namespace) -> list[tuple[str, Recorded]]:
    settings = configuration.load(None)
    asked: list[str] = []

    async def ask(request: Request, entry: int | None, page: int = 1) -> Recorded:
        if asked:
            await asyncio.sleep(settings.delay_of(source))
        asked.append(request.url)
        answer = await answer_to(request, settings, proxy=settings.of(source.id).proxy)
        return _recorded(answer, entry, page)

    async def record() -> list[tuple[str, Recorded]]:
        if url is not None:
            return [(opts.name or _name(opts.entry), await ask(Request(url), opts.entry))]
        found: list[tuple[str, Recorded]] = []
        for number, entry in enumerate(source.entry_points):
            request = next(entry_requests(entry, datetime.now(UTC)))
            found.append((_name(number), await ask(request, number)))
            if isinstance(entry, Lookup):
                for led_to in recording.gives(found[-1][1], source).get("onward", ()):
                    request = further_request(read_as(entry, 2), led_to, datetime.now(UTC))
                    found.append((f"{_name(number)}-then", await ask(request, number, 2)))
        for article in _articles(found, source):
            found.append((_name(None), await ask(Request(article), None)))
            break
        return found

    try:
        return crawl.on_reactor(record)
    except FetchFailed as problem:
        raise UsageError(str(problem)) from None


def _recorded(answer: Response, entry: int | None, page: int) -> Recorded:
    pairs = ((str(name), str(value)) for name, value in answer.headers.to_unicode_dict().items())
    return Recorded(
        url=answer.url,
        body=answer.body,
        at=datetime.now(UTC),
        headers={name: value for name, value in pairs if name.lower() != "set-cookie"},
        status=answer.status,
        entry=entry,
        page=page,
    )


def _articles(found: list[tuple[str, Recorded]], source: Source) -> Iterator[str]:
    """What the recorded entry points name."""
    for _, recorded in found:
        for article in recording.gives(recorded, source).get("articles", ()):
            if source.owns(article["url"]):
                yield article["url"]
