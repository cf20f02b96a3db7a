"""A text with its mentions masked by kind, and patterns over it: ``<org><with><org>签署<doc>``.

Every character of a mention is replaced by one of the private use area, the first by one that opens it. Offsets stay
those of the text, and a pattern sees where a name begins and ends instead of guessing it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

#: Kinds of mentions. ``doc``: what stands in 《》, marks included; ``post``: a post without its person.
KINDS = ("org", "place", "person", "post", "date", "money", "count", "doc")
_FIRST = 0xE000
_OPENERS = {kind: chr(_FIRST + 2 * index) for index, kind in enumerate(KINDS)}
_INNER = {kind: chr(_FIRST + 2 * index + 1) for index, kind in enumerate(KINDS)}
#: The area itself: what a text holds of it is no mention.
_OWN = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + 2 * len(KINDS) - 1)}]")
_MACRO = re.compile(r"(?<!\?P)<([a-z_]+)>")

Mention = tuple[int, int, str]  # start, end, kind


def mask(text: str, mentions: Iterable[Mention]) -> str:
    """The text with each mention masked; of two that overlap the one that comes first in ``mentions`` stays."""
    masked = list(_OWN.sub("□", text))
    taken = bytearray(len(text))
    for start, end, kind in mentions:
        if start < end and taken.find(1, start, end) < 0:
            taken[start:end] = b"\x01" * (end - start)
            masked[start:end] = [_OPENERS[kind], *([_INNER[kind]] * (end - start - 1))]
    return "".join(masked)


def inside(kind: str) -> str:
    """The character that stands for all of a mention but its first: what ends one, for a look behind."""
    return _INNER[kind]


def expand(pattern: str) -> str:
    """A pattern in which ``<org>`` stands for a mention and ``<with>`` for a list of ``kinds/words.toml``.

    Raises:
        ValueError: a word in angle brackets is neither.
    """
    for _ in range(8):  # lists may name lists
        wider = _MACRO.sub(lambda m: _meaning(m[1]), pattern)
        if wider == pattern:
            return pattern
        pattern = wider
    raise ValueError(f"lists that name each other: {pattern[:60]}")


def compiled(pattern: str) -> re.Pattern[str]:
    """A typed pattern, expanded. Sentences are bounded in length, and so is what a match can cost."""
    return re.compile(expand(pattern), re.IGNORECASE)


def spans(masked: str, kind: str, start: int, end: int) -> list[tuple[int, int]]:
    """The mentions of one kind that begin in ``[start, end)`` of a masked text."""
    pattern = _mention(kind)
    return [m.span() for m in pattern.finditer(masked, start, end)]


@lru_cache(maxsize=len(KINDS))
def _mention(kind: str) -> re.Pattern[str]:
    return re.compile(f"{_OPENERS[kind]}{_INNER[kind]}*")


def _meaning(word: str) -> str:
    if word in _OPENERS:
        return f"{_OPENERS[word]}{_INNER[word]}*"
    try:
        return f"(?:{_words()[word]})"
    except KeyError:
        raise ValueError(f"<{word}> is neither a kind of mention nor a list of kinds/words.toml") from None


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    text = (files("pipelines.extraction") / "kinds" / "words.toml").read_text("utf-8")
    return {name: "|".join(words) for name, words in tomllib.loads(text).items()}
