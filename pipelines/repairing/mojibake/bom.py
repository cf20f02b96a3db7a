"""What is left of a byte order mark (EF BB BF) that was read as text at the beginning of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.repairing.edits import Edit

MARK = "\ufeff"
# Read as Latin-1 and its kin, once or twice.
_WESTERN = re.compile("^(?:ï»¿|Ã¯Â»Â¿)", re.MULTILINE)
# Read as GBK, EF BB is 锘 (nobelium), and BF takes the next byte with it: a letter, or one with which it is no pair.
_GBK = re.compile("^锘(?:([\u4e00-\u9fff])|[?\ufffd](?=[ -@]))", re.MULTILINE)


def debris(text: str) -> Iterator[Edit]:
    """The remains, each with what is left without them; those that may be text are left."""
    for match in _WESTERN.finditer(text):
        yield Edit(*match.span(), "")
    for match in _GBK.finditer(text):
        left = "" if match[1] is None else _swallowed(match[1], text[match.end() : match.end() + 1])
        if left is not None:
            yield Edit(*match.span(), left)


def _swallowed(character: str, following: str) -> str | None:
    """What stood behind the mark: a letter, or nothing where the next character begins with the byte and is whole."""
    lead, trail = character.encode("gb18030")[:2]
    if lead != 0xBF:
        return None
    if trail < 0x80:
        return chr(trail)
    return "" if following.encode("utf-8", "replace")[:1] == bytes((trail,)) else None


def at_line_begin(text: str, at: int) -> bool:
    """Whether a line begins at ``at``."""
    return at == 0 or text[at - 1] == "\n"
