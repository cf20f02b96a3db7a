"""The edits that read wrongly decoded stretches again."""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import attrgetter

from pipelines.han_model import PLAUSIBLE, is_han, plausibility
from pipelines.repairing.edits import Edit, applied
from pipelines.repairing.mojibake import bom, letters, pairs, suspects, utf8
from pipelines.repairing.mojibake.edges import bounds, settled
from pipelines.repairing.mojibake.holes import Way, filled
from pipelines.repairing.mojibake.scores import fluency, han_share, worth
from pipelines.repairing.mojibake.streams import HOLE, Stream, big5, gb, western
from pipelines.repairing.mojibake.tokens import LOST, Stretch, Token, stretches, well_formed, with_broken
from pipelines.script import script_of

#: Mean nats of a character in fluent text, where the bytes prove the reading (UTF-8) and where they do not (pairs).
FLUENT_UTF8, FLUENT_PAIRS = -10.0, -9.3
#: By so many nats a stretch must gain (藏藏掖掖, a word, reads as Big5 for 旅旅背背: 13), and so many Han characters must stand side by side in it.
_GAIN_UTF8, _GAIN_PAIRS = 12.0, 25.0
_RUN_UTF8, _RUN_PAIRS, _PROVEN = 2, 4, 4
#: Where most characters are lost, so many of UTF-8 must have bytes left.
_PARTLY = 6
#: Shares of garbage and of Han characters and marks among what is not ASCII.
_GARBAGE, _HAN = 0.25, 0.7
#: By so much the mean of single characters rises where pairs are read with the right charset.
_PROMISE, _BLIND = 0.5, 3.0
#: So many different Han characters say something.
_DIFFERENT = 3
#: Western characters that are no better as pairs are no pairs.
_HOPELESS, _WORST = -11.0, -99.0
# Marks of lost bytes, in a suspect or so near to it: they make its pairs shift, and a quick look blind.
_HOLES = re.compile("\ufffd|[?](?=[@-~\x80-\U0010ffff])")
_NEAR = 3
_PAIRS = (("gb", "gb18030"), ("big5", "big5hkscs"))
# Two characters of UTF-8 side by side, a byte of which may be gone; Latin-1 made UTF-8 again; a mark that lost a byte.
_LIKE_UTF8 = re.compile(
    rb"(?:[\xe2-\xe9\xef](?:[\x80-\xbf]{2}|[\x80-\xbf][\xff?]|[\xff?][\x80-\xbf])|[\xff?][\x80-\xbf]{2}){2}"
    rb"|(?:[\xc2-\xc5\xcb\xe2][\x80-\xbf]{1,2}){3}"
    rb"|\xff[\xe2-\xe9\xef][\x80-\xbf]{2}\xff"
    rb"|(?:\xef\xbc|\xe2\x80|\xe3\x80)[\xff?]"
)
# GB 18030 shows what GBK lacks as characters of the private area.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
#: A place of which so much is read as UTF-8 is not tried as pairs.
_MOSTLY = 0.8
#: A reading that is not ahead of the next by so many nats is not sure, and the place stays as it is; the second for
#: readings that agree in three of four characters, which support each other there.
_CLOSE, _CLOSE_VARIANT = 2.0, 0.5
# Texts about wrongly read text show examples of it, so short and so near to these words.
_OF_MOJIBAKE = re.compile("乱码|亂碼|(?:编码|編碼)(?:错误|錯誤|问题|問題)|mojibake", re.IGNORECASE)
_EXAMPLE = 40
#: Text may have been read wrongly several times.
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class _Reading:
    """What ``[start, end)`` says when it is read again; ``gain`` is over what stands there, ``margin`` over any reading."""

    start: int
    end: int
    text: str
    gain: float
    margin: float
    sure: bool = True


def find_mojibake(text: str) -> tuple[Edit, ...]:
    """The stretches that were decoded wrongly, each with its cure and its margin over the next best reading."""
    found = [
        replace(edit, text=edit.text.removeprefix(bom.MARK)) if bom.at_line_begin(text, edit.start) else edit
        for edit in _found(text, _DEPTH)
        if not _is_example(text, edit)
    ]
    return _in_order([*found, *bom.debris(text)])


def _is_example(text: str, edit: Edit) -> bool:
    """Whether a few wrongly read characters stand in a text that speaks of such."""
    return edit.end - edit.start <= _EXAMPLE and bool(
        _OF_MOJIBAKE.search(text, max(0, edit.start - _EXAMPLE), edit.end + _EXAMPLE)
    )


def _found(text: str, depth: int, entities: bool = True) -> tuple[Edit, ...]:
    edits: list[Edit] = []
    if not text.isascii():
        for suspect in suspects.western(text):
            found = _again(text, suspect, western, depth)
            edits += found or _letters(text, suspect, depth)
        for suspect in suspects.han(text):
            if not edits or suspect.start >= edits[-1].end:
                edits += _again(text, suspect, _han_streams, depth)
    if entities:
        edits += _entities(text, depth)
    return _in_order(edits)


def _in_order(edits: list[Edit]) -> tuple[Edit, ...]:
    """The edits from left to right; of two that overlap the one that begins first, of these the first found."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=attrgetter("start")):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return tuple(kept)


def _letters(text: str, suspect: suspects.Suspect, depth: int) -> list[Edit]:
    """Only of the text itself: in what was read again, letters are on their way to become Chinese."""
    cured = letters.again(text[suspect.start : suspect.end]) if depth == _DEPTH else None
    return [Edit(suspect.start, suspect.end, cured)] if cured is not None else []


def _han_streams(text: str) -> list[Stream]:
    return [gb(text), *big5(text)]


def _again(
    text: str, suspect: suspects.Suspect, streams: Callable[[str], Iterable[Stream]], depth: int
) -> list[Edit]:
    """The best readings of one place, none over another."""
    core = text[suspect.core_start : suspect.core_end]
    holes = (
        _HOLES.search(text, max(suspect.start, suspect.core_start - _NEAR), suspect.core_end + _NEAR)
        is not None
    )
    ways = [way for stream in streams(core) for way in _promising(core, stream, holes)]
    if not ways:
        return []
    place = text[suspect.start : suspect.end]
    readings: list[_Reading] = []
    for only_utf8 in (True, False):
        if sum(r.end - r.start for r in readings) > len(core) * _MOSTLY:
            break
        for stream in streams(place):
            for wrong, right in dict.fromkeys(ways):
                if wrong == stream.charset and (right == "utf-8") == only_utf8:
                    readings += _in_charset(place, stream, right, depth)
    best = [r for r in _best(readings) if r.sure]
    return [Edit(suspect.start + r.start, suspect.start + r.end, r.text, r.margin) for r in best]


def _promising(core: str, stream: Stream, holes: bool) -> Iterator[tuple[str, str]]:
    """A quick look: which charsets the bytes may be in."""
    if _LIKE_UTF8.search(stream.body):
        yield stream.charset, "utf-8"
    before = plausibility(core)
    least = _HOPELESS if before is None else before + _PROMISE
    if before is not None and holes:
        least = before - _BLIND
    for right, codec in _PAIRS:
        if right != stream.charset and any(
            _better(body, codec, least, len(core)) for body in _bodies(stream)
        ):
            yield stream.charset, right


def _bodies(stream: Stream) -> tuple[bytes, ...]:
    """The bytes; of western ones also without the quotation marks of clean text before them, which would pair."""
    if stream.charset != "western":
        return (stream.body,)
    marks = len(stream.body) - len(stream.body.lstrip(pairs.TYPOGRAPHIC))
    return tuple(stream.body[at:] for at in sorted({0, min(1, marks), marks}))


def _better(body: bytes, codec: str, least: float, size: int) -> bool:
    read = body.decode(codec, "ignore")
    return (plausibility(read) or _WORST) > least and len(set(filter(is_han, read))) >= min(
        _DIFFERENT, size // 3
    )


def _in_charset(place: str, stream: Stream, right: str, depth: int) -> list[_Reading]:
    found: list[_Reading] = []
    for tokens in _tokens(stream, right):
        found += [
            r for s in stretches(place, stream, tokens) for r in _reading(place, stream, s, right, depth)
        ]
        if not found and right == "utf-8" and depth:
            found += [r for s in well_formed(tokens) for r in _twice(place, stream, s, depth)]
    return found


def _tokens(stream: Stream, right: str) -> Iterator[list[Token]]:
    """The bytes in another charset; where some are gone, as the decoders of Python and of the web count them."""
    if right == "utf-8":
        yield utf8.read(stream)
        return
    if stream.charset == "western":
        yield pairs.read_western(stream, right)
        return
    yield pairs.read(stream, right)
    if HOLE in stream.body or b"?" in stream.body:
        yield pairs.read(stream, right, hole=2)


def _reading(place: str, stream: Stream, rough: Stretch, right: str, depth: int) -> Iterator[_Reading]:
    """A stretch as fluent text; nothing where it is none."""
    way = Way("gb18030" if stream.charset == "gb" and _PRIVATE.search(place) else stream.charset, right)
    # whole UTF-8 of some length in western letters proves itself, however odd its words are
    proven = (
        (right, stream.charset) == ("utf-8", "western") and rough.longest_run >= _PROVEN and not rough.garbage
    )
    if not (proven or _is_fluent(rough, right)):
        return
    stretch = settled(place, stream, rough)
    if not (proven or _is_fluent(stretch, right)):
        return
    tokens = stretch.tokens[stretch.first : stretch.last]
    # what was read twice lost whole characters of the first reading: how many bytes a hole is, nobody knows
    holes = tokens if depth == _DEPTH else [token._replace(known=None) for token in tokens]
    texts, least = filled(holes, stream.body, way, script_of(stretch.text))
    start, end = bounds(stream, stretch)
    cured = "".join(texts)
    margin = worth(cured) - worth(place[start:end])
    if margin > (_GAIN_UTF8 if right == "utf-8" else _GAIN_PAIRS):
        yield _Reading(start, end, cured, margin, margin if least is None else min(least, margin))


def _twice(place: str, stream: Stream, stretch: Stretch, depth: int) -> Iterator[_Reading]:
    """The parts of a stretch that become fluent when what it says is read again too."""
    tokens = stretch.tokens[stretch.first : stretch.last]
    begins = list(accumulate((len(token.text) for token in tokens), initial=0))
    edits = _found(stretch.text, depth - 1)
    for edit in edits:
        inner = replace(
            stretch,
            first=stretch.first + bisect_right(begins, edit.start) - 1,
            last=stretch.first + bisect_left(begins, edit.end),
        )
        whole = with_broken(inner, edit is edits[0], edit is edits[-1])
        start, end = bounds(stream, whole)
        text = edit.text if edit.text[:1] == LOST or whole.first == inner.first else LOST + edit.text
        text += LOST * (text[-1:] != LOST and whole.last > inner.last)
        gain = worth(edit.text) - worth(place[start:end])  # marks that were added count for nothing
        yield _Reading(start, end, text, gain, min(edit.margin or 0.0, gain))


def _is_fluent(stretch: Stretch, right: str) -> bool:
    """Enough characters side by side, nearly all Han or marks of Chinese text, common ones, and hardly any garbage."""
    text = stretch.text
    if stretch.garbage > _GARBAGE or han_share(text) <= _HAN:
        return False
    if right != "utf-8":
        return stretch.longest_run >= _RUN_PAIRS and fluency(text) > FLUENT_PAIRS
    if stretch.longest_run >= _RUN_UTF8 <= sum(map(is_han, text)):
        return fluency(text) > FLUENT_UTF8
    # most are lost: what is left has no neighbours, but the form of what is gone tells too
    left = text.replace(LOST, "")
    return (
        any(map(is_han, left))
        and stretch.partly >= _PARTLY
        and (plausibility(left) or _WORST) > PLAUSIBLE - 1
    )


def _best(readings: list[_Reading]) -> list[_Reading]:
    """The most probable reading of each place, with its margin over the next best there."""
    kept: list[_Reading] = []
    for reading in sorted(readings, key=attrgetter("gain"), reverse=True):
        rivals = [
            at for at, other in enumerate(kept) if other.start < reading.end and reading.start < other.end
        ]
        if not rivals:
            kept.append(reading)
        for at in rivals:
            if kept[at].text != reading.text:
                ahead = kept[at].gain - reading.gain
                sure = kept[at].sure and ahead >= (_CLOSE_VARIANT if _agree(kept[at], reading) else _CLOSE)
                kept[at] = replace(kept[at], margin=min(kept[at].margin, ahead), sure=sure)
    return sorted(kept, key=lambda r: r.start)


def _agree(reading: _Reading, other: _Reading) -> bool:
    same = sum(map(str.__eq__, reading.text, other.text))
    return reading.start == other.start and same * 4 >= 3 * max(len(reading.text), len(other.text))


_ENTITY = r"&(?:#\d{2,5}|#[xX][0-9a-fA-F]{2,4}|[A-Za-z]{2,8}\d{0,2});"
_ENTITIES = re.compile(rf"(?:{_ENTITY}[\x20-\x25\x27-\x7e\x80-\xff{suspects.CP1252}]{{0,40}}){{3,}}")


def _entities(text: str, depth: int) -> list[Edit]:
    """Stretches of entities whose characters are wrongly decoded text."""
    found: list[Edit] = []
    if "&" not in text or not depth:
        return found
    for match in _ENTITIES.finditer(text):
        plain = html.unescape(match[0])
        edits = _found(plain, depth, entities=False)
        if edits:
            found.append(Edit(*match.span(), applied(plain, edits)[0], min(e.margin or 0.0 for e in edits)))
    return found
