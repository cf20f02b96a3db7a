"""What the titles of two articles say about whether they tell the same."""

from __future__ import annotations

import re

from pipelines.extraction.numbers import parse_number
from pipelines.folding import fold
from pipelines.reprints.alignment import Exchange
from pipelines.reprints.texts import ArticleText, letters, shingles

#: Above: two headlines for one story. Below ``UNRELATED``: headlines of two stories.
ALIKE, UNRELATED = 0.5, 0.2
_WORD = re.compile(r"[a-z]{4,}|\d+")
_HAN_RUN = re.compile("[一-鿿]+")
_COLUMN = re.compile(r"[^：:|｜]{2,12}[：:|｜]\s*")
_NUMBER = "[0-9零〇一二三四五六七八九十百两上中下]{1,6}"
# Which part of a series, which lot of a tender, which batch: 之二, 第四集, （下）, 一标段, part 2.
_PART = re.compile(
    rf"之({_NUMBER})(?![\w])|第({_NUMBER})[集期章回讲辑批届篇季次轮号弹]|[（(]({_NUMBER})[）)]|({_NUMBER})标段"
    r"|\b(?:part|episode|no\.|vol\.|chapter|lot|issue) (\d+|[ivx]+\b|one|two|three|four|five|six)"
)


def likeness(a: ArticleText, b: ArticleText) -> float | None:
    """Dice coefficient of what two titles are made of, 0 to 1: pairs of Han letters, Latin words; None without titles.

    >>> likeness(ArticleText(text="", title="河套论坛开幕"), ArticleText(text="", title="河套論壇今日開幕"))
    0.8333333333333334
    """
    if not a.title or not b.title:
        return None
    first, second = (_units(title) for title in _without_column(a.title, b.title))
    if not first or not second:
        return None
    return 2 * len(first & second) / (len(first) + len(second))


def agree(a: ArticleText, b: ArticleText) -> bool:
    """Whether two titles are known and alike."""
    return (likeness(a, b) or 0.0) >= ALIKE


def other_part(a: ArticleText, b: ArticleText) -> bool:
    """Whether both titles say which part of a series they are, and say another."""
    first, second = (_parts(t.title or "") for t in (a, b))
    return bool(first and second and first != second)


def exchanged(pairs: list[Exchange], a: ArticleText, b: ArticleText) -> bool:
    """Whether either title holds its own side of what was exchanged in the texts, and not the other side."""
    left, right = letters(a.title or ""), letters(b.title or "")
    return any(
        pair.left in left and pair.left not in right and pair.right in right and pair.right not in left
        for pair in pairs
    )


def _without_column(a: str, b: str) -> tuple[str, str]:
    """Two titles without the column or firm that both name before a colon: 快讯：…"""
    first, second = (_COLUMN.match(fold(title).text) for title in (a, b))
    if first and second and first[0] == second[0] and len(first[0]) < min(len(a), len(b)):
        return a[len(first[0]) :], b[len(first[0]) :]
    return a, b


def _units(title: str) -> frozenset[str]:
    plain = fold(title).text.lower()
    pairs = (shingles(run, 2) for run in _HAN_RUN.findall(plain))
    return frozenset(_WORD.findall(plain)).union(*pairs)


def _parts(title: str) -> frozenset[str]:
    plain = fold(title).text.lower()
    found = (part for match in _PART.finditer(plain) for part in match.groups() if part)
    return frozenset(str(parse_number(part) or part) for part in found)
