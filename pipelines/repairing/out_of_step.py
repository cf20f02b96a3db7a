"""Whether rare characters close together can be GBK bytes that were paired one byte too late.

Two rare characters stand side by side in much healthy news (緬甸, 癱瘓, names). If a lost byte made them, the second byte
of the one and the first of the other are a character that was there, and that is hardly ever a rare one; most healthy
pairs give none. It costs microseconds, where a search for the lost byte costs milliseconds.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from pipelines.han_model import is_han, weight
from pipelines.repairing.looks import RARE, Look, Looks, rare_han

_MARKS = frozenset("，。、；：？！“”‘’（）《》「」…—·")
#: What a stream out of step shows beside rare characters: the mark of the lost byte, a letter that was a trail, signs.
SIGNS = "\u0250-\u0370\u0400-\u04ff\u2200-\u2fff\u3040-\u3130\ue000-\uf8ff\ufffd"
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_TRACES = f"?？@-~{SIGNS}"


# A letter that was a trail byte stands alone between Han characters, with or without the mark of its lead.
_LETTER = "(?<=[^\\x00-\\x7f][@-~])(?=[\u2e80-\u9fff])"


@lru_cache(maxsize=1)
def looks() -> tuple[Look, ...]:
    """Two rare characters with three others between them at most, one beside a trace, or a trace by itself."""
    rare = rare_han()
    return (Look(rare, f"(?:.{{0,3}}[{rare}]|{_beside_a_trace()})"), *_TRACE_LOOKS)


# What is no text at all, signs in a row, signs and letters behind a mark.
_TRACE_LOOKS = (
    Look("\ue000-\uf8ff\ufffd"),
    Look(SIGNS, f"[{SIGNS}]"),
    Look("?", f"[@-~{SIGNS}]"),
    Look("？", f"[@-~{SIGNS}]"),
    Look("".join(map(chr, range(0x40, 0x7F))), _LETTER),
)


def _beside_a_trace() -> str:
    """Behind a rare character: a trace right behind it, or up to three characters before or behind."""
    return f".?[{_TRACES}]|(?<=[{_TRACES}].)|(?<=[{_TRACES}]..)|(?<=[{_TRACES}]...)"


def anywhere(text: str) -> bool:
    """Whether any place of the text can be out of step: by a trace, or by rare characters that :func:`slipped` keeps."""
    if not _traces().find_in(text) and not any(
        slipped(text[match.start() : match.end(1)]) for match in _pairs().finditer(text)
    ):
        return False
    # wrongly paired bytes fall on kana now and then; a text with half as many as Han characters is Japanese
    return len(_KANA.findall(text)) * 2 < sum(map(is_han, text))


def slipped(stretch: str) -> bool:
    """Whether two neighbouring rare characters of a stretch, with what is between, give none when paired anew."""
    rare = [at for at, character in enumerate(stretch) if is_rare(character)]
    return any(_reads(stretch[first : second + 1]) for first, second in pairwise(rare))


def _reads(part: str) -> bool:
    try:
        body = part.encode("gbk")
        read = body[1:-1].decode("gbk")
    except UnicodeError:
        return False
    return all(c < "\x80" or c in _MARKS or (is_han(c) and not is_rare(c)) for c in read)


def is_rare(character: str) -> bool:
    """A Han character that news hardly uses."""
    return is_han(character) and (weight(character) or 0.0) <= RARE


@lru_cache(maxsize=1)
def _pairs() -> re.Pattern[str]:
    """A rare character and, up to four further on, another; matches may share characters."""
    return re.compile(f"[{rare_han()}](?=(.{{0,3}}?[{rare_han()}]))")


@lru_cache(maxsize=1)
def _traces() -> Looks:
    return Looks((Look(rare_han(), f"(?:{_beside_a_trace()})"), *_TRACE_LOOKS))
