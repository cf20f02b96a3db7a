"""Private-use characters that have a known meaning, and those that have none.

Two standards lent code points of the Private Use Area before Unicode had their characters, and text of their time,
or of software of their time, still holds them: GBK and GB 18030-2000 (U+E78D to U+E864: the row FE, vertical
punctuation, ḿ ǹ, ideographic description), and Big5-HKSCS (U+E000 to U+F848, by the arithmetic of Microsoft's
user-defined areas: FA40-FEFE, 8E40-A0FE, 8140-8DFE, C6A1-C8FE; the ETEN extension stands in the last).
The areas overlap: a Simplified text means GB, a Traditional one HKSCS. Icon fonts use the same code points: a
character is restored only inside Han text; all others are marked and stay.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.repairing.edits import Edit, Place
from pipelines.repairing.looks import HAN, Look
from pipelines.script import script_of

_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_RUN = re.compile(f"[{_PRIVATE}]+")
# Behind a Han character and before one, or before punctuation of a sentence: no place for an icon.
_INSIDE = re.compile(f"(?<=[{HAN}“「《（、·])[\ue000-\uf8ff](?=[{HAN}，。、；：！？”」》）·])")
LOOKS = (Look(_PRIVATE),)
# GB 18030-2005 and -2022 give these of row FE their Unicode characters; Python's codec is of the edition of 2000.
_ROW_FE = dict(
    zip(
        b"\x16\x17\x18\x1e\x26\x2b\x2c\x31\x32\x3b\x43\x54\x55\x64",  # at U+E800
        "\U00020087\U00020089\U000200cc\u9fb4\u9fb5\u9fb6\u9fb7\U000215d7\u9fb8\U0002298f\u9fb9\u9fba"
        "\U000241fe\u9fbb",
        strict=True,
    )
)
# A6D9 to A6DF, A6EC, A6ED and A6F3: punctuation for vertical text.
_VERTICAL = dict(zip(range(0xE78D, 0xE797), "︐︒︑︓︔︕︖︗︘︙", strict=True))


def find_private_use(text: str) -> tuple[Edit, ...]:
    """The edits that put the characters meant in the place of private-use ones."""
    matches = list(_INSIDE.finditer(text))
    if not matches:
        return ()
    script = script_of(text)
    table = {"hans": gb_private_use, "hant": hkscs_private_use}.get(script)
    if table is None:
        return ()
    meant = table()
    return tuple(
        Edit(match.start(), match.end(), meant[ord(match[0])]) for match in matches if ord(match[0]) in meant
    )


def find_unknown_private_use(text: str) -> tuple[Place, ...]:
    """The runs of private-use characters whose meaning nobody knows."""
    return tuple(match.span() for match in _RUN.finditer(text))


@lru_cache(maxsize=1)
def gb_private_use() -> dict[int, str]:
    """Code points that GBK and GB 18030-2000 lent, each with its Unicode character: 80 of row FE, and 25 others."""
    table = {**_VERTICAL, 0xE7C7: "\u1e3f", 0xE7C8: "\u01f9", 0xE7E7: "\u303e"}
    table |= {0xE7E8 + number: chr(0x2FF0 + number) for number in range(12)}
    trails = [*range(0x50, 0x7F), *range(0x80, 0xA1)]  # FE50 to FEA0 lie at U+E815 to U+E864, in order
    for number, trail in enumerate(trails):
        code = 0xE815 + number
        table[code] = _ROW_FE.get(code - 0xE800) or bytes([0xFE, trail]).decode("gb18030")
    return table


@lru_cache(maxsize=1)
def hkscs_private_use() -> dict[int, str]:
    """Code points that Big5-HKSCS lent, each with the character that Python's codec gives its bytes (4,900)."""
    table: dict[int, str] = {}
    for code in range(0xE000, 0xF849):
        try:
            table[code] = _big5_bytes(code).decode("big5hkscs")
        except UnicodeDecodeError:
            continue  # not assigned
    return table


def _big5_bytes(code: int) -> bytes:
    """Where Microsoft's cp950 puts a private-use code point: rows of 157, trails 40-7E and A1-FE."""
    for first, last, lead in ((0xE000, 0xE310, 0xFA), (0xE311, 0xEEB7, 0x8E), (0xEEB8, 0xF6B0, 0x81)):
        if first <= code <= last:
            row, cell = divmod(code - first, 157)
            return bytes([lead + row, _trail(cell)])
    # C6 is private from C6A1 on, the 64th trail
    row, cell = divmod(code - 0xF6B1 + 63, 157)
    return bytes([0xC6 + row, _trail(cell)])


def _trail(cell: int) -> int:
    return cell + 0x40 if cell < 63 else cell + 0x62
