"""How each fictional outlet writes its pages: script, charset, layout, damage."""

from __future__ import annotations

import hashlib
import html
import json
from datetime import date
from email.utils import format_datetime
from functools import lru_cache

import opencc
import pypinyin

from crawler.demo.stories import NAMES, Story

FICTION = "虚构演示：本页的公司、人物与数字均为虚构。"
_HALF = str.maketrans("，：；！？（）", ",:;!?()")
#: The outlets' charsets; 南岭晚报 declares another one than it uses.
_CHARSETS = {"xingzhou": "utf-8", "nanling": "gb18030", "gangwan": "big5hkscs", "kuaixun": "utf-8"}


@lru_cache(maxsize=3)
def _converter(direction: str) -> opencc.OpenCC:
    return opencc.OpenCC(direction)


def _script(outlet: str, text: str) -> str:
    if outlet != "gangwan":
        return text
    # OpenCC finds 中签 (a lot drawn) in 集中签约 and writes 籤; what is signed is always 簽
    return str(_converter("s2hk").convert(text)).replace("籤約", "簽約")


def content_type(outlet: str) -> str:
    """What the server declares; the evening paper's declares what its texts are not."""
    return {"nanling": "text/html; charset=utf-8", "gangwan": "text/html"}.get(
        outlet, "text/html; charset=utf-8"
    )


def page(story: Story, today: date) -> bytes:
    """The bytes of an article's page."""
    if story.damage == "undecodable":
        return b"".join(hashlib.sha256(bytes([n])).digest() for n in range(120))
    if story.damage == "empty":
        return b""
    text = _script(story.outlet, story.text_on(today))
    title = _script(story.outlet, story.title)
    if story.damage == "cloaked":
        text = cloaked(text)
    markup = _layout(story, title, text.split("\n"), today)
    return markup.encode(_CHARSETS[story.outlet], "xmlcharrefreplace")


def cloaked(text: str) -> str:
    """Damage as mirrors do it: Traditional characters with readings in brackets, half-width marks, a lost byte.

    The same characters carry a reading wherever they stand, those that conversion changes: chosen by place, the
    length of a date would decide what is damaged, and the demo would read differently from day to day.
    """
    traditional = str(_converter("s2t").convert(text))
    damaged = _with_lost_byte(traditional)
    return "".join(character + _reading(character) for character in damaged).translate(_HALF)


@lru_cache(maxsize=4096)
def _reading(character: str) -> str:
    """The reading in brackets behind a character, with the stray space that half of them have; or nothing."""
    if not "\u4e00" <= character <= "\u9fff" or _converter("t2s").convert(character) == character:
        return ""
    reading = pypinyin.pinyin(character, style=pypinyin.Style.TONE)[0][0]
    return f"({reading})" if ord(character) % 2 else f"({reading} )"


def _with_lost_byte(text: str) -> str:
    """The first quotation's end and what follows it, as a GBK stream without one byte shows it."""
    at = text.find("。”")
    if at < 0:
        return text
    for length in range(4, 8):
        stretch = text[at : at + length]
        rest = stretch.encode("gbk", "ignore")[1:]
        if rest[-1] < 0x80:
            return text[:at] + "?" + rest.decode("gbk", "replace") + text[at + length :]
    return text


def _layout(story: Story, title: str, lines: list[str], today: date) -> str:
    name = _script(story.outlet, NAMES[story.outlet])
    moment = story.published_at(today)
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines if line)
    origin = _script(story.outlet, story.origin or NAMES[story.outlet])
    fiction = _script(story.outlet, FICTION)
    when = "" if story.undated else f"{moment:%Y-%m-%d %H:%M}"
    head = {"xingzhou": _json_ld(story, title, today), "nanling": '<meta charset="utf-8">'}.get(
        story.outlet, '<meta http-equiv="Content-Type" content="text/html; charset=big5">'
    )
    classes = {"nanling": ("headline", "body", "when", "from")}.get(
        story.outlet, ("title", "content", "time", "source")
    )
    source = {"gangwan": "來源"}.get(story.outlet, "来源")
    return (
        f"<!DOCTYPE html><html><head>{head}<title>{html.escape(title)}_{name}</title></head><body>"
        f"<nav><a href='/'>{name}</a></nav><h1 class='{classes[0]}'>{html.escape(title)}</h1>"
        f"<p class='meta'><span class='{classes[2]}'>{when}</span> "
        f"<span class='{classes[3]}'>{source}：{origin}</span></p>"
        f"<div class='{classes[1]}'>{body}</div><footer>{fiction}</footer></body></html>"
    )


def _json_ld(story: Story, title: str, today: date) -> str:
    said = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": story.published_at(today).isoformat(),
        "publisher": {"@type": "Organization", "name": NAMES[story.outlet]},
    }
    return f'<meta charset="utf-8"><script type="application/ld+json">{json.dumps(said, ensure_ascii=False)}</script>'


def feed(stories: list[Story], base: str, today: date) -> bytes:
    """RSS 2.0; the first item stands twice, as happens."""
    items = [
        f"<item><title>{html.escape(s.title)}</title><link>{base}{s.path}</link>"
        f"<pubDate>{format_datetime(s.published_at(today))}</pubDate></item>"
        for s in [*stories, *stories[:1]]
    ]
    text = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{FICTION}</title>{"".join(items)}</channel></rss>'
    return text.encode()


def sitemap(stories: list[Story], base: str, today: date) -> bytes:
    """A news sitemap."""
    rows = [
        f"<url><loc>{base}{s.path}</loc><news:news><news:publication><news:name>港灣時報</news:name>"
        f"<news:language>zh-hk</news:language></news:publication>"
        f"<news:publication_date>{s.published_at(today).isoformat()}</news:publication_date>"
        f"<news:title>{html.escape(_script('gangwan', s.title))}</news:title></news:news></url>"
        for s in stories
    ]
    head = (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    )
    return (
        f'{head}xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{"".join(rows)}</urlset>'.encode()
    )


def listing(outlet: str, stories: list[Story], page_number: int, *, more: bool) -> bytes:
    """A page of links, with a link to the next one."""
    declared = "big5" if outlet == "gangwan" else "utf-8"
    rows = "".join(
        f"<li><a href='{s.path}'>{html.escape(_script(outlet, s.title))}</a></li>" for s in stories
    )
    following = f"<a class='next' href='/list.html?page={page_number + 1}'>下一页</a>" if more else ""
    markup = (
        f"<html><head><meta charset='{declared}'><title>{_script(outlet, NAMES[outlet])}</title></head><body>"
        f"<ul class='news'>{rows}</ul>{_script(outlet, following)}<footer>{_script(outlet, FICTION)}</footer>"
        "</body></html>"
    )
    return markup.encode(_CHARSETS[outlet], "xmlcharrefreplace")


def records(stories: list[Story], base: str, today: date) -> list[dict[str, object]]:
    """What the search answers: times in epoch milliseconds, whole articles as HTML."""
    return [
        {
            "url": f"{base}{s.path}",
            "title": s.title.replace("河套", "<em>河套</em>"),
            "displayTime": int(s.published_at(today).timestamp() * 1000),
            "source": s.origin or NAMES[s.outlet],
            "content": "".join(f"<p>{html.escape(line)}</p>" for line in s.text_on(today).split("\n")),
            "note": FICTION,
        }
        for s in stories
    ]
