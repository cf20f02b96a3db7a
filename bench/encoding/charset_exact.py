"""Exact decoding of whole pages: eight cases of missing, right and lying declarations.

    python -m bench.encoding.charset_exact --corpus FOLDER [--pages 120] [--chardet7 DIR]

A page counts where its text comes back character by character. All pages and paragraphs are of the test part.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from bench.encoding.charset_pages import GBK_NAMES, HONG_KONG, declared, injected, made_pages, written
from bench.encoding.charset_peers import peers, table
from bench.encoding.texts import Split

#: A page of a case: its text, its bytes, the label of its HTTP header.
Case = tuple[str, bytes, str | None]


def cases(corpus: Path, part: Split, count: int) -> dict[str, list[Case]]:
    """The eight cases, so many pages of each."""
    generator = random.Random("exact")
    made: dict[str, list[Case]] = {}

    def add(name: str, page: str, codec: str, http: str | None = None) -> None:
        text, body = written(page, codec)
        made.setdefault(name, []).append((text, body, http))

    for page in made_pages(corpus, part, "hans", count):
        add("GBK undeclared", page, "gbk")
        add("gb2312 + 镕喆", declared(injected(page, GBK_NAMES, generator), "gb2312"), "gbk")
        add("header lies utf-8", declared(page, "gbk"), "gbk", "utf-8")
        add("meta lies gb2312", declared(page, "gb2312"), "utf-8")
    for page in made_pages(corpus, part, "hant", count):
        hong_kong = injected(page, HONG_KONG, generator)
        add("Big5 undeclared", page, "big5")
        add("Big5 declared", declared(page, "big5"), "big5")
        add("HKSCS undeclared", hong_kong, "big5hkscs")
        add("HKSCS declared", declared(hong_kong, "big5"), "big5hkscs")
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=120, help="pages of each case")
    parser.add_argument("--chardet7", type=Path, help="folder with chardet 7")
    parser.add_argument("--part", choices=("tune", "test"), default="test")
    options = parser.parse_args()
    made = cases(options.corpus, options.part, options.pages)
    rows: dict[str, dict[str, str]] = {}
    for peer in peers(chardet7=options.chardet7):
        for name, pages in made.items():
            right = sum(peer.read(body, http)[1] == text for text, body, http in pages)
            rows.setdefault(peer.name, {})[name] = f"{right / len(pages):.3f}"
    table(f"Pages read exactly, {options.pages} of each case ({options.part} part)", rows)


if __name__ == "__main__":
    main()
