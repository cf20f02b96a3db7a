"""Characters that nobody sees and every comparison stumbles over: zero-width marks, soft hyphens, bidi controls.

The zero-width joiner and variation selectors stay: they belong to a character (emoji, variants of a name). In a text
of a script that needs the others (Persian, Hebrew, Hindi, Thai, …) they stay too, but in its lines of Chinese.
"""

from __future__ import annotations

import re

from pipelines.han_model import is_han
from pipelines.repairing.edits import Edit
from pipelines.repairing.looks import Look

# Zero-width space and non-joiner, directional marks and embeddings, word joiner and invisible operators,
# isolates, byte order mark, annotation marks; the Mongolian vowel separator, which old editors insert.
_UNSEEN = "\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
# Hebrew, Arabic, Syriac, the scripts of India, Thai, Lao, Tibetan, Myanmar, Khmer, Mongolian; Arabic forms.
_SHAPED = "\u0590-\u109f\u1780-\u180d\u180f-\u18af\ufb1d-\ufdff\ufe70-\ufefc"
_NEEDED = re.compile(f"[{_SHAPED}]")
_INVISIBLE = re.compile(
    f"[{_UNSEEN}]+"
    # between accented letters a soft hyphen is a byte of text that was read wrongly: evidence, not noise
    "|(?<![\u0080-\u00ff\u0152-\u2122])\u00ad+(?![\u0080-\u00ff\u0152-\u2122])"
)
LOOKS = (Look(f"{_UNSEEN}\u00ad"),)


def find_invisible(text: str) -> tuple[Edit, ...]:
    """The edits that take invisible characters out."""
    if _NEEDED.search(text) is None:
        return tuple(Edit(match.start(), match.end(), "") for match in _INVISIBLE.finditer(text))
    edits: list[Edit] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if _NEEDED.search(line) is None and any(map(is_han, line)):
            edits += [Edit(start + m.start(), start + m.end(), "") for m in _INVISIBLE.finditer(line)]
        start += len(line)
    return tuple(edits)
