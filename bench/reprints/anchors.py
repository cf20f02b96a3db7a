"""Well-known ways to tell that two texts are one, as anchors beside the program's own comparison.

All look at the folded letters alone. SimHash is Charikar's ("Similarity estimation techniques from rounding algorithms",
STOC 2002) over 64 bits of 2-grams; Jaccard and containment are Broder's resemblance and containment ("On the resemblance
and containment of documents", 1997) of the sets of 5-grams, counted exactly: what MinHash can only estimate.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from pipelines.reprints import letters

_BITS = 64
_SIMHASH_GRAM, _SET_GRAM = 2, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What the anchors compare of one text."""

    exact: str
    simhash: int
    grams: frozenset[str] = field(repr=False)


def sketch(text: str) -> Sketch:
    """The sketch of a text; of an empty one too."""
    plain = letters(text)
    return Sketch(
        exact=hashlib.sha256(plain.encode()).hexdigest(),
        simhash=simhash(plain),
        grams=frozenset(grams(plain, _SET_GRAM)),
    )


def grams(text: str, size: int) -> list[str]:
    """All runs of so many characters, in order; the text itself where it is shorter."""
    return [text[i : i + size] for i in range(len(text) - size + 1)] or [text]


def simhash(text: str) -> int:
    """Bit by bit, what the hashes of the 2-grams say in the majority, each as often as it occurs."""
    votes = [0] * _BITS
    for gram, times in Counter(grams(text, _SIMHASH_GRAM)).items():
        hashed = _hash(gram)
        for bit in range(_BITS):
            votes[bit] += times if hashed >> bit & 1 else -times
    return sum(1 << bit for bit, vote in enumerate(votes) if vote > 0)


@cache
def _hash(gram: str) -> int:
    return int.from_bytes(hashlib.blake2b(gram.encode(), digest_size=_BITS // 8).digest())


def distance(a: Sketch, b: Sketch) -> int:
    """In how many bits two SimHashes differ."""
    return (a.simhash ^ b.simhash).bit_count()


def jaccard(a: Sketch, b: Sketch) -> float:
    """Shared 5-grams among all of both texts."""
    return len(a.grams & b.grams) / len(a.grams | b.grams)


def containment(a: Sketch, b: Sketch) -> float:
    """Shared 5-grams among those of the text that has fewer."""
    return len(a.grams & b.grams) / min(len(a.grams), len(b.grams))


#: Each anchor by name: are the two one text?
ANCHORS: Mapping[str, Callable[[Sketch, Sketch], bool]] = {
    "exact hash": lambda a, b: a.exact == b.exact,
    "SimHash d<=7": lambda a, b: distance(a, b) <= 7,
    "Jaccard >=0.7": lambda a, b: jaccard(a, b) >= 0.7,
    "Jaccard >=0.5": lambda a, b: jaccard(a, b) >= 0.5,
    "containment >=0.7": lambda a, b: containment(a, b) >= 0.7,
}
