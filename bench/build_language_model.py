"""Builds pipelines/lexicons/word_bigrams.xz, the model of Chinese words that restored characters are chosen with.

Usage: python bench/build_language_model.py lm_sc.arpa

The ARPA file is the language model of libime (LGPL-2.1-or-later): ``data/lm_sc.arpa-20220810.tar.xz`` in the source
package libime 1.0.16 of Debian (``apt-get source --download-only libime``). Kept are the words of up to five
characters and the pairs that tell most: by how much a pair is likelier than its words apart, weighed by how often it
is met. Prints what was kept; two builds are equal byte for byte.
"""

from __future__ import annotations

import json
import lzma
import math
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path

PAIRS = 600_000
LONGEST = 5
#: Words rarer than this (log10) are kept only where a pair that was kept needs them.
RAREST = -5.7
NATS = math.log(10)
TARGET = Path(__file__).parent.parent / "pipelines" / "lexicons" / "word_bigrams.xz"

Words = dict[str, tuple[float, float]]
Pairs = dict[tuple[str, str], float]


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    words, pairs = _read(Path(arguments[0]))
    kept = _most_telling(words, pairs)
    needed = {word for pair in kept for word in pair}
    vocabulary = sorted(
        (word for word in words if word in needed or words[word][0] > RAREST or len(word) == 1),
        key=lambda word: (-words[word][0], word),
    )
    TARGET.write_bytes(lzma.compress(_packed(vocabulary, words, kept), preset=9 | lzma.PRESET_EXTREME))
    sys.stdout.write(f"{len(vocabulary)} words, {len(kept)} pairs, {TARGET.stat().st_size} bytes\n")
    return 0


def _read(path: Path) -> tuple[Words, Pairs]:
    """Log10 probability and back-off of each word; log10 probability of each pair."""
    words: Words = {}
    pairs: Pairs = {}
    for order, fields in _rows(path):
        if order == 1 and len(fields[1]) <= LONGEST:
            words[fields[1]] = (float(fields[0]), float(fields[2]) if len(fields) > 2 else 0.0)
        elif order == 2:
            first, second = fields[1].split(" ")
            if first in words and second in words:
                pairs[first, second] = float(fields[0])
    return words, pairs


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    order = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("\\"):
                order = int(line[1]) if line[1].isdigit() else 0
                if order > 2:
                    return
            elif order and line.strip():
                yield order, line.rstrip("\n").split("\t")


def _most_telling(words: Words, pairs: Pairs) -> Pairs:
    def told(pair: tuple[str, str]) -> float:
        apart = words[pair[0]][1] + words[pair[1]][0]
        return float(10 ** (words[pair[0]][0] + pairs[pair]) * (pairs[pair] - apart))

    return {pair: pairs[pair] for pair in sorted(pairs, key=lambda pair: (-told(pair), pair))[:PAIRS]}


def _packed(vocabulary: list[str], words: Words, pairs: Pairs) -> bytes:
    """A line of JSON with the words, then the columns: what :mod:`pipelines.language_model` reads.

    One byte a figure: a probability in sixteenths of a nat, a back-off in sixty-fourths, both below zero.
    """
    number = {word: at for at, word in enumerate(vocabulary)}
    followers: list[list[tuple[int, float]]] = [[] for _ in vocabulary]
    for (first, second), told in pairs.items():
        followers[number[first]].append((number[second], told))
    for row in followers:
        row.sort()
    head = json.dumps({"words": vocabulary, "pairs": len(pairs)}, ensure_ascii=False).encode()
    columns = (
        bytes(_step(words[word][0], 16) for word in vocabulary),
        bytes(_step(words[word][1], 64) for word in vocabulary),
        _planes(array("I", [len(row) for row in followers])),
        _planes(array("I", [second for row in followers for second, _ in row])),
        bytes(_step(told, 16) for row in followers for _, told in row),
    )
    return b"\n".join((head, b"".join(columns)))


def _step(log10: float, steps: int) -> int:
    return min(255, max(0, round(-log10 * NATS * steps)))


def _planes(numbers: array[int]) -> bytes:
    """The numbers byte plane by byte plane, low ones first: they compress better so."""
    return b"".join(bytes(number >> shift & 255 for number in numbers) for shift in (0, 8, 16))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
