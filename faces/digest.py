"""The alerts of a time on one page: text, Markdown or HTML."""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from channels.messages import Message, message_of
from channels.outgoing import Outgoing
from channels.published import write
from channels.words import Language, word
from database.rows import AlertRow
from pipelines.alerting import LOCAL

FORMATS = ("text", "markdown", "html")
#: Marks that Markdown reads (CommonMark 0.31, 2.4), and what HTML inside it would begin with.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")
_SECTIONS = (
    "new signing",
    "new event",
    "status_change",
    "material_update",
    "correction",
    "source_failing",
    "source_recovered",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What stands on the page: a title, and sections of messages."""

    title: str
    sections: tuple[tuple[str, tuple[Message, ...]], ...]
    language: Language


def render(
    alerts: Sequence[AlertRow], *, since: datetime, now: datetime, format_: str, language: Language
) -> str:
    """The page. ``format_``: one of :data:`FORMATS`."""
    page = _page(alerts, since, now, language)
    styles: dict[str, Callable[[_Page], str]] = {"text": _text, "markdown": _markdown, "html": _html}
    return styles[format_](page)


def give(page: str, output: Path | None) -> None:
    """Write the page to a file, whole or not at all; to standard output where none is named.

    Raises:
        OSError: the file cannot be written.
    """
    if output is None:
        sys.stdout.write(page)
    else:
        write(output, page.encode())


def _page(alerts: Sequence[AlertRow], since: datetime, now: datetime, language: Language) -> _Page:
    found: dict[str, list[Message]] = {}
    for alert in alerts:
        kind = f"new {alert.family}" if alert.kind == "new" else alert.kind
        message = message_of(Outgoing(key=str(alert.id), alert=alert, at=now), language)
        found.setdefault(kind, []).append(message)
    begin, end = (f"{moment.astimezone(LOCAL):%Y-%m-%d %H:%M}" for moment in (since, now))
    return _Page(
        title=f"Hetao Watch {begin} – {end} ({len(alerts)})",
        sections=tuple((word(kind, language), tuple(found[kind])) for kind in _SECTIONS if kind in found),
        language=language,
    )


def _text(page: _Page) -> str:
    lines = [page.title]
    for name, messages in page.sections:
        lines += ["", f"== {name} ({len(messages)})"]
        for message in messages:
            lines += ["", f"[{message.key}] {message.head}"]
            lines += [f"    {label}: {value}" for label, value in message.lines()]
            lines += [f"    {message.link}"] if message.link else []
    return "\n".join(lines) + "\n"


def _markdown(page: _Page) -> str:
    lines = [f"# {_marked(page.title)}"]
    for name, messages in page.sections:
        lines += ["", f"## {_marked(name)} ({len(messages)})"]
        for message in messages:
            lines += ["", f"### {message.key}\\. {_marked(message.head)}", ""]
            lines += [f"- {_marked(label)}: {_marked(value)}" for label, value in message.lines()]
            lines += [f"- <{message.link}>"] if message.link else []
    return "\n".join(lines) + "\n"


def _marked(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def _html(page: _Page) -> str:
    parts = [
        f'<!doctype html><html lang="{page.language}"><meta charset="utf-8"><title>{html.escape(page.title)}</title>',
        "<style>body{font:16px/1.5 sans-serif;max-width:46em;margin:2em auto;padding:0 1em}dt{color:#666}dd{margin:0 0 .4em 1em}</style>",
        f"<h1>{html.escape(page.title)}</h1>",
    ]
    for name, messages in page.sections:
        parts.append(f"<h2>{html.escape(name)} ({len(messages)})</h2>")
        for message in messages:
            parts.append(f"<h3>{message.key}. {html.escape(message.head)}</h3><dl>")
            parts += [
                f"<dt>{html.escape(label)}</dt><dd>{html.escape(value)}</dd>"
                for label, value in message.lines()
            ]
            if message.link:
                link = html.escape(message.link)
                parts.append(f'<dt>{word("link", page.language)}</dt><dd><a href="{link}">{link}</a></dd>')
            parts.append("</dl>")
    return "\n".join(parts) + "\n</html>\n"
