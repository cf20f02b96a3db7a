"""Text that was damaged upstream, cured rule by rule; what cannot be restored is marked.

Each rule proposes edits and stands in a module of its own. Order matters: wrongly read bytes are evidence, so
they are read again first; readings in brackets hide damage, so they go before it is sought; punctuation in
damaged places is evidence, so it stays. One cure may uncover another fault: the rules run until nothing
changes, which makes repairing twice the same as once. Clean text comes back unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipelines.edits import Edit, Place, applied, moved
from pipelines.lost_bytes import find_lost_bytes
from pipelines.mojibake import find_mojibake
from pipelines.pinyin import find_pinyin
from pipelines.punctuation import find_half_width
from pipelines.values import Repair, Repaired

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
    cured, places = _cured(text)
    lost = find_lost_bytes(cured)
    repairs = [Repair(name=name, count=len(found), places=found) for name, found in places.items() if found]
    if lost:
        repairs.append(Repair(name="lost_byte", count=len(lost), restored=False, places=lost))
    return Repaired(text=cured, repairs=tuple(repairs))


def _cured(text: str) -> tuple[str, dict[str, tuple[Place, ...]]]:
    """The text that no rule changes any more, and the places that each rule changed in it."""
    cured = text
    places: dict[str, tuple[Place, ...]] = dict.fromkeys(_RULES, ())
    for _ in range(_ROUNDS):
        before = cured
        for name, find in _RULES.items():
            edits = find(cured)
            if not edits:
                continue
            cured, here = applied(cured, edits)
            places = {known: moved(found, edits) for known, found in places.items()}
            places[name] = tuple(sorted((*places[name], *here)))
        if cured == before:
            return cured, places
    return text, {}


def _invisible(text: str) -> tuple[Edit, ...]:
    return tuple(Edit(match.start(), match.end(), "") for match in _INVISIBLE.finditer(text))


_RULES: dict[str, Callable[[str], tuple[Edit, ...]]] = {
    "mojibake": find_mojibake,
    "invisible_characters": _invisible,
    "pinyin_in_brackets": find_pinyin,
    "half_width_punctuation": find_half_width,
}
