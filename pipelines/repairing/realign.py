"""Pairs the bytes of a damaged stretch anew, where one byte was lost before or in it.

Each place at which the byte can have been lost is tried: read with one unknown byte more, the stream falls into step
with the old pairing again at some ASCII byte, and the reading in between is compared with what stood there. First by
single characters, which is quick and drops nearly all; then the best few by words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipelines.language_model import log_probability
from pipelines.repairing.edits import Place
from pipelines.repairing.gb_stream import FOLDED_MARKS, LOST, Reading, Stream, Unknown, read_from, stream_of
from pipelines.repairing.out_of_step import SIGNS
from pipelines.repairing.unknown_characters import REACH, SURE, Surroundings, chosen, cost, surroundings

#: A byte was lost at most so many characters before the first rare one.
_BEFORE = 12
#: A stretch shows what it is in its first characters, and never goes on for more than the longest paragraph.
_PROBE, _LONGEST = 24, 1_000
#: So many places are compared by words.
_TRIED = 8
#: Nats that a reading must gain: without a mark of the lost byte, beside one, and for each mark that is taken for a
#: folded full-width one. ``bench/encoding/clean.py --changed`` holds them to clean text.
_UNMARKED, _MARKED, _FOLDED = 9.0, 4.0, 1.0
#: Both bytes of one character: what follows is in step, as a rule.
_GONE = ("?\ufffd", "\ufffd?")
#: A reading that leaves a lone letter behind must gain so much more.
_LONE_LETTER = 20.0
#: A reading of fewer nats a character, with its neighbours, is no cure of anything.
_FLUENT = -8.0
_TRACES = re.compile(f"[@-~{SIGNS}]")
#: Without a mark or trace so many characters must be proven by their bytes for each that is chosen.
_KNOWN_FOR_ONE = 3
#: Brackets are looked for so far back.
_LINE = 80
#: Nats by single characters below which a place is not compared by words.
_PROMISING = -9.0


@dataclass(frozen=True, slots=True)
class Realigned:
    """Characters ``[start, end)`` read anew, by ``gain`` nats more probable than they stood.

    A character that stays unknown is U+FFFD in ``text``; ``margin`` is that of the least sure one, in nats.
    """

    start: int
    end: int
    text: str
    margin: float
    gain: float


@dataclass(frozen=True, slots=True)
class _Trial:
    """A stream in which one unknown byte stands at ``at`` in place of ``gone`` bytes; read from byte ``begin`` on."""

    stream: Stream
    wide: tuple[int, ...]
    begin: int
    at: int
    gone: int
    penalty: float

    def readings(self, most: int) -> Iterator[tuple[Reading, int]]:
        """Up to ``most`` characters read anew, and behind each where the old pairing is met again, or -1.

        Ends there, or where the stream does.
        """
        codes, starts = self.stream.codes, self.stream.starts
        behind = self.at + self.gone
        changed = (*codes[self.begin : self.at], LOST, *codes[behind : behind + 2 * most])
        at, ahead = 0, self.at - self.begin
        for _ in range(most):
            if at >= len(changed):
                return
            reading, at = read_from(changed, at)
            old = self.begin + at - 1 + self.gone
            met = starts[old] if at > ahead and old < len(starts) else -1
            yield reading, met
            if met >= 0:
                return


def realigned(text: str, start: int, end: int) -> Realigned | None:
    """The best reading of the stretch around the rare characters ``[start, end)``, or None where none is better."""
    first = _window(text, start)
    part = text[first : start + _LONGEST].split("\n", 1)[0]
    promising = sorted(
        ((gain, number, trial) for number, trial, gain in _ranked(part, start - first, end - first)),
        key=lambda found: (-found[0], found[1]),
    )
    nearby: dict[int, Surroundings] = {}
    best: Realigned | None = None
    most = 0.0
    for _, _, trial in promising[:_TRIED]:
        whole = replace(trial, stream=stream_of(part, wide=trial.wide))
        read = tuple(whole.readings(_LONGEST))
        met = read[-1][1] if read else -1
        if met < 0:
            continue
        if met not in nearby:  # what is out of step tells nothing of how the text goes
            nearby[met] = surroundings(text, first, first + met)
        new = [reading for reading, _ in read]
        old = part[trial.stream.starts[trial.begin] : met]
        if not _enough_known(new, old, marked=trial.penalty < _UNMARKED):
            continue
        found = _read_anew(text, (first + trial.stream.starts[trial.begin], first + met), new, nearby[met])
        if found and found.gain - trial.penalty > most:
            best, most = found, found.gain - trial.penalty
    return best


def _window(text: str, start: int) -> int:
    """The first character that can be damaged: behind what is surely in step."""
    first = start
    while first > max(0, start - _BEFORE):
        before = text[first - 1]
        if before < "\x80" and before not in FOLDED_MARKS:
            break
        first -= 1
    return first


def _ranked(part: str, start: int, end: int) -> Iterator[tuple[int, _Trial, float]]:
    for number, trial in enumerate(_trials(part, start, end)):
        gain = _gain_by_characters(trial, min(end, start + _BEFORE)) - trial.penalty
        if gain > _PROMISING:
            yield number, trial, gain


def _trials(part: str, start: int, end: int) -> Iterator[_Trial]:
    """Each way in which one byte can have been lost before the rare characters ``[start, end)`` of a part."""
    folded = tuple(at for at in range(min(end, start + _BEFORE)) if _alone(part, at))
    for wide in ((), folded) if folded else ((),):
        extra = _FOLDED if wide else 0.0
        stream = stream_of(part[: start + 2 * _BEFORE + 2 * _PROBE], wide=wide)
        for at, code in enumerate(stream.codes):
            here = stream.starts[at]
            if here > min(end, start + _BEFORE):
                break
            if here >= 0 and part[here] in "?？\ufffd":
                whole = part[max(0, here - 1) : here + 1] in _GONE or part[here : here + 2] in _GONE
                penalty = (_UNMARKED if whole else _MARKED) + extra
                yield _Trial(stream, wide, at, at, 2 if here in wide or part[here] == "？" else 1, penalty)
            if code >= 0x40:
                yield _Trial(stream, wide, at if here >= 0 else at - 1, at, 0, _UNMARKED + extra)


def _alone(part: str, at: int) -> bool:
    """One printable ASCII character among others: width folding may have made it of a full-width one."""
    return ("!" <= part[at] <= "~" and not part[at - 1 : at].isalnum()) or part[at] in FOLDED_MARKS


def _gain_by_characters(trial: _Trial, end: int) -> float:
    """How much more probable the new characters are than the old, each by itself, over the first of them."""
    begin = trial.stream.starts[trial.begin]
    read = tuple(trial.readings(end - begin + _PROBE))
    met = read[-1][1] if read else -1
    old = trial.stream.text[begin : met if met >= 0 else begin + len(read)]
    return sum(cost(reading) for reading, _ in read) - sum(map(cost, old))


def _enough_known(readings: list[Reading], old: str, *, marked: bool) -> bool:
    """Whether the characters that the bytes prove outweigh those that are chosen, which would fit any name.

    A name is Han through and through; signs, letters and U+FFFD among ``old`` tell of a loss as a mark does.
    """
    unknown = sum(isinstance(reading, Unknown) for reading in readings)
    known = len(readings) - unknown
    if marked:
        return known >= unknown - 2
    return known >= (unknown if _TRACES.search(old) else _KNOWN_FOR_ONE * unknown)


def _read_anew(text: str, place: Place, readings: list[Reading], nearby: Surroundings) -> Realigned | None:
    """What the characters at a place are read as, unknown ones chosen, with the gain by words; None for nonsense."""
    start, end = place
    left, right = text[max(0, start - _LINE) : start], text[end : end + REACH]
    new, margin = _filled(readings, left, right, nearby)
    old = text[start:end]
    shown = max(len(new), len(old)) if len(new) < 2 * _PROBE else 2 * _PROBE
    near = left[-REACH:]
    after = log_probability(near + new[:shown] + right)
    if after < _FLUENT * len(near + new[:shown] + right):
        return None
    gain = after - log_probability(near + old[:shown] + right)
    if _leaves_a_letter(new, old, right):
        gain -= _LONE_LETTER
    return Realigned(start, end, new, margin, gain)


def _leaves_a_letter(new: str, old: str, right: str) -> bool:
    """An ASCII character comes out that stands alone between Han characters: hardly ever one that was there."""
    return (
        "@" <= new[-1:] <= "~"
        and new[-1] != old[-1:]
        and not (right and right[0].isascii() and right[0] > " ")
    )


def _filled(readings: list[Reading], left: str, right: str, nearby: Surroundings) -> tuple[str, float]:
    """The readings as text, each unknown character chosen in its turn, twice where there are several.

    The second time each choice has the first choices of the others beside it.
    """
    known = ["\ufffd" if isinstance(reading, Unknown) else reading for reading in readings]
    places = [(at, reading) for at, reading in enumerate(readings) if isinstance(reading, Unknown)]
    margin = 99.0
    for final in (False, True) if len(places) > 1 else (True,):
        for at, reading in places:
            before, after = "".join(known[max(0, at - _LINE) : at]), "".join(known[at + 1 : at + 1 + REACH])
            choice = chosen(reading, left + before, after + right, nearby)
            known[at] = choice.character if choice else "\ufffd"
            if final:
                margin = min(margin, choice.margin if choice else 0.0)
                if choice is None or choice.margin < SURE:
                    known[at] = "\ufffd"
    return "".join(known), margin
