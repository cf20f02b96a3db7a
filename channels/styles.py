"""How the chats write a message: what is foreign in it is never read as their markup."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from channels.messages import Message
from channels.words import word

#: The chats' dialects of Markdown differ in what a backslash does, so foreign marks become their full-width sisters.
_SISTERS = {ord(mark): chr(ord(mark) + 0xFEE0) for mark in "*_`[]<>#~|\\!&"}
#: In an address the marks become %2A …, which means the same; & and # have a meaning of their own there, and are no
#: marks within a line.
_IN_ADDRESS = {ord(mark): f"%{ord(mark):02X}" for mark in "*_`[]<>~|\\!'()"}
_ADDRESS = re.compile(r"(https?://[!-~]+)")


def markdown(message: Message) -> str:
    """Markdown as 企业微信 and 钉钉 read it: a bold head, a quoted line per part, a link."""
    lines = [f"**{_marked(message.head)}**"]
    lines += [f"> {label}：{_marked(value)}" for label, value in message.lines()]
    if message.link:
        lines.append(f"[{word('link', message.language)}]({message.link.translate(_IN_ADDRESS)})")
    lines.append(f"{word('key', message.language)} {message.key}")
    return "\n\n".join(lines)


def _marked(text: str) -> str:
    """Foreign text; addresses in it still lead where they did."""
    pieces = _ADDRESS.split(text)  # every other one is an address
    return "".join(
        piece.translate(_IN_ADDRESS if number % 2 else _SISTERS) for number, piece in enumerate(pieces)
    )


def telegram_html(message: Message) -> str:
    """HTML as Telegram reads it."""
    lines = [f"<b>{html.escape(message.head, quote=False)}</b>"]
    lines += [f"{label}: {html.escape(value, quote=False)}" for label, value in message.lines()]
    if message.link:
        lines.append(f'<a href="{html.escape(message.link)}">{word("link", message.language)}</a>')
    lines.append(f"<code>{message.key}</code>")
    return "\n".join(lines)


def feishu_post(message: Message) -> str:
    """A rich text of 飞书 as JSON: texts and a link stand apart, so nothing needs escaping."""
    lines: list[list[dict[str, str]]] = [
        [{"tag": "text", "text": f"{label}：{value}"}] for label, value in message.lines()
    ]
    if message.link:
        lines.append([{"tag": "a", "text": word("link", message.language), "href": message.link}])
    lines.append([{"tag": "text", "text": f"{word('key', message.language)} {message.key}"}])
    return as_json({"zh_cn": {"title": message.head, "content": lines}})


def as_json(value: Any) -> str:
    """JSON with Chinese as it is, so that limits in bytes are what they seem."""
    return json.dumps(value, ensure_ascii=False)
