"""The quick look that tells whether a rule can have anything to do, in two or three passes of the regex engine.

A rule names what it looks for as *looks*: a character of a class, and what must stand around it. CPython's ``re``
runs over a text at 3 ns a character while it seeks one character of a class, even of 24,000 (a bitmap); it is slow
only where it stops. So the looks of all rules are a few patterns with one class in front: one for ASCII, which every
text has (1,200; 19:30) and where a branch that begins with a literal is passed over quickly, one for Latin letters, and one for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipelines.han_model import weight

#: Han characters, for the inside of a class: the ideographs, extension A, compatibility, the planes 2 and 3.
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
#: Log-probability at and below which a character is rare in news: beyond the first 2,400 of the frequency table.
RARE = -10.5


#: Branches are tried one after the other: a look of more ASCII characters is a pattern of its own.
_FEW = 20
_ASTRAL = re.compile("[\U00010000-\U0010ffff](?:-[\U00010000-\U0010ffff])?")


@dataclass(frozen=True, slots=True)
class Look:
    """A character of ``first`` around which ``then`` matches.

    ``first`` is either some ASCII characters or the inside of a class without any. ``then`` stands behind the
    character: what precedes it needs a look-behind that counts the character in.
    """

    first: str
    then: str = ""


class Looks:
    """Whether any of some looks finds something in a text."""

    __slots__ = ("_patterns",)

    def __init__(self, looks: Iterable[Look]) -> None:
        looks = tuple(looks)
        ascii_looks = [look for look in looks if look.first.isascii()]
        few = [look for look in ascii_looks if len(look.first) <= _FEW]
        ascii_ways = [f"{re.escape(c)}{_way(look)}" for look in few for c in look.first]
        beyond = [look for look in looks if not look.first.isascii()]
        patterns: list[str] = []
        if beyond:
            ways = "|".join(f"(?<=[{look.first}]){look.then}" for look in beyond)
            patterns.append(f"[{_union(look.first for look in beyond)}](?:{ways})")
        if ascii_ways:
            patterns.append("|".join(ascii_ways))
        patterns += [f"[{re.escape(look.first)}]{_way(look)}" for look in ascii_looks if look not in few]
        self._patterns = tuple(re.compile(pattern).search for pattern in patterns)

    def find_in(self, text: str) -> bool:
        """True where a rule with these looks may have something to do."""
        return any(search(text) is not None for search in self._patterns)

    def lines_in(self, text: str) -> list[tuple[int, int]]:
        """Where the lines stand in which there is something to do, in order."""
        found: set[tuple[int, int]] = set()
        for search in self._patterns:
            end = -1
            while match := search(text, end + 1):
                start = text.rfind("\n", end + 1, match.start()) + 1 or end + 1
                end = text.find("\n", match.end() - 1)
                found.add((start, end if end >= 0 else len(text)))
                if end < 0:
                    break
        return sorted(found)


def _union(classes: Iterable[str]) -> str:
    """One class for all. Ranges outside the BMP stand beside the bitmap and cost every character a comparison: one."""
    whole = "".join(classes)
    within = _ASTRAL.sub("", whole)
    return within if within == whole else f"{within}\U00010000-\U0010ffff"


def _way(look: Look) -> str:
    return f"(?:{look.then})" if look.then else ""


@lru_cache(maxsize=1)
def rare_han() -> str:
    """The rare Han characters as the inside of a class. Damaged text consists of them, news hardly has two together."""
    codes = [c for c in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)) if (weight(chr(c)) or 0.0) <= RARE]
    runs: list[list[int]] = []
    for code in codes:
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in runs) + "\uf900-\ufaff\U00020000-\U0003ffff"
