"""The readers that are compared, each in a process of its own that is killed where a page takes too long.

A peer is asked twice: with the bytes, as somebody new to it would call it, and with the text that we decoded, since most
of what peers lose on GBK pages is decoding. GNE and newspaper4k take text only: whoever has bytes decodes them as UTF-8.
"""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import multiprocessing
import re
import time
import warnings
from collections.abc import Callable
from datetime import date
from multiprocessing.connection import Connection

from bench.reading.scoring import Answer
from pipelines import encoding, reading
from pipelines.alerting import LOCAL
from pipelines.reading.markup import text_of_html
from pipelines.values import Page

#: The package that each peer comes in.
PACKAGES = {
    "trafilatura": "trafilatura",
    "gne": "gne",
    "newspaper4k": "newspaper",
    "readability-lxml": "readability",
}


def ours(body: bytes | str) -> Answer:
    """Our reader, without selectors and with nothing known of the page."""
    raw = body if isinstance(body, bytes) else body.encode()
    article = reading.read(Page(url="https://page.example/", body=raw, fetched_at=None), encoding.decode(raw))
    day = article.published_at.astimezone(LOCAL).date() if article.published_at else None
    return Answer(title=article.title, text=article.text, published_on=day, origin=article.outlet)


def trafilatura(body: bytes | str) -> Answer:
    from trafilatura import bare_extraction

    found = bare_extraction(body, with_metadata=True, include_comments=False)
    return Answer(title=found.title, text=found.text, published_on=_day(found.date)) if found else Answer()


def gne(body: bytes | str) -> Answer:
    from gne import GeneralNewsExtractor

    found = GeneralNewsExtractor().extract(_text(body))
    return Answer(
        title=found["title"], text=found["content"], published_on=_day(found["publish_time"] or None)
    )


def newspaper4k(body: bytes | str) -> Answer:
    from newspaper import Article

    # it fetches the images of a page unless told not to
    article = Article("https://page.example/", language="zh", fetch_images=False)
    article.download(input_html=_text(body)).parse()
    day = article.publish_date.date() if article.publish_date else None
    return Answer(title=article.title, text=article.text, published_on=day)


def readability_lxml(body: bytes | str) -> Answer:
    from readability import Document

    document = Document(body)
    return Answer(title=document.short_title(), text=text_of_html(document.summary(html_partial=True)))


READERS: dict[str, Callable[[bytes | str], Answer]] = {
    "ours": ours,
    "trafilatura": trafilatura,
    "gne": gne,
    "newspaper4k": newspaper4k,
    "readability-lxml": readability_lxml,
}


def missing() -> list[str]:
    """The peers that are not installed."""
    return [peer for peer, package in PACKAGES.items() if importlib.util.find_spec(package) is None]


class Worker:
    """A reader in its own process, started again where it was killed."""

    def __init__(self, reader: str, limit: float) -> None:
        """``limit``: seconds for a page."""
        self._reader, self._limit = reader, limit
        self._start()

    def ask(self, body: bytes | str) -> tuple[Answer | None, float]:
        """What the reader says of a page, and in how many seconds of a processor.

        None where it failed or took too long.
        """
        self._pipe.send(body)
        if self._pipe.poll(self._limit):
            return self._pipe.recv()
        self._process.kill()
        self._process.join()
        self._start()
        return None, self._limit

    def close(self) -> None:
        self._process.kill()
        self._process.join()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(self._reader, theirs), daemon=True)
        self._process.start()
        self._pipe.recv()  # until then it loads its libraries, which is no part of the first page's time


def _serve(reader: str, pipe: Connection) -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    read = READERS[reader]
    with contextlib.suppress(Exception):  # a peer need not like an empty page
        read("<html><body><p>好</p></body></html>")
    pipe.send(None)
    while True:
        body = pipe.recv()
        answer, began = None, time.process_time()
        with contextlib.suppress(Exception):  # peers raise whatever their libraries raise
            answer = read(body)
        pipe.send((answer, time.process_time() - began))


def _text(body: bytes | str) -> str:
    return body.decode("utf-8", "replace") if isinstance(body, bytes) else body


def _day(told: str | None) -> date | None:
    """The day that a peer tells, in whatever form: our own reading of dates is no judge of theirs."""
    match = re.search(r"((?:19|20)\d{2})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})", told or "")
    with contextlib.suppress(ValueError):
        return date(*map(int, match.groups())) if match else None
    return None
