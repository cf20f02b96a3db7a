"""A quote found again: in the sentence that it names, as it stands or folded, never cut out of a number or a word."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipelines.folding import fold
from pipelines.proposing.prompts import LONGEST_QUOTE
from pipelines.proposing.values import Prompt
from pipelines.values import Span

_DIGIT = re.compile(r"\d")
#: Half of a surrogate pair: JSON can say it, no stored text holds it, and folding cannot read it.
_HALF = re.compile("[\ud800-\udfff]")
_NUMERAL = frozenset("0123456789零〇○一二三四五六七八九十百千万亿兆两")
#: 3亿元 in 1.3亿元, 000 in 3,000: these join what stands on both sides of them.
_JOINTS = frozenset(".,:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Folded ``[start, end)`` of a quote, and the stored characters themselves."""

    start: int
    end: int
    span: Span


class NotThere(ValueError):
    """A quote that does not count; its text is one of ``values.REJECTIONS``."""


def find_quote(prompt: Prompt, quote: object, sentence: object, *, near: int | None = None) -> Place:
    """Where a quote stands in its sentence; of several places the one nearest to the folded offset ``near``.

    Raises:
        NotThere: it does not stand there.
    """
    if type(sentence) is not int or not 1 <= sentence <= len(prompt.sentences):
        raise NotThere("sentence")
    if not isinstance(quote, str) or len(quote) > LONGEST_QUOTE:
        raise NotThere("shape")
    if _HALF.search(quote):
        raise NotThere("invented")
    if not fold(quote).text.strip():
        raise NotThere("shape")
    begin, end = prompt.sentences[sentence - 1]
    places = _places(prompt, quote.strip(), begin, end)
    if not places:
        raise NotThere(_why_not(prompt, quote, begin, end))
    whole = [place for place in places if not _splits_word(prompt.document.text, place)]
    if not whole:
        raise NotThere("cut")
    return whole[0] if near is None else min(whole, key=lambda place: _distance(place, near))


def splits_number(text: str, place: Place) -> bool:
    """Whether a quote begins or ends inside a numeral, of either kind: 二月 in 十二月, 3亿 in 1.3亿."""
    return _number_runs_over(text, place.start) or _number_runs_over(text, place.end)


def digits(text: str) -> str:
    """The digits of a text, in ASCII."""
    return "".join(_DIGIT.findall(unicodedata.normalize("NFKC", text)))


def _places(prompt: Prompt, quote: str, begin: int, end: int) -> list[Place]:
    """All places of a quote in folded ``[begin, end)``: character for character, else in the folded form."""
    folded = prompt.document.folded
    sentence = folded.span(begin, end)
    exact = [
        Place(
            start=folded.at(sentence.start + at),
            end=folded.at(sentence.start + at + len(quote)),
            span=Span(start=sentence.start + at, end=sentence.start + at + len(quote), text=quote),
        )
        for at in _finds(sentence.text, quote)
    ]
    if exact:
        return exact
    needle = fold(quote).text.strip()
    words = prompt.document.text[begin:end]
    return [
        Place(
            start=begin + at,
            end=begin + at + len(needle),
            span=folded.span(begin + at, begin + at + len(needle)),
        )
        for at in _finds(words, needle)
    ]


def _finds(text: str, part: str) -> list[int]:
    found: list[int] = []
    at = text.find(part) if part else -1
    while at >= 0:
        found.append(at)
        at = text.find(part, at + 1)
    return found


def _why_not(prompt: Prompt, quote: str, begin: int, end: int) -> str:
    text, needle = prompt.document.text, fold(quote).text.strip()
    if needle in text:
        return "other_sentence"
    bare = _DIGIT.sub("", needle)
    if bare and bare != needle and bare in _DIGIT.sub("", text[begin:end]):
        return "changed_digits"
    return "invented"


def _distance(place: Place, near: int) -> int:
    return max(place.start - near, near - place.end, 0)


def _splits_word(text: str, place: Place) -> bool:
    """Whether a quote begins or ends inside an Arabic number or a Latin word."""
    return _word_runs_over(text, place.start) or _word_runs_over(text, place.end)


def _word_runs_over(text: str, at: int) -> bool:
    left, right = text[at - 1 : at] if at else "", text[at : at + 1]
    return (left + right).isascii() and len(left + right) == 2 and left.isalnum() and right.isalnum()


def _number_runs_over(text: str, at: int) -> bool:
    left, right = text[max(0, at - 2) : at], text[at : at + 2]
    if left[-1:] in _NUMERAL and left and right[:1] in _NUMERAL and right:
        return True
    joint_left = left[-1:] in _JOINTS and left[:1].isdigit() and right[:1].isdigit() and len(left) == 2
    joint_right = right[:1] in _JOINTS and right[1:].isdigit() and left[-1:].isdigit()
    return joint_left or joint_right
