"""The keys under which a text is found again: two texts of one origin share at least one.

Two families, since reprints are changed in two ways. Bands of a MinHash signature find texts edited all
over (a letter here, a letter there); hashes of whole sentences find texts cut, mixed or extended, which
keep some sentences as they were. What the keys bring too much, the comparison removes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import rensa

from pipelines.reprints.texts import MOST_LETTERS, letters, sentences, shingles

# 20 bands of 3 rows: of two texts at Jaccard 0.8 all but 1 pair in 10^6 share a band, at 0.6 99.2 %, at
# 0.5 93 %; of unrelated texts (0.03 and less) 1 in 1,800. bench/reprints/edits.py measures both.
_BANDS, _ROWS = 20, 3
# Always 3-grams: one space of keys for short and long texts.
_SHINGLE = 3
#: A shorter sentence says too little to find its text by.
_SENTENCE_LETTERS = 14
#: The sentences with the smallest hashes: a text and its excerpt choose alike.
_MOST_SENTENCES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """``exact``: hash of the folded letters; ``keys``: 63-bit numbers under which texts of one origin meet."""

    exact: str
    keys: tuple[int, ...] = field(repr=False)
    letters: int


def fingerprint(text: str) -> Fingerprint:
    """The keys by which a text finds the texts that it may be a reprint of; an empty one has none."""
    plain = letters(text)
    exact = hashlib.sha256(plain.encode()).hexdigest()
    if not plain:
        return Fingerprint(exact=exact, keys=(), letters=0)
    keys = (*_bands(plain[:MOST_LETTERS]), *_sentence_keys(text))
    return Fingerprint(exact=exact, keys=tuple(dict.fromkeys(keys)), letters=len(plain))


def _bands(plain: str) -> list[int]:
    sketch = rensa.RMinHash(num_perm=_BANDS * _ROWS, seed=42)
    sketch.update(sorted(shingles(plain, _SHINGLE)))
    rows = sketch.digest()
    return [
        _number(f"{i}:" + "-".join(format(row, "x") for row in rows[i : i + _ROWS]))
        for i in range(0, len(rows), _ROWS)
    ]


def _sentence_keys(text: str) -> list[int]:
    hashes = {_number(s) for s in sentences(text) if len(s) >= _SENTENCE_LETTERS}
    return sorted(hashes)[:_MOST_SENTENCES]


def _number(text: str) -> int:
    """A hash that an integer column of either database holds: 63 bits, never negative."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1
