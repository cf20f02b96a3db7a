"""Character references left in Chinese text, because they were escaped twice: ``&amp;nbsp;``, ``&#22269;``.

A page writes 国 as ``&#22269;``; escaped again it is ``&amp;#22269;``, and one reading leaves ``&#22269;`` in the
text. News never writes these on purpose, text about HTML does: a reference in quotation marks, in a line that
holds markup, speaks of it or names the reference is explained, not left over. ``&lt;`` and ``&gt;`` stay where they make a tag.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter

from pipelines.repairing.chinese import is_chinese
from pipelines.repairing.edits import Edit
from pipelines.repairing.looks import Look

# Nine levels are more than any page was seen to have (two); names end after 31 characters (HTML standard).
_REFERENCE = re.compile(
    r"&(?:amp;){0,9}(?P<name>#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});|[A-Za-z][A-Za-z0-9]{1,31};|nbsp(?![A-Za-z0-9;]))"
)
_MARKUP = re.compile(
    r"</?[A-Za-z!][^<>\n]{0,200}>|&(?:amp;){0,9}lt;[/!]?[A-Za-z]|`|[=({]\s?[\"']|[\"']\s?[;)},]"
    r"|实体|實體|转义|轉義|字符|字元|编码|編碼|(?i:html|xml)"
)
# A reference that is named: 输入&copy;, &times;表示. Quotation marks and spaces are left over before such words too.
_NAMED = re.compile(
    r"(?:写作|寫作|写成|寫成|写为|寫為|输入|輸入|键入|鍵入|使用|插入)&(?!(?:amp;){0,9}(?:[lr][sd]quo|#))"
    r"|&(?:amp;){0,9}(?![lr][sd]quo|nbsp|mdash|hellip|middot|[0-9#])[A-Za-z0-9]{2,31};\s?"
    r"(?:即|表示|代表|就是|显示|顯示|可以)"
    r"|空格[^&\n]{0,6}&(?:amp;)?nbsp|前端|小于号|小於號|大于号|大於號|乘号|乘號|版权符号|版權符號|特殊符号|特殊符號"
)
_QUOTES = frozenset("\"'“”‘’「」『』")
LOOKS = (Look("&", "(?:amp;|#[0-9xX]|[A-Za-z][A-Za-z0-9]{1,31};|nbsp)"),)


def find_entities(text: str) -> tuple[Edit, ...]:
    """The edits that put characters in the place of their references."""
    edits: list[Edit] = []
    if not _is_chinese_but_for_references(text):
        return ()
    start = 0
    for line in text.splitlines(keepends=True):
        if "&" in line and not _MARKUP.search(line) and not _NAMED.search(line):
            edits += [
                Edit(start + match.start(), start + match.end(), character)
                for match in _REFERENCE.finditer(line)
                if not _quoted(line, match) and (character := _character(match["name"]))
            ]
        start += len(line)
    return tuple(edits)


def _is_chinese_but_for_references(text: str) -> bool:
    """The letters of references, ``&ldquo;``, are not those of the text; what they mean is."""
    return is_chinese(Counter(_REFERENCE.sub(lambda match: html.unescape(f"&{match['name']}"), text)))


def _quoted(line: str, match: re.Match[str]) -> bool:
    before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
    return before in _QUOTES and after in _QUOTES if before and after else False


def _character(name: str) -> str:
    """The character that is meant; empty where there is none, or where it is a control or half of a pair."""
    meant = html.unescape(f"&{name}")
    if len(meant) != 1 or meant == "\ufffd":
        return ""
    if unicodedata.category(meant) in ("Cc", "Cs", "Cn"):
        return ""
    return " " if meant == "\u00a0" else meant
