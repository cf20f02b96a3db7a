"""Whether two articles are one text: whole, cut, extended, updated or in the other script.

Texts are compared for reprints; *happenings* are compared by their keys (:mod:`pipelines.merging`), since
independent reports of one event hardly share a sentence. Nothing is dropped: a reprint is linked.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

import rensa

from pipelines.folding import fold

# Letters and digits only: reprints change punctuation, spaces and script, hardly the words.
_NOT_LETTERS = re.compile(r"[\W_]+")
# 64 rows in 32 bands of 2: pairs at Jaccard 0.4 share a band with probability 0.996; the exact check
# below removes what the bands bring too much.
_PERMUTATIONS, _BAND = 64, 2
_SHORT = 200  # below this many letters 5-grams lose edited twins (3-grams keep them)
# Linked above either: reports cut and extended by a third still reach containment 0.6 or Jaccard 0.4,
# unrelated articles on one subject stay below 0.15.
LINK_CONTAINMENT, LINK_JACCARD = 0.6, 0.4
_WHOLE_JACCARD = 0.8
_CUT_RATIO = 0.75
# Two-sided differences above this share mean that each text says something that the other does not.
_TWO_SIDED = 0.04
_COMPARED_LETTERS = 4000  # an alignment is quadratic; differences of templates show early


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """What a comparison needs of an article."""

    text: str = field(repr=False)
    title: str | None = None
    published_at: datetime | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """``exact``: hash of the folded letters; ``bands``: keys under which near-duplicates meet."""

    exact: str
    bands: tuple[str, ...] = field(repr=False)
    letters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The relation of ``b`` to ``a`` (``b`` is an excerpt of, extends, … ``a``), with its figures."""

    relation: str
    jaccard: float
    containment: float
    why: str

    @property
    def is_reprint(self) -> bool:
        """True where the second is to be linked to the first."""
        return self.relation not in ("different", "rewritten")


# One text is compared with many in a row: it is folded once.
@lru_cache(maxsize=4)
def letters(text: str) -> str:
    """The folded letters and digits of a text, lower case, nothing else."""
    return _NOT_LETTERS.sub("", fold(text).text).lower()


@lru_cache(maxsize=4)
def _shingles(text: str, size: int) -> frozenset[str]:
    if len(text) <= size:
        return frozenset([text]) if text else frozenset()
    return frozenset(text[i : i + size] for i in range(len(text) - size + 1))


def fingerprint(text: str) -> Fingerprint:
    """The keys by which a text finds the texts that it may be a reprint of."""
    plain = letters(text)
    exact = hashlib.sha256(plain.encode()).hexdigest()
    if not plain:
        return Fingerprint(exact=exact, bands=(), letters=0)
    sketch = rensa.RMinHash(num_perm=_PERMUTATIONS, seed=42)
    # always 3-grams here: one key space for short and long texts
    sketch.update(sorted(_shingles(plain, 3)))
    rows = sketch.digest()
    bands = tuple(
        f"{i // _BAND}:{'-'.join(format(row, 'x') for row in rows[i : i + _BAND])}"
        for i in range(0, _PERMUTATIONS, _BAND)
    )
    return Fingerprint(exact=exact, bands=bands, letters=len(plain))


def compare_texts(a: ArticleText, b: ArticleText) -> Comparison:
    """Name the relation of ``b`` to ``a``: one of :data:`pipelines.vocabulary.RELATIONS`."""
    left, right = letters(a.text), letters(b.text)
    if not left or not right:
        return Comparison(relation="different", jaccard=0.0, containment=0.0, why="one text is empty")
    if left == right:
        return _whole(a, b, 1.0, 1.0, "the same letters after folding")
    size = 3 if min(len(left), len(right)) < _SHORT else 5
    first, second = _shingles(left, size), _shingles(right, size)
    shared = len(first & second)
    jaccard = shared / len(first | second)
    containment = shared / min(len(first), len(second))
    if containment < LINK_CONTAINMENT and jaccard < LINK_JACCARD:
        relation = "rewritten" if containment >= 0.3 and _titles_agree(a, b) else "different"
        return _result(relation, jaccard, containment, "too few characters in common for a reprint")
    only_left = 1 - shared / len(first)
    only_right = 1 - shared / len(second)
    if min(only_left, only_right) > _TWO_SIDED and (reason := _told_apart(a, b, left, right)):
        return _result("different", jaccard, containment, reason)
    ratio = len(right) / len(left)
    if jaccard >= _WHOLE_JACCARD and _CUT_RATIO <= ratio <= 1 / _CUT_RATIO:
        if min(only_left, only_right) > _TWO_SIDED and _digits(left) != _digits(right):
            return _result(
                "updated", jaccard, containment, "the same report with other figures, on the same day"
            )
        return _whole(a, b, jaccard, containment, "the same text with small differences")
    if ratio < 1:
        return _result(
            "excerpt", jaccard, containment, f"{containment:.0%} of the shorter stands in the longer"
        )
    return _result(
        "extended",
        jaccard,
        containment,
        f"{containment:.0%} of the first stands in the second, which says more",
    )


def _result(relation: str, jaccard: float, containment: float, why: str) -> Comparison:
    return Comparison(
        relation=relation, jaccard=round(jaccard, 3), containment=round(containment, 3), why=why
    )


def _whole(a: ArticleText, b: ArticleText, jaccard: float, containment: float, why: str) -> Comparison:
    raw_a, raw_b = (_NOT_LETTERS.sub("", t.text).lower() for t in (a, b))
    differs = sum(1 for x, y in zip(raw_a, raw_b, strict=False) if x != y) if jaccard == 1.0 else 0
    # a few characters differ by regional habit; a tenth of them only by script
    if jaccard == 1.0 and differs > len(raw_a) / 20:
        return _result("script_variant", jaccard, containment, "the same letters in the other script")
    if jaccard < 1.0 and _scripts_differ(raw_a, raw_b, jaccard):
        return _result("script_variant", jaccard, containment, "the same text in the other script")
    return _result("same", jaccard, containment, why)


def _scripts_differ(raw_a: str, raw_b: str, folded_jaccard: float) -> bool:
    first, second = _shingles(raw_a, 3), _shingles(raw_b, 3)
    raw = len(first & second) / max(1, len(first | second))
    return raw < folded_jaccard - 0.3


def _digits(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", text))


def _bigrams(text: str | None) -> frozenset[str]:
    return _shingles(letters(text), 2) if text else frozenset()


def _titles_agree(a: ArticleText, b: ArticleText) -> bool:
    first, second = _bigrams(a.title), _bigrams(b.title)
    if not first or not second:
        return False
    return 2 * len(first & second) / (len(first) + len(second)) >= 0.5


def _told_apart(a: ArticleText, b: ArticleText, left: str, right: str) -> str | None:
    """Why two similar texts are different all the same: templates filled with other names, figures or days.

    300 invented signings from one template have a 4-gram Jaccard of 0.75 to 0.82: there the pieces that
    were exchanged decide, not the similarity.
    """
    exchanged = _exchanged(left, right)
    figures = any(_digits(x) and _digits(y) and _digits(x) != _digits(y) for x, y in exchanged)
    names = sum(1 for x, y in exchanged if min(len(x), len(y)) >= 2)
    if figures and a.published_at and b.published_at and abs((a.published_at - b.published_at).days) >= 1:
        return "the same words with other figures on another day: a template"
    if (figures or names >= 2) and a.title and b.title and not _titles_agree(a, b):
        return "the same words around other names or figures: a template"
    if figures and names >= 2 and not (a.title and b.title):
        return "the same words around other names and figures: a template"
    return None


def _exchanged(left: str, right: str) -> list[tuple[str, str]]:
    matcher = difflib.SequenceMatcher(
        None, left[:_COMPARED_LETTERS], right[:_COMPARED_LETTERS], autojunk=False
    )
    return [
        (left[i1:i2], right[j1:j2])
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag == "replace" and i2 - i1 < 40 and j2 - j1 < 40
    ]
