"""What a user hands in: pages as bytes, JSON Lines of articles, WARC files; each becomes a report.

A record that cannot be read still gives a report with ``error``: nothing handed in vanishes.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from pipelines import decide
from pipelines.reading.page_dates import parse_published
from pipelines.values import Article, CharsetDecision, FieldBasis, Page, Report

#: A page handed in by file has no address; identity then rests on its content.
NO_URL = "file:"
#: What warcio lets out of a record cut off or altered, beside its own exception.
_DAMAGE = (ValueError, AttributeError, TypeError, EOFError, IndexError, KeyError, zlib.error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the user says of a page beside its bytes."""

    url: str | None = None
    http_charset: str | None = None
    fetched_at: datetime | None = None
    outlet: str | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """One report with the names under which its input was given."""

    report: Report
    file: str
    url: str | None


def is_lines(path: str) -> bool:
    """Whether a file is read as JSON Lines."""
    return path.lower().endswith(".jsonl")


def is_archive(path: str) -> bool:
    """Whether a file is read as WARC."""
    return path.lower().endswith((".warc", ".warc.gz"))


def holds_nothing(path: str) -> bool:
    """Whether a file is there and has no line that says anything.

    Raises:
        OSError: it cannot be read.
    """
    if not Path(path).is_file():
        return False
    with Path(path).open("rb") as lines:
        return not any(line.strip() for line in lines)


def inspect_file(path: str, given: Given, *, thorough: bool = True) -> Iterator[Inspected]:
    """Every article of a file: one a line for ``.jsonl``, one a record for WARC, else the file is one page.

    Raises:
        OSError: the file cannot be read.
    """
    if is_lines(path):
        with Path(path).open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _inspect_line(path, number, line, given, thorough)
    elif is_archive(path):
        yield from _inspect_warc(path, thorough)
    else:
        page = Page(
            url=given.url or f"{NO_URL}{path}",
            body=Path(path).read_bytes(),
            fetched_at=given.fetched_at,
            http_charset=given.http_charset,
            publisher=given.outlet,
            hint=decide.hint_of(given.url or "", None, given.published_at),
        )
        yield Inspected(report=decide.decide(page, thorough=thorough), file=path, url=given.url)


def _inspect_line(path: str, number: int, line: bytes, given: Given, thorough: bool) -> Inspected:
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            raise ValueError("a record is a JSON object")
        report = inspect_record(record, given, thorough=thorough)
    except (ValueError, TypeError, RecursionError) as problem:  # JSON and base64 errors are ValueErrors
        error = f"{path}, line {number}: {problem}"
        return Inspected(report=refused(error), file=path, url=None)
    url = record.get("url")
    return Inspected(report=report, file=path, url=url if isinstance(url, str) else None)


def inspect_record(record: dict[str, Any], given: Given, *, thorough: bool) -> Report:
    """The report of one JSON record.

    Raises:
        ValueError: a field has the wrong type, or neither ``text`` nor ``body_b64`` is there.
    """
    url = _text(record, "url") or given.url or f"{NO_URL}record"
    fetched_at = _instant(record, "fetched_at") or given.fetched_at
    outlet = _text(record, "outlet")
    published_at = _instant(record, "published_at")
    if (text := _text(record, "text")) is not None:
        article = Article(
            url=url,
            title=_text(record, "title"),
            text=text,
            published_at=published_at,
            published_basis="given" if published_at else None,
            outlet=outlet,
            read_by=(FieldBasis(field="text", reader="given"),),
        )
        return decide.decide_article(article, fetched_at=fetched_at)
    body = _text(record, "body_b64")
    if body is None:
        raise ValueError("a record needs `text` or `body_b64`")
    try:
        raw = base64.b64decode(body, validate=True)
    except binascii.Error as problem:
        raise ValueError(f"`body_b64` is not base64: {problem}") from problem
    page = Page(
        url=url,
        body=raw,
        fetched_at=fetched_at,
        http_charset=_text(record, "http_charset") or given.http_charset,
        publisher=outlet,
        hint=decide.hint_of(url, _text(record, "title"), published_at),
    )
    return decide.decide(page, thorough=thorough)


def _text(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"`{name}` must be a string, it is {type(value).__name__}")
    # JSON may carry halves of characters (\ud800) and NUL, which no database stores
    return value and value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")


def _instant(record: dict[str, Any], name: str) -> datetime | None:
    value = _text(record, name)
    if value is None or not value.strip():
        return None
    instant = parse_published(value)
    if instant is None:
        raise ValueError(f"`{name}` is no date: {value!r}; write it as 2026-11-24T08:00:00+08:00")
    return instant


def refused(error: str) -> Report:
    """The report of what could not be read at all."""
    page = Page(url=NO_URL, body=b"", fetched_at=None)
    return decide.unreadable(page, CharsetDecision(used=None, why="not read"), error)


def _inspect_warc(path: str, thorough: bool) -> Iterator[Inspected]:
    """Every whole record; then, where the file is damaged, a report that says where reading ended."""
    read, problem = 0, None
    with Path(path).open("rb") as stream:
        try:
            for record in ArchiveIterator(stream):
                page = _archived_page(record) if record.rec_type == "response" else None
                if record.raw_stream.limit:  # it ends before its length says
                    problem = "its tail is torn"
                    break
                if page is not None:
                    read += 1
                    yield Inspected(report=decide.decide(page, thorough=thorough), file=path, url=page.url)
        except (ArchiveLoadFailed, *_DAMAGE) as damage:
            problem = f"it is damaged ({str(damage).strip()[:80]!r})"
    if problem is None and not _ends_whole(path):
        problem = "its tail is torn"
    if problem:
        error = f"{path}: {problem}; the {read} whole records before that place were read"
        yield Inspected(report=refused(error), file=path, url=None)


def _archived_page(record: ArcWarcRecord) -> Page:
    content_type = record.http_headers.get_header("Content-Type", "") if record.http_headers else ""
    _, _, charset = content_type.partition("charset=")
    return Page(
        url=record.rec_headers.get_header("WARC-Target-URI") or NO_URL,
        body=record.content_stream().read(),
        fetched_at=parse_published(record.rec_headers.get_header("WARC-Date") or ""),
        http_charset=charset.strip(" \"';") or None,
        content_type=content_type or None,
    )


def _ends_whole(path: str) -> bool:
    """Whether a compressed file ends with the end of a gzip member, as one that was not cut off does."""
    unpacker = zlib.decompressobj(wbits=31)
    whole = True
    with Path(path).open("rb") as stream:
        if stream.read(2) != b"\x1f\x8b":
            return True
        stream.seek(0)
        try:
            # small pieces: 64 KiB unpack to 64 MB at most
            while piece := stream.read(1 << 16):
                while piece:
                    unpacker.decompress(piece)
                    whole, piece = unpacker.eof, unpacker.unused_data
                    if unpacker.eof:
                        unpacker = zlib.decompressobj(wbits=31)
        except zlib.error:  # what follows the last whole member is no gzip
            return False
    return whole
