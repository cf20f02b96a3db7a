"""What a newer version of one article says otherwise: the sentences that went and those that came."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”」』）)]*|\n|$)")
_MOST_SENTENCES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Sentences of the older text that the newer one lacks, and the other way round, each in the order of its text."""

    removed: tuple[str, ...]
    added: tuple[str, ...]


def difference(before: str, after: str) -> Difference:
    """How two versions of one text differ, by whole sentences; white space between them plays no part.

    Of a text without end the first 1,000 sentences are compared.

    >>> difference("共22家签约。仪式在河套举行。", "共23家签约。仪式在河套举行。")
    Difference(removed=('共22家签约。',), added=('共23家签约。',))
    """
    old, new = _sentences(before), _sentences(after)
    removed: list[str] = []
    added: list[str] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            removed += old[i:j]
            added += new[k:m]
    return Difference(removed=tuple(removed), added=tuple(added))


def _sentences(text: str) -> list[str]:
    found = (part.strip() for part in _SENTENCE.findall(text))
    return [part for part in found if part][:_MOST_SENTENCES]
