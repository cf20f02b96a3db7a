"""Builds pipelines/lexicons/han_frequencies.tsv from the word frequencies of jieba's dictionary (MIT).

Usage: python bench/build_han_model.py
Prints the number of characters; the file is sorted, so that two builds are equal byte for byte.
"""

from __future__ import annotations

import collections
import math
import sys
from pathlib import Path

import jieba

KEPT = 7000
TARGET = Path(__file__).parent.parent / "pipelines" / "lexicons" / "han_frequencies.tsv"


def main() -> int:
    counts: collections.Counter[str] = collections.Counter()
    dictionary = Path(jieba.__file__).parent / "dict.txt"
    for line in dictionary.read_text("utf-8").splitlines():
        word, frequency, *_ = line.split(" ")
        for character in word:
            if "\u4e00" <= character <= "\u9fff":
                counts[character] += int(frequency) + 1
    total = sum(counts.values())
    rows = sorted(counts.most_common(KEPT), key=lambda row: (-row[1], row[0]))
    TARGET.write_text("".join(f"{c}\t{math.log(n / total):.2f}\n" for c, n in rows), "utf-8")
    sys.stdout.write(f"{len(rows)} characters\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
