"""What a text calls its parties: （以下简称“公司”或“甲方”）. Words that every notice uses, so that they name nobody elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.extraction.organisations import OrganisationMention

_DEFINED = re.compile(r"^（[^（）]{0,20}?“[^（）]{1,30}”[^（）]{0,6}）")
_QUOTED = re.compile("“([^”]{1,10})”")
_POINTING = re.compile(r"[本该我上述]|的$")
_LONGEST = 60


def bare(word: str) -> str:
    """A word without what points: 公司 of 本公司.

    >>> bare("本公司"), bare("该行的")
    ('公司', '行')
    """
    return _POINTING.sub("", word)


def called(text: str, organisations: Iterable[OrganisationMention]) -> dict[str, OrganisationMention]:
    """Each such word with the organisation that it stands for; the first definition of a word counts."""
    found: dict[str, OrganisationMention] = {}
    for mention in organisations:
        if text[mention.end : mention.end + 1] != "（":
            continue
        if bracket := _DEFINED.match(text[mention.end : mention.end + _LONGEST]):
            for word in _QUOTED.findall(bracket[0]):
                found.setdefault(bare(word), mention)
    return found
