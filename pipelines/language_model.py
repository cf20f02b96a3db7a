"""How probable a stretch of Chinese is: words in their order, after a model of pairs of words.

What :mod:`pipelines.han_model` says of single characters tells a wrong charset; to choose between two characters
takes their neighbours. The text is cut into the words that make it most probable (Viterbi), each word weighed by the
one before it, with Katz back-off. Traditional characters count as their Simplified ones. The model is made by
``bench/build_language_model.py`` from libime's (LGPL-2.1-or-later) and read when it is first needed.
"""

from __future__ import annotations

import json
import lzma
import sys
from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate

from pipelines.folding import fold_character
from pipelines.han_model import is_han

#: Words of the model have at most so many characters.
LONGEST = 5
#: Nothing is known of what stands before: the begin of a text, punctuation, Latin letters.
START = -1
#: Nats of what the model has no words for, by rough order: marks of Chinese text are as common as common words, ASCII
#: signs that news hardly uses cost more, other signs (Greek, box drawing, kana) are what wrongly paired bytes become.
#: A lost character (U+FFFD) costs what a rare one does.
_MARKS = {
    mark: nats
    for marks, nats in (
        ("，", -2.3),
        ("。、", -3.0),
        ("“”（）「」", -4.2),
        ("：；！？《》", -5.2),
        ("『』【】‘’—…·％〈〉　", -6.5),
    )
    for mark in marks
}
_ASCII, _ODD_ASCII, _SIGN, _NO_TEXT, _UNKNOWN, _LOST = -3.5, -7.0, -11.0, -15.0, -17.0, -8.0
_ODD = frozenset("#@[\\]^_`{|}~<>=$&*")
_NUMERALS = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))

#: The best score of a stretch by the word that ends it.
Ends = dict[int, float]


@dataclass(frozen=True, slots=True)
class _Model:
    """``seconds[begins[a]:begins[a + 1]]`` are the words that follow word ``a``, in order; ``told`` their nats."""

    numbers: dict[str, int] = field(repr=False)
    single: array[float] = field(repr=False)
    backoff: array[float] = field(repr=False)
    begins: array[int] = field(repr=False)
    seconds: array[int] = field(repr=False)
    told: bytes = field(repr=False)


@lru_cache(maxsize=1)
def _model() -> _Model:
    packed = lzma.decompress((files("pipelines") / "lexicons" / "word_bigrams.xz").read_bytes())
    line, _, rest = packed.partition(b"\n")
    head = json.loads(line)
    words: list[str] = head["words"]
    at = 0

    def taken(size: int) -> bytes:
        nonlocal at
        at += size
        return rest[at - size : at]

    single = array("f", (-step / 16 for step in taken(len(words))))
    backoff = array("f", (-step / 64 for step in taken(len(words))))
    sizes = _numbers(taken(3 * len(words)))
    return _Model(
        numbers={word: number for number, word in enumerate(words)},
        single=single,
        backoff=backoff,
        begins=array("I", accumulate(sizes, initial=0)),
        seconds=_numbers(taken(3 * head["pairs"])),
        told=taken(head["pairs"]),
    )


def _numbers(planes: bytes) -> array[int]:
    size = len(planes) // 3
    whole = bytearray(4 * size)
    for plane in range(3):
        whole[plane::4] = planes[plane * size : (plane + 1) * size]
    numbers = array("I")
    numbers.frombytes(bytes(whole))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _pair(model: _Model, first: int, second: int) -> float:
    """Nats of a word behind another, backed off to the word alone."""
    if first == START:
        return model.single[second]
    end = model.begins[first + 1]
    at = bisect_left(model.seconds, second, model.begins[first], end)
    if at < end and model.seconds[at] == second:
        return -model.told[at] / 16
    return model.single[second] + model.backoff[first]


def is_word(text: str) -> bool:
    """Whether the model knows ``text``, in Simplified characters, as one word."""
    return text in _model().numbers


def log_probability(text: str) -> float:
    """The natural logarithm of the probability of a text, cut into words in the best way; 0.0 for an empty one.

    Linear in the length. To compare readings of one place, give each the same neighbours; seven characters on either
    side are enough.
    """
    model = _model()
    folded = [fold_character(c) if is_han(c) else c for c in text]
    ends: list[Ends] = [{START: 0.0}, *({} for _ in text)]
    for at, character in enumerate(folded):
        here = ends[at]
        if not is_han(character):
            _after_sign(model, character, here, ends[at + 1])
            continue
        best = max(here.values())
        ends[at + 1].setdefault(START, best + _UNKNOWN)
        word = ""
        for further in folded[at : at + LONGEST]:
            word += further
            number = model.numbers.get(word)
            if number is not None:
                score = max(told + _pair(model, last, number) for last, told in here.items())
                ends[at + len(word)][number] = score
    return max(ends[-1].values())


def _after_sign(model: _Model, character: str, here: Ends, after: Ends) -> None:
    """A digit is a numeral to the word behind it; any other sign begins anew."""
    numeral = _NUMERALS.get(character)
    last = model.numbers.get(numeral, START) if numeral else START
    after[last] = max(here.values()) + sign_cost(character)


def sign_cost(sign: str) -> float:
    """Nats of a character that is not Han."""
    if sign in _MARKS:
        return _MARKS[sign]
    if sign < "\x7f":
        if sign in _ODD:
            return _ODD_ASCII
        return _ASCII if sign >= " " or sign in "\n\t" else _NO_TEXT
    if sign == "\ufffd":
        return _LOST
    if "\ue000" <= sign <= "\uf8ff" or "\x7f" <= sign <= "\x9f":
        return _NO_TEXT
    return _SIGN
