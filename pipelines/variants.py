"""Characters that fold by the word they stand in: 看著 is 看着, 著名 stays; 乾燥 is 干燥, 乾隆 stays.

Conversion of single characters is blind to words. The characters here have two uses, in Traditional text or in text
that a mirror converted character by character; each rule says in which company a character is kept or changed, one
character for one, so that every offset stays. All other variants (後 and 后, 裏 and 里, 發 and 髮, 隻 and 只, 臺 and
台) have one Simplified form whatever the word, and need no context. Words are those of OpenCC's phrase tables
(Apache-2.0) and the Xiandai Hanyu Cidian.
"""

from __future__ import annotations

import re
from typing import Final

#: Characters that folding one by one must leave for the rules here, although they have a Simplified form.
KEPT: Final = "乾徵瞭"

# Character, what it becomes, and what must stand around it for that (the look-behind counts the character in).
_RULES: Final = (
    # zhù stands in words of writing and of fame, zhe and zháo everywhere else; 随着, 沿着, 接着 are the latter
    (
        "著",
        "着",
        "(?:(?<=[随沿顺順接跟]著)|(?=名片)"
        "|(?<![名原论專专编编巨译遗显卓昭土合拙所较]著)(?![名作称述者录译文《]|书立))",
    ),
    # qián: names of men, reigns, places and firms
    ("乾", "干", "(?<![康德]乾)(?![隆坤陵县卦元嘉清安封符宁德道照景象州侑罡])"),
    ("徵", "征", "(?<![角魏]徵)(?!羽)"),
    ("瞭", "了", "(?!望)"),
    ("藉", "借", "(?<![慰狼枕蕴凌]藉)(?!田)"),
    ("彷", "仿", "(?=佛|彿)"),
    ("甚", "什", "(?=么)"),
    ("祇", "只", "(?<![神地]祇)"),
    ("覆", "复", "(?<=[答回批反函]覆)(?!盖|灭|没|辙)"),
    ("沈", "沉", "(?<=[深下浮低阴昏]沈)|(?=[默重迷浸没淀积着著稳睡船溺痛思沦闷])"),
    ("画", "划", "(?<=[计规企]画)(?<![设统会审]计画)(?![面册家展稿图像质廊框布轴院法作])"),
    ("份", "分", "(?<=[部成]份)(?!额)"),
)
_TO: Final = {character: other for character, other, _ in _RULES}
_CHARACTERS = "".join(_TO)
# One class in front: re runs to the next of these characters at full speed.
_IN_CONTEXT = re.compile(
    f"[{_CHARACTERS}](?:" + "|".join(f"(?<={character})(?:{around})" for character, _, around in _RULES) + ")"
)


def by_word(folded: str) -> str:
    """Folded text of the same length, with the characters that depend on their word as the word wants them."""
    if _IN_CONTEXT.search(folded) is None:
        return folded
    return _IN_CONTEXT.sub(lambda match: _TO[match[0]], folded)
