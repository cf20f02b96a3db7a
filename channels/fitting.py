"""Texts within the limits of a channel: cut between characters and words, never inside a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

#: What is read as one: a number with its unit, a word in Latin letters.
_WHOLE = re.compile(
    r"[0-9][0-9.,，]*[百千万萬亿億]*(?:港元|美元|元|%|％)?|[A-Za-z0-9](?:[A-Za-z0-9.&'’/_-]*[A-Za-z0-9])?"
)
_JOINER = "\u200d"
#: Marks that turn the direction of what follows: a name could be made to look like another one.
_TURNING = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def clean(text: str) -> str:
    """Foreign text as one line of whole characters, without controls: nothing in it ends a header or a line."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").translate(_TURNING)
    return " ".join("".join(c if _is_shown(c) else " " for c in whole).split())


def _is_shown(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind not in ("Cc", "Cs", "Zl", "Zp") and character not in "\ufffe\uffff"


def cut(text: str, most: int, names: Sequence[str]) -> str:
    """The beginning of a text, at most so many code points before the ``…``; the whole, where it is no longer."""
    if len(text) <= most:
        return text
    at = boundary(text, most, names)
    return text[:at].rstrip() + "…" if at else ""


def boundary(text: str, most: int, names: Sequence[str]) -> int:
    """The last place up to ``most`` at which a text may be cut: beside characters, words, numbers and names."""
    spans = [match.span() for match in _WHOLE.finditer(text)]
    for name in filter(None, set(names)):
        start = text.find(name)
        while start >= 0:
            spans.append((start, start + len(name)))
            start = text.find(name, start + 1)
    at = max(0, min(most, len(text)))
    while True:
        inside = [start for start, end in spans if start < at < end]
        if inside:
            at = min(inside)
        elif 0 < at < len(text) and _belongs_before(text, at):
            at -= 1
        else:
            return at


def _belongs_before(text: str, at: int) -> bool:
    """Whether the character at a place is drawn with the one before it."""
    here, before = text[at], text[at - 1]
    return (
        unicodedata.category(here).startswith("M")
        or here == _JOINER
        or before == _JOINER
        or "\U0001f3fb" <= here <= "\U0001f3ff"
        or ("\U0001f1e6" <= here <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff")
    )


def largest(most: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to ``most`` that fits; 0 where none does. What fits once fits for all below."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if fits(middle):
            low = middle
        else:
            high = middle - 1
    return low


def utf8_bytes(text: str) -> int:
    """The size that most services count."""
    return len(text.encode())


def utf16_units(text: str) -> int:
    """The size that Telegram counts: a character beyond the first 65,536 counts twice."""
    return len(text.encode("utf-16-le")) // 2
