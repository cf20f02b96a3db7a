"""Characters in UTF-8 of which one byte of three was lost: the two that are left and the neighbours tell which it was.

UTF-8 falls into step again at once, so that nothing else is damaged. Two bytes leave from 7 to 128 characters to
choose from; a decoder throws them away and puts U+FFFD there.
"""

from __future__ import annotations

import re

from pipelines.repairing.unknown_characters import REACH, SURE, around, is_likely, most_probable
from pipelines.script import script_of

#: A text that lost more is damaged in another way; each place takes milliseconds.
_MOST_PLACES = 100
#: What the error handler surrogateescape makes of byte XY is U+DCXY.
_BAD = re.compile("[\udc80-\udcff]+")
_CUT = re.compile("[\udcc2-\udcf4][\udc80-\udcbf]{0,2}\\Z")
#: Leads of punctuation (E2, E3, EF) and of common Han characters.
_LEADS = (0xE2, 0xE3, *range(0xE4, 0xEA), 0xEF)
#: Brackets are looked for so far back.
_LINE = 80


def decode_utf8(body: bytes) -> tuple[str, int]:
    """The text of a body that is UTF-8 but for bytes lost, and how many characters were restored.

    What stays unknown is one U+FFFD for each run of bad bytes; such a run at the end is a character cut off there, and
    dropped, and so are NUL bytes, which PostgreSQL does not store.
    """
    text = _CUT.sub("", body.replace(b"\x00", b"").decode("utf-8", "surrogateescape"))
    pieces: list[str] = []
    last = restored = tried = 0
    for match in _BAD.finditer(text):
        character = None
        if len(match[0]) == 2 and tried < _MOST_PLACES:
            tried += 1
            character = _restored(text, match.start())
        pieces += (text[last : match.start()], character or "\ufffd")
        restored += character is not None
        last = match.end()
    return ("".join((*pieces, text[last:])), restored) if pieces else (text, 0)


def _restored(text: str, at: int) -> str | None:
    """The character whose two bytes left stand at ``at``, if it is Han or a mark and no other is near as likely."""
    first, second = (ord(c) - 0xDC00 for c in text[at : at + 2])
    nearby = _BAD.sub("\ufffd", around(text, at, at + 2))
    script = script_of(nearby)
    likely = [c for c in _candidates(first, second) if is_likely(c, script) or c in nearby]
    left, right = text[max(0, at - _LINE) : at], text[at + 2 : at + 2 + REACH]
    choice = most_probable(likely, _BAD.sub("\ufffd", left), _BAD.sub("\ufffd", right), nearby)
    return choice.character if choice and choice.margin >= SURE else None


def _candidates(first: int, second: int) -> set[str]:
    """Characters of three bytes that these two are left of."""
    if first < 0xC0:
        wholes = {bytes((lead, first, second)) for lead in _LEADS}
    elif first in _LEADS and second < 0xC0:
        others = range(0x80, 0xC0)
        wholes = {bytes((first, a, b)) for x in others for a, b in ((x, second), (second, x))}
    else:
        return set()
    return {character for whole in wholes if (character := whole.decode("utf-8", "ignore"))}
