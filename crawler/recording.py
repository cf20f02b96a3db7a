"""Recorded pages: the bytes of an outlet under ``tests/pages/<source>/``, how they came, and what they must give.

A page is two files: its body, and ``NAME.json`` beside it. The draft of what it gives is what the rules give today; it
counts once a person has compared it with the page and set ``checked``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.answers import read_answer
from crawler.entries import read_as
from crawler.source import Source
from pipelines import encoding
from pipelines.reading import Unreadable, read
from pipelines.values import Page

#: What an expectation shows of the beginning and the end of a text, and of the articles that an entry point names.
SHOWN, MOST_SHOWN = 40, 30
_SUFFIXES = {"json": "json", "javascript": "json", "xml": "xml", "rss": "xml", "atom": "xml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One answer of an outlet. ``entry``: the number of the entry point that it answers, from 0; None for an article.

    ``page``: 2 for what an answer led to (a lookup's list, a sheet). ``of_ours``: written for the test, not fetched.
    """

    url: str
    body: bytes
    at: datetime
    headers: Mapping[str, str]
    status: int = 200
    entry: int | None = None
    page: int = 1
    of_ours: bool = False

    @property
    def charset(self) -> str | None:
        """The charset that its header declares."""
        declared = self._type.partition("charset=")[2]
        return declared.split(";")[0].strip(" \"'") or None

    @property
    def _type(self) -> str:
        return {name.lower(): value for name, value in self.headers.items()}.get("content-type", "")

    @property
    def suffix(self) -> str:
        """The ending of its file."""
        return next((suffix for part, suffix in _SUFFIXES.items() if part in self._type), "html")


def gives(recorded: Recorded, source: Source) -> dict[str, Any]:
    """What the rules of today make of a recorded answer, in the shape of its file."""
    if recorded.entry is not None:
        return _named(recorded, source)
    page = Page(
        url=recorded.url,
        body=recorded.body,
        fetched_at=recorded.at,
        http_charset=recorded.charset,
        source=source.id,
        publisher=source.outlet,
        selectors=source.selectors,
    )
    try:
        article = read(page, encoding.decode(recorded.body, http_charset=recorded.charset))
    except Unreadable as problem:
        return {"problem": str(problem)}
    return {
        "title": article.title,
        "published_at": _iso(article.published_at),
        "outlet": article.outlet,
        "author": article.author,
        "begins": article.text[:SHOWN],
        "ends": article.text[-SHOWN:],
        "characters": len(article.text),
        "missed": list(article.missed),
    }


def _named(recorded: Recorded, source: Source) -> dict[str, Any]:
    entry = read_as(source.entry_points[recorded.entry or 0], recorded.page)
    answer = read_answer(entry, recorded.body, recorded.charset, recorded.url)
    if answer.problem:
        return {"problem": answer.problem}
    articles = [
        {"url": one.url, "title": one.title, "published_at": _iso(one.published_at), "outlet": one.outlet}
        for one in answer.discovered[:MOST_SHOWN]
    ]
    return {"articles": articles, "count": len(answer.discovered), "onward": list(answer.onward[:MOST_SHOWN])}


def keep(recorded: Recorded, source: Source, folder: Path, name: str) -> Path:
    """Write a recorded answer and the draft of what it gives; the path of the draft."""
    folder.mkdir(parents=True, exist_ok=True)
    body = f"{name}.{recorded.suffix}"
    if recorded.suffix == "json":
        body = f"{name}.body.json"
    (folder / body).write_bytes(recorded.body)
    draft = {
        "url": recorded.url,
        "at": recorded.at.isoformat(),
        "status": recorded.status,
        "headers": dict(recorded.headers),
        "body": body,
        "entry": recorded.entry,
        "page": recorded.page,
        "of_ours": recorded.of_ours,
        "checked": False,
        "gives": gives(recorded, source),
    }
    path = folder / f"{name}.json"
    path.write_text(json.dumps(draft, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def load(path: Path) -> tuple[Recorded, dict[str, Any], bool]:
    """A recorded answer, what it must give, and whether a person has checked that."""
    told = json.loads(path.read_text("utf-8"))
    recorded = Recorded(
        url=told["url"],
        body=(path.parent / body_name(path)).read_bytes(),
        at=datetime.fromisoformat(told["at"]),
        headers=told["headers"],
        status=told["status"],
        entry=told["entry"],
        page=told["page"],
        of_ours=told["of_ours"],
    )
    return recorded, told["gives"], told["checked"]


def body_name(path: Path) -> str:
    """The name of the file that holds the body of a recording."""
    return str(json.loads(path.read_text("utf-8"))["body"])


def recordings(folder: Path) -> list[Path]:
    """The drafts and expectations below a folder, each beside its body."""
    return sorted(path for path in folder.glob("*/*.json") if not path.name.endswith(".body.json"))


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
