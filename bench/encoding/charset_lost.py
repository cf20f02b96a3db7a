"""Whole pages that lost three bytes: how many have their Chinese right again after decoding and repair?

    python -m bench.encoding.charset_lost --corpus FOLDER [--pages 120] [--chardet7 DIR]

The bytes are taken from characters outside ASCII anywhere in the page. A page counts where at least 98 % of the pairs
of neighbouring Han characters of the whole page are there again; ``charset`` is the share of the pages of which
the charset is named right. Pages and paragraphs are of the test part.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from pathlib import Path

from bench.encoding.charset_pages import declared, made_pages
from bench.encoding.charset_peers import family, peers, table
from bench.encoding.texts import Split

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]{2,}")
ENOUGH = 0.98


def bigrams(text: str) -> Counter[str]:
    """Pairs of neighbouring Han characters."""
    return Counter(run[at : at + 2] for run in _HAN.findall(text) for at in range(len(run) - 1))


def recall(text: str | None, original: Counter[str]) -> float:
    """Share of the original's pairs that a text has."""
    return (bigrams(text or "") & original).total() / max(1, original.total())


def without(body: bytes, generator: random.Random, *, bytes_lost: int = 3) -> bytes:
    """The body less some bytes, each of a character outside ASCII."""
    inside = [at for at, byte in enumerate(body) if byte > 0x7F]
    lost = set(generator.sample(inside, bytes_lost))
    return bytes(byte for at, byte in enumerate(body) if at not in lost)


Case = tuple[Counter[str], str, bytes]


def cases(corpus: Path, part: Split, count: int) -> dict[str, list[Case]]:
    """UTF-8 and GBK, declared or not: the pairs of each page, its codec, its damaged bytes."""
    generator = random.Random("lost")
    made: dict[str, list[Case]] = {}
    for page in made_pages(corpus, part, "hans", count):
        for codec, label in (("utf-8", "utf-8"), ("gbk", "gb2312")):
            for name, text in ((f"{codec} declared", declared(page, label)), (f"{codec} undeclared", page)):
                body = text.encode(codec, "xmlcharrefreplace")
                case = (bigrams(body.decode(codec)), codec, without(body, generator))
                made.setdefault(name, []).append(case)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=120, help="pages of each case")
    parser.add_argument("--chardet7", type=Path, help="folder with chardet 7")
    parser.add_argument("--part", choices=("tune", "test"), default="test")
    parser.add_argument("--ours-only", action="store_true", help="without the peers")
    options = parser.parse_args()
    made = cases(options.corpus, options.part, options.pages)
    rows: dict[str, dict[str, str]] = {}
    for peer in peers(chardet7=options.chardet7, repaired=True)[: 2 if options.ours_only else None]:
        for name, pages in made.items():
            answers = [peer.read(body, None) for _, _, body in pages]
            told = zip(answers, pages, strict=True)
            right = [(family(a[0]) == family(case[1]), recall(a[1], case[0]) >= ENOUGH) for a, case in told]
            row = rows.setdefault(peer.name, {})
            row[name] = f"{sum(enough for _, enough in right) / len(right):.3f}"
            row[f"{name}: charset"] = f"{sum(named for named, _ in right) / len(right):.3f}"
    table(
        f"Pages with 98 % of their Han pairs after three bytes were lost, {options.pages} of each case", rows
    )


if __name__ == "__main__":
    main()
