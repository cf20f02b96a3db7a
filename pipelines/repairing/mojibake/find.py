"""The edits that read wrongly decoded stretches again."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipelines.han_model import is_han
from pipelines.repairing.edits import Edit, applied
from pipelines.repairing.mojibake import pairs, suspects, utf8
from pipelines.repairing.mojibake.holes import Way, filled
from pipelines.repairing.mojibake.scores import fluency, han_share, nats
from pipelines.repairing.mojibake.streams import Stream, big5, gb, western
from pipelines.repairing.mojibake.tokens import LOST, Stretch, stretches
from pipelines.script import script_of

#: Mean nats of a character in fluent text, where the bytes prove the reading (UTF-8) and where they do not (pairs).
FLUENT_UTF8, FLUENT_PAIRS = -10.0, -8.5
#: By so many nats a stretch must gain, and so many Han characters must stand side by side in it.
_GAIN = 12.0
_RUN_UTF8, _RUN_PAIRS = 2, 4
#: Text may have been read wrongly several times.
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class _Reading:
    """What ``[start, end)`` says when it is read again; ``score`` is its probability in nats."""

    start: int
    end: int
    text: str
    score: float
    margin: float


def find_mojibake(text: str) -> tuple[Edit, ...]:
    """The stretches that were decoded wrongly, each with its cure and its margin over the next best reading."""
    return _found(text, _DEPTH)


def _found(text: str, depth: int) -> tuple[Edit, ...]:
    edits: list[Edit] = []
    if not text.isascii():
        for start, end in suspects.western(text):
            edits += _again(text, start, end, _western_streams(text[start:end]), depth)
        for start, end in suspects.han(text):
            if not edits or start >= edits[-1].end:
                edits += _again(text, start, end, _han_streams(text[start:end]), depth)
    edits += _entities(text, depth)
    edits.sort()
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return tuple(kept)


def _western_streams(text: str) -> list[tuple[Stream, str]]:
    stream = western(text)
    return [(stream, "utf-8"), (stream, "gb"), (stream, "big5")]


def _han_streams(text: str) -> list[tuple[Stream, str]]:
    found: list[tuple[Stream, str]] = []
    as_gb = gb(text)
    if as_gb:
        found += [(as_gb, "utf-8"), (as_gb, "big5")]
    for stream in big5(text):
        found += [(stream, "utf-8"), (stream, "gb")]
    return found


def _again(text: str, start: int, end: int, streams: list[tuple[Stream, str]], depth: int) -> list[Edit]:
    """The best readings of one place, none over another."""
    place = text[start:end]
    readings: list[_Reading] = []
    for stream, right in streams:
        way = Way(stream.charset, right)
        tokens = utf8.read(stream) if right == "utf-8" else pairs.read(stream, right)
        for stretch in stretches(place, stream, tokens):
            readings += _reading(place, stretch, way, depth)
    return [
        Edit(start + r.start, start + r.end, r.text, r.margin)
        for r in _best(readings)
    ]


def _reading(place: str, stretch: Stretch, way: Way, depth: int) -> Iterator[_Reading]:
    """A stretch as fluent text, directly or after being read again; nothing where it is none."""
    original = place[stretch.start : stretch.end]
    as_utf8 = way.right == "utf-8"
    if stretch.longest_run >= (_RUN_UTF8 if as_utf8 else _RUN_PAIRS):
        raw = stretch.text
        if _is_fluent(raw, way):
            texts, least = filled(stretch.tokens, way, script_of(raw))
            cured = "".join(texts)
            score = nats(cured)
            margin = score - nats(original)
            if margin > _GAIN:
                yield _Reading(stretch.start, stretch.end, cured, score, margin if least is None else min(least, margin))
                return
    if as_utf8 and depth:
        inner = stretch.text
        edits = _found(inner, depth - 1)
        if edits:
            cured, _ = applied(inner, edits)
            if _is_fluent(cured, way):
                margin = min(edit.margin or 0.0 for edit in edits)
                yield _Reading(stretch.start, stretch.end, cured, nats(cured), margin)


def _is_fluent(text: str, way: Way) -> bool:
    least = FLUENT_UTF8 if way.right == "utf-8" else FLUENT_PAIRS
    return han_share(text) > 0.7 and fluency(text) > least


def _best(readings: list[_Reading]) -> list[_Reading]:
    """The most probable reading of each place, with its margin over the next best there."""
    kept: list[_Reading] = []
    for reading in sorted(readings, key=lambda r: (nats_per(r), r.end - r.start), reverse=True):
        rivals = [at for at, other in enumerate(kept) if other.start < reading.end and reading.start < other.end]
        if not rivals:
            kept.append(reading)
        for at in rivals:
            if kept[at].text != reading.text:
                kept[at] = replace(kept[at], margin=min(kept[at].margin, max(0.0, kept[at].score - reading.score)))
    return sorted(kept, key=lambda r: r.start)


def nats_per(reading: _Reading) -> float:
    return fluency(reading.text)


_ENTITY = r"&(?:#\d{2,5}|#[xX][0-9a-fA-F]{2,4}|[A-Za-z]{2,8}\d{0,2});"
_ENTITIES = re.compile(rf"(?:{_ENTITY}[\x20-\x25\x27-\x7e\x80-\xff{suspects.CP1252}]{{0,40}}){{3,}}")


def _entities(text: str, depth: int) -> list[Edit]:
    """Stretches of entities whose characters are wrongly decoded text."""
    found: list[Edit] = []
    if "&" not in text or not depth:
        return found
    for match in _ENTITIES.finditer(text):
        plain = html.unescape(match[0])
        edits = _found(plain, depth - 1)
        if edits:
            found.append(Edit(*match.span(), applied(plain, edits)[0], min(e.margin or 0.0 for e in edits)))
    return found
