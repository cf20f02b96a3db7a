"""How the chats write a message: what is foreign in it is never read as their markup."""

from __future__ import annotations

import html
import json
from typing import Any

from channels.messages import Message
from channels.words import word

#: The chats' dialects of Markdown differ in what a backslash does, so foreign marks become their full-width sisters.
_SISTERS = {ord(mark): chr(ord(mark) + 0xFEE0) for mark in "*_`[]<>#~|\\!&"}


def markdown(message: Message) -> str:
    """Markdown as 企业微信 and 钉钉 read it: a bold head, a quoted line per part, a link."""
    lines = [f"**{_marked(message.head)}**"]
    lines += [f"> {label}：{_marked(value)}" for label, value in message.lines()]
    if message.link:
        # brackets and quotes in an address are written as %28 … by whoever made it clickable
        address = message.link.translate({ord(c): f"%{ord(c):02X}" for c in "*_~!'"})
        lines.append(f"[{word('link', message.language)}]({address})")
    lines.append(f"{word('key', message.language)} {message.key}")
    return "\n\n".join(lines)


def _marked(text: str) -> str:
    return text.translate(_SISTERS)


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
