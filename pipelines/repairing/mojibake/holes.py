"""Characters that lost a byte, restored where their neighbours leave one reading.

What is left of the bytes, and which bytes the wrong decoder cannot show, leave few candidates; the model of words
chooses, and must be sure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from pipelines.folding import fold_character
from pipelines.han_model import is_han
from pipelines.repairing.mojibake.pairs import pair
from pipelines.repairing.mojibake.scores import nats
from pipelines.repairing.mojibake.streams import HOLE, decoded, encoded
from pipelines.repairing.mojibake.tokens import LOST, Token, cost
from pipelines.repairing.mojibake.utf8 import GONE

#: By so many nats the chosen character must be ahead of the next. On the tune split 1 in 125 that were restored in
#: UTF-8 was wrong, 1 in 60 in pairs, where fewer bytes are left to go by.
SURE_UTF8, SURE_PAIRS = 5.0, 7.0
#: Words have at most five characters.
_AROUND = 5
#: A candidate rarer than this is no news word; it is not even tried.
_RAREST = -12.0
#: Five bytes have no character in Windows-1252.
_UNDEFINED_1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
#: The smaller of the charsets that go by one name.
_DECODERS = {"gb": "gbk", "gb18030": "gb18030", "big5": "big5"}
#: A text with more holes is lost as a whole; this bounds the time.
MOST = 2_000


@dataclass(frozen=True, slots=True)
class Way:
    """Text of charset ``right`` was read as ``wrong`` (``western``, ``gb``, ``gb18030``, ``big5``)."""

    wrong: str
    right: str


def filled(tokens: list[Token], body: bytes, way: Way, script: str) -> tuple[list[str], float | None]:
    """The characters, lost ones restored where that is sure, and the smallest margin among the restored."""
    texts = [token.text for token in tokens]
    sure = SURE_UTF8 if way.right == "utf-8" else SURE_PAIRS
    least: float | None = None
    holes = [at for at, token in enumerate(tokens) if token.known]
    for at in holes[:MOST]:
        end = tokens[at].end
        following = body[end] if end < len(body) else 0
        found = _chosen(texts, at, _candidates(tokens[at].known or (), following, way), script, sure)
        if found:
            texts[at], margin = found
            least = margin if least is None else min(least, margin)
    return texts, least


def _chosen(
    texts: list[str], at: int, candidates: frozenset[str], script: str, sure: float
) -> tuple[str, float] | None:
    before = "".join(texts[max(0, at - _AROUND) : at]).replace(LOST, "，")
    after = "".join(texts[at + 1 : at + 1 + _AROUND]).replace(LOST, "，")
    ranked = sorted(((nats(before + c + after), c) for c in _in_script(candidates, script)), reverse=True)
    if not ranked:
        return None
    margin = ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else -99.0)
    return (ranked[0][1], margin) if margin >= sure else None


def _in_script(candidates: frozenset[str], script: str) -> list[str]:
    """Of two written forms of one character the one that the text's own charset has."""
    home = "big5" if script == "hant" else "gb2312"
    groups: dict[str, list[str]] = {}
    for candidate in candidates:
        groups.setdefault(fold_character(candidate), []).append(candidate)
    return [c for forms in groups.values() for c in ([f for f in forms if encoded(f, home)] or forms)]


@lru_cache(maxsize=4096)
def _candidates(known: tuple[int, ...], following: int, way: Way) -> frozenset[str]:
    return frozenset(c for c in _all(known, following, way) if is_han(c) or cost(c) == cost("，"))


def _all(known: tuple[int, ...], following: int, way: Way) -> Iterator[str]:
    if way.right == "utf-8":
        for pattern in _patterns(known, way):
            for body in product(*(_options(byte, at, way) for at, byte in enumerate(pattern))):
                character = decoded(bytes(body), ("utf-8",))
                if character and cost(character) > _RAREST and _could_vanish(pattern, body, following, way):
                    yield character
    elif known.count(GONE) == 1 and len(known) == 2:
        for byte in range(0x81, 0xFF):
            lead, trail = (byte if b == GONE else b for b in known)
            character = pair(lead, trail, way.right)
            if (
                character
                and cost(character) > _RAREST
                and _could_vanish(known, (lead, trail), following, way)
            ):
                yield character


def _patterns(known: tuple[int, ...], way: Way) -> list[tuple[int, ...]]:
    """Where the lost bytes may have stood."""
    if len(known) == 3 and known.count(GONE) == 1:
        lead, second, third = known
        return [known, (lead, GONE, second)] if third == GONE and way.wrong == "western" else [known]
    if len(known) == 2 and known[1] == GONE and way.wrong == "western" and known[0] >= 0xE0:
        return [(known[0], GONE, GONE)]
    return []


def _options(byte: int, at: int, way: Way) -> tuple[int, ...] | range:
    if byte != GONE:
        return (byte,)
    if way.wrong == "western":
        return _UNDEFINED_1252
    return range(0x80, 0xC0) if at else (0xE2, 0xE3, *range(0xE4, 0xEA), 0xEF)


def _could_vanish(pattern: tuple[int, ...], body: tuple[int, ...], following: int, way: Way) -> bool:
    """Whether the wrong decoder has no character for the lost byte and the one behind it."""
    if way.wrong == "western":
        return True
    at = pattern.index(GONE)
    behind = body[at + 1] if at + 1 < len(body) else following
    if behind in (GONE, HOLE) or behind < 0x40:
        return True
    return decoded(bytes((body[at], behind)), (_DECODERS[way.wrong],)) is None
