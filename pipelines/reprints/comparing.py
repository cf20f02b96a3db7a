"""The relation of two articles' texts: one of :data:`pipelines.vocabulary.RELATIONS`, with its figures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.reprints import titles
from pipelines.reprints.alignment import blocks, exchanges
from pipelines.reprints.templates import OTHER_PART, told_apart
from pipelines.reprints.texts import MOST_LETTERS, ArticleText, bare, letters, shingles

_SHORT = 200  # below this many letters 5-grams lose edited twins (3-grams keep them)
# Linked above either: reports cut and extended by a third still reach containment 0.6 or Jaccard 0.4,
# unrelated articles on one subject stay below 0.15.
LINK_CONTAINMENT, LINK_JACCARD = 0.6, 0.4
_REWRITTEN = 0.3
_WHOLE_JACCARD = 0.8
_CUT_RATIO, _EDITED_RATIO = 0.75, 0.92
# The smaller share of either text that the other lacks: below the first a letter here and there; above the
# second other figures tell that the report was renewed, above the third anything does.
_TYPOS, _TWO_SIDED, _BOTH_ADD = 0.02, 0.05, 0.2
_DIGITS = re.compile(r"\d+")
# An agency's first paragraph taken over as it was, whatever follows: two reporters do not write alike for
# two lines (40 letters and more), but they do for a name and a day.
_LEAD_LETTERS, _LEAD_SHARE = 40, 0.35
_WORTH_ALIGNING = 0.1  # with fewer shingles in common no lead is
_DATELINE = 16  # letters before the lead that differ: another outlet's dateline
_TYPO = 4
_TITLED = 40  # what a shorter text tells stands in its title: captions, flashes


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Both articles with what their folded letters share."""

    a: ArticleText
    b: ArticleText
    left: str
    right: str
    first: frozenset[str]
    second: frozenset[str]

    @property
    def shared(self) -> int:
        return len(self.first & self.second)

    @property
    def jaccard(self) -> float:
        return self.shared / len(self.first | self.second)

    @property
    def containment(self) -> float:
        return self.shared / min(len(self.first), len(self.second))

    @property
    def ratio(self) -> float:
        return len(self.right) / len(self.left)

    @property
    def own(self) -> float:
        """The smaller of the shares of either text that the other lacks."""
        return 1 - self.shared / min(len(self.first), len(self.second))

    @property
    def is_whole(self) -> bool:
        """Whether neither is a part of the other: nearly all is shared, or letters differ all over."""
        cut = _CUT_RATIO if self.jaccard >= _WHOLE_JACCARD else _EDITED_RATIO
        return cut <= self.ratio <= 1 / cut

    def is_(self, relation: str, why: str) -> Comparison:
        return Comparison(
            relation=relation,
            jaccard=round(self.jaccard, 3),
            containment=round(self.containment, 3),
            why=why,
        )


def compare_texts(a: ArticleText, b: ArticleText) -> Comparison:
    """Name the relation of ``b`` to ``a``: one of :data:`pipelines.vocabulary.RELATIONS`."""
    left, right = letters(a.text), letters(b.text)
    if not left or not right:
        return Comparison(relation="different", jaccard=0.0, containment=0.0, why="one text is empty")
    same, left, right = left == right, left[:MOST_LETTERS], right[:MOST_LETTERS]
    size = 3 if min(len(left), len(right)) < _SHORT else 5
    pair = _Pair(a=a, b=b, left=left, right=right, first=shingles(left, size), second=shingles(right, size))
    if same:
        if len(left) < _TITLED and a.title and b.title and not titles.agree(a, b):
            return pair.is_("different", "a line that any page may hold, under another title")
        return _whole(pair, "the same letters after folding")
    if pair.containment < LINK_CONTAINMENT and pair.jaccard < LINK_JACCARD:
        return _hardly_alike(pair)
    if pair.own > _TYPOS and (reason := told_apart(a, b, own=pair.own)):
        return pair.is_("different", reason)
    if pair.own > _BOTH_ADD or (pair.own > _TWO_SIDED and _figures_exchanged(pair)):
        return pair.is_("updated", "the same report told anew, each with something that the other lacks")
    if pair.is_whole:
        return _whole(pair, "the same text with small differences")
    return _longer_or_shorter(pair, f"{pair.containment:.0%} of the shorter stands in the longer")


def _longer_or_shorter(pair: _Pair, why: str) -> Comparison:
    return pair.is_("excerpt" if pair.ratio < 1 else "extended", why)


def _hardly_alike(pair: _Pair) -> Comparison:
    """Few letters in common: linked only where one took over the other's first paragraph as it was."""
    if titles.other_part(pair.a, pair.b):
        return pair.is_("different", OTHER_PART)
    if pair.containment >= _WORTH_ALIGNING:
        lead = _common_lead(pair.left, pair.right)
        if lead >= max(_LEAD_LETTERS, _LEAD_SHARE * min(len(pair.left), len(pair.right))):
            return _longer_or_shorter(pair, f"both begin with the same {lead} letters")
    if pair.containment >= _REWRITTEN and titles.agree(pair.a, pair.b):
        return pair.is_("rewritten", "one subject in other words")
    return pair.is_("different", "too few characters in common for a reprint")


def _common_lead(left: str, right: str) -> int:
    """How many letters both texts begin with, but for a dateline and a letter here and there."""
    lead, at, there, allowed = 0, 0, 0, _DATELINE
    for block in blocks(left[:600], right[:600]):
        if max(block.left - at, block.right - there) > allowed:
            break
        lead += block.length
        at, there, allowed = block.left + block.length, block.right + block.length, _TYPO
    return lead


def _figures_exchanged(pair: _Pair) -> bool:
    return any(
        set(_DIGITS.findall(e.left)) != set(_DIGITS.findall(e.right)) and _DIGITS.search(e.left + e.after)
        for e in exchanges(pair.left, pair.right)
    )


def _whole(pair: _Pair, why: str) -> Comparison:
    raw_a, raw_b = bare(pair.a.text), bare(pair.b.text)
    if pair.left == pair.right:
        differs = sum(1 for x, y in zip(raw_a, raw_b, strict=False) if x != y)
        # a few characters differ by regional habit; a tenth of them only by script
        if differs > len(raw_a) / 20:
            return pair.is_("script_variant", "the same letters in the other script")
    elif _scripts_differ(raw_a, raw_b, pair.jaccard):
        return pair.is_("script_variant", "the same text in the other script")
    return pair.is_("same", why)


def _scripts_differ(raw_a: str, raw_b: str, folded_jaccard: float) -> bool:
    first, second = shingles(raw_a, 3), shingles(raw_b, 3)
    return len(first & second) / max(1, len(first | second)) < folded_jaccard - 0.3
