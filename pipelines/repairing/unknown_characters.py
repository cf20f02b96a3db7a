"""Which character stood where one of its two bytes is lost: the one that its neighbours make most probable."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from pipelines.folding import fold_character
from pipelines.han_model import is_han, weight
from pipelines.language_model import log_probability, sign_cost
from pipelines.repairing.gb_stream import Unknown, paired, stream_of
from pipelines.script import script_of, side_of

#: Neighbours on either side that a choice is made with.
REACH = 7
#: Nats by which a reading must beat the next one; closer ones are a guess, and marked.
SURE = 0.4
#: Characters beyond the first 5,800 of the frequency table are not chosen.
_RAREST = -13.5
#: Punctuation of news; the other signs of GBK are what wrongly paired bytes become.
_MARKS = frozenset("，。、；：？！“”‘’（）《》「」『』—…·％")
_OPENERS = dict(zip("”’）》」』", "“‘（《「『", strict=True))
#: A run of characters that also stands elsewhere in the text speaks for a name or word of this text.
_SEEN_ONCE, _SEEN_WITH_BOTH = 2.0, 8.0
#: So much of the text on either side is searched for such runs.
_ELSEWHERE = 3_000
_LEADS, _TRAILS = range(0x81, 0xFF), (*range(0x40, 0x7F), *range(0x80, 0xFF))


@dataclass(frozen=True, slots=True)
class Choice:
    """The character chosen, and by how many nats it beats the next one."""

    character: str
    margin: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """How a text goes around a place: it, the script that it is in, and its Han characters."""

    text: str
    script: str
    characters: frozenset[str]


def surroundings(text: str, start: int, end: int) -> Surroundings:
    """The text before and behind ``[start, end)``, as far as it tells how the text goes there."""
    nearby = f"{text[max(0, start - _ELSEWHERE) : start]}\n{text[end : end + _ELSEWHERE]}"
    return Surroundings(nearby, script_of(nearby), frozenset(filter(is_han, nearby)))


def chosen(unknown: Unknown, left: str, right: str, nearby: Surroundings) -> Choice | None:
    """The most probable character between ``left`` and ``right``.

    ``left`` may reach back over the line, since a bracket that closes was opened there. None where both bytes are
    lost, or no character of that script has the byte that is left.
    """
    if unknown.lead is None and unknown.trail is None:
        return None
    common = _candidates(unknown.lead, unknown.trail, nearby.script)
    # a rare character is one of this text or none
    known = (c for c in nearby.characters if _fits(c, unknown))
    return most_probable({*common, *known}, left, right, nearby.text)


def most_probable(candidates: Collection[str], left: str, right: str, text: str) -> Choice | None:
    """The candidate that fits best between ``left`` and ``right`` in a text that goes like ``text``, if there is one."""
    if not candidates:
        return None
    near, right = left[-REACH:], right[:REACH]
    scores = sorted(((_score(c, near, left, right, text), c) for c in candidates), reverse=True)
    best = scores[0]
    # twins of one character in the other script are one reading
    rest = [score for score, c in scores[1:] if fold_character(c) != fold_character(best[1])]
    return Choice(best[1], best[0] - rest[0] if rest else 99.0)


def _score(character: str, near: str, left: str, right: str, text: str) -> float:
    by_words = log_probability(near + character + right)
    return by_words + _habit(character, left, right) + _seen_elsewhere(character, near, right, text)


def is_likely(character: str, script: str) -> bool:
    """A mark of news, or a Han character of that script that is not among the rarest."""
    strange = {"hans": 1, "hant": -1}.get(script, 2)
    return character in _MARKS or (
        is_han(character) and (weight(character) or 0) > _RAREST and side_of(character) != strange
    )


def _fits(character: str, unknown: Unknown) -> bool:
    codes = stream_of(character).codes
    return (
        len(codes) == 2 and codes[0] == (unknown.lead or codes[0]) and codes[1] == (unknown.trail or codes[1])
    )


@lru_cache(maxsize=1024)
def _candidates(lead: int | None, trail: int | None, script: str) -> tuple[str, ...]:
    pairs = ((a, b) for a in ((lead,) if lead else _LEADS) for b in ((trail,) if trail else _TRAILS))
    found = {paired(a, b) for a, b in pairs}
    return tuple(c for c in sorted(found) if is_likely(c, script))


def _habit(character: str, left: str, right: str) -> float:
    """Nats for or against a mark: dashes and dots come in twos, brackets in pairs, a line ends with a stop."""
    if character not in _MARKS:
        return 0.0
    if character in "…—":
        return 6.0 if character in (left[-1:], right[:1]) else -4.0
    if opener := _OPENERS.get(character):
        line = left.rsplit("\n", 1)[-1]
        return 5.0 if line.count(opener) > line.count(character) else -5.0
    if not right or right[0] == "\n":
        return 3.0 if character in "。！？" else -4.0
    return -4.0 if right[0] in ",，。、；：;:" or left[-1:] in ",，。、；：;:" else 0.0


def _seen_elsewhere(character: str, left: str, right: str, text: str) -> float:
    """What speaks for a character since it stands beside the same neighbours elsewhere in the text."""
    runs = [left[-1:] + character + right[:1], left[-2:] + character, character + right[:2]]
    whole = sum(len(run) == 3 and run in text for run in runs)
    if whole:  # in this text the character costs next to nothing here, however rare it is elsewhere
        return whole * _SEEN_WITH_BOTH + max(0.0, -log_probability(character) - _SEEN_WITH_BOTH)
    pairs = (left[-1:] + character, character + right[:1])
    return sum(_SEEN_ONCE for pair in pairs if len(pair) == 2 and is_han(pair[0]) and pair in text)


def cost(reading: str | Unknown) -> float:
    """Nats of one character by itself; of an unknown one about what its best candidate will cost."""
    if isinstance(reading, Unknown):
        return -7.0 if reading.lead or reading.trail else -10.0
    told = weight(reading) if is_han(reading) else None
    return sign_cost(reading) if told is None else told
