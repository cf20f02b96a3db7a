"""How fast bodies become text: clean UTF-8 (pages declare it) and undeclared GBK, texts of 1 kB and pages of 150 kB.

    python -m bench.encoding.charset_speed --corpus FOLDER [--texts 200] [--pages 12] [--rounds 7] [--chardet7 DIR]

The texts are clean: what repair finds in them was cured before. Every tool gives the text, not only the name of a charset. The tools take turns; the median of the rounds counts,
as a multiple of charset-normalizer's speed.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from statistics import median

from bench.encoding.charset_pages import made_pages
from bench.encoding.charset_peers import peers, seconds_of, table
from bench.encoding.texts import paragraphs
from pipelines.repairing import repair

#: A page of the speed rows has about so many bytes.
PAGE = 150_000


def bodies(corpus: Path, texts: int, pages: int) -> dict[str, list[bytes]]:
    """The four rows."""
    plain = [text for text in map(_clean, paragraphs(corpus, "test", "hans")) if text]
    generator = random.Random("speed")
    long = ["\n".join(generator.sample(plain, 8)) for _ in range(texts)]
    made = _about(made_pages(corpus, "test", "hans", 4 * pages), pages)
    markup = [page for page in map(_clean, made) if page]
    return {
        "UTF-8 1 kB": [text[:400].encode() for text in long],
        "UTF-8 pages": [f'<head><meta charset="utf-8">{page}'.encode() for page in markup],
        "GBK 1 kB": [text[:500].encode("gbk", "ignore") for text in long],
        "GBK pages": [page.encode("gbk", "xmlcharrefreplace") for page in markup],
    }


def _clean(text: str) -> str | None:
    """The text as our repair leaves it, so that its check finds nothing; None where it marks a place."""
    cured = repair(text).text
    return None if repair(cured).repairs else cured


def _about(made: tuple[str, ...], count: int) -> list[str]:
    """Pages of about 150 kB: some real ones one after another, cut."""
    joined = "".join(made)
    size = int(PAGE * 0.85)  # characters; a page of markup has few of three bytes
    return [joined[i * size : (i + 1) * size] for i in range(count) if len(joined) > i * size]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=200)
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--chardet7", type=Path, help="folder with chardet 7")
    parser.add_argument("--quick", action="store_true", help="ours and charset-normalizer only")
    options = parser.parse_args()
    made = bodies(options.corpus, options.texts, options.pages)
    every = peers(chardet7=options.chardet7, repaired=True)
    if options.quick:
        every = every[:3]
    for peer in every:  # tables are built at the first call
        seconds_of(peer, [body for row in made.values() for body in row[:2]])
    rows: dict[str, dict[str, str]] = {peer.name: {} for peer in every}
    times: dict[tuple[str, str], list[float]] = {}
    for _ in range(options.rounds):
        for name, row in made.items():
            for peer in every:
                times.setdefault((peer.name, name), []).append(seconds_of(peer, row) / len(row))
    for name in made:
        base = median(times["charset-normalizer", name])
        for peer in every:
            took = median(times[peer.name, name])
            rows[peer.name][f"{name} µs"] = f"{took * 1e6:.1f}"
            rows[peer.name][f"{name} ×"] = f"{base / took:.2f}"
    sizes = ", ".join(f"{name}: {sum(map(len, row)) // len(row):,} B" for name, row in made.items())
    table(f"Microseconds a body, and the speed as a multiple of charset-normalizer's ({sizes})", rows)


if __name__ == "__main__":
    main()
