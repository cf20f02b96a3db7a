"""Text that was damaged upstream, cured rule by rule; what cannot be restored is marked.

Each rule proposes edits and stands in a module of its own. Order matters: wrongly read bytes are evidence, so
they are read again first; readings in brackets hide damage, so they go before it is sought; half-width
punctuation tells of a lost byte, so that is sought before it is made full-width. One cure may uncover another fault: the rules run until nothing
changes, which makes repairing twice the same as once. Clean text comes back unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from pipelines.repairing.edits import Edit, applied, moved
from pipelines.repairing.lost_bytes import find_lost_bytes, find_lost_characters
from pipelines.repairing.mojibake import find_mojibake
from pipelines.repairing.pinyin import find_pinyin
from pipelines.repairing.punctuation import find_half_width
from pipelines.values import Repair, Repaired, Step

#: A text that still changes after so many rounds was made to do so; it is left as it came.
_ROUNDS = 8
# Zero-width space and non-joiner, word joiner, soft hyphen, byte order mark, directional marks. The zero-width
# joiner and variation selectors stay: they belong to a character (emoji, name variants).
_INVISIBLE = re.compile(
    "[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+"
    # between accented letters a soft hyphen is a byte of text that was read wrongly: evidence, not noise
    "|(?<![\u0080-\u00ff\u0152-\u2122])\u00ad+(?![\u0080-\u00ff\u0152-\u2122])"
)


def repair(text: str) -> Repaired:
    """The cured text and what was done. Never raises; repairing twice changes nothing more.

    Repairs come in the order of the rules; a rule that found nothing is not among them.
    """
    cured, steps = _cured(text)
    lost = find_lost_characters(cured)
    repairs = [Repair(name=name, count=len(found), steps=found) for name, found in steps.items() if found]
    if lost:
        marked = tuple(Step(start=s, end=e, before=cured[s:e], after=cured[s:e]) for s, e in lost)
        repairs.append(Repair(name="lost_for_good", count=len(lost), restored=False, steps=marked))
    return Repaired(text=cured, repairs=tuple(repairs))


def _cured(text: str) -> tuple[str, dict[str, tuple[Step, ...]]]:
    """The text that no rule changes any more, and the steps of each rule, placed in it."""
    cured = text
    steps: dict[str, tuple[Step, ...]] = dict.fromkeys(_RULES, ())
    for _ in range(_ROUNDS):
        before = cured
        for name, find in _RULES.items():
            edits = find(cured)
            if not edits:
                continue
            cured, here = applied(cured, edits)
            steps = {known: _moved(found, edits) for known, found in steps.items()}
            steps[name] = tuple(sorted((*steps[name], *here), key=lambda step: (step.start, step.end)))
        if cured == before:
            return cured, steps
    return text, {}


def _moved(steps: tuple[Step, ...], edits: tuple[Edit, ...]) -> tuple[Step, ...]:
    places = moved([(step.start, step.end) for step in steps], edits)
    return tuple(replace(step, start=s, end=e) for step, (s, e) in zip(steps, places, strict=True))


def _invisible(text: str) -> tuple[Edit, ...]:
    return tuple(Edit(match.start(), match.end(), "") for match in _INVISIBLE.finditer(text))


_RULES: dict[str, Callable[[str], tuple[Edit, ...]]] = {
    "mojibake": find_mojibake,
    "invisible_characters": _invisible,
    "pinyin_in_brackets": find_pinyin,
    "lost_byte": find_lost_bytes,
    "half_width_punctuation": find_half_width,
}
