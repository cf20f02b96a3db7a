"""What else reaches a crawler: cut-off tails, two charsets in one page, packed bodies, late and odd declarations.

    python -m bench.encoding.charset_mixed --corpus FOLDER [--pages 60] [--chardet7 DIR]

A page counts where its text comes back character by character, less the one that was cut in half. Of an archive that
was cut off, the text must be a beginning of the page. Pages and paragraphs are of the test part.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.encoding.charset_pages import (
    FOUR_BYTES,
    HONG_KONG,
    declared,
    injected,
    made_pages,
    to_bytes,
    written,
)
from bench.encoding.charset_peers import peers, table
from bench.encoding.texts import Split, paragraphs


@dataclass(frozen=True, slots=True)
class Case:
    """A body, the text to be read from it, and whether a beginning of it will do."""

    text: str
    body: bytes
    beginning: bool = False

    def is_right(self, text: str | None) -> bool:
        if text is None:
            return False
        if self.beginning:
            return len(text) > len(self.text) // 4 and self.text.startswith(text.rstrip("\ufffd"))
        return text.rstrip("\ufffd") == self.text


@dataclass(frozen=True, slots=True)
class Material:
    """One page of each script, two paragraphs of each, and chance."""

    page: str
    hant: str
    news: tuple[str, str]
    hant_news: tuple[str, str]
    generator: random.Random


def _cut(page: str, codec: str) -> Case:
    """Cut off inside the last character, which is a Han one."""
    text, body = written(page, codec)
    at = max(at for at, c in enumerate(text) if "\u4e00" <= c <= "\u9fff") + 1
    body = to_bytes(text[:at], codec)
    return Case(text[: at - 1], body[:-1])


def _two(page: str, codec: str, around: str, news: str, other: str) -> Case:
    """A piece in another charset in the middle of a page, at the beginning of a line."""
    text, _ = written(page, codec)
    text = text.replace("{}", "").replace("\r\n", "\n")
    at = text.find("\n", len(text) // 2) + 1
    before, after = around.split("{}")
    body = to_bytes(text[:at] + before, codec) + to_bytes(news, other) + to_bytes(after + text[at:], codec)
    return Case(text[:at] + before + news + after + text[at:], body)


def _feed(news: tuple[str, str], label: str, codec: str) -> Case:
    items = "".join(
        f"<item><title>{text[:20]}</title><description>{text}</description></item>" for text in news
    )
    text, body = written(
        f'<?xml version="1.0" encoding="{label}"?>\n<rss><channel>{items}</channel></rss>', codec
    )
    return Case(text, body)


def _json(news: tuple[str, str], codec: str) -> Case:
    rows = [{"id": i, "title": text[:24], "intro": text} for i, text in enumerate(news)]
    text, body = written(json.dumps({"code": 0, "data": rows}, ensure_ascii=False), codec)
    return Case(text, body)


def _late(page: str, label: str, codec: str, size: int) -> Case:
    scripts = "<script>" + "var a=1;" * (size // 8) + "</script>"
    text, body = written(scripts + declared(page, label), codec)
    return Case(text, body)


def _packed(page: str, codec: str, pack: Callable[[bytes], bytes], *, cut: bool = False) -> Case:
    text, body = written(page, codec)
    body = pack(body)
    return Case(text, body[: len(body) * 3 // 4] if cut else body, beginning=cut)


def _zipped(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


def _lines(news: tuple[str, str]) -> str:
    return "\n".join(news)


CASES: dict[str, Callable[[Material], Case]] = {
    "cut UTF-8": lambda m: _cut(m.page, "utf-8"),
    "cut GBK": lambda m: _cut(m.page, "gbk"),
    "cut GB18030": lambda m: _cut(injected(m.page, FOUR_BYTES, m.generator), "gb18030"),
    "cut Big5": lambda m: _cut(injected(m.hant, HONG_KONG, m.generator), "big5hkscs"),
    "cut UTF-16": lambda m: _cut(m.page, "utf-16"),
    "GBK comment in UTF-8": lambda m: _two(m.page, "utf-8", "<!-- {} -->", _lines(m.news), "gbk"),
    "GBK script in UTF-8": lambda m: _two(m.page, "utf-8", "var t='{}';\n", m.news[0][:30], "gbk"),
    "GBK in a UTF-8 line": lambda m: _two(m.page, "utf-8", m.news[1][:30] + "{}\n", m.news[0][:30], "gbk"),
    "Big5 block in UTF-8": lambda m: _two(m.page, "utf-8", "<div>{}</div>", m.hant_news[0], "big5hkscs"),
    "UTF-8 widget in GBK": lambda m: _two(m.page, "gbk", "<div>{}</div>", _lines(m.news), "utf-8"),
    "UTF-8 in a GBK line": lambda m: _two(m.page, "gbk", m.news[1][:30] + "{}\n", m.news[0][:30], "utf-8"),
    "UTF-8 widget in Big5": lambda m: _two(m.hant, "big5hkscs", "<div>{}</div>", m.hant_news[0], "utf-8"),
    "gzip": lambda m: _packed(m.page, "gbk", _zipped),
    "gzip cut off": lambda m: _packed(m.page, "gbk", _zipped, cut=True),
    "gzip in gzip": lambda m: _packed(m.page, "utf-8", lambda body: _zipped(_zipped(body))),
    "zlib": lambda m: _packed(m.hant, "big5hkscs", zlib.compress),
    "UTF-16 BOM": lambda m: _packed(m.page, "utf-16", bytes),
    "UTF-16LE": lambda m: _packed(m.page, "utf-16-le", bytes),
    "UTF-16BE": lambda m: _packed(m.hant, "utf-16-be", bytes),
    "meta after 6 kB": lambda m: _late(m.page, "gb2312", "gbk", 6_000),
    "meta after 40 kB": lambda m: _late(m.hant, "big5", "big5hkscs", 40_000),
    "feed gb2312": lambda m: _feed(m.news, "gb2312", "gbk"),
    "feed big5": lambda m: _feed(m.hant_news, "big5", "big5hkscs"),
    "feed lies utf-8": lambda m: _feed(m.news, "utf-8", "gbk"),
    "JSON UTF-8": lambda m: _json(m.news, "utf-8"),
    "JSON GBK": lambda m: _json(m.news, "gbk"),
    "JSON Big5": lambda m: _json(m.hant_news, "big5hkscs"),
}


def materials(corpus: Path, part: Split, count: int) -> list[Material]:
    generator = random.Random("mixed")
    hans, hant = paragraphs(corpus, part, "hans"), paragraphs(corpus, part, "hant")
    return [
        Material(
            page=page,
            hant=traditional,
            news=tuple(written(text, "gbk")[0] for text in generator.sample(hans, 2)),
            hant_news=tuple(written(text, "big5hkscs")[0] for text in generator.sample(hant, 2)),
            generator=generator,
        )
        for page, traditional in zip(
            made_pages(corpus, part, "hans", count), made_pages(corpus, part, "hant", count), strict=True
        )
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=60, help="pages of each case")
    parser.add_argument("--chardet7", type=Path, help="folder with chardet 7")
    parser.add_argument("--part", choices=("tune", "test"), default="test")
    parser.add_argument("--ours-only", action="store_true", help="without the peers")
    options = parser.parse_args()
    every = peers(chardet7=options.chardet7)[: 1 if options.ours_only else None]
    made = materials(options.corpus, options.part, options.pages)
    rows: dict[str, dict[str, str]] = {}
    for name, make in CASES.items():
        cases = [make(material) for material in made]
        for peer in every:
            right = sum(case.is_right(peer.read(case.body, None)[1]) for case in cases)
            rows.setdefault(name, {})[peer.name.strip(" …")] = f"{right / len(cases):.2f}"
    table(
        f"Text exact, {options.pages} pages of each case ({options.part} part), undeclared unless said", rows
    )


if __name__ == "__main__":
    main()
