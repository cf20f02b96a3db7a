"""Text that was damaged upstream, cured rule by rule; what cannot be restored is marked.

Each rule proposes edits and stands in a module of its own. Order matters: references and wrongly read bytes hide
everything else, so they are read again first; readings in brackets hide damage, so they go before it is sought;
half-width punctuation and private-use characters tell of a lost byte, so that is sought before they are cured. One cure may uncover
another fault: the rules run until nothing changes, which makes repairing twice the same as once. Clean text comes
back as the same object.

A rule runs only where its looks find something (:mod:`pipelines.repairing.looks`); clean text is left after one
search with the looks of all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from pipelines.repairing import (
    entities,
    invisible,
    lost_for_good,
    out_of_step,
    pinyin,
    private_use,
    punctuation,
    split_digits,
    stray_symbols,
)
from pipelines.repairing.edits import Edit, Place, applied, moved
from pipelines.repairing.looks import HAN, Look, Looks, rare_han
from pipelines.repairing.lost_bytes import find_lost_bytes
from pipelines.repairing.mojibake import find_mojibake
from pipelines.values import Repair, Repaired, Step

#: A text that still changes after so many rounds was made to do so; it is left as it came.
_ROUNDS = 8


_Steps = dict[str, tuple[Step, ...]]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A cure: its name, what it looks for, and the edits that it proposes.

    ``by_line``: it judges each line by itself, and need not see those in which there is nothing.
    """

    name: str
    looks: tuple[Look, ...]
    find: Callable[[str], tuple[Edit, ...]]
    by_line: bool = False

    def edits(self, text: str) -> tuple[Edit, ...]:
        looks = _looks(self.looks)
        if not self.by_line:
            return self.find(text) if looks.find_in(text) else ()
        return tuple(
            replace(edit, start=edit.start + start, end=edit.end + start)
            for start, end in looks.lines_in(text)
            for edit in self.find(text[start:end])
        )


@dataclass(frozen=True, slots=True)
class _Mark:
    """A kind of damage that is only marked: its name, what it looks for, and its places."""

    name: str
    looks: tuple[Look, ...]
    find: Callable[[str], tuple[Place, ...]]
    by_line: bool = False

    def places(self, text: str) -> tuple[Place, ...]:
        looks = _looks(self.looks)
        if not self.by_line:
            return self.find(text) if looks.find_in(text) else ()
        return tuple(
            (first + start, last + start)
            for start, end in looks.lines_in(text)
            for first, last in self.find(text[start:end])
        )


def repair(text: str) -> Repaired:
    """The cured text and what was done. Never raises; repairing twice changes nothing more.

    Repairs come in the order of the rules, marks behind them; a rule that found nothing is not among them. A name
    comes twice where some of its places were restored and others only marked. Undamaged text is returned as the
    same object.
    """
    if not _anything().find_in(text):
        return Repaired(text=text)
    cured, steps = _cured(text)
    repairs = [Repair(name=name, count=len(found), steps=found) for name, found in steps.items()]
    return Repaired(text=cured, repairs=(*repairs, *_marked(cured)))


def _cured(text: str) -> tuple[str, _Steps]:
    """The text that no rule changes any more, and the steps of each rule, placed in it."""
    cured = text
    steps: _Steps = {}
    passed: dict[str, str] = {}  # the text in which a rule found nothing to do
    for _ in range(_ROUNDS):
        before = cured
        for rule in _rules():
            if passed.get(rule.name) is cured:
                continue
            edits = rule.edits(cured)
            if not edits:
                passed[rule.name] = cured
                continue
            cured, here = applied(cured, edits)
            steps = {known: _moved(found, edits) for known, found in steps.items()}
            steps[rule.name] = tuple(sorted((*steps.get(rule.name, ()), *here), key=_place))
        if cured is before or cured == before:
            return cured, {
                rule.name: _placed(steps[rule.name], cured) for rule in _rules() if rule.name in steps
            }
    return text, {}


def _moved(steps: tuple[Step, ...], edits: tuple[Edit, ...]) -> tuple[Step, ...]:
    places = moved([_place(step) for step in steps], edits)
    return tuple(replace(step, start=s, end=e) for step, (s, e) in zip(steps, places, strict=True))


def _placed(steps: tuple[Step, ...], text: str) -> tuple[Step, ...]:
    """Steps whose ``after`` is what stands there in the end: a later rule may have worked on it too."""
    return tuple(
        step
        if text.startswith(step.after, step.start) and step.end - step.start == len(step.after)
        else replace(step, after=text[step.start : step.end])
        for step in steps
    )


def _place(step: Step) -> Place:
    return step.start, step.end


def _marked(text: str) -> list[Repair]:
    """What is damaged and stays; a place has one name, that of the first kind that claims it."""
    taken: list[Place] = []
    found: list[Repair] = []
    for mark in _marks():
        places = [place for place in mark.places(text) if not _overlaps(place, taken)]
        taken = sorted((*taken, *places))
        if places:
            steps = tuple(Step(start=s, end=e, before=text[s:e], after=text[s:e]) for s, e in places)
            found.append(Repair(name=mark.name, count=len(steps), restored=False, steps=steps))
    return found


def _overlaps(place: Place, taken: list[Place]) -> bool:
    """Whether ``place`` shares a character with one of ``taken``, which are in order and apart."""
    number = bisect_left(taken, (place[1], 0))
    return number > 0 and taken[number - 1][1] > place[0]


@lru_cache(maxsize=64)
def _looks(looks: tuple[Look, ...]) -> Looks:
    return Looks(looks)


@lru_cache(maxsize=1)
def _anything() -> Looks:
    known = [*(rule.looks for rule in _rules()), *(mark.looks for mark in _marks())]
    return Looks(dict.fromkeys(look for looks in known for look in looks))


# What Chinese becomes under a wrong charset: accented letters in a row (a single é is a name), controls, private use,
# half-width kana, letters of Greek and Cyrillic and lines of boxes next to other such characters, and Han characters
# so rare that news hardly has three of them close together. ─ (U+2500) and ━ are dashes of Traditional news.
_WESTERN = "\u00a1-\u00b6\u00b8-\u00ff\u0152-\u0192\u02c6\u02dc\u20ac\u2122"
_ALPHABETS = "\u0180-\u07ff\u2501-\u257f"


def _lost_bytes(text: str) -> tuple[Edit, ...]:
    """The search takes milliseconds for each pair of rare characters; most texts that have one are left here."""
    return find_lost_bytes(text) if out_of_step.anywhere(text) else ()


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    rare = rare_han()
    misread = (
        Look("\u0080-\u009f\ue000-\uf8ff\ufffd\uff61-\uff9f"),
        Look(_WESTERN, "[\u00a0-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122\u0180-\u07ff]"),
        Look("\u2013\u201a\u201e\u2020-\u2022\u2030\u2039\u203a", "[\u00a1-\u00b6\u00b8-\u00ff]"),
        Look(_ALPHABETS, f"[{_ALPHABETS}{_WESTERN}{HAN}]"),
        Look(rare, f".{{0,3}}[{rare}].{{0,3}}[{rare}]"),
    )
    return (
        _Rule("html_entities", entities.LOOKS, entities.find_entities),
        _Rule("mojibake", misread, find_mojibake, by_line=True),
        _Rule("invisible_characters", invisible.LOOKS, invisible.find_invisible),
        _Rule("pinyin_in_brackets", pinyin.LOOKS, pinyin.find_pinyin),
        _Rule("split_digits", split_digits.LOOKS, split_digits.find_split_digits),
        _Rule("stray_symbols", stray_symbols.LOOKS, stray_symbols.find_stray_symbols),
        _Rule("lost_byte", out_of_step.looks(), _lost_bytes),
        _Rule("private_use", private_use.LOOKS, private_use.find_private_use),
        _Rule("half_width_punctuation", punctuation.LOOKS, punctuation.find_half_width),
    )


@lru_cache(maxsize=1)
def _marks() -> tuple[_Mark, ...]:
    return (
        _Mark("lost_for_good", lost_for_good.LOOKS, lost_for_good.find_lost_for_good),
        _Mark("private_use", private_use.LOOKS, private_use.find_unknown_private_use),
    )
