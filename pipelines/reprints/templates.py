"""Whether two similar texts tell of two things all the same: one frame filled twice, or one passage in two news.

300 invented signings from one template have a 4-gram Jaccard of 0.75 to 0.82, an edited reprint no more: there
the pieces that were exchanged decide, not the similarity. Chosen on the tune halves of bench/reprints/templates.jsonl
(invented near misses) and bench/reprints/labels (real pairs).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from pipelines.extraction.numbers import NUMERAL, parse_number
from pipelines.lexicons import names
from pipelines.repairing.looks import rare_han
from pipelines.reprints import titles
from pipelines.reprints.alignment import Block, Exchange, blocks, exchanges
from pipelines.reprints.texts import MOST_LETTERS, ArticleText, letters, shingles

_NUMERAL = re.compile(NUMERAL)
_DIGITS = re.compile(r"\d+")
_DAY = re.compile("[日号月]")
# Who wrote, took or sent it changes with every outlet.
_BYLINE = re.compile(
    "记者|通讯员|来源|编辑|责编|作者|摄影?|报讯|[社网台]讯|电$|^图|photo|reporter|editor|source"
)
# Letters that hold words together: a piece made of them is a way to say it.
_PARTICLE = re.compile("[的了在是和与及或而也都就已将被把从到为以于对其此这那有无不并每]")
_HAN_PAIR = re.compile("[一-鿿]{2}")
# What tells one of a row from the next: 一标段, 甲线, 东翼.
_COUNTS = re.compile(r"[\d零〇一二三四五六七八九十百千两甲乙丙丁东南西北上下]")
_LONGEST_SYNONYM = 3
_KNOWN = 3  # times in the dictionary's corpus
#: A frame is filled to about the same length; a longer text says more of the same.
_FRAME_RATIO = 0.8
#: A frame is exchanged all along: at least one name or figure in so many letters. An update of a long story is not.
_LETTERS_EACH = 200
#: An update corrects a figure or two; a daily notice changes nearly every one.
_MOST_CORRECTED = 0.5
#: In so short a text every exchanged piece is what it tells.
_SHORT = 150
#: Each text has so large a part of its own: under unrelated titles these are two news around one passage.
_OWN, _OWN_ANY_LENGTH, _OWN_UNTITLED = 0.1, 0.25, 0.15
_TYPOS = 0.04
_OTHER_BEGINNING, _PASSAGE, _STUMBLE = 20, 0.9, 8
OTHER_PART = "another part of a series, by their titles"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Differences:
    """How two texts differ. ``own``: smaller share of either that the other lacks; ``days``: a date was exchanged."""

    names: int
    figures: int
    days: bool
    changed_figures: float
    in_titles: bool
    pieces: int
    own: float
    balanced: bool
    shorter: int
    one_passage: bool


def told_apart(a: ArticleText, b: ArticleText, *, own: float) -> str | None:
    """Why two similar texts tell of different things all the same; None where they do not.

    Args:
        a: the first.
        b: the second.
        own: the smaller of the shares of either text that the other lacks, 0 to 1.
    """
    if own > _TYPOS and titles.other_part(a, b):
        return OTHER_PART
    found = _differences(a, b, own)
    if found.balanced and (reason := _one_frame(found, a, b)):
        return reason
    return _two_news(found, titles.likeness(a, b))


def _one_frame(found: _Differences, a: ArticleText, b: ArticleText) -> str | None:
    told = found.names + found.figures
    if found.in_titles:
        return "the same words around what each title names: a template"
    if found.changed_figures > _MOST_CORRECTED and (_days_apart(a, b) or found.own > _OWN):
        return "the same words with other figures: a template"
    if found.days and _days_apart(a, b):
        return "the same words about another day: a template"
    several = found.names >= 2 or (found.figures and (found.names or (found.pieces and found.figures > 1)))
    if several and told * _LETTERS_EACH >= found.shorter:
        return "the same words around other names or figures: a template"
    if found.pieces and found.shorter < _SHORT:
        return "a few words around other names: a template"
    return None


def _two_news(found: _Differences, likeness: float | None) -> str | None:
    if likeness is None:
        if found.own > _OWN_UNTITLED and found.balanced:
            return "each says much that the other does not, around one passage"
        return None
    if likeness < titles.ALIKE and found.balanced and found.one_passage and found.own > _OWN:
        return "two titles, and one passage in two news"
    if likeness < titles.UNRELATED and found.own > (_OWN if found.balanced else _OWN_ANY_LENGTH):
        return "two titles, and each says much that the other does not"
    return None


def _differences(a: ArticleText, b: ArticleText, own: float) -> _Differences:
    left, right = (letters(t.text)[:MOST_LETTERS] for t in (a, b))
    pairs = [
        pair
        for pair in exchanges(left, right)
        if not _BYLINE.search(pair.left) and not _BYLINE.search(pair.right)
    ]
    figures = [pair for pair in pairs if _other_figure(pair)]
    held = [pair for pair in pairs if pair not in figures and _is_name(pair.left) and _is_name(pair.right)]
    told = [pair for pair in pairs if not _is_wording(pair) and not _is_synonym(pair)]
    return _Differences(
        names=len({(pair.left, pair.right) for pair in held}),
        figures=len(figures),
        days=any(_is_day(pair) for pair in figures),
        changed_figures=len(figures) / max(1, len(_DIGITS.findall(left))),
        in_titles=titles.exchanged(told, a, b),
        pieces=sum(1 for pair in told if _is_other_piece(pair)),
        own=own,
        balanced=_FRAME_RATIO <= len(right) / max(1, len(left)) <= 1 / _FRAME_RATIO,
        shorter=min(len(left), len(right)),
        one_passage=_one_passage(blocks(left, right)),
    )


def _one_passage(found: list[Block]) -> bool:
    """Whether all that two texts share stands in one piece behind other beginnings, but for a letter here and there."""
    if not found or min(found[0].left, found[0].right) < _OTHER_BEGINNING:
        return False
    longest = run = at = there = 0
    for block in found:
        near = block.left - at <= _STUMBLE and block.right - there <= _STUMBLE
        run = run + block.length if near else block.length
        longest = max(longest, run)
        at, there = block.left + block.length, block.right + block.length
    return longest >= _PASSAGE * sum(block.length for block in found)


def _days_apart(a: ArticleText, b: ArticleText) -> bool:
    if a.published_at is None or b.published_at is None:
        return False
    return abs(a.published_at - b.published_at) >= timedelta(days=1)


def _other_figure(pair: Exchange) -> bool:
    """Whether both pieces hold a number, and another one: 五千万 is 5000万."""
    mine, theirs = _numbers(pair.left), _numbers(pair.right)
    return bool(mine and theirs and mine != theirs)


def _numbers(piece: str) -> frozenset[float]:
    found = (match[0] for match in _NUMERAL.finditer(piece))
    values = (parse_number(n) for n in found if _DIGITS.search(n) or len(n) >= 2)
    return frozenset(value for value in values if value is not None)


def _is_day(pair: Exchange) -> bool:
    return bool(_DAY.match(pair.after) or (_DAY.search(pair.left) and _DAY.search(pair.right)))


def _is_wording(pair: Exchange) -> bool:
    """Whether a piece says nothing by itself: a letter here and there, particles."""
    return any(
        2 * len(_PARTICLE.findall(piece)) >= len(piece) or bool(_rare().search(piece))
        for piece in (pair.left, pair.right)
    )


def _is_synonym(pair: Exchange) -> bool:
    """Whether both pieces are short words that name nobody and count nothing: 公交 here is 巴士 in Hong Kong."""
    if max(len(pair.left), len(pair.right)) > _LONGEST_SYNONYM or _COUNTS.search(pair.left + pair.right):
        return False
    if names.is_region(pair.left) and names.is_region(pair.right):
        return False  # one place for another
    return all(len(piece) == 1 or _is_word(piece) for piece in (pair.left, pair.right))


def _is_word(piece: str) -> bool:
    """Whether the general dictionary knows a piece as more than a name of somebody: 巴士, 天桥; not 海岚."""
    times, tag = names.dictionary().get(piece, (0, ""))
    return times >= _KNOWN and not tag.startswith("nr")


def _is_other_piece(pair: Exchange) -> bool:
    """Whether both pieces are long enough to name something, and have no two letters in common."""
    if min(len(pair.left), len(pair.right)) < 4:
        return False
    return not shingles(pair.left, 2) & shingles(pair.right, 2)


@lru_cache(maxsize=4096)
def _is_name(piece: str) -> bool:
    """Whether a piece identifies somebody or some place: not words that anybody uses, and not damage.

    >>> _is_name("青禾"), _is_name("资讯"), _is_name("表示"), _is_name("深圳")
    (True, False, False, True)
    """
    if not _HAN_PAIR.search(piece):
        return len(piece) >= 3 and not _DIGITS.search(piece)
    if _rare().search(piece) or 2 * len(_PARTICLE.findall(piece)) >= len(piece):
        return False
    words = [word for word in names.cut(piece) if len(word) >= 2]
    known = sum(len(word) for word in words if names.is_common(word) or names.bounds_name(word))
    return known * 2 < len(piece)


@lru_cache(maxsize=1)
def _rare() -> re.Pattern[str]:
    return re.compile(f"[{rare_han()}]{{2}}")
